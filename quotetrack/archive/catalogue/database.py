"""The catalogue's file, opened, checked and made: queries and transactions, with SQLite's errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from quotetrack.archive.catalogue.tables import TABLES, Row
from quotetrack.archive.layout import SCHEMA_VERSION, connect, lacks_room
from quotetrack.archive.stored_form import storable
from quotetrack.errors import ArchiveError

Value = TypeVar("Value")


class CatalogueDamaged(ArchiveError):
    """The file is no catalogue of ours, or an older one: it can be rebuilt from the WARC files."""


class NoRoom(ArchiveError):
    """The disk is full, or fails: nothing can be written, and what is there may still be read."""

    def __init__(self, what: object, wrong: object) -> None:
        super().__init__(
            f"{what}: cannot be written ({wrong}): make room on the disk and run it again; "
            "what was captured is safe in the WARC files"
        )


class Catalogue:
    """One open catalogue. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    @classmethod
    def in_memory(cls) -> Catalogue:
        """An empty catalogue that is written nowhere."""
        catalogue = cls(sqlite3.connect(":memory:", isolation_level=None), "catalogue")
        catalogue.create()
        return catalogue

    @classmethod
    def open(cls, path: Path, *, frozen: bool = False) -> Catalogue:
        """Open the file, making it where there is none. ``frozen`` as in `connect`.

        Raises CatalogueDamaged when it has to be rebuilt, NoRoom on a full disk, ArchiveError when it
        must not be touched.
        """
        catalogue = cls(connect(path, frozen=frozen), str(path))
        try:
            with catalogue.guarded():
                catalogue._check()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        self._connection.close()

    def put_in_its_file(self) -> bool:
        """Move what SQLite's log holds into the catalogue's own file; False while somebody reads the log."""
        with self.guarded():
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def _check(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise ArchiveError(
                f"{self._name}: made by a newer quotetrack (schema {version}, not {SCHEMA_VERSION}); "
                "upgrade, or make it anew with: quotetrack rebuild"
            )
        if version == SCHEMA_VERSION:
            self._connection.execute("SELECT count(*) FROM (SELECT 1 FROM transcript LIMIT 1)").fetchone()
        elif self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CatalogueDamaged(f"{self._name}: not a catalogue of this version; run: quotetrack rebuild")
        else:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self.create()

    def create(self) -> None:
        """Make the tables in an empty file."""
        with self.transaction():
            # Two programs may both have found the file empty; the second finds it made.
            if self._connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
                return
            for statement in TABLES.split(";"):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """SQLite's errors as ours, and a row that makes no sense is damage: raises ArchiveError."""
        try:
            yield
        except sqlite3.OperationalError as wrong:
            if lacks_room(wrong):
                raise NoRoom(self._name, wrong) from wrong
            if not hasattr(wrong, "sqlite_errorcode"):  # Python's own, and it quotes the whole text
                raise CatalogueDamaged(
                    f"{self._name}: damaged (a text in it is not UTF-8); run: quotetrack rebuild"
                ) from wrong
            raise ArchiveError(
                f"{self._name}: {wrong}; what was captured is safe in the WARC files"
            ) from wrong
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as wrong:
            raise CatalogueDamaged(f"{self._name}: damaged ({wrong}); run: quotetrack rebuild") from wrong

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; readers go on seeing the state before."""
        with self.guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    # --- what the functions of this package write and ask ---

    def execute(self, statement: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Run a statement, inside a transaction."""
        return self._connection.execute(statement, _storable(values))

    def insert(self, table: str, columns: Iterable[str], row: Row) -> int | None:
        """Add a row, inside a transaction; its number."""
        places = ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
        return self.execute(statement, row).lastrowid

    def rows(self, query: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """What a query finds, with its named values."""
        with self.guarded():
            yield from self._connection.execute(
                query, dict(zip(values, _storable(values.values()), strict=True))
            )

    def found(self, query: str, *values: str) -> Iterator[Row]:
        """What a query finds, with its values in the order of its question marks."""
        with self.guarded():
            yield from self._connection.execute(query, _storable(values))

    def made(self, make: Callable[[Row], Value], query: str, *values: str) -> Iterator[Value]:
        """What a query finds, each row made into a value."""
        with self.guarded():
            yield from map(make, self._connection.execute(query, _storable(values)))


def _storable(row: Iterable[Any]) -> Row:
    return tuple(storable(value) if isinstance(value, str) else value for value in row)
