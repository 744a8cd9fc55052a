"""The manifest: the size and sha256 of every whole file of the archive, written once when it is finished.

A gzip CRC and a record's digest miss a flipped bit in a gzip header; the digest of the whole file does not.
A line is ``<hex sha256> <bytes> <chain> <file name>``: the chain vouches for the line and the one before it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from quotetrack.archive.append import append_line, whole_lines
from quotetrack.archive.chain import Body, chain_of

FILE_NAME = "manifest.txt"
_PART = r"(?!\.\.?(?:/|\Z))[^\x00-\x20/][^\x00-\x1f/]*"
_LINE = re.compile(rf"([0-9a-f]{{64}}) ([0-9]{{1,18}}) (?:[0-9a-f]{{64}} )?((?:timestamps/)?{_PART})")
"""With the chain, or as older versions wrote it. A name leads to no place outside the folder."""
_CHAINED = re.compile(rb"([0-9a-f]{64} [0-9]+ )([0-9a-f]{64}) (\S.*)")


@dataclass(frozen=True, slots=True)
class Fixity:
    """What a file was when it was finished."""

    sha256: str
    """Hex."""
    size: int
    """Bytes."""


def fixity_of(path: Path) -> Fixity:
    """What the file is now; raises OSError."""
    with path.open("rb") as stream:
        return Fixity(hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell())


def line_of(before: bytes, name: str, fixity: Fixity) -> str:
    """A line that follows on the one before."""
    start = f"{fixity.sha256} {fixity.size}"
    return f"{start} {chain_of(before, f'{start} {name}'.encode())} {name}"


def note(folder: Path, name: str, fixity: Fixity) -> None:
    """Add a finished file; raises ArchiveError."""
    append_line(folder / FILE_NAME, lambda before: line_of(before, name, fixity))


def entry_of(line: str) -> tuple[str, Fixity] | None:
    """The name and the fixity on a line; ``None`` for one that is torn."""
    match = _LINE.fullmatch(line)
    return (match[3], Fixity(match[1], int(match[2]))) if match else None


def noted(folder: Path) -> dict[str, Fixity]:
    """Every file named, as it was first noted: a later line cannot excuse a changed file."""
    files: dict[str, Fixity] = {}
    for line in whole_lines(folder / FILE_NAME):
        # A torn line is no line: its file is noted again when the archive next looks for it.
        if entry := entry_of(line):
            files.setdefault(*entry)
    return files


def split(line: bytes) -> Body | None:
    """What a line's chain is over, and the chain."""
    match = _CHAINED.fullmatch(line)
    return (match[1] + match[3], match[2].decode()) if match else None
