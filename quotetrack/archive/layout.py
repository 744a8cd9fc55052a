"""Where the files of an archive folder lie, and how its catalogue is opened: all that a quick look needs."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from quotetrack.errors import ArchiveError

CATALOGUE = "catalogue.sqlite"
SCHEMA_VERSION = 6
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


def connect(catalogue: Path) -> sqlite3.Connection:
    """A connection to the catalogue's file, which is made where there is none. Raises ArchiveError."""
    # Without write access SQLite cannot make the files beside it that its log mode needs; such a
    # folder does not change under us either, which is what ``immutable`` promises.
    frozen = catalogue.exists() and not (
        os.access(catalogue, os.W_OK) and os.access(catalogue.parent, os.W_OK)
    )
    target = f"{catalogue.absolute().as_uri()}{'?immutable=1' if frozen else ''}"
    try:
        return sqlite3.connect(target, uri=True, isolation_level=None, timeout=30)
    except sqlite3.Error as wrong:
        raise ArchiveError(
            f"{catalogue}: {wrong}; check the folder, and what lies there in its place"
        ) from wrong
