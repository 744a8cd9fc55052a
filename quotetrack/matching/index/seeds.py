"""Seeds: where single trigrams of a quote stand, in every segment or in one transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.few import gram_numbers
from quotetrack.matching.index.segment import GRAM, Segment

RARE = 16
"""Positions in a segment. Trigrams in more are asked for only where rarer ones leave words bare."""

Seed = tuple[int, int]
"""A position in a segment, and the number of the quote's trigram that stands there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A quote's trigrams, and where they are to be looked for."""

    segments: Sequence[Segment]
    wanted: Sequence[NDArray[np.bool_] | None]
    """For each segment which of its transcripts count; ``None`` for all."""
    hashes: list[int]
    """Of the quote's words."""
    halves: list[int]
    """Of each hash what a segment keeps."""

    @property
    def grams(self) -> int:
        """How many trigrams there are."""
        return len(self.hashes) - GRAM + 1

    def numbered(self, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        """These trigrams, each after its number; made when looked for, which most of them never are."""
        return zip(numbers, gram_numbers(self.hashes, numbers), strict=True)


def seeds_of(asked: Asked, numbers: Sequence[int], most: int) -> tuple[list[list[Seed]], set[int]]:
    """Where these of the quote's trigrams stand in each segment, and those that stand in more places."""
    seeds: list[list[Seed]] = []
    skipped: set[int] = set()
    grams = list(asked.numbered(numbers))
    for segment in asked.segments:
        here: list[Seed] = []
        seeds.append(here)
        # Looked up once: most of the time of a quote that stands somewhere is spent in these loops.
        count, buckets, postings = segment.count, segment.buckets_, segment.postings_
        bits, mask = segment.bits, segment.mask
        for number, gram in grams:
            bucket = gram * count >> 32
            begin, end = buckets[bucket], buckets[bucket + 1]
            if end - begin <= RARE:
                check = gram & mask
                for posting in postings[begin:end]:
                    if posting & mask == check:
                        here.append((posting >> bits, number))
            elif end - begin <= most:
                here += [(position, number) for position in segment.standing(begin, end, gram)]
            else:
                skipped.add(number)
    return seeds, skipped


def seeds_within(asked: Asked, segment: int, transcript: int, numbers: Sequence[int]) -> list[list[Seed]]:
    """Where these trigrams stand in one transcript, common ones too; by segment, as ``seeds_of`` has them."""
    there, here = asked.segments[segment], list[Seed]()
    first, last = (position << there.bits for position in there.firsts_[transcript : transcript + 2])
    for number, gram in asked.numbered(numbers):
        begin, end = there.bounds_of(gram)
        # A bucket's positions are in order, so that the transcript's are found without the others.
        begin = bisect_left(there.postings_, first, begin, end)
        end = bisect_left(there.postings_, last, begin, end)
        here += [(position, number) for position in there.standing(begin, end, gram)] if begin < end else []
    return [here if number == segment else [] for number in range(len(asked.segments))]
