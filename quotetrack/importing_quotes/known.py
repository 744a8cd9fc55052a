"""Which quotes there are already; on the disk once they are many, so that any number fits."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from typing import Self

from quotetrack.model import Quote


class Known:
    """A set of quotes by text, speaker and date, with their ids, in a database that goes with it."""

    def __init__(self) -> None:
        # An empty name makes a temporary file, written to when the cache is full.
        self._held = sqlite3.connect("", isolation_level=None)
        self._held.execute("CREATE TABLE quote (key BLOB PRIMARY KEY, id TEXT UNIQUE) WITHOUT ROWID")
        self._held.execute("CREATE TABLE other (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._held.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def note(self, quote: Quote) -> None:
        """Remember a quote; of two with the same key the first stands."""
        self._held.execute("INSERT OR IGNORE INTO quote VALUES (?, ?)", (key(quote), quote.id))

    def note_id(self, id: str) -> None:
        """Remember that an id is taken, by whatever it may be."""
        self._held.execute("INSERT OR IGNORE INTO other VALUES (?)", (id,))

    def id_of(self, quote: Quote) -> str | None:
        """The id of the same quote."""
        row = self._held.execute("SELECT id FROM quote WHERE key = ?", (key(quote),)).fetchone()
        return None if row is None else str(row[0])

    def taken(self, id: str) -> bool:
        """Whether some quote has this id."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM quote WHERE id = ?1) OR EXISTS (SELECT 1 FROM other WHERE id = ?1)"
        )
        return bool(self._held.execute(query, (id,)).fetchone()[0])


def key(quote: Quote) -> bytes:
    """What makes two quotes the same: text and speaker but for white space, and the date."""
    speaker = quote.speaker.name if quote.speaker else ""
    said = "\x1f".join((_plain(quote.text), _plain(speaker), quote.date or ""))
    return hashlib.sha256(said.encode("utf-8", "replace")).digest()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
