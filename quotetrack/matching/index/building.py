"""Segments made: the transcripts' words folded, their trigrams sorted, all of it written to one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.characters import FOLDING
from quotetrack.matching.index.few import GRAM
from quotetrack.matching.index.folding import fold_text, mix
from quotetrack.matching.index.segment import (
    BLOCK,
    DIGEST,
    DIGESTED,
    FORMAT,
    HEADER,
    Entry,
    check_bits,
)

LARGEST = 60_000_000
"""Code points. A segment is closed by the transcript that reaches this: 64 MB of text at most, save that
a transcript longer than 4 MB is not divided."""
TOKENS_A_BUCKET = 4
"""Each place looked up in vain costs as much as a right one; each bucket costs four bytes."""
_APART = 2
"""Empty tokens between two transcripts, so that no trigram spans them."""
_STRETCH = 1 << 15
"""Trigrams whose keys are made at once."""
_LONGEST_STEP = 60_000
"""Code points between two tokens; longer stretches without words are filled with empty tokens."""


def grams_of(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash for every three words in a row."""
    if len(hashes) < GRAM:
        return np.zeros(0, dtype=np.uint32)
    first, second, third = hashes[:-2], hashes[1:-1], hashes[2:]
    return mix(first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA77) + third * np.uint32(0xC2B2AE3D))


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
        steps[::BLOCK] = 0
    count = max(256, len(start) // TOKENS_A_BUCKET)
    bits = check_bits(len(start))
    keys = _keys(hash_, count, bits)
    # A trigram with an empty token in it is none; it sorts last and is cut off.
    broken = np.unique(np.concatenate([empty, empty - 1, empty - 2]))
    broken = broken[(broken >= 0) & (broken < len(keys))]
    keys[broken] = np.iinfo(np.uint64).max
    keys.sort()
    halves = keys[: len(keys) - len(broken)].view("<u4")
    buckets = np.zeros(count + 1, dtype=np.uint32)
    np.cumsum(np.bincount(halves[1::2], minlength=count), out=buckets[1:])
    return {
        "firsts": np.array(firsts, dtype=np.uint32),
        "origins": np.array(origins, dtype=np.uint32),
        "bases": start[::BLOCK].astype(np.uint32),
        "buckets": buckets,
        "postings": halves[0::2].copy(),
        "words": words,
        "steps": steps,
    }


def _keys(hashes: NDArray[np.uint32], count: int, bits: int) -> NDArray[np.uint64]:
    """For each trigram its bucket and, below that, its posting: sorted, they are the index.

    Made a stretch at a time, since what fits a processor's cache is worked on three times as fast.
    """
    keys = np.zeros(max(0, len(hashes) - GRAM + 1), dtype="<u8")
    for begin in range(0, len(keys), _STRETCH):
        grams = grams_of(hashes[begin : begin + _STRETCH + GRAM - 1])
        positions = np.arange(begin, begin + len(grams), dtype=np.uint64)
        part = keys[begin : begin + len(grams)]
        np.multiply(grams, np.uint64(count), out=part, dtype=np.uint64)
        part >>= np.uint64(32)
        part <<= np.uint64(32)
        part |= positions << np.uint64(bits)
        part |= grams & np.uint32((1 << bits) - 1)
    return keys


def _store(path: Path, entries: Sequence[Entry], arrays: dict[str, NDArray[Any]]) -> None:
    import xxhash

    names = json.dumps([[entry.id, entry.stamp] for entry in entries]).encode()
    layout = [[name, array.dtype.str[1:], len(array)] for name, array in arrays.items()]
    header = {"format": FORMAT, "folding": FOLDING, "layout": [["entries", "u1", len(names)], *layout]}
    line = json.dumps(header).encode()[1:].ljust(HEADER - DIGESTED - 1) + b"\n"
    digest = xxhash.xxh3_128(line)
    for array in arrays.values():
        digest.update(np.ascontiguousarray(array).data.cast("B"))
    digest.update(names)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write((DIGEST % digest.hexdigest()).encode() + line)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data.cast("B"))
        file.write(names)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
