"""One segment of the index: word trigrams to positions over whole transcripts, mapped from one file.

A segment is written once and never changed (``building``). Its file is a header (JSON, one line, padded) and
seven arrays; the header begins with a digest of everything after it, the header's own rest included, which
is checked whenever a segment is opened: a damaged segment is not believed.

The arrays are read as plain memory views: a single number comes out of one three times faster than out of a
numpy array, and a process that checks one quote need not wait a tenth of a second for numpy.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from quotetrack.matching.index.characters import FOLDING

FORMAT = "quotetrack/index/4"
BLOCK = 64
"""Tokens whose places are counted from one stored start."""
HEADER = 4096
DIGEST = '{"digest": "%s", '
"""How the header begins."""
DIGESTED = len(DIGEST % ("0" * 32))
"""Bytes before those that the digest is over."""
MANY = 1024
"""Postings. More are gone through by numpy."""


class DamagedSegment(Exception):
    """A segment file that is cut, changed or of another format. It is rebuilt, never believed."""


class Entry(NamedTuple):
    """A transcript in the index. There are thousands: a tuple is made in a fifth of a dataclass's time."""

    id: str
    stamp: str
    """Identifies the text: another stamp for the same id means another text."""


@dataclass(frozen=True)
class Segment:
    """An open segment. Positions are token numbers in the segment, places code points in a transcript."""

    path: Path
    entries: tuple[Entry, ...]
    firsts: Sequence[int]
    """The position at which each transcript starts, and one more for the end."""
    words: memoryview
    """Half of each token's hash; 0 for an empty token."""
    steps: memoryview
    """Code points from the start of the token before; in the first of a block, 0."""
    bases: memoryview
    """The start of each block's first token, in code points of all texts joined."""
    origins: Sequence[int]
    """Where each transcript's text begins in all texts joined."""
    buckets: memoryview
    """Where the positions of each bucket of trigrams begin in ``postings``, and one more for the end."""
    postings: memoryview
    """Each a position, and below it as many bits of the trigram as 32 leave room for (``check_bits``)."""

    @cached_property
    def count(self) -> int:
        """How many buckets there are."""
        return len(self.buckets) - 1

    @property
    def size(self) -> int:
        """Code points of text."""
        return self.origins[-1]

    @cached_property
    def bits(self) -> int:
        """How many bits of its trigram a posting has."""
        return check_bits(len(self.words))

    @cached_property
    def mask(self) -> int:
        """Those bits."""
        return (1 << self.bits) - 1

    def bounds_of(self, gram: int) -> tuple[int, int]:
        """From where to where in ``postings`` a trigram's positions are, in order, among those of others."""
        bucket = gram * self.count >> 32
        return self.buckets[bucket], self.buckets[bucket + 1]

    def standing(self, begin: int, end: int, gram: int) -> list[int]:
        """Of the postings from ``begin`` to ``end`` the positions of those that have this trigram's bits."""
        bits, mask, check = self.bits, self.mask, gram & self.mask
        if end - begin <= MANY:
            return [posting >> bits for posting in self.postings[begin:end] if posting & mask == check]
        import numpy as np

        here = np.frombuffer(self.postings, dtype=np.uint32)[begin:end]
        positions: list[int] = (here[(here & mask) == check] >> bits).tolist()
        return positions

    def place(self, position: int, transcript: int) -> int:
        """Where a token starts, in code points of its transcript."""
        position = min(max(position, 0), len(self.words) - 1)
        block = position // BLOCK
        start: int = self.bases[block] + sum(self.steps[block * BLOCK + 1 : position + 1])
        return start - self.origins[transcript]

    def words_of(self, transcript: int) -> memoryview:
        """The words of a transcript, half of each one's hash, and one empty token or more after them."""
        return self.words[self.firsts[transcript] : self.firsts[transcript + 1]]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each transcript by its id."""
        return {entry.id: number for number, entry in enumerate(self.entries)}

    def among(self, ids: Iterable[str], live: bytes | None) -> bytes:
        """Which of the segment's transcripts have one of these ids, a byte each; only of those that live."""
        mask = bytearray(len(self.entries))
        for id_ in ids:
            number = self.numbers.get(id_)
            if number is not None:
                mask[number] = live is None or live[number]
        return bytes(mask)


def check_bits(tokens: int) -> int:
    """How many bits of a trigram a posting has room for beside a position, in a segment of so many tokens.

    In the largest there are eight, so that of the other trigrams in a bucket one in 256 is taken for the
    one asked for. To look at the words instead took a third of a look-up: none of them is in a cache.
    """
    return 32 - max(tokens, 1).bit_length()


def read(path: Path) -> Segment:
    """Open a segment and check all of it. Raises DamagedSegment, also where it is missing."""
    import xxhash

    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        header = json.loads(bytes(data[:HEADER]))
        if header["format"] != FORMAT or header["folding"] != FOLDING:
            raise DamagedSegment(f"{path.name}: written by another version")
        digest = xxhash.xxh3_128(data[DIGESTED:]).hexdigest()
        if bytes(data[:DIGESTED]) != (DIGEST % digest).encode():
            raise DamagedSegment(f"{path.name}: changed since it was written")
        arrays: dict[str, memoryview] = {}
        at = HEADER
        (_, _, names), *layout = header["layout"]
        for name, kind, length in layout:
            end = at + length * int(kind[1:])
            arrays[name] = data[at:end].cast("I" if kind == "u4" else "H")
            at = end
        entries = tuple(map(Entry._make, json.loads(bytes(data[at : at + names]))))
        # Asked for all the time, and few: as lists they are quicker still.
        firsts, origins = arrays.pop("firsts").tolist(), arrays.pop("origins").tolist()
        return Segment(path, entries, firsts=firsts, origins=origins, **arrays)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as wrong:
        raise DamagedSegment(f"{path.name}: {wrong}") from None
