"""From a quote's words to the transcripts and stretches where they may stand, those that have most first.

How they are found is told in ``finding``; here what is found is ranked, and positions become places.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from quotetrack.matching.index.few import GRAM, fold_words
from quotetrack.matching.index.finding import LIKELY, find, find_in
from quotetrack.matching.index.seeds import Asked
from quotetrack.matching.index.segment import Segment
from quotetrack.matching.index.standing import Found, Key
from quotetrack.model import Span

FEW = 64
"""Transcripts asked for by name. So many are looked at one by one, which takes 0.1 ms each."""
UNLIKELY = 4
"""Candidates at most where none has so many of the quote's trigrams."""
WHOLE = 0.7
"""Of a quote's trigrams: with so many in one transcript another needs as large a share of those."""

_by_size_and_key = itemgetter(0, 1)


@dataclass(frozen=True)
class Candidate:
    """A transcript in which a quote may stand."""

    segment: Segment
    number: int
    """Of the transcript in its segment."""
    found: Found

    @property
    def transcript(self) -> str:
        """The transcript's id."""
        return self.segment.entries[self.number].id

    @property
    def covered(self) -> int:
        """How many of the quote's trigrams stand there."""
        return self.found.covered.bit_count()

    @property
    def windows(self) -> tuple[Span, ...]:
        """The stretches of its text to look at, in code points, in order, not overlapping."""
        return self._spans(self.found.bounds)

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Where runs of three of the quote's words and more stand, in code points, up to the next word."""
        return self._spans(self.found.runs)

    def _spans(self, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
        first, end = self.segment.firsts[self.number : self.number + 2]
        place = self.segment.place
        return tuple(
            Span(place(max(begin, first), self.number), place(min(last, end - 1), self.number))
            for begin, last in _joined(ranges)
        )


def look_up(
    segments: Sequence[Segment],
    live: Sequence[bytes | None],
    words: str,
    *,
    only: frozenset[str] | None = None,
    least: int = 1,
    most: int = 12,
) -> tuple[Candidate, ...]:
    """The transcripts that share most with these words, the best first.

    ``words`` is the quote's text without its marks; ``live`` says for each segment which of its
    transcripts count, ``None`` for all; ``only`` restricts the search to transcripts of these ids, and
    ``least`` to those in which so many of the words' trigrams stand. Those that add words which no better
    one has are named too, however few.
    """
    hashes = fold_words(words)
    grams = len(hashes) - GRAM + 1
    if grams < 1:
        return ()
    one_by_one = only is not None and len(only) <= FEW
    if only is not None and not one_by_one:
        live = [each.among(only, mask) for each, mask in zip(segments, live, strict=True)]
    asked = Asked(segments, live, hashes, array("H", [hash_ >> 16 or 1 for hash_ in hashes]), grams)
    found = find_in(asked, _keys(segments, live, only)) if only is not None and one_by_one else find(asked)
    return tuple(
        Candidate(segments[segment], transcript, here)
        for (segment, transcript), here in _ranked(found, grams, most)
        if here.covered.bit_count() >= least
    )


def _keys(segments: Sequence[Segment], live: Sequence[bytes | None], ids: Iterable[str]) -> Iterator[Key]:
    """Where transcripts of these ids stand that count."""
    for at, (segment, mask) in enumerate(zip(segments, live, strict=True)):
        for id_ in ids:
            number = segment.numbers.get(id_)
            if number is not None and (mask is None or mask[number]):
                yield at, number


def _ranked(found: dict[Key, Found], grams: int, most: int) -> list[tuple[Key, Found]]:
    """The transcripts worth looking at, those that have most of the quote first."""
    sized = [(-here.covered.bit_count(), key, here) for key, here in found.items()]
    sized.sort(key=_by_size_and_key)
    if sized:
        size, _, best = sized[0]
        if -size * LIKELY < grams:
            most = min(most, UNLIKELY)
        elif -size > WHOLE * grams:
            # Nearly all of it stands in one place: a part of that elsewhere is no rival.
            sized = [
                each
                for each in sized
                if each[0] <= WHOLE * size or (each[2].covered & ~best.covered).bit_count() >= GRAM
            ]
    return [(key, here) for _, key, here in sized[:most]]


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
