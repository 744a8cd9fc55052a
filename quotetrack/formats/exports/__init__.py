"""Records and their verdicts in the forms that other people's programs read: one module a format.

Each module has a function ``write`` of the kind described in ``interface``; it is imported when its
format is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from quotetrack.exporting.checked import Checked
from quotetrack.formats.exports.interface import Exported, LeftOut, Write

EXPORTS = {
    "bibtex": "quotetrack.formats.exports.bibtex",
    "claimreview": "quotetrack.formats.exports.claimreview",
    "csl-json": "quotetrack.formats.exports.csl_json",
    "csv": "quotetrack.formats.exports.table",
    "jsonl": "quotetrack.formats.exports.json_lines",
    "schema-org": "quotetrack.formats.exports.schema_org",
    "webannotation": "quotetrack.formats.exports.web_annotation",
    "wikiquote": "quotetrack.formats.exports.wikiquote",
}
"""Format to the module that writes it."""

__all__ = ["EXPORTS", "Exported", "LeftOut", "export"]


def export(format: str, records: Sequence[Checked]) -> Exported:
    """The records in that format. Raises KeyError for one that is not in ``EXPORTS``."""
    write: Write = import_module(EXPORTS[format]).write
    return write(records)
