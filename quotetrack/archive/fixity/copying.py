"""Copies of files that are there whole or not at all, and are what their digest says."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from quotetrack.archive.manifest import Fixity, fixity_of
from quotetrack.archive.placing import PARTIAL, sync_folder
from quotetrack.errors import ArchiveError

_STEP = 1 << 20


def is_whole(path: Path, fixity: Fixity) -> bool:
    """Whether the file is there and is what it was; what cannot be read is not."""
    try:
        return path.stat().st_size == fixity.size and fixity_of(path) == fixity
    except OSError:
        return False


def copied(source: Path, target: Path, fixity: Fixity) -> bool:
    """Copy a file in the target's place; False, and nothing is done, where the source is not what it was.

    Raises ArchiveError when it cannot be written.
    """
    partial = target.with_name(target.name + PARTIAL)
    hasher = hashlib.sha256()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with source.open("rb") as origin, partial.open("wb") as out:
                while part := origin.read(_STEP):
                    hasher.update(part)
                    out.write(part)
                size = out.tell()
                out.flush()
                os.fsync(out.fileno())
            if Fixity(hasher.hexdigest(), size) != fixity:
                return False
            partial.replace(target)
            sync_folder(target.parent)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
    except FileNotFoundError:
        return False
    except OSError as wrong:
        raise ArchiveError(
            f"{target}: cannot be written ({wrong.strerror}); make room or look at it"
        ) from wrong
    return True


def written(path: Path, data: bytes) -> None:
    """Write a file anew. Raises ArchiveError."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as wrong:
        raise ArchiveError(
            f"{path}: cannot be written ({wrong.strerror}); make room or look at it"
        ) from wrong
