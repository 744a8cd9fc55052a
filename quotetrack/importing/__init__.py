"""Importing many transcripts at once: files of rows, folders, packages. It needs no network."""

from quotetrack.importing.core import import_rows
from quotetrack.importing.reading import Readers
from quotetrack.importing.rows import BadRow, Row
from quotetrack.importing.sources import Named

__all__ = ["BadRow", "Named", "Readers", "Row", "import_rows"]
