"""Appending a line to a file so that a crash tears at most the last line, and the next one is whole again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quotetrack.archive.stored_form import storable
from quotetrack.errors import ArchiveError


def append_line(path: Path, line: str) -> None:
    """Append the line, synced to the disk. One writer at a time: the archive's lock sees to that.

    Raises ArchiveError when it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            data = storable(line).encode() + b"\n"
            size = os.fstat(descriptor).st_size
            # What a crash left torn must not swallow this line.
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                data = b"\n" + data
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as wrong:
        raise ArchiveError(
            f"{path}: cannot be written ({wrong.strerror}); free space or name another --archive"
        ) from wrong


def whole_lines(path: Path) -> Iterator[str]:
    """The lines of the file, one that a crash tore included; none where there is no file."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except FileNotFoundError:
        return
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be read ({wrong.strerror})") from wrong
