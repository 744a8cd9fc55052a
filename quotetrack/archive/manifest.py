"""The manifest: the size and sha256 of every whole WARC file, written once when the file is finished.

A gzip CRC and a record's digest miss a flipped bit in a gzip header; the digest of the whole file does not.
A line is ``<hex sha256> <bytes> <file name>``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from quotetrack.archive.append import append_line, whole_lines

FILE_NAME = "manifest.txt"
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9]+) (\S.*)")


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


def note(folder: Path, name: str, fixity: Fixity) -> None:
    """Add a finished file; raises ArchiveError."""
    append_line(folder / FILE_NAME, f"{fixity.sha256} {fixity.size} {name}")


def noted(folder: Path) -> dict[str, Fixity]:
    """Every file named, as it was first noted: a later line cannot excuse a changed file."""
    files: dict[str, Fixity] = {}
    for line in whole_lines(folder / FILE_NAME):
        # A torn line is no line: its file is noted again when the archive next looks for it.
        if match := _LINE.fullmatch(line):
            files.setdefault(match[3], Fixity(match[1], int(match[2])))
    return files
