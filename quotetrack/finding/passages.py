"""The passages of a transcript that show best that it holds what was looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.archive.full_text import is_voice, tokens
from quotetrack.finding.query import Term
from quotetrack.model import Passage, Span, Transcript, Turn

LONGEST = 240
"""Code points from the first to the last match of a passage; a longer phrase is shown whole."""
CONTEXT = 120
"""Code points on either side of it, at most."""
MOST = 3
"""Passages shown of one transcript: the best, then those with terms that it lacks."""


@dataclass(frozen=True, slots=True)
class Place:
    """One match, and what it is a match of."""

    span: Span
    turn: Turn | None
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its matches."""

    passage: Passage
    marks: tuple[Span, ...]
    """The matches inside it, in code points of the transcript."""
    turn: Turn | None


def places_of(
    transcript: Transcript, spans: Sequence[Span], terms: Sequence[Term], speaker: str | None
) -> list[Place]:
    """The matches, those under another's name left out where a speaker is asked for.

    None at all where some term stands only in another's turns.
    """
    wanted = tokens(speaker or "")
    starts = [turn.start for turn in transcript.turns]
    places: list[Place] = []
    everywhere: set[int] = set()
    for span in spans:
        words = tokens(transcript.text[span.start : span.end])
        held = frozenset(n for n, term in enumerate(terms) if term.is_in(words))
        everywhere |= held
        number = bisect_right(starts, span.start) - 1
        turn = transcript.turns[number] if number >= 0 else None
        if turn is not None and span.start >= turn.end:
            turn = None  # in a label, which belongs to no turn
        if speaker is None or _speaks(wanted, transcript, turn):
            places.append(Place(span, turn, held))
    kept = frozenset().union(*(place.terms for place in places))
    return places if speaker is None or kept == everywhere else []


def _speaks(wanted: list[str], transcript: Transcript, turn: Turn | None) -> bool:
    if not transcript.turns:
        return is_voice(transcript.speaker, wanted)
    return turn is not None and (is_voice(turn.speaker, wanted) or is_voice(turn.label, wanted))


def best_passages(transcript: Transcript, places: Sequence[Place]) -> list[Found]:
    """The passage that holds most terms, then up to two more with terms that it lacks."""
    found: list[Found] = []
    missing = frozenset().union(*(place.terms for place in places))
    while not found or (missing and len(found) < MOST):
        first, last, held = _best_window(places, missing)
        if found and not held:
            break
        found.append(_passage(transcript, places[first : last + 1]))
        missing -= held
    return found


def _best_window(places: Sequence[Place], missing: frozenset[int]) -> tuple[int, int, frozenset[int]]:
    """First and last place of the densest stretch inside one turn, and which missing terms it holds."""
    best, best_score = (0, 0, places[0].terms & missing), (-1, -1)
    for first, start in enumerate(places):
        held: frozenset[int] = frozenset()
        for last in range(first, len(places)):
            place = places[last]
            far = place.span.end - start.span.start > LONGEST and last > first
            if far or place.turn is not start.turn:
                break
            held |= place.terms & missing
            # Of equal ones the first, and the one with the most matches from there.
            if (score := (len(held), last - first)) > best_score:
                best, best_score = (first, last, held), score
    return best


def _passage(transcript: Transcript, places: Sequence[Place]) -> Found:
    start, end = places[0].span.start, places[-1].span.end
    turn = places[0].turn
    passage = Passage(transcript.text[start:end], start, end, turn.index if turn else None)
    return Found(passage, tuple(place.span for place in places), turn)


def context_of(transcript: Transcript, found: Found) -> tuple[str, str]:
    """What stands before and after a passage in the same turn, cut between words."""
    text, passage = transcript.text, found.passage
    first, last = (found.turn.start, found.turn.end) if found.turn else (0, len(text))
    start, end = max(first, passage.start - CONTEXT), min(last, passage.end + CONTEXT)
    before, after = text[start : passage.start], text[passage.end : max(end, passage.end)]
    if start > first and not text[start - 1].isspace():
        before = before[_first_space(before) :]
    if end < last and not text[end].isspace():
        after = after[: len(after) - _first_space(after[::-1])]
    return before, after


def _first_space(text: str) -> int:
    return next((place for place, sign in enumerate(text) if sign.isspace()), 0)
