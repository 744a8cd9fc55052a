"""Where the files of an archive folder lie, and how its catalogue is opened: all that a quick look needs."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from quotetrack.errors import ArchiveError

CATALOGUE = "catalogue.sqlite"
SCHEMA_VERSION = 7
"""Of the catalogue; kept in the file as SQLite's ``user_version``."""
WARC_SUFFIX = ".warc.gz"


def warc_names(folder: Path) -> list[str]:
    """The finished WARC files, oldest first, as their names begin with the time. Raises ArchiveError."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(WARC_SUFFIX))
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        raise ArchiveError(
            f"{folder}: a file, not an archive folder; name another with --archive DIR"
        ) from None
    except OSError as wrong:
        raise ArchiveError(
            f"{folder}: cannot be read ({wrong.strerror}); name another with --archive DIR"
        ) from wrong


def connect(catalogue: Path, *, frozen: bool = False) -> sqlite3.Connection:
    """A connection to the catalogue's file, which is made where there is none. Raises ArchiveError.

    ``frozen``: nobody can write to it (`whole_in_its_file`), so that reading needs no room on the disk.
    """
    # Without write access SQLite cannot make the files beside it that its log mode needs; such a
    # folder does not change under us either, which is what ``immutable`` promises.
    frozen = catalogue.exists() and (
        frozen or not (os.access(catalogue, os.W_OK) and os.access(catalogue.parent, os.W_OK))
    )
    target = f"{catalogue.absolute().as_uri()}{'?immutable=1' if frozen else ''}"
    try:
        return sqlite3.connect(target, uri=True, isolation_level=None, timeout=30)
    except sqlite3.Error as wrong:
        raise ArchiveError(
            f"{catalogue}: {wrong}; check the folder, and what lies there in its place"
        ) from wrong


def whole_in_its_file(catalogue: Path) -> bool:
    """Whether the catalogue is there and nothing of it stands in SQLite's log, which lies beside it."""
    log = catalogue.with_name(catalogue.name + "-wal")
    try:
        return catalogue.stat().st_size > 0 and (not log.exists() or log.stat().st_size == 0)
    except OSError:
        return False


def lacks_room(wrong: sqlite3.Error) -> bool:
    """Whether SQLite found the disk full. To read, it needs room too, for what lies beside the file."""
    return getattr(wrong, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
