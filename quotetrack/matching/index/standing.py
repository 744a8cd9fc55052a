"""What of a quote stands at a place: its words held against the words there, a number each.

Compiled where there is a compiler, with the types in ``standing.pxd``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from quotetrack.matching.index.few import GRAM
from quotetrack.matching.index.seeds import Asked, Seed, segment_of

MARGIN = 20
"""Words taken on either side of a stretch, for the heads and tails that have no seed."""
BESIDE = 6
"""The same where the quote's first words stand there, or its last: no more than what an edit looks at."""

Key = tuple[int, int]
"""The numbers of a segment and of a transcript in it."""


@dataclass(slots=True)
class Found:
    """What is found of a quote in one transcript."""

    bounds: list[tuple[int, int]]
    """Positions from which and to which the quote may stand, with a margin."""
    runs: list[tuple[int, int]]
    """Positions from which and to which the quote's words stand in a row."""
    covered: int
    """The quote's trigrams that stand there, a bit each, the first one's the lowest."""

    def with_(self, other: Found) -> Found:
        """With what is found elsewhere in the transcript."""
        return Found(self.bounds + other.bounds, self.runs + other.runs, self.covered | other.covered)


def stand(asked: Asked, starts: Iterable[int]) -> list[tuple[Key, Found]]:
    """What of the quote stands where it begins at each of these places, in a transcript or several in a row.

    That is the seed itself at least, unless another trigram was taken for it. Common trigrams are seen too.
    """
    found: list[tuple[Key, Found]] = []
    halves, size, last = asked.halves, len(asked.halves), -1
    for start in starts:
        number, at = segment_of(start)
        if number != last:
            segment, wanted, last = asked.segments[number], asked.wanted[number], number
            words, firsts = segment.words, segment.firsts
        before = len(found)
        for begin, end in _runs(words, halves, at):
            # No run spans two transcripts, since empty words stand between them.
            key = number, bisect_right(firsts, at + begin) - 1
            if wanted is not None and not wanted[key[1]]:
                continue
            covered = (1 << end - GRAM + 1) - (1 << begin)
            if len(found) > before and found[-1][0] == key:
                here = found[-1][1]
                here.runs.append((at + begin, at + end))
                here.covered |= covered
            else:
                bounds = at - (MARGIN if begin else BESIDE), at + size + MARGIN
                found.append((key, Found([bounds], [(at + begin, at + end)], covered)))
            if end == size:
                here = found[-1][1]
                here.bounds[0] = here.bounds[0][0], at + size + BESIDE
    return found


def _runs(words: memoryview, halves: array[int], at: int) -> list[tuple[int, int]]:
    """From which to which of the quote's words three and more stand in a row, the first one at ``at``."""
    runs: list[tuple[int, int]] = []
    begin, last = max(0, -at), min(len(halves), len(words) - at)
    for number in range(begin, last):
        if words[at + number] != halves[number]:
            if number - begin >= GRAM:
                runs.append((begin, number))
            begin = number + 1
    if last - begin >= GRAM:
        runs.append((begin, last))
    return runs


def with_more(asked: Asked, seeds: Iterable[Seed]) -> set[int]:
    """The starts of those seeds, each alone in its place, beside which two more words are the quote's."""
    starts: set[int] = set()
    halves, size, last = asked.halves, len(asked.halves), -1
    for start, number in seeds:
        segment, at = segment_of(start)
        if segment != last:
            words, last = asked.segments[segment].words, segment
        if _has_more(words, halves, at + number, number, size - number - GRAM):
            starts.add(start)
    return starts


def _has_more(words: memoryview, halves: array[int], at: int, number: int, left: int) -> bool:
    """Whether of the words beside a trigram two are the quote's, which has so many left after it."""
    after = number + GRAM
    # What lies outside the transcript is an empty word, which no word of a quote is.
    if left and words[at + GRAM] == halves[after]:
        if left > 1 and words[at + GRAM + 1] == halves[after + 1]:
            return True
        return number > 0 and words[at - 1] == halves[number - 1]
    return number > 1 and words[at - 1] == halves[number - 1] and words[at - 2] == halves[number - 2]


def bare(wanted: int, covered: int, least: int) -> int:
    """Those of the wanted trigrams that have no place, where so many of them follow on each other."""
    left = begins = wanted & ~covered
    if not left:
        return 0
    for _ in range(least - 1):
        begins &= begins >> 1
    if not begins:
        return 0
    for _ in range(least - 1):
        begins |= begins << 1
    return begins & left


def numbers_of(trigrams: int) -> list[int]:
    """The numbers of trigrams that are given as a bit each."""
    return [number for number, bit in enumerate(bin(trigrams)[:1:-1]) if bit == "1"]
