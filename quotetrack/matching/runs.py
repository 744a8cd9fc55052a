"""Runs of words that a quote and a transcript both have, wherever they stand: seeds, joined where they touch.

Ordinary words have few places in common. Words that repeat on both sides have as many as the product of
how often they do so; of those the rarest are looked at alone, and followed as far as both sides agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

MOST_SEEDS = 1_000_000
"""Pairs of places looked at one by one. A quote of 3,500 words and a speech of 16,000 have 50,000 at most."""
MOST_RARE = 10_000
"""Pairs of places looked at where there are more than `MOST_SEEDS`: those of the rarest words."""
_STRIDE = 64
"""Words compared at once."""
FEW = 4
"""Pairs of places a word, up to which it is quicker to go on from each than to put seeds in a table."""


class Run(NamedTuple):
    """``length`` tokens that are the same, by key, from ``quote`` on and from ``place`` on.

    A tuple, which is made in half the time: a quote has a hundred chance runs in a long text.
    """

    quote: int
    place: int
    length: int

    @property
    def quote_end(self) -> int:
        return self.quote + self.length

    @property
    def place_end(self) -> int:
        return self.place + self.length


class Places:
    """Where each run of words of a transcript stands, remembered from one quote to the next."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self._tables: dict[int, dict[tuple[str, ...], list[int]]] = {}
        self._asked: set[int] = set()

    def is_new(self, size: int) -> bool:
        """Whether nobody has asked yet where runs of so many words stand."""
        return size not in self._asked

    def asked(self, size: int) -> None:
        """Remember that somebody has: for the next it pays to make a table."""
        self._asked.add(size)

    def standing(self, quote: Sequence[str], size: int) -> list[Sequence[int]]:
        """For each place of a quote those of the transcript where the same ``size`` words in a row stand.

        For one quote the transcript is gone through; a table of it is made for the second,
        which costs ten times as much and is a hundred times quicker to ask.
        """
        if size in self._asked:
            table = self._tables.get(size)
            if table is None:
                table = self._tables[size] = defaultdict(list)
                for place, gram in enumerate(_grams(self.keys, size)):
                    table[gram].append(place)
        else:
            self._asked.add(size)
            table = {gram: [] for gram in _grams(quote, size)}
            for place, gram in enumerate(_grams(self.keys, size)):
                if gram in table:
                    table[gram].append(place)
        return [table.get(gram, ()) for gram in _grams(quote, size)]


def runs_of(quote: Sequence[str], places: Places, size: int) -> list[Run]:
    """All maximal runs of at least ``size`` tokens, by place in the quote.

    Where seeds are more than `MOST_SEEDS`, the longest of those runs alone that have rare words in them.
    """
    if places.is_new(size) and (few := _of_few(quote, places.keys, size)) is not None:
        places.asked(size)
        return few
    standing = places.standing(quote, size)
    if sum(map(len, standing)) > MOST_SEEDS:
        found = _followed(_rarest(standing), quote, places.keys, size)
    else:
        found = _joined(standing, size)
    return sorted(found)


def _of_few(quote: Sequence[str], keys: Sequence[str], size: int) -> list[Run] | None:
    """The runs, by place in the quote, where few places have the same words; else ``None``."""
    words, others = list(quote), list(keys)
    total, most = len(words), len(others)
    where: dict[str, list[int]] = {word: [] for word in words}
    for j, key in enumerate(others):
        if key in where:
            where[key].append(j)
    pairs = sum([len(where[word]) for word in words])
    if pairs > FEW * (total + most) or pairs > MOST_SEEDS:
        return None
    runs = []
    reached: dict[int, int] = {}  # how far in the quote the last run of a diagonal goes
    for i in range(total - size + 1):
        for j in where[words[i]]:
            if j - i in reached and reached[j - i] > i:
                continue
            length = 1
            while i + length < total and j + length < most and words[i + length] == others[j + length]:
                length += 1
            if length >= size:
                runs.append(Run(i, j, length))
                reached[j - i] = i + length
    return runs


def _grams(keys: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[k:] for k in range(size)), strict=False)


def _joined(standing: Sequence[Sequence[int]], size: int) -> list[Run]:
    """The runs of all seeds."""
    diagonals: dict[int, list[int]] = {}
    for i, here in enumerate(standing):
        for j in here:
            if j - i in diagonals:
                diagonals[j - i].append(i)
            else:
                diagonals[j - i] = [i]
    runs = []
    for diagonal, starts in diagonals.items():
        first = last = starts[0]
        for i in starts[1:]:
            if i > last + 1:
                runs.append(Run(first, first + diagonal, last - first + size))
                first = i
            last = i
        runs.append(Run(first, first + diagonal, last - first + size))
    return runs


def _rarest(standing: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Seeds of the words that the transcript has in the fewest places."""
    order = sorted(range(len(standing)), key=lambda i: len(standing[i]))
    return islice(((i, j) for i in order for j in standing[i]), MOST_RARE)


def _followed(
    seeds: Iterator[tuple[int, int]], quote: Sequence[str], keys: Sequence[str], size: int
) -> list[Run]:
    """The runs that some seeds lie in, the longest first, with no more words together than `MOST_SEEDS`."""
    runs: set[Run] = set()
    last: dict[int, Run] = {}
    for i, j in seeds:
        before = last.get(j - i)
        if before is not None and before.quote <= i < before.quote_end:
            continue
        back = _same_back(quote, keys, i, j)
        length = back + size + _same(quote, keys, i + size, j + size)
        run = last[j - i] = Run(i - back, j - back, length)
        runs.add(run)
    kept, words = [], 0
    for run in sorted(runs, key=lambda r: (-r.length, r.quote, r.place)):
        words += run.length
        if words > MOST_SEEDS:
            break
        kept.append(run)
    return kept


def _same(quote: Sequence[str], keys: Sequence[str], i: int, j: int) -> int:
    """How many words from two places on are the same."""
    at = 0
    room = min(len(quote) - i, len(keys) - j)
    while at < room and quote[i + at : i + at + _STRIDE] == keys[j + at : j + at + _STRIDE]:
        at += _STRIDE
    while at < room and quote[i + at] == keys[j + at]:
        at += 1
    return min(at, room)


def _same_back(quote: Sequence[str], keys: Sequence[str], i: int, j: int) -> int:
    """How many words right before two places are the same."""
    at = 0
    room = min(i, j)
    while at + _STRIDE <= room and quote[i - at - _STRIDE : i - at] == keys[j - at - _STRIDE : j - at]:
        at += _STRIDE
    while at < room and quote[i - at - 1] == keys[j - at - 1]:
        at += 1
    return at
