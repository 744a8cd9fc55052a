"""Seeds: where single trigrams of a quote stand, in every segment or in one transcript.

Compiled where there is a compiler, with the types in ``seeds.pxd``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.matching.index.segment import Segment

RARE = 16
"""Positions in a segment. Trigrams in more are asked for only where rarer ones leave words bare."""

SEGMENT = 40
"""Bits below a segment's number in a start."""
_ZERO = 1 << SEGMENT - 1
"""What a start in a segment is counted from, since a quote may begin before the segment does."""
_BELOW = (1 << SEGMENT) - 1
# As in ``building.grams_of``; only what has a name can be given a type.
_BITS = 0xFFFFFFFF
_FIRST, _SECOND, _THIRD = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
_MIXED, _MIXED_AGAIN = 0x85EBCA6B, 0xC2B2AE35

Seed = tuple[int, int]
"""Where the quote would begin by one of its trigrams (see ``start_of``), and that trigram's number."""


def start_of(segment: int) -> int:
    """What the first position of a segment is as a start: starts of all segments are numbers of one row."""
    return (segment << SEGMENT) + _ZERO


def segment_of(start: int) -> tuple[int, int]:
    """The segment that a start lies in, and its position there, which may be before the first."""
    return start >> SEGMENT, (start & _BELOW) - _ZERO


@dataclass(frozen=True, slots=True)
class Asked:
    """A quote's trigrams, and where they are to be looked for."""

    segments: Sequence[Segment]
    wanted: Sequence[bytes | None]
    """For each segment which of its transcripts count; ``None`` for all."""
    hashes: list[int]
    """Of the quote's words."""
    halves: array[int]
    """Of each hash what a segment keeps."""
    grams: int
    """How many trigrams there are."""


def seeds_of(asked: Asked, numbers: Sequence[int], most: int) -> tuple[list[Seed], set[int]]:
    """Where these of the quote's trigrams stand, and which of them stand in more places of a segment."""
    seeds: list[Seed] = []
    skipped: set[int] = set()
    grams = gram_numbers(asked.hashes, numbers)
    for nth, (segment, wanted) in enumerate(zip(asked.segments, asked.wanted, strict=True)):
        here: list[Seed] = []
        # Looked up once: most of the time of a quote that stands somewhere is spent in these loops.
        zero, count, buckets, postings = start_of(nth), segment.count, segment.buckets, segment.postings
        bits, mask, rare = segment.bits, segment.mask, RARE
        for number, gram in zip(numbers, grams, strict=True):
            bucket = gram * count >> 32
            begin, end = buckets[bucket], buckets[bucket + 1]
            if end - begin > most:
                skipped.add(number)
            elif end - begin <= rare:
                check = gram & mask
                for at in range(begin, end):
                    posting = postings[at]
                    if posting & mask == check:
                        here.append((zero + (posting >> bits) - number, number))
            else:
                begins = zero - number
                here += [(begins + position, number) for position in segment.standing(begin, end, gram)]
        seeds += here if wanted is None else _counting(segment, wanted, zero, here)
    return seeds, skipped


def _counting(segment: Segment, wanted: bytes, zero: int, seeds: Sequence[Seed]) -> list[Seed]:
    """The seeds that lie in transcripts which count."""
    firsts = segment.firsts
    return [seed for seed in seeds if wanted[bisect_right(firsts, sum(seed) - zero) - 1]]


def seeds_within(asked: Asked, segment: int, transcript: int, numbers: Sequence[int]) -> list[Seed]:
    """Where these trigrams stand in one transcript, common ones too."""
    there, zero = asked.segments[segment], start_of(segment)
    seeds: list[Seed] = []
    first, last = (position << there.bits for position in there.firsts[transcript : transcript + 2])
    for number, gram in zip(numbers, gram_numbers(asked.hashes, numbers), strict=True):
        begin, end = there.bounds_of(gram)
        # A bucket's positions are in order, so that the transcript's are found without the others.
        begin = bisect_left(there.postings, first, begin, end)
        end = bisect_left(there.postings, last, begin, end)
        if begin < end:
            seeds += [(zero + position - number, number) for position in there.standing(begin, end, gram)]
    return seeds


def gram_numbers(hashes: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """The same as ``building.grams_of``, of those trigrams that begin at these words."""
    grams: list[int] = []
    for number in numbers:
        first, second, third = hashes[number], hashes[number + 1], hashes[number + 2]
        gram = (first * _FIRST + second * _SECOND + third * _THIRD) & _BITS
        # As ``mix_one``, whose call alone would take as long.
        gram = (gram ^ gram >> 16) * _MIXED & _BITS
        gram = (gram ^ gram >> 13) * _MIXED_AGAIN & _BITS
        grams.append(gram ^ gram >> 16)
    return grams
