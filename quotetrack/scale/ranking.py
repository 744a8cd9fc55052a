"""From the places of a quote's trigrams to the transcripts that are candidates, and where to look in them.

Places from which the quote would begin at nearly the same point make a stretch. Of the stretches those
count that have nearly as much of the quote as the best, and those that have what the best transcript has
not: a quote may be put together from two speeches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quotetrack.model import Person, Quote, Span
from quotetrack.verification.calendar import Calendar
from quotetrack.verification.names import is_person

Hit = tuple[int, int, int]
"""The number of a trigram in the quote, a transcript's number, and a place in it, in code points."""

NEAR = 400
"""Code points between where two neighbours of one stretch let the quote begin."""
RIVAL = 0.4
"""Of the best stretch's trigrams: with fewer a stretch is no rival."""
ADDS = 2
"""Trigrams that the best transcript lacks; so many in one stretch are words from elsewhere."""
WHOLE = 0.7
"""Of the trigrams looked up: with so many in one transcript another needs as large a share of those."""
LIKELY = 3
"""A third of the trigrams in one place: with fewer it may stand elsewhere, or nowhere."""
UNLIKELY = 4
"""Candidates at most where none has so many."""
MOST = 12
"""Candidates at most; and as many more of those whom the claims name."""
MOST_OF_A_DATE = 10
"""Transcripts of the claimed date that are witnesses also where nothing of the quote is found."""
MOST_STRETCHES = 16
LONGEST_WORD = 60
"""Code points."""
MARGIN = 160
"""Code points taken on either side of a stretch, for heads and tails that have no trigram."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transcript that a quote is held against."""

    transcript: int
    """Its number in the order of the ids."""
    windows: tuple[Span, ...]
    """The stretches to look at, in order, not overlapping; they may reach beyond the text's ends, and
    end within a word. None where it is a witness of the claimed date alone."""


@dataclass(slots=True)
class _Stretch:
    transcript: int
    first: int
    last: int
    """From where to where the quote would begin."""
    grams: set[int]


@dataclass(frozen=True)
class Claims:
    """What a quote's claims say about where to look: the archive's dates and speakers."""

    calendar: Calendar
    """Its ids are the transcripts' numbers, written by ``calendar_id``."""
    speakers: dict[int, str]
    """The speaker of each dated transcript that names one."""

    def of_date(self, quote: Quote) -> list[int]:
        """Those of the claimed date, his own first."""
        found: list[int] = []
        for id in self.calendar.of(quote):
            if len(found) == MOST_OF_A_DATE:
                break
            found.append(int(id))
        return list(dict.fromkeys(found))

    def by(self, person: Person, among: Iterable[int]) -> set[int]:
        """Of some transcripts those of this person's words."""
        return {number for number in among if is_person(person, self.speakers.get(number, ""))}


def calendar_id(number: int) -> str:
    """A transcript's number as a calendar keeps it: in the order of the ids."""
    return f"{number:010}"


def candidates(quote: Quote, places: Sequence[int], hits: Sequence[Hit], claims: Claims) -> list[Candidate]:
    """The transcripts to hold a quote against, those that have most of it first.

    ``places`` are where each of the quote's trigrams stands in its words, in code points; ``hits`` come
    in any order.
    """
    length = len(quote.text)
    looked_up = len({gram for gram, _, _ in hits})
    stretches = _stretches(places, hits)
    found = _ranked(stretches, looked_up)
    of_date = claims.of_date(quote)
    named = set(of_date)
    if len(found) >= MOST and quote.speaker is not None:
        named |= claims.by(quote.speaker, {stretch.transcript for stretch in stretches})
    named -= found.keys()
    if named:
        found |= _ranked([each for each in stretches if each.transcript in named], looked_up)
    result = [Candidate(number, _windows(found[number], length)) for number in found]
    result += [Candidate(number, ()) for number in of_date if number not in found]
    return result


def _stretches(places: Sequence[int], hits: Iterable[Hit]) -> list[_Stretch]:
    """The hits put together where they lie as in the quote, by transcript and place."""
    stretches: list[_Stretch] = []
    last: _Stretch | None = None
    for transcript, begin, gram in sorted((number, at - places[gram], gram) for gram, number, at in hits):
        if last is None or last.transcript != transcript or begin - last.last > NEAR:
            last = _Stretch(transcript, begin, begin, set())
            stretches.append(last)
        last.last = begin
        last.grams.add(gram)
    return stretches


def _ranked(stretches: Sequence[_Stretch], looked_up: int) -> dict[int, list[_Stretch]]:
    """The transcripts worth looking at and the stretches of each, the best first."""
    if not stretches:
        return {}
    enough = RIVAL * max(len(stretch.grams) for stretch in stretches)
    dense = _by_transcript(stretch for stretch in stretches if len(stretch.grams) >= enough)
    order = sorted(dense, key=lambda number: (-len(_covered(dense[number])), number))
    best = _covered(dense[order[0]])
    further = _by_transcript(
        stretch for stretch in stretches if len(stretch.grams) < enough and len(stretch.grams - best) >= ADDS
    )
    found = {number: dense.get(number, []) + further.get(number, []) for number in {*dense, *further}}
    order = sorted(found, key=lambda number: (number != order[0], -len(_covered(found[number])), number))
    most = UNLIKELY if len(best) * LIKELY < looked_up else MOST
    if len(best) > WHOLE * looked_up:
        # Nearly all of it stands in one place: a part of that elsewhere is no rival.
        order = [number for number in order if _counts(_covered(found[number]), best)]
    return {number: found[number][:MOST_STRETCHES] for number in order[:most]}


def _counts(covered: Collection[int], best: set[int]) -> bool:
    return len(covered) >= WHOLE * len(best) or len(set(covered) - best) >= ADDS


def _by_transcript(stretches: Iterable[_Stretch]) -> dict[int, list[_Stretch]]:
    found: dict[int, list[_Stretch]] = {}
    for stretch in stretches:
        found.setdefault(stretch.transcript, []).append(stretch)
    return found


def _covered(stretches: Iterable[_Stretch]) -> set[int]:
    covered: set[int] = set()
    for stretch in stretches:
        covered |= stretch.grams
    return covered


def _windows(stretches: Sequence[_Stretch], length: int) -> tuple[Span, ...]:
    """Where to look: the stretches with a margin, those that touch as one."""
    windows: list[Span] = []
    for first, last in sorted((stretch.first, stretch.last) for stretch in stretches):
        begin, end = max(0, first - MARGIN), max(0, last + length + MARGIN)
        if windows and begin <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, end))
        else:
            windows.append(Span(begin, end))
    return tuple(windows)


def within_words(windows: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The windows as far as the text goes, each widened to where white space is, and joined if they touch."""
    widened: list[Span] = []
    for window in windows:
        start, end = min(window.start, len(text)), min(window.end, len(text))
        # Scripts without spaces need none: each of their characters is a word.
        lowest, highest = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
        while start > lowest and not text[start - 1].isspace():
            start -= 1
        while end < highest and not text[end].isspace():
            end += 1
        if widened and start <= widened[-1].end:
            widened[-1] = Span(widened[-1].start, max(widened[-1].end, end))
        elif end > start:
            widened.append(Span(start, end))
    return tuple(widened)
