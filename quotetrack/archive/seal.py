"""The seal: a digest of the catalogue's whole file, put on by a writer that is done, broken by the next.

Rows can be compared with the WARC files; a flipped bit in a page's unused bytes is seen by this alone. A
writer that was killed leaves none, which is no damage: the catalogue is then judged by its rows.
"""

from __future__ import annotations

import os
from contextlib import suppress
from enum import Enum
from pathlib import Path

from quotetrack.archive.layout import CATALOGUE

FILE_NAME = "catalogue.seal"
_STEP = 1 << 20


class Seal(Enum):
    """What the seal says of the catalogue."""

    NONE = "none"
    WHOLE = "whole"
    BROKEN = "broken"
    """Catalogue or seal has changed since."""


def break_seal(folder: Path) -> None:
    """Before anything is written to the catalogue; raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(folder / FILE_NAME)


def put_seal(folder: Path) -> None:
    """Seal a catalogue all of which is in its file. Only under the lock; raises OSError."""
    partial = folder / (FILE_NAME + ".partial")
    with partial.open("wb") as out:
        out.write(_seal_of(folder / CATALOGUE))
        out.flush()
        os.fsync(out.fileno())
    partial.replace(folder / FILE_NAME)


def seal_of(folder: Path) -> Seal:
    """Whether the catalogue is the one that was sealed; raises OSError."""
    try:
        sealed = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return Seal.NONE
    return Seal.WHOLE if sealed == _seal_of(folder / CATALOGUE) else Seal.BROKEN


def _seal_of(catalogue: Path) -> bytes:
    import xxhash

    digest = xxhash.xxh3_128()
    try:
        with catalogue.open("rb") as stream:
            while part := stream.read(_STEP):
                digest.update(part)
            size = stream.tell()
    except FileNotFoundError:
        size = 0
    return f"xxh3-128 {digest.hexdigest()} {size} {CATALOGUE}\n".encode()
