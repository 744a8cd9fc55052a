"""Quotes that others collected: rows of their formats to records, each row with a record or a reason."""

from quotetrack.importing_quotes.core import Done, Outcome, import_quotes, note_records
from quotetrack.importing_quotes.formats import FORMATS, read_file
from quotetrack.importing_quotes.known import Known

__all__ = ["FORMATS", "Done", "Known", "Outcome", "import_quotes", "note_records", "read_file"]
