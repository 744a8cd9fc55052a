"""From a quote's words to the transcripts and stretches where they may stand.

Seeds are the quote's word trigrams, looked up in every segment; the densest stretches win. Words
of the quote that have no place there are looked for once more on their own, so that a quote put
together from two speeches names both, each with what it covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.folding import fold_text
from quotetrack.matching.index.segment import GRAM, Segment, grams_of, short
from quotetrack.model import Span

COMMON = 512
"""Positions. A trigram in more of them is looked at only where there are no rarer ones."""
MOST_SEEDS = 20_000
MOST_STRETCHES = 16
UNLIKELY = 4
"""Candidates at most where none has a third of the quote's trigrams."""
WHOLE = 0.7
"""Of a quote's trigrams: with so many in one transcript another needs as large a share of those."""
MARGIN = 20
"""Words taken on either side of a stretch, for the heads and tails that have no seed."""
RIVAL = 0.4
"""Of the best stretch's seeds: with fewer a stretch is no rival. One cut in two has half in each part."""

_Seeds = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Numbers of trigrams in the quote; their positions, the segment's number in the high 32 bits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transcript in which a quote may stand."""

    transcript: str
    stamp: str
    windows: tuple[Span, ...]
    """The stretches of its text to look at, in code points, in order, not overlapping."""
    covered: frozenset[int]
    """The numbers of the quote's words at which a seed starts there."""


@dataclass
class _Stretch:
    """What is found of one transcript, while it is put together."""

    bounds: list[tuple[int, int]]
    covered: set[int]


def look_up(
    segments: Sequence[Segment],
    live: Sequence[NDArray[np.bool_]],
    words: str,
    *,
    only: frozenset[str] | None = None,
    most: int = 12,
) -> tuple[Candidate, ...]:
    """The transcripts that share most with these words, the best first.

    ``words`` is the quote's text without its marks; ``live`` says for each segment which of its
    transcripts count; ``only`` restricts the search to transcripts of these ids. Those that add words
    which no better one has are named too, however few.
    """
    folded = fold_text(words)
    length = len(folded.hashes)
    if length < GRAM:
        return ()
    seeds = _seeds(segments, live, grams_of(folded.hashes), short(folded.hashes), only)
    found: dict[tuple[int, int], _Stretch] = {}
    for least in (1, GRAM, GRAM):
        if seeds is None or not len(seeds[0]):
            break
        covered = _densest(segments, seeds, length, least, found)
        bare = np.ones(length, dtype=bool)
        bare[list(covered)] = False
        left = bare[seeds[0]]
        if bare[: length - GRAM + 1].sum() < GRAM or not left.any():
            break
        seeds = seeds[0][left], seeds[1][left]
    ranked = sorted(found.items(), key=lambda item: (-len(item[1].covered), item[0]))
    if ranked:
        best = ranked[0][1].covered
        if len(best) * 3 < length:
            most = min(most, UNLIKELY)
        elif len(best) > WHOLE * (length - GRAM + 1):
            # Nearly all of it stands in one place: a part of that elsewhere is no rival.
            ranked = [
                each
                for each in ranked
                if len(each[1].covered) >= WHOLE * len(best) or len(each[1].covered - best) >= GRAM
            ]
    return tuple(_candidate(segments[s], t, stretch) for (s, t), stretch in ranked[:most])


def _seeds(
    segments: Sequence[Segment],
    live: Sequence[NDArray[np.bool_]],
    grams: NDArray[np.uint32],
    halves: NDArray[np.uint16],
    only: frozenset[str] | None,
) -> _Seeds | None:
    """Where the quote's trigrams stand in all segments."""
    numbers, places = [], []
    for number, (segment, counting) in enumerate(zip(segments, live, strict=True)):
        found = _seeds_in(segment, grams, halves)
        if found is None:
            continue
        at, positions = found
        wanted = counting if only is None else counting & segment.among(only)
        if not wanted.all():
            mine = wanted[segment.transcript_at(positions)]
            at, positions = at[mine], positions[mine]
        numbers.append(at)
        places.append(positions + (number << 32))
    if not numbers:
        return None
    return np.concatenate(numbers), np.concatenate(places)


