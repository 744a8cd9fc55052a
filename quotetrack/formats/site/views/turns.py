"""The turns of a transcript as a page shows them: a stretch of text, under the labels it is printed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.model import Transcript, Turn

AROUND = 700
"""Code points shown on either side of a passage."""
_AROUND_LABEL = " \n.:—–<([>)]"
SLACK = 60
"""How far a cut may move to a word's end."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a turn that has the same marks from end to end."""

    text: str
    marks: tuple[int, ...] = ()
    """Which passages it belongs to, counted from 0."""
    opens: tuple[int, ...] = ()
    """Which of them begin here."""
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn, or the part of it that is shown."""

    number: int | None
    """Counted from 1; ``None`` for text that nobody's label stands over."""
    label: str | None
    speaker: str | None
    """Whom the label names, where that says more than the label."""
    language: str | None
    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool


def turn_view(transcript: Transcript, start: int, end: int) -> TurnView | None:
    """The turn in which a passage begins, around it; ``None`` in a text without turns."""
    turn = next((each for each in transcript.turns if each.start <= start < each.end), None)
    if turn is None:
        return None
    first, last = window(transcript.text, start, end)
    last = min(last, turn.end)
    return _turn(transcript, turn, max(first, turn.start), last, [(start, min(end, turn.end))])


def turn_views(
    transcript: Transcript, first: int, last: int, marks: Sequence[tuple[int, int]]
) -> Iterator[TurnView]:
    """The stretch ``text[first:last]`` by its turns; ``marks`` are the passages, in its code points."""
    at = first
    for turn in transcript.turns:
        if turn.end <= first or turn.start >= last:
            continue
        if loose := _loose(transcript, at, min(turn.start, last), turn.label, marks):
            yield loose
        yield _turn(transcript, turn, max(first, turn.start), min(last, turn.end), marks)
        at = turn.end
    if at < last and (loose := _loose(transcript, at, last, None, marks)):
        yield loose


def window(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage and what stands around it, cut where words end."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first > 0:
        space = text.find(" ", first, min(first + SLACK, start))
        first = space + 1 if space >= 0 else first
    if last < len(text):
        space = text.rfind(" ", max(last - SLACK, end), last)
        last = space if space >= 0 else last
    return first, last


def _turn(
    transcript: Transcript, turn: Turn, first: int, last: int, marks: Sequence[tuple[int, int]]
) -> TurnView:
    speaker = turn.speaker if turn.speaker != turn.label else None
    return TurnView(
        number=turn.index + 1,
        label=turn.label,
        speaker=speaker,
        language=turn.language or transcript.language,
        segments=tuple(_segments(transcript.text, first, last, marks)),
        cut_before=first > turn.start,
        cut_after=last < turn.end,
    )


def _loose(
    transcript: Transcript, first: int, last: int, label: str | None, marks: Sequence[tuple[int, int]]
) -> TurnView | None:
    """Text between turns, without the label of the turn that follows: that stands over it already."""
    text = transcript.text[first:last].rstrip()
    stripped = text.rstrip(_AROUND_LABEL)
    if label is not None and stripped.endswith(name := label.strip(_AROUND_LABEL)):
        text = stripped.removesuffix(name).rstrip(_AROUND_LABEL)
    if not text.strip(_AROUND_LABEL):
        return None
    segments = tuple(_segments(transcript.text, first, first + len(text), marks))
    return TurnView(None, None, None, transcript.language, segments, False, last < len(transcript.text))


def _segments(text: str, first: int, last: int, marks: Sequence[tuple[int, int]]) -> Iterator[Segment]:
    edges = {first, last}
    inside = [(n, start, end) for n, (start, end) in enumerate(marks) if start < last and end > first]
    for _, start, end in inside:
        edges |= {max(first, start), min(last, end)}
    ordered = sorted(edges)
    for here, there in pairwise(ordered):
        yield Segment(
            text[here:there],
            tuple(n for n, start, end in inside if start <= here < end),
            tuple(n for n, start, _ in inside if start == here),
            tuple(n for n, _, end in inside if end == there),
        )
