"""Writing a new record: complete, atomic, and certain to read back as the quote it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.records.atomic import write_whole
from quotetrack.records.load import ENDING, read_record, record_of
from quotetrack.records.problems import problem

if TYPE_CHECKING:  # 20 ms that a listing need not pay
    from quotetrack.model import Quote

SCHEMA_FILE = "quote.schema.json"
HEAD = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Gives completion and checking in editors that know the YAML language server."""


def save_record(folder: Path, quote: Quote, *, overwrite: bool = False) -> Path:
    """Write the quote as ``<id>.yaml`` into the folder and return the file's path.

    An existing record is replaced only with ``overwrite``, and then whole, comments included; to
    add to one, see ``quotetrack.records.edit``. Raises RecordError for a quote that is no valid
    record and for an id that is taken, QuotetrackError when the disk refuses.
    """
    path = folder / f"{quote.id}{ENDING}"
    write_whole(path, record_text(quote).encode(), overwrite=overwrite)
    return path


def record_text(quote: Quote) -> str:
    """The text of the quote's record. Raises RecordError for a quote that is no valid record."""
    # Imported here: 80 ms that reading receipts does not pay.
    from quotetrack.records.emit import emit
    from quotetrack.records.parts import record_data

    data = record_data(quote)
    place = Path(f"{quote.id}{ENDING}")
    if record_of(quote.id, data) != quote:
        raise problem(place, None, "", "white space around a value, or an empty one; trim it")
    text = HEAD + emit(data)
    if read_record(text.encode(), place) != quote:
        raise problem(place, None, "", "cannot be written so that it reads back the same; write it by hand")
    return text


def write_schema(folder: Path) -> bool:
    """Put the JSON Schema beside the records unless a file is there; True when it was written."""
    path = folder / SCHEMA_FILE
    if path.exists():
        return False
    write_whole(path, schema_text().encode(), overwrite=False)
    return True


def schema_text() -> str:
    """The JSON Schema as it is published."""
    import json

    from quotetrack.records.json_schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