def _seeds_in(segment: Segment, grams: NDArray[np.uint32], halves: NDArray[np.uint16]) -> _Seeds | None:
    buckets = (grams >> np.uint32(32 - segment.bits)).astype(np.int64)
    begins = segment.buckets[buckets].astype(np.int64)
    counts = segment.buckets[buckets + 1] - begins
    asked = np.flatnonzero((counts > 0) & (counts <= COMMON))
    if len(asked) * 4 < len(grams):
        rarest = np.argsort(counts, kind="stable")
        rarest = rarest[counts[rarest] > 0]
        asked = np.sort(rarest[np.cumsum(counts[rarest]) <= MOST_SEEDS])
    if not len(asked):
        return None
    sizes = counts[asked]
    at = np.repeat(asked, sizes)
    offsets = np.arange(len(at)) + np.repeat(begins[asked] - (np.cumsum(sizes) - sizes), sizes)
    positions = segment.postings[offsets].astype(np.int64)
    same = segment.words[positions] == halves[at]
    same &= segment.words[positions + 1] == halves[at + 1]
    same &= segment.words[positions + 2] == halves[at + 2]
    return at[same], positions[same]


def _densest(
    segments: Sequence[Segment],
    seeds: _Seeds,
    length: int,
    least: int,
    found: dict[tuple[int, int], _Stretch],
) -> set[int]:
    """Put the densest stretches of these seeds with what is found; the words of the best one's transcript.

    Stretches are cells of fixed width, a little wider than the quote; one with fewer than ``least``
    seeds is chance.
    """
    at, positions = seeds
    width = max(2 * length, 64)
    order = np.argsort(positions, kind="stable")
    at, positions = at[order], positions[order]
    cells = positions // width
    edges = np.flatnonzero(cells[1:] != cells[:-1]) + 1
    begins = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [len(cells)]))
    counts = ends - begins
    best = np.argsort(-counts, kind="stable")[:MOST_STRETCHES]
    best = best[counts[best] >= max(least, RIVAL * float(counts[best[0]]))]
    covered: set[int] = set()
    for rank, cell in enumerate(best.tolist()):
        keys = []
        for begin, end in _with_neighbours(cell, cells, begins, ends):
            keys += _take(segments, at[begin:end].tolist(), positions[begin:end].tolist(), length, found)
        if rank == 0:
            covered = set().union(*(found[key].covered for key in keys))
    return covered


def _with_neighbours(
    cell: int, cells: NDArray[np.int64], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """The seeds of a cell, and of the cells that touch it: a quote may lie across their border."""
    number = cells[begins[cell]]
    near = [cell]
    if cell > 0 and cells[begins[cell - 1]] == number - 1:
        near.insert(0, cell - 1)
    if cell + 1 < len(begins) and cells[begins[cell + 1]] == number + 1:
        near.append(cell + 1)
    return [(int(begins[each]), int(ends[each])) for each in near]


def _take(
    segments: Sequence[Segment],
    at: list[int],
    positions: list[int],
    length: int,
    found: dict[tuple[int, int], _Stretch],
) -> list[tuple[int, int]]:
    """Put some seeds that lie together with what is found of their transcripts."""
    number = positions[0] >> 32
    segment = segments[number]
    keys = []
    transcript, end_of_transcript, stretch = -1, -1, None
    for word, position in zip(at, (p & 0xFFFFFFFF for p in positions), strict=True):
        if stretch is None or position >= end_of_transcript:
            transcript = int(np.searchsorted(segment.firsts, position, side="right")) - 1
            end_of_transcript = int(segment.firsts[transcript + 1])
            stretch = found.setdefault((number, transcript), _Stretch([], set()))
            keys.append((number, transcript))
        stretch.covered.add(word)
        begin = position - word - MARGIN
        end = position + length - word + MARGIN
        if stretch.bounds and stretch.bounds[-1][0] <= begin <= stretch.bounds[-1][1]:
            stretch.bounds[-1] = (stretch.bounds[-1][0], max(stretch.bounds[-1][1], end))
        else:
            stretch.bounds.append((begin, end))
    return keys


def _candidate(segment: Segment, transcript: int, stretch: _Stretch) -> Candidate:
    first, last = int(segment.firsts[transcript]), int(segment.firsts[transcript + 1]) - 1
    windows: list[tuple[int, int]] = []
    for begin, end in sorted(stretch.bounds):
        if windows and begin <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((begin, end))
    entry = segment.entries[transcript]
    spans = tuple(
        Span(segment.place(max(begin, first), transcript), segment.place(min(end, last), transcript))
        for begin, end in windows
    )
    return Candidate(entry.id, entry.stamp, spans, frozenset(stretch.covered))
