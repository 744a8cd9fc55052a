"""The candidate rule: which of a quote's trigrams are looked up, on one machine and on Spark alike.

A trigram's frequency is the number of transcripts that have it. Three ways lead in:

* it is rare: in few transcripts (``RARE``);
* it is the rarest of its four in a row, so that every part of a quote is looked for, also the
  half of a splice that has common words alone; within a bound (``COMMON``);
* it is one of the quote's rarest three, so that a formula is looked for at all; within a wider
  bound (``COMMONEST``), which is what keeps any one trigram from flooding the join.

Trigrams that stand nowhere are none of these. ``ranking`` then says which transcripts are candidates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RULE = "1"
"""Version of the rule and of the ranking; batches that were begun with another are not gone on with."""
RARE = 16
BLOCK = 4
"""Trigrams in a row of which the rarest is looked up."""
COMMON = 256
RAREST = 3
COMMONEST = 4096
PLACES = 16
"""A trigram counts in the first so many of its places in one transcript."""


def looked_up(
    quotes: NDArray[np.int64], numbers: NDArray[np.int64], frequencies: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which trigrams are looked up; parallel arrays of quote, number in the quote, and frequency."""
    there = frequencies > 0
    chosen = there & (frequencies <= RARE)
    # Those that stand nowhere sort last, as the SQL's inner join has it.
    sortable = np.where(there, frequencies, np.iinfo(np.int64).max)
    order = np.lexsort((numbers, sortable, numbers // BLOCK, quotes))
    firsts = _rank(quotes[order] * _widest(numbers) + numbers[order] // BLOCK) == 0
    chosen[order[firsts]] |= (there & (frequencies <= COMMON))[order[firsts]]
    order = np.lexsort((numbers, sortable, quotes))
    rarest = _rank(quotes[order]) < RAREST
    chosen[order[rarest]] |= (there & (frequencies <= COMMONEST))[order[rarest]]
    return chosen


def _widest(numbers: NDArray[np.int64]) -> int:
    """More blocks than any quote has."""
    return int(numbers.max()) // BLOCK + 1 if len(numbers) else 1


def _rank(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of each element within its run of equal ones, from 0."""
    if not len(groups):
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    lengths = np.diff(np.r_[starts, len(groups)])
    return np.arange(len(groups)) - np.repeat(starts, lengths)
