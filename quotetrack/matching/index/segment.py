"""One segment of the index: word trigrams to positions over whole transcripts, mapped from one file.

A segment is written once and never changed. Its file is a header (JSON, one line, padded) and seven
arrays; the header begins with a digest of everything after it, the header's own rest included, which is
checked whenever a segment is opened: a damaged segment is not believed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.folding import FOLDING, fold_text, mix

FORMAT = "quotetrack/index/4"
GRAM = 3
"""Words in a row that are looked up together."""
LARGEST = 60_000_000
"""Code points. A segment is closed by the transcript that reaches this: 64 MB of text at most, save that
a transcript longer than 4 MB is not divided."""
TOKENS_A_BUCKET = 4
"""Each place looked up in vain costs as much as a right one; each bucket costs four bytes."""
_BLOCK = 64
"""Tokens whose places are counted from one stored start."""
_HEADER = 4096
_DIGEST = '{"digest": "%s", '
"""How the header begins."""
_DIGESTED = len(_DIGEST % ("0" * 32))
"""Bytes before those that the digest is over."""
_APART = 2
"""Empty tokens between two transcripts, so that no trigram spans them."""
_LONGEST_STEP = 60_000
"""Code points between two tokens; longer stretches without words are filled with empty tokens."""


class DamagedSegment(Exception):
    """A segment file that is cut, changed or of another format. It is rebuilt, never believed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A transcript in the index."""

    id: str
    stamp: str
    """Identifies the text: another stamp for the same id means another text."""


@dataclass(frozen=True)
class Segment:
    """An open segment. Positions are token numbers in the segment, places code points in a transcript."""

    path: Path
    entries: tuple[Entry, ...]
    firsts: NDArray[np.uint32]
    """The position at which each transcript starts, and one more for the end."""
    words: NDArray[np.uint16]
    """Half of each token's hash; 0 for an empty token."""
    steps: NDArray[np.uint16]
    """Code points from the start of the token before; in the first of a block, 0."""
    bases: NDArray[np.uint32]
    """The start of each block's first token, in code points of all texts joined."""
    origins: NDArray[np.uint32]
    """Where each transcript's text begins in all texts joined."""
    buckets: NDArray[np.uint32]
    """Where the positions of each bucket of trigrams begin in ``postings``, and one more for the end."""
    postings: NDArray[np.uint32]
    """Each a position, and below it as many bits of the trigram as 32 leave room for (``check_bits``)."""

    @cached_property
    def count(self) -> int:
        """How many buckets there are."""
        return len(self.buckets) - 1

    # The same arrays one number at a time: plain numbers come out of a view three times faster.

    @cached_property
    def firsts_(self) -> list[int]:
        return [int(first) for first in self.firsts]

    @cached_property
    def origins_(self) -> list[int]:
        return [int(origin) for origin in self.origins]

    @cached_property
    def steps_(self) -> memoryview:
        return self.steps.data

    @cached_property
    def bases_(self) -> memoryview:
        return self.bases.data

    @cached_property
    def words_(self) -> memoryview:
        return self.words.data

    @cached_property
    def buckets_(self) -> memoryview:
        return self.buckets.data

    @cached_property
    def postings_(self) -> memoryview:
        return self.postings.data

    @property
    def size(self) -> int:
        """Code points of text."""
        return int(self.origins[-1])

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
        return self.buckets_[bucket], self.buckets_[bucket + 1]

    def standing(self, begin: int, end: int, gram: int) -> list[int]:
        """Of the postings from ``begin`` to ``end`` the positions of those that have this trigram's bits."""
        here = self.postings[begin:end]
        positions: list[int] = (here[(here & self.mask) == gram & self.mask] >> self.bits).tolist()
        return positions

    def place(self, position: int, transcript: int) -> int:
        """Where a token starts, in code points of its transcript."""
        position = min(max(position, 0), len(self.words) - 1)
        block = position // _BLOCK
        start: int = self.bases_[block] + sum(self.steps_[block * _BLOCK + 1 : position + 1])
        return start - self.origins_[transcript]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each transcript by its id."""
        return {entry.id: number for number, entry in enumerate(self.entries)}

    def among(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Which of the segment's transcripts have one of these ids."""
        mask = np.zeros(len(self.entries), dtype=bool)
        mask[[self.numbers[each] for each in ids if each in self.numbers]] = True
        return mask


