"""Appending a line to a file so that a crash tears at most the last line, and the next one is whole again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from quotetrack.archive.stored_form import storable
from quotetrack.errors import ArchiveError

_STEP = 1 << 12


def append_line(path: Path, make: Callable[[bytes], str]) -> None:
    """Append a line, synced to the disk. One writer at a time: the archive's lock sees to that.

    ``make`` is given the line before, without its newline, and what a crash left of one is such a line.
    Raises ArchiveError when it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            before, ended = _last_line(descriptor)
            data = storable(make(before)).encode() + b"\n"
            # What a crash left torn must not swallow this line.
            if not ended:
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


def _last_line(descriptor: int) -> tuple[bytes, bool]:
    """The last line, and whether it has its newline; of an empty file, nothing that would need one."""
    size = os.fstat(descriptor).st_size
    if not size:
        return b"", True
    ended = os.pread(descriptor, 1, size - 1) == b"\n"
    end = size - 1 if ended else size
    start, line = end, b""
    while start > 0 and b"\n" not in line:
        step = min(_STEP, start)
        start -= step
        line = os.pread(descriptor, step, start) + line
    return line.rpartition(b"\n")[2], ended


def whole_lines(path: Path) -> Iterator[str]:
    """The lines of the file, one that a crash tore included; none where there is no file."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except FileNotFoundError:
        return
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be read ({wrong.strerror})") from wrong
