"""The lines of a file, unpacked if it is gzip, one at a time in memory and none longer than is allowed."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

from quotetrack.importing.rows import LONGEST

_GZIP = b"\x1f\x8b"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """A file that cannot be read, or not to its end, with the reason."""


class TooLong(Exception):
    """A line that is longer than is allowed; it has been passed over, and the next one can be read."""


class Lines:
    """An iterator over the lines, as bytes with their ends. After ``TooLong`` it goes on."""

    number = 0
    """Of the line read last, from 1."""

    def __init__(self, path: Path, told: Callable[[int], None] = lambda _: None) -> None:
        """Open the file; ``-`` is standard input. ``told`` is given how many bytes of it were read.

        Raises Unreadable.
        """
        try:
            self._raw: IO[bytes] = sys.stdin.buffer if str(path) == "-" else path.open("rb")
        except OSError as wrong:
            raise _unreadable(wrong) from None
        self._stream: IO[bytes] = io.BufferedReader(_Counted(self._raw, told), 1 << 18)
        try:
            self._stream = _unpacked(self._stream, path.name)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        if self._raw is not sys.stdin.buffer:
            self._raw.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """The next line; raises TooLong, and Unreadable where the file is cut or damaged."""
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= LONGEST:
            return line
        while line and not line.endswith(b"\n"):
            line = self._read()
        raise TooLong(f"longer than {LONGEST // 2**20} MiB")

    def _read(self) -> bytes:
        try:
            return self._stream.readline(LONGEST + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as wrong:
            said = "cut short" if isinstance(wrong, EOFError) else "damaged"
            raise Unreadable(f"the gzip file is {said} after line {self.number}") from None
        except OSError as wrong:
            raise _unreadable(wrong) from None


def numbered(lines: Lines, longest: int = LONGEST) -> Iterator[tuple[int, bytes | TooLong | Unreadable]]:
    """Each line with its number, or what is wrong with it; after ``Unreadable`` there are no more.

    ``longest`` is in bytes.
    """
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except Unreadable as wrong:
            yield lines.number + 1, wrong
            return
        except TooLong:
            yield lines.number, TooLong(f"longer than {longest >> 20} MiB")
            continue
        yield lines.number, line if len(line) <= longest else TooLong(f"longer than {longest >> 20} MiB")


def _unpacked(stream: io.BufferedReader[Any], name: str) -> io.BufferedReader[Any]:
    try:
        start = stream.peek(2)[:2]
    except OSError as wrong:
        raise _unreadable(wrong) from None
    if start == _GZIP:
        unpacked: io.RawIOBase = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
        return io.BufferedReader(unpacked, 1 << 18)
    if name.endswith(".gz"):
        raise Unreadable("named .gz, but it is no gzip file")
    if start in _BOMS:
        raise Unreadable("in UTF-16; save it as UTF-8")
    return stream


def _unreadable(wrong: OSError) -> Unreadable:
    return Unreadable(f"cannot be read ({(wrong.strerror or str(wrong)).lower()})")


class _Counted(io.RawIOBase):
    """A stream that tells how much of it has been read."""

    def __init__(self, raw: IO[bytes], told: Callable[[int], None]) -> None:
        self._raw = raw
        self._told = told
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self._read += len(data)
        self._told(self._read)
        return len(data)
