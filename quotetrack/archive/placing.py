"""Files that are put into a folder whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from quotetrack.archive.layout import WARC_SUFFIX
from quotetrack.archive.manifest import Fixity, fixity_of
from quotetrack.errors import ArchiveError

Written = TypeVar("Written")
PARTIAL = ".partial"
"""The ending of a file that is still being written: no reader takes it for a WARC."""


def placed(folder: Path, name: str, write: Callable[[BinaryIO], Written]) -> tuple[Fixity, Written]:
    """Write a file, synced, then give it its name: killed at any moment, it is there or not.

    Its fixity, and what ``write`` gives. Raises ArchiveError and leaves nothing when it cannot be written.
    """
    partial = folder / (name + PARTIAL)
    try:
        try:
            with partial.open("xb") as out:
                written = write(out)
                out.flush()
                os.fsync(out.fileno())
            fixity = fixity_of(partial)
            partial.rename(folder / name)
            sync_folder(folder)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    except OSError as wrong:
        raise ArchiveError(
            f"{folder}: nothing was saved ({wrong.strerror}); free space or name another --archive DIR"
        ) from wrong
    return fixity, written


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut; where folders cannot be synced, nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed archiver left half written. Only under the lock: nobody else writes then."""
    for entry in os.scandir(folder):
        if entry.name.endswith(WARC_SUFFIX + PARTIAL):
            with suppress(OSError):
                os.unlink(entry.path)
