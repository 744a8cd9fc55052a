"""Which ids a file has had already; on the disk once they are many, so that any number fits."""

from __future__ import annotations

import hashlib
import sqlite3
from types import TracebackType
from typing import Self


class Seen:
    """A set of ids with the lines they stand on, in a database that goes when it is closed."""

    def __init__(self) -> None:
        # An empty name makes a temporary file, written to when the cache is full.
        self._ids = sqlite3.connect("", isolation_level=None)
        self._ids.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._ids.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ids.close()

    def line_of(self, id: str, line: int) -> int | None:
        """The line on which this id stood before; the first time it is noted with this one."""
        key = hashlib.sha256(id.encode("utf-8", "replace")).digest()[:16]
        found = self._ids.execute("SELECT line FROM seen WHERE id = ?", (key,)).fetchone()
        if found:
            return int(found[0])
        self._ids.execute("INSERT INTO seen VALUES (?, ?)", (key, line))
        return None
