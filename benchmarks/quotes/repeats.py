"""Where words stand in the transcripts of a run, by their own words alone: no matcher is asked.

A quote has one right answer only where its words stand once. Texts of one speaker, or of one office, repeat
whole passages, and some are printed twice; the makers leave such words out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from quotes.cutting import words

GRAM = 4
"""Words in a row that are looked up together."""
COMMON = 3000
"""A run of four words that stands more often says nothing."""
DRIFT = 8
"""Words by which a passage may be longer or shorter than what it repeats."""
_FIRST, _NEXT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)


class Repeats:
    """Some texts, and where runs of words stand in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        numbered = []
        for text in texts:
            numbered += [self._numbers.setdefault(word, len(self._numbers) + 1) for word in words(text)]
            numbered += [0] * GRAM
        self._words = np.array(numbered, dtype=np.uint64)
        grams = _grams(self._words)
        self._places = np.argsort(grams, kind="stable")
        self._grams = grams[self._places]

    def places(self, text: str) -> int:
        """In how many places these words stand, or at least a third of their runs of four.

        Of short texts all but a few words must stand there.
        """
        numbers = [self._numbers.get(word, 0) for word in words(text)]
        grams = _grams(np.array(numbers, dtype=np.uint64))
        if not len(grams):
            return 0
        lows = np.searchsorted(self._grams, grams, "left")
        highs = np.searchsorted(self._grams, grams, "right")
        telling = [at for at in range(len(grams)) if highs[at] - lows[at] <= COMMON]
        if not telling:
            return COMMON
        begins = [self._places[lows[at] : highs[at]].astype(np.int64) - at for at in telling]
        found = np.sort(np.concatenate(begins)).tolist()
        needed = max((len(telling) + 2) // 3, min(len(telling), 3))
        return sum(len(near) >= needed for near in _clusters(found))

    def longest(self, text: str) -> int:
        """The length of the longest run of these words that stands anywhere, in words; 0 under four."""
        grams = _grams(np.array([self._numbers.get(word, 0) for word in words(text)], dtype=np.uint64))
        there = np.searchsorted(self._grams, grams, "right") > np.searchsorted(self._grams, grams, "left")
        longest = now = 0
        for each in there.tolist():
            now = now + 1 if each else 0
            longest = max(longest, now)
        return longest + GRAM - 1 if longest else 0

    def share(self, text: str) -> float:
        """The largest share of these words that stands, in their order, in one stretch about as long."""
        from rapidfuzz.distance import LCSseq

        numbers = [self._numbers.get(word, 0) for word in words(text)]
        grams = _grams(np.array(numbers, dtype=np.uint64))
        lows = np.searchsorted(self._grams, grams, "left")
        highs = np.searchsorted(self._grams, grams, "right")
        begins = {int(place) - at for at in range(len(grams)) for place in self._places[lows[at] : highs[at]]}
        stretches = (self._words[max(0, b - DRIFT) : b + len(numbers) + DRIFT].tolist() for b in begins)
        return max((LCSseq.similarity(numbers, each) for each in stretches), default=0) / len(numbers)


def _grams(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash for every four words in a row."""
    if len(numbers) < GRAM:
        return np.zeros(0, dtype=np.uint64)
    ends = len(numbers) - GRAM + 1
    mixed = np.zeros(ends, dtype=np.uint64)
    for offset in range(GRAM):
        mixed = (mixed ^ (numbers[offset : offset + ends] * _FIRST)) * _NEXT
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _clusters(found: list[int]) -> list[list[int]]:
    """Sorted numbers, cut where two are farther apart than a repeated passage may drift."""
    clusters = [found[:1]] if found else []
    for before, number in pairwise(found):
        if number - before > DRIFT:
            clusters.append([])
        clusters[-1].append(number)
    return clusters
