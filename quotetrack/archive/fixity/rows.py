"""The catalogue's rows compared with what the WARC files say, and its indexes with its rows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from quotetrack.archive.catalogue import Catalogue
from quotetrack.archive.catalogue.captures import warcs
from quotetrack.archive.catalogue.writing import clear
from quotetrack.archive.fixity.finding import REBUILD, Finding, in_one_line
from quotetrack.archive.layout import CATALOGUE, SCHEMA_VERSION
from quotetrack.archive.taking_up import take_up
from quotetrack.errors import ArchiveError

MOST = 20
"""Rows that are named one by one."""

_CURRENT = """
SELECT id, warc FROM transcript AS this WHERE current IS NOT (NOT EXISTS (
    SELECT 1 FROM transcript AS other WHERE other.address = this.address
    AND (other.kept_at, other.warc, other.seq) > (this.kept_at, this.warc, this.seq)))
"""
_STRAY_VOICES = "SELECT count(*) FROM voice WHERE transcript NOT IN (SELECT seq FROM transcript)"


class Compared:
    """Rows of the WARC files, given file by file, and of a catalogue, told apart by their digests.

    What is kept in memory is a digest and a name for each row.
    """

    def __init__(self) -> None:
        self._expected: dict[bytes, list[str]] = {}
        self._files: set[str] = set()
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._scratch = Catalogue(self._connection, "catalogue")
        self._scratch.create()

    def expect(self, folder: Path, name: str) -> str | None:
        """Take in what a WARC file says; what is wrong with it, where it cannot be read."""
        try:
            with self._scratch.transaction():
                clear(self._scratch)
                problem = take_up(self._scratch, folder, name)
        except ArchiveError as wrong:  # gone since, or no file that can be read
            return str(wrong)
        if problem is None:
            self._files.add(name)
            for _, label, row in _contents(self._connection):
                self._expected.setdefault(_digest(row), []).append(label)
        return problem

    def findings(self, copy: Path, names: set[str]) -> Iterator[Finding]:
        """What in the copy of a catalogue differs; ``names`` are the archive's WARC files."""
        found = 0
        for record, what in self._differences(copy, names):
            found += 1
            if found <= MOST:
                yield Finding(CATALOGUE, what, REBUILD, record)
        if found > MOST:
            yield Finding(CATALOGUE, f"and {found - MOST} more rows differ", REBUILD)

    def _differences(self, copy: Path, names: set[str]) -> Iterator[tuple[str | None, str]]:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            try:
                yield from _structure(connection)
                yield from self._rows(Catalogue(connection, CATALOGUE), connection, names)
            except (sqlite3.Error, ArchiveError, ValueError, TypeError) as wrong:
                yield None, f"cannot be read ({in_one_line(wrong)})"

    def _rows(
        self, catalogue: Catalogue, connection: sqlite3.Connection, names: set[str]
    ) -> Iterator[tuple[str | None, str]]:
        known = warcs(catalogue)
        for name in sorted(names - known):
            yield name, "the WARC file is not in the catalogue"
        for name in sorted(known - names):
            yield name, "the catalogue tells of a WARC file that is not there"
        left = {digest: list(labels) for digest, labels in self._expected.items()}
        for warc, label, row in _contents(connection):
            labels = left.get(_digest(row))
            if labels:
                labels.pop()
            elif warc in self._files or warc not in names:
                yield label, "a row is not what its WARC file says"
        for labels in left.values():
            for label in labels:
                yield label, "what the WARC file says is not in the catalogue"
        for id, warc in connection.execute(_CURRENT):
            yield f"transcript {id} of {warc}", "whether it is its address's current transcript is wrong"
        if connection.execute(_STRAY_VOICES).fetchone()[0]:
            yield "voice", "names of speakers belong to no transcript"


def _contents(connection: sqlite3.Connection) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """Every capture and transcript: its WARC file, what names it, and all its values, speakers included.

    Its number and whether it is current are left out: they depend on the other files.
    """
    voices = "(SELECT group_concat(name, char(10)) FROM voice WHERE transcript = seq)"
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        for table, names, more in (("capture", "address", "''"), ("transcript", "id", voices)):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(column for column in columns if column not in ("seq", "current"))
            for row in connection.execute(f"SELECT warc, {names}, {more}, {kept} FROM {table}"):
                yield str(row[0]), f"{table} {row[1]} of {row[0]}", (table, *row)
    finally:
        connection.text_factory = str


def _structure(connection: sqlite3.Connection) -> Iterator[tuple[str | None, str]]:
    """The file's pages and indexes, by SQLite itself, and its tables against those of this version."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        yield None, f"of version {version}, not {SCHEMA_VERSION}"
        return
    for (said,) in connection.execute("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield None, f"damaged ({in_one_line(said)})"
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        Catalogue(fresh, CATALOGUE).create()
        if fresh.execute(query).fetchall() != connection.execute(query).fetchall():
            yield None, "its tables are not those of this version"
    try:
        # With rank 1 the index is compared with the texts it points into.
        connection.execute("INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)")
    except sqlite3.Error as wrong:
        yield "full_text", f"the full-text index is not that of the texts ({in_one_line(wrong)})"


def _digest(row: tuple[object, ...]) -> bytes:
    return hashlib.sha256(repr(row).encode("utf-8", "surrogateescape")).digest()
