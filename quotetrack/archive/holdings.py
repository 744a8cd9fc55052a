"""Which transcript an archive holds of an address now: a look into the catalogue, without reading any.

Measured: importing what reads a transcript costs 45 ms, which a listing of records should not pay.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quotetrack.archive.layout import CATALOGUE, SCHEMA_VERSION, connect, warc_names
from quotetrack.errors import ArchiveError

Held = tuple[str, str | None, tuple[str, ...]]
"""The id of an address's current transcript, the digest of the capture it was read from, and of its parts."""
Holds = Callable[[str], Held | None]
"""What is held of an address; ``None`` where there is nothing."""


@contextmanager
def holdings(folder: Path) -> Iterator[Holds | None]:
    """What the archive in this folder holds; ``None`` where nothing is archived, as in a fresh clone.

    A catalogue that does not know all WARC files is brought up to date first. Raises ArchiveError
    when the folder cannot be used.
    """
    names = warc_names(folder)
    if not names:
        yield None
        return
    connection = _catalogue(folder / CATALOGUE, names)
    if connection is None:
        from quotetrack.archive.store import Archive

        with Archive.open(folder) as archive:

            def held(address: str) -> Held | None:
                reading = archive.reading_of(address)
                return None if reading is None else (reading.id, reading.capture, reading.parts)

            yield held
        return
    with closing(connection):

        def found(address: str) -> Held | None:
            query = "SELECT id, capture, parts FROM transcript WHERE address = ? AND current"
            try:
                row = connection.execute(query, (_storable(address),)).fetchone()
            except sqlite3.Error as wrong:
                raise ArchiveError(f"{folder / CATALOGUE}: {wrong}; run: quotetrack rebuild") from wrong
            return None if row is None else (row[0], row[1], tuple(json.loads(row[2])))

        yield found


def _storable(address: str) -> str:
    """As the catalogue has it (``stored_form.storable``, which costs more to import)."""
    return address.encode("utf-8", "replace").decode()


def _catalogue(path: Path, names: list[str]) -> sqlite3.Connection | None:
    """The catalogue if it is whole, of this version, and knows these WARC files."""
    if not path.exists():
        return None
    connection = connect(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            known = {name for (name,) in connection.execute("SELECT name FROM warc")}
            if known.issuperset(names):
                return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None