def grams_of(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash for every three words in a row."""
    if len(hashes) < GRAM:
        return np.zeros(0, dtype=np.uint32)
    first, second, third = hashes[:-2], hashes[1:-1], hashes[2:]
    return mix(first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA77) + third * np.uint32(0xC2B2AE3D))


def check_bits(tokens: int) -> int:
    """How many bits of a trigram a posting has room for beside a position, in a segment of so many tokens.

    In the largest there are eight, so that of the other trigrams in a bucket one in 256 is taken for the
    one asked for. To look at the words instead took half of a look-up: each is a page fault of the cache.
    """
    return 32 - max(tokens, 1).bit_length()


def short(hashes: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """The half of a token's hash that a segment keeps; never 0, which is an empty token's."""
    halves = (hashes >> np.uint32(16)).astype(np.uint16)
    halves[halves == 0] = 1
    return halves


def write(path: Path, texts: Iterator[tuple[Entry, str]], largest: int = LARGEST) -> int:
    """Write a segment of the next of these transcripts, as many as fit; answers their code points.

    The path must not exist yet; the file appears whole or not at all, and not where there are no
    transcripts. Raises OSError.
    """
    entries: list[Entry] = []
    starts: list[NDArray[np.uint32]] = []
    hashes: list[NDArray[np.uint32]] = []
    firsts, origins, position, origin = [], [], 0, 0
    for entry, text in texts:
        folded = fold_text(text)
        start, hash_ = _filled(folded.starts, folded.hashes)
        entries.append(entry)
        firsts.append(position)
        origins.append(origin)
        gap = np.full(_APART, len(text), dtype=np.uint32)
        starts += [start + np.uint32(origin), gap + np.uint32(origin)]
        hashes += [hash_, np.zeros(_APART, dtype=np.uint32)]
        position += len(start) + _APART
        origin += len(text)
        if origin >= largest:
            break
    if not entries:
        return 0
    arrays = _arrays(starts, hashes, [*firsts, position], [*origins, origin])
    _store(path, entries, arrays)
    return origin


def _filled(
    starts: NDArray[np.uint32], hashes: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The tokens with empty ones put where two are too far apart for a step of 16 bits."""
    steps = np.diff(starts.astype(np.int64), prepend=0)
    wide = np.flatnonzero(steps > _LONGEST_STEP)
    if not len(wide):
        return starts, hashes
    at, extra = [], []
    for token in wide:
        before = int(starts[token]) - int(steps[token])
        places = range(before + _LONGEST_STEP, int(starts[token]), _LONGEST_STEP)
        at += [int(token)] * len(places)
        extra += list(places)
    return np.insert(starts, at, np.array(extra, np.uint32)), np.insert(hashes, at, np.uint32(0))


def _arrays(
    starts: Sequence[NDArray[np.uint32]],
    hashes: Sequence[NDArray[np.uint32]],
    firsts: Sequence[int],
    origins: Sequence[int],
) -> dict[str, NDArray[Any]]:
    """The arrays of a segment from the tokens of its transcripts."""
    start = np.concatenate(starts) if starts else np.zeros(0, np.uint32)
    hash_ = np.concatenate(hashes) if hashes else np.zeros(0, np.uint32)
    empty = np.flatnonzero(hash_ == 0)
    words = short(hash_)
    words[empty] = 0
    steps = np.zeros(len(start), dtype=np.uint16)
    if len(start):
        np.subtract(start[1:], start[:-1], out=steps[1:], casting="unsafe")
        steps[::_BLOCK] = 0
    count = max(256, len(start) // TOKENS_A_BUCKET)
    grams = grams_of(hash_)
    # Sorted by bucket, then by position: bucket and posting are the halves of one 64-bit key.
    keys = np.empty(len(grams), dtype="<u8")
    halves = keys.view("<u4")
    halves[1::2] = (grams.astype(np.uint64) * np.uint64(count)) >> np.uint64(32)
    bits = check_bits(len(start))
    halves[0::2] = np.arange(len(grams), dtype=np.uint32) << np.uint32(bits)
    halves[0::2] |= grams & np.uint32((1 << bits) - 1)
    # A trigram with an empty token in it is none; it sorts last and is cut off.
    broken = np.unique(np.concatenate([empty, empty - 1, empty - 2]))
    broken = broken[(broken >= 0) & (broken < len(grams))]
    keys[broken] = np.iinfo(np.uint64).max
    keys.sort()
    halves = keys[: len(keys) - len(broken)].view("<u4")
    buckets = np.zeros(count + 1, dtype=np.uint32)
    np.cumsum(np.bincount(halves[1::2], minlength=count), out=buckets[1:])
    return {
        "firsts": np.array(firsts, dtype=np.uint32),
        "origins": np.array(origins, dtype=np.uint32),
        "bases": start[::_BLOCK].astype(np.uint32),
        "buckets": buckets,
        "postings": halves[0::2].copy(),
        "words": words,
        "steps": steps,
    }


def _store(path: Path, entries: Sequence[Entry], arrays: dict[str, NDArray[Any]]) -> None:
    import xxhash

    names = json.dumps([[entry.id, entry.stamp] for entry in entries]).encode()
    layout = [[name, array.dtype.str[1:], len(array)] for name, array in arrays.items()]
    header = {"format": FORMAT, "folding": FOLDING, "layout": [["entries", "u1", len(names)], *layout]}
    line = json.dumps(header).encode()[1:].ljust(_HEADER - _DIGESTED - 1) + b"\n"
    digest = xxhash.xxh3_128(line)
    for array in arrays.values():
        digest.update(np.ascontiguousarray(array).data.cast("B"))
    digest.update(names)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write((_DIGEST % digest.hexdigest()).encode() + line)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data.cast("B"))
        file.write(names)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def read(path: Path) -> Segment:
    """Open a segment and check all of it. Raises DamagedSegment, also where it is missing."""
    import xxhash

    try:
        data = np.memmap(path, dtype=np.uint8, mode="r")
        header = json.loads(bytes(data[:_HEADER]))
        if header["format"] != FORMAT or header["folding"] != FOLDING:
            raise DamagedSegment(f"{path.name}: written by another version")
        digest = xxhash.xxh3_128(data[_DIGESTED:].data).hexdigest()
        if bytes(data[:_DIGESTED]) != (_DIGEST % digest).encode():
            raise DamagedSegment(f"{path.name}: changed since it was written")
        layout = [(str(name), np.dtype(kind), int(length)) for name, kind, length in header["layout"]]
        arrays: dict[str, NDArray[Any]] = {}
        at = _HEADER
        for name, dtype, length in layout[1:]:
            arrays[name] = data[at : at + length * dtype.itemsize].view(dtype)
            at += length * dtype.itemsize
        names = bytes(data[at : at + layout[0][2]])
        entries = tuple(Entry(id, stamp) for id, stamp in json.loads(names))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as wrong:
        raise DamagedSegment(f"{path.name}: {wrong}") from None
    return Segment(path, entries, **{name: np.asarray(array) for name, array in arrays.items()})
