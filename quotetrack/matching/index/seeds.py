"""Seeds: where single trigrams of a quote stand, in every segment or in one transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.few import gram_number
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

    def gram(self, number: int) -> int:
        """A trigram; made when it is looked for, which most of them never are."""
        return gram_number(*self.hashes[number : number + GRAM])


def seeds_of(asked: Asked, numbers: Sequence[int], most: int) -> tuple[list[list[Seed]], set[int]]:
    """Where these of the quote's trigrams stand in each segment, and those that stand in more places."""
    seeds: list[list[Seed]] = []
    skipped: set[int] = set()
    halves = asked.halves
    grams = [(number, asked.gram(number)) for number in numbers]
    for segment in asked.segments:
        here: list[Seed] = []
        seeds.append(here)
        # Looked up once: most of the time of a quote that stands somewhere is spent in these loops.
        count, buckets, postings, words = segment.count, segment.buckets_, segment.postings_, segment.words_
        for number, gram in grams:
            bucket = gram * count >> 32
            begin, end = buckets[bucket], buckets[bucket + 1]
            if end - begin > RARE:
                if end - begin > most:
                    skipped.add(number)
                else:
                    three = halves[number : number + GRAM]
                    here += [(position, number) for position in segment.standing(begin, end, *three)]
                continue
            first = halves[number]
            for position in postings[begin:end]:
                # A bucket has other trigrams too.
                if (
                    words[position] == first
                    and words[position + 1] == halves[number + 1]
                    and words[position + 2] == halves[number + 2]
                ):
                    here.append((position, number))
    return seeds, skipped


def seeds_within(asked: Asked, segment: int, transcript: int, numbers: Iterable[int]) -> list[list[Seed]]:
    """Where these trigrams stand in one transcript, common ones too; by segment, as ``seeds_of`` has them."""
    there, here = asked.segments[segment], list[Seed]()
    first, last = there.firsts_[transcript], there.firsts_[transcript + 1]
    words = there.words_
    for number in numbers:
        begin, end = there.bounds_of(asked.gram(number))
        # A bucket's positions are in order, so that the transcript's are found without the others.
        begin = bisect_left(there.postings_, first, begin, end)
        end = bisect_left(there.postings_, last, begin, end)
        wanted = asked.halves[number : number + GRAM]
        here += [(p, number) for p in there.postings_[begin:end] if words[p : p + GRAM].tolist() == wanted]
    return [here if number == segment else [] for number in range(len(asked.segments))]
