"""From a quote's words to the transcripts and stretches where they may stand.

Seeds are the quote's word trigrams, the rare ones first: they tell where it stands, and beside each
the other words are held against what stands there. Words of the quote that have no place there
are looked for once more on their own, common trigrams too, so that a quote put together from two
speeches names both, each with what it covers.

A quote has two dozen trigrams with a few places each: too few for arrays to be worth their overhead, so all
but the lookups of common trigrams is done on plain numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

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

_SEGMENT = 40
"""Bits below a segment's number in a cell's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transcript in which a quote may stand."""

    transcript: str
    stamp: str
    windows: tuple[Span, ...]
    """The stretches of its text to look at, in code points, in order, not overlapping."""
    pieces: tuple[Span, ...]
    """Where runs of three of its words and more stand, in code points, each up to the next word."""
    covered: frozenset[int]
    """The numbers of the quote's trigrams that stand there."""


@dataclass(slots=True)
class _Stretch:
    """Seeds that lie as close together as in the quote."""

    segment: int
    transcript: int
    begin: int
    end: int
    """From where to where the quote may stand, in positions, with a margin."""
    seeds: list[Seed]
    covered: set[int]
    runs: list[tuple[int, int]] = field(default_factory=list)
    """Positions from which and to which the quote's words stand in a row."""


@dataclass(slots=True)
class _Found:
    """What is found of one transcript."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)


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
        _candidate(segments[segment], transcript, stretch)
        for (segment, transcript), stretch in _ranked(_find(asked), asked.grams, most)
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
    later = [number for number in everything if number % step or number in common]
    best = _densest(asked, seeds, 1, found)
    if best is None or len(found[best].covered) * LIKELY < len(everything):
        # Nothing has much of it: all of it is asked for, since now single seeds may be all there is.
        found = {}
        seeds, later = _with_common(asked, seeds, everything, later), []
        best = _densest(asked, seeds, 1, found)
    for _ in range(ROUNDS):
        bare = _bare(bare, found[best].covered if best else ())
        if bare and best:
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
    cells = _cells(asked, seeds)
    if not cells:
        return None
    enough = max(least, RIVAL * max(map(len, cells.values())))
    dense = [(len(here), key) for key, here in cells.items() if len(here) >= enough]
    if len(dense) > MOST_STRETCHES and found:
        # Of many places equally dense those count first where more of the quote stands.
        dense = [(n + (_transcript_of(asked, key, cells) in found), key) for n, key in dense]
    dense.sort(key=lambda cell: -cell[0])
    best: tuple[int, int] | None = None
    for _, key in dense[:MOST_STRETCHES]:
        # A place near a cell's border has seeds in the next one too.
        together = sorted([*cells[key], *cells.get(key + 1, ()), *cells.get(key - 1, ())])
        for stretch in _stretches(asked, key >> _SEGMENT, together):
            _extend(asked, stretch)
            transcript = stretch.segment, stretch.transcript
            here = found.setdefault(transcript, _Found())
            here.bounds.append((stretch.begin, stretch.end))
            here.runs += stretch.runs
            here.covered |= stretch.covered
            best = best or transcript
    return best


def _transcript_of(asked: Asked, key: int, cells: dict[int, list[Seed]]) -> tuple[int, int]:
    """The numbers of a cell's segment and transcript."""
    segment = key >> _SEGMENT
    return segment, bisect_right(asked.segments[segment].firsts_, cells[key][0][0]) - 1


def _cells(asked: Asked, seeds: list[list[Seed]]) -> dict[int, list[Seed]]:
    """The seeds by segment and by where the quote would begin, roughly: those of one place are together."""
    cells: dict[int, list[Seed]] = {}
    for segment, here in enumerate(seeds):
        base = (segment << _SEGMENT) + 1
        for seed in _counting(asked, segment, here):
            key = base + (seed[0] - seed[1]) // CELL
            if key in cells:
                cells[key].append(seed)
            else:
                cells[key] = [seed]
    return cells


def _counting(asked: Asked, segment: int, seeds: Sequence[Seed]) -> Sequence[Seed]:
    """The seeds that lie in transcripts which count."""
    wanted, firsts = asked.wanted[segment], asked.segments[segment].firsts_
    if wanted is None:
        return seeds
    return [seed for seed in seeds if wanted[bisect_right(firsts, seed[0]) - 1]]


def _stretches(asked: Asked, number: int, seeds: Sequence[Seed]) -> Iterator[_Stretch]:
    """Seeds of one segment that lie together, by position, parted where a transcript ends."""
    segment, length = asked.segments[number], len(asked.halves)
    stretch: _Stretch | None = None
    first_of_next = -1
    for position, gram in seeds:
        begin, end = position - gram - MARGIN, position - gram + length + MARGIN
        if stretch is None or position >= first_of_next:
            if stretch is not None:
                yield stretch
            transcript = bisect_right(segment.firsts_, position) - 1
            first_of_next = segment.firsts_[transcript + 1]
            stretch = _Stretch(number, transcript, begin, end, [], set())
        stretch.begin, stretch.end = min(stretch.begin, begin), max(stretch.end, end)
        stretch.seeds.append((position, gram))
        stretch.covered.add(gram)
    if stretch is not None:
        yield stretch


def _extend(asked: Asked, stretch: _Stretch) -> None:
    """Add what else of the quote stands there, side by side with a seed, common trigrams included."""
    words, halves = asked.segments[stretch.segment].words_, asked.halves
    for shift in {position - gram for position, gram in stretch.seeds}:
        first, run = max(0, -shift), 0
        there = words[shift + first : shift + len(halves)].tolist()
        for number, (word, half) in enumerate(zip(there, halves[first:], strict=False), first):
            if word == half:
                run += 1
                continue
            if run >= GRAM:
                _note_run(stretch, shift, number - run, number)
            run = 0
        if run >= GRAM:
            _note_run(stretch, shift, first + len(there) - run, first + len(there))


def _note_run(stretch: _Stretch, shift: int, first: int, end: int) -> None:
    """Note that the quote's words ``first`` to ``end`` stand ``shift`` further on."""
    stretch.covered.update(range(first, end - GRAM + 1))
    stretch.runs.append((shift + first, shift + end))


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


def _candidate(segment: Segment, transcript: int, found: _Found) -> Candidate:
    first, last = segment.firsts_[transcript], segment.firsts_[transcript + 1] - 1

    def spans(ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(
            Span(segment.place(max(begin, first), transcript), segment.place(min(end, last), transcript))
            for begin, end in _joined(ranges)
        )

    entry = segment.entries[transcript]
    return Candidate(entry.id, entry.stamp, spans(found.bounds), spans(found.runs), frozenset(found.covered))


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
