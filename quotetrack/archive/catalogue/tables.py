"""The catalogue's tables: their columns, in the order in which rows are read and written."""

from __future__ import annotations

from typing import Any

from quotetrack.archive import full_text
from quotetrack.archive.stored_form import TRANSCRIPT_WORDS

Row = tuple[Any, ...]
"""The values of a row, or of some of its columns, in order."""

CAPTURE = (
    "address",
    "url",
    "digest",
    "archived_at",
    "media_type",
    "charset",
    "status",
    "warc",
    "stated",
    "kind",
    "memento",
    "independent",
)
"""What a capture is read from."""
TRANSCRIPT = (
    "id",
    *TRANSCRIPT_WORDS,
    "nature",
    "complete",
    "archived_at",
    "turns",
    "asides",
    "locators",
    "notes",
    "versions",
    "parts",
    "memento",
    "text",
)
"""What a transcript is read from. The text last: SQLite reads a row up to the column that is asked for."""

LATEST = "ORDER BY kept_at DESC, warc DESC, seq DESC LIMIT 1"
"""Of several rows, the one that was kept last."""

TABLES = f"""
CREATE TABLE warc (name TEXT PRIMARY KEY, problem TEXT) WITHOUT ROWID;
CREATE TABLE capture (seq INTEGER PRIMARY KEY, {", ".join(CAPTURE)}, offset INTEGER);
CREATE INDEX capture_address ON capture (address, archived_at);
CREATE INDEX capture_digest ON capture (digest);
CREATE TABLE transcript (
    seq INTEGER PRIMARY KEY, address TEXT, kept_at TEXT, warc TEXT, current INTEGER DEFAULT 0,
    first_day TEXT, last_day TEXT, stated TEXT, {", ".join(TRANSCRIPT)}
);
CREATE INDEX transcript_id ON transcript (id, kept_at, warc);
CREATE INDEX transcript_address ON transcript (address, kept_at);
CREATE INDEX transcript_current ON transcript (id, capture, reader, parts, current) WHERE current;
CREATE INDEX transcript_days ON transcript (first_day, last_day, id, speaker, current) WHERE current;
{full_text.TABLES}"""
"""Statements that make them, with a semicolon between each two. Another set is another ``SCHEMA_VERSION``.

The last two indexes have all that is asked of every transcript before a quote is looked for, so that none of
the rows, which lie far apart among the texts, has to be read for it."""
