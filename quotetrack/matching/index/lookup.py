"""From a quote's words to the transcripts and stretches where they may stand.

Seeds are the quote's word trigrams, the rare ones first: they tell where it stands, and beside each
the other words are held against what stands there. Words of the quote that have no place there
are looked for once more on their own, common trigrams too, so that a quote put together from two
speeches names both, each with what it covers.

A quote has two dozen trigrams with a few places each: too few for arrays to be worth their overhead, so all
but the lookups of common trigrams is done on plain numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import eq, itemgetter

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.few import fold_words
from quotetrack.matching.index.seeds import RARE, Asked, Seed, seeds_of, seeds_within
from quotetrack.matching.index.segment import GRAM, Segment
from quotetrack.model import Span

COMMON = 512
"""Positions. A trigram in more of them is looked at only where there are no rarer ones."""
MOST_SEEDS = 20_000
LIKELY = 3
"""A third of a quote's trigrams in one place: with fewer it may stand elsewhere, or nowhere."""
FIRST = 8
"""Trigrams asked for first, evenly spread: where a quote stands most of them do, and the others beside."""
BARE = 5
"""Trigrams in a row. One changed word leaves three without a place, five words from elsewhere five."""
MOST_STRETCHES = 16
UNLIKELY = 4
"""Candidates at most where none has so many of the quote's trigrams."""
WHOLE = 0.7
"""Of a quote's trigrams: with so many in one transcript another needs as large a share of those."""
CELL = 64
"""Words. Seeds of one place agree within so many where the quote would begin."""
MARGIN = 20
"""Words taken on either side of a stretch, for the heads and tails that have no seed."""
RIVAL = 0.4
"""Of the best stretch's seeds: with fewer a stretch is no rival. One cut in two has half in each part."""
ROUNDS = 2
"""Further looks, for words that have no place yet; fewer than three seeds in one would be chance."""

_RUN = re.compile(rb"\x01{%d,}" % GRAM)
"""Words that are the same, a byte each; to search bytes takes a fifth of the time of a loop."""
_by_size = itemgetter(0)
_SEGMENT = 40
"""Bits below a segment's number in a cell's."""


@dataclass(slots=True)
class _Found:
    """What is found of one transcript."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    """Positions from which and to which the quote may stand, with a margin."""
    runs: list[tuple[int, int]] = field(default_factory=list)
    """Positions from which and to which the quote's words stand in a row."""
    covered: set[int] = field(default_factory=set)
    """The numbers of the quote's trigrams that stand there."""


@dataclass(frozen=True)
class Candidate:
    """A transcript in which a quote may stand."""

    segment: Segment
    number: int
    """Of the transcript in its segment."""
    found: _Found

    @property
    def transcript(self) -> str:
        """The transcript's id."""
        return self.segment.entries[self.number].id

    @property
    def covered(self) -> Collection[int]:
        """The numbers of the quote's trigrams that stand there."""
        return self.found.covered

    @property
    def windows(self) -> tuple[Span, ...]:
        """The stretches of its text to look at, in code points, in order, not overlapping."""
        return self._spans(self.found.bounds)

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Where runs of three of the quote's words and more stand, in code points, up to the next word."""
        return self._spans(self.found.runs)

    def _spans(self, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
        first, end = self.segment.firsts_[self.number : self.number + 2]
        place = self.segment.place
        return tuple(
            Span(place(max(begin, first), self.number), place(min(last, end - 1), self.number))
            for begin, last in _joined(ranges)
        )


def look_up(
    segments: Sequence[Segment],
    live: Sequence[NDArray[np.bool_] | None],
    words: str,
    *,
    only: frozenset[str] | None = None,
    most: int = 12,
) -> tuple[Candidate, ...]:
    """The transcripts that share most with these words, the best first.

    ``words`` is the quote's text without its marks; ``live`` says for each segment which of its
    transcripts count, ``None`` for all; ``only`` restricts the search to transcripts of these ids. Those that
    add words which no better one has are named too, however few.
    """
    hashes = fold_words(words)
    if len(hashes) < GRAM:
        return ()
    wanted = live if only is None else [_among(s, mask, only) for s, mask in zip(segments, live, strict=True)]
    asked = Asked(segments, wanted, hashes, [hash_ >> 16 or 1 for hash_ in hashes])
    return tuple(
        Candidate(segments[segment], transcript, here)
        for (segment, transcript), here in _ranked(_find(asked), asked.grams, most)
    )


def _among(
    segment: Segment, live: NDArray[np.bool_] | None, only: frozenset[str]
) -> NDArray[np.bool_] | None:
    among = segment.among(only)
    return among if live is None else live & among


def _find(asked: Asked) -> dict[tuple[int, int], _Found]:
    """What each transcript has of the quote, by the numbers of segment and transcript."""
    found: dict[tuple[int, int], _Found] = {}
    bare = everything = list(range(asked.grams))
    step = max(1, len(everything) // FIRST)
    seeds, common = seeds_of(asked, everything[::step], RARE)
    best = _densest(asked, seeds, 1, found)
    if best is not None and len(found[best].covered) == len(everything):
        return found
    later = [number for number in everything if number % step or number in common]
    if best is None or len(found[best].covered) * LIKELY < len(everything):
        # Nothing has much of it: all of it is asked for, since now single seeds may be all there is.
        found = {}
        seeds, later = _with_common(asked, seeds, everything, later), []
        best = _densest(asked, seeds, 1, found)
    for _ in range(ROUNDS):
        bare = _bare(bare, found[best].covered if best else ())
        if not bare:
            break
        if best:
            # A formula stands everywhere; where the rest of the quote stands, few places are in question.
            _densest(asked, seeds_within(asked, *best, bare), GRAM, found)
            bare = _bare(bare, found[best].covered)
        left = set(bare)
        seeds = [[seed for seed in each if seed[1] in left] for each in seeds]
        seeds, later = _with_common(asked, seeds, bare, [n for n in later if n in left]), []
        if not any(seeds):
            break
        best = _densest(asked, seeds, GRAM, found)
    return found


def _with_common(
    asked: Asked, seeds: list[list[Seed]], bare: list[int], later: list[int]
) -> list[list[Seed]]:
    """The seeds, and those of further trigrams; of the commonest where there are hardly any others."""
    if not later:
        return seeds
    more, common = seeds_of(asked, later, COMMON)
    if common and (len(bare) - len(common)) * 4 < len(bare):
        commonest, _ = seeds_of(asked, sorted(common), MOST_SEEDS // len(common))
        more = [[*a, *b] for a, b in zip(more, commonest, strict=True)]
    return [[*a, *b] for a, b in zip(seeds, more, strict=True)]


def _bare(numbers: Sequence[int], covered: Collection[int]) -> list[int]:
    """Those of the quote's trigrams that have no place yet, where several of them follow on each other."""
    bare: list[int] = []
    run: list[int] = []
    for number in numbers:
        if number in covered:
            continue
        if run and number != run[-1] + 1:
            run = []
        run.append(number)
        if len(run) == BARE:
            bare += run
        elif len(run) > BARE:
            bare.append(number)
    return bare


def _densest(
    asked: Asked, seeds: list[list[Seed]], least: int, found: dict[tuple[int, int], _Found]
) -> tuple[int, int] | None:
    """Put the densest stretches of these seeds with what is found; segment and transcript of the best one."""
    cells, every = _cells(asked, seeds)
    if not cells:
        return None
    counts = Counter(cells)
    enough = max(least, RIVAL * max(counts.values()))
    dense = [(size, cell) for cell, size in counts.items() if size >= enough]
    if len(dense) > MOST_STRETCHES and found:
        # Of many places equally dense those count first where more of the quote stands.
        first = dict(zip(reversed(cells), reversed(every), strict=True))
        dense = [(size + (_transcript_of(asked, c, first[c]) in found), c) for size, c in dense]
    dense.sort(key=_by_size, reverse=True)
    chosen = [cell for _, cell in dense[:MOST_STRETCHES]]
    # A place near a cell's border has seeds in the next one too.
    near: dict[int, list[Seed]] = {cell + beside: [] for cell in chosen for beside in (-1, 0, 1)}
    for cell, seed in zip(cells, every, strict=True):
        if cell in near:
            near[cell].append(seed)
    best: tuple[int, int] | None = None
    for cell in chosen:
        segment = cell >> _SEGMENT
        together = sorted([*near[cell], *near[cell + 1], *near[cell - 1]])
        for transcript, shifts in _shifts(asked.segments[segment], together):
            key = segment, transcript
            here = found.get(key) or _Found()
            if _note(asked, here, segment, shifts):
                found[key] = here
                best = best or key
    return best


def _transcript_of(asked: Asked, cell: int, seed: Seed) -> tuple[int, int]:
    """The numbers of a cell's segment and transcript."""
    segment = cell >> _SEGMENT
    return segment, bisect_right(asked.segments[segment].firsts_, seed[0]) - 1


def _cells(asked: Asked, seeds: list[list[Seed]]) -> tuple[list[int], list[Seed]]:
    """For each seed its segment and where the quote would begin, roughly: seeds of one place share a cell.

    Lists side by side and not one table, since there may be thousands of cells with one seed each.
    """
    cells: list[int] = []
    every: list[Seed] = []
    for segment, here in enumerate(seeds):
        counting = _counting(asked, segment, here)
        base = (segment << _SEGMENT) + 1
        cells += [base + (position - gram) // CELL for position, gram in counting]
        every += counting
    return cells, every


def _counting(asked: Asked, segment: int, seeds: Sequence[Seed]) -> Sequence[Seed]:
    """The seeds that lie in transcripts which count."""
    wanted, firsts = asked.wanted[segment], asked.segments[segment].firsts_
    if wanted is None:
        return seeds
    return [seed for seed in seeds if wanted[bisect_right(firsts, seed[0]) - 1]]


def _shifts(segment: Segment, seeds: Sequence[Seed]) -> Iterator[tuple[int, set[int]]]:
    """The transcripts that seeds lie in, each with the positions at which the quote would begin there."""
    firsts, at = segment.firsts_, 0
    while at < len(seeds):
        transcript = bisect_right(firsts, seeds[at][0]) - 1
        end = bisect_left(seeds, (firsts[transcript + 1], 0), at)
        yield transcript, {position - gram for position, gram in seeds[at:end]}
        at = end


def _note(asked: Asked, here: _Found, segment: int, shifts: Iterable[int]) -> bool:
    """Note what of a quote stands in a transcript if it begins at these positions; whether anything does.

    That is the seed itself at least, unless another trigram was taken for it. Common trigrams are seen too.
    """
    halves, words = asked.halves, asked.segments[segment].words_
    standing = []
    for shift in shifts:
        first = max(0, -shift)
        same = bytes(map(eq, words[shift + first : shift + len(halves)].tolist(), halves[first:]))
        for run in _RUN.finditer(same):
            begin, end = run.start() + first, run.end() + first
            here.covered.update(range(begin, end - GRAM + 1))
            here.runs.append((shift + begin, shift + end))
            standing.append(shift)
    if standing:
        here.bounds.append((min(standing) - MARGIN, max(standing) + len(halves) + MARGIN))
    return bool(standing)


def _ranked(
    found: dict[tuple[int, int], _Found], grams: int, most: int
) -> list[tuple[tuple[int, int], _Found]]:
    """The transcripts worth looking at, those that have most of the quote first."""
    ranked = sorted(found.items(), key=lambda item: (-len(item[1].covered), item[0]))
    if ranked:
        best = ranked[0][1].covered
        if len(best) * LIKELY < grams:
            most = min(most, UNLIKELY)
        elif len(best) > WHOLE * grams:
            # Nearly all of it stands in one place: a part of that elsewhere is no rival.
            ranked = [
                each
                for each in ranked
                if len(each[1].covered) >= WHOLE * len(best) or len(each[1].covered - best) >= GRAM
            ]
    return ranked[:most]


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that overlap or touch as one."""
    if len(ranges) == 1:
        return ranges
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(ranges):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
