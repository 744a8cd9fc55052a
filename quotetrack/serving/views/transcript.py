"""A transcript's text as a page shows it: turns under their labels, asides apart, a passage marked.

A long text is shown in parts; a part ends at the end of a paragraph where one is near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.formats.site.words import said
from quotetrack.model import Completeness, Nature, Span, Transcript, Turn

PART = 60_000
"""Code points of text on a page."""
NEAR = 3_000
"""Code points looked through for a paragraph's end."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind: ``words``, ``aside``, ``mark``; or a ``break`` between paragraphs, without any."""

    kind: str
    text: str
    first: bool = False
    """Whether it is where the passage begins."""


@dataclass(frozen=True, slots=True)
class Block:
    """One turn, or what stands outside of turns."""

    kind: str
    """``turn`` or ``outside``."""
    start: int
    """In code points of the transcript's text."""
    runs: tuple[Run, ...]
    label: str | None = None
    name: str | None = None
    goes_on: bool = False
    """Whether it began in the part before."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text."""

    number: int
    """From 1."""
    of: int
    blocks: tuple[Block, ...]


def facts(transcript: Transcript) -> tuple[tuple[str, str], ...]:
    """Heading and words, in the order in which they are read. What is not known is said to be so."""
    kind = f"{said('nature', transcript.nature)}, {said('complete', transcript.complete)}"
    known = transcript.nature is not Nature.UNKNOWN or transcript.complete is not Completeness.UNKNOWN
    published = f"unknown; published {transcript.published}" if transcript.published else "unknown"
    rows = (
        ("Date", transcript.date or published),
        ("Speaker", transcript.speaker),
        ("Occasion", transcript.occasion),
        ("Place", transcript.place),
        ("Publisher", transcript.publisher),
        ("Language", transcript.language),
        ("Kind", kind if known else "unknown"),
        ("Reprints", transcript.derived_from),
        ("Saved", f"{transcript.archived_at:%Y-%m-%d %H:%M} UTC" if transcript.archived_at else None),
        ("Address", transcript.url),
        ("Digest", transcript.capture),
        ("Id", transcript.id),
    )
    return tuple((name, words) for name, words in rows if words)


def part_of(transcript: Transcript, number: int | None, mark: Span | None) -> Part:
    """The part of that number (from 1), or the one in which the mark begins."""
    cuts = _cuts(transcript.text)
    if number is None:
        number = next((n for n, cut in enumerate(cuts[1:], 1) if mark and mark.start < cut), 1)
    number = min(max(number, 1), len(cuts) - 1)
    here = Span(cuts[number - 1], cuts[number])
    return Part(number, len(cuts) - 1, tuple(_blocks(transcript, here, mark)))


def _cuts(text: str) -> list[int]:
    """Where the parts begin, and where the last one ends."""
    cuts = [0]
    while len(text) - cuts[-1] > PART + NEAR:
        at = cuts[-1] + PART
        end = text.find("\n", at, at + NEAR)
        if end < 0:
            end = text.find(" ", at, at + NEAR)
        cuts.append(end + 1 if end >= 0 else at)
    return [*cuts, len(text)]


def _blocks(transcript: Transcript, here: Span, mark: Span | None) -> Iterator[Block]:
    at = 0
    for turn in transcript.turns:
        if turn.end > here.start and turn.start < here.end:
            yield from _outside(transcript, Span(at, turn.start), here, mark, turn)
            shown = Span(max(turn.start, here.start), min(turn.end, here.end))
            runs = tuple(_runs(transcript.text, shown, turn.asides, mark))
            yield Block("turn", shown.start, runs, turn.label, turn.speaker, shown.start > turn.start)
        at = turn.end
    yield from _outside(transcript, Span(at, len(transcript.text)), here, mark, None)


def _outside(
    transcript: Transcript, span: Span, here: Span, mark: Span | None, turn: Turn | None
) -> Iterator[Block]:
    """What stands before a turn and is not its label, which is shown with it."""
    start, end = max(span.start, here.start), min(span.end, here.end)
    text = transcript.text[start:end] if start < end else ""
    if turn is not None and turn.label:
        place = text.rfind(turn.label)
        if place >= 0 and len(text) - place - len(turn.label) <= 4:
            end = start + place
            text = text[:place]
    if text.strip():
        yield Block(
            "outside", start, tuple(_runs(transcript.text, Span(start, end), transcript.asides, mark))
        )


def _runs(text: str, span: Span, asides: Sequence[Span], mark: Span | None) -> Iterator[Run]:
    """The text of a span, cut where an aside or the mark begins or ends."""
    edges = {span.start, span.end}
    within = [a for a in asides if a.end > span.start and a.start < span.end]
    for each in (*within, *([mark] if mark else ())):
        edges |= {min(max(edge, span.start), span.end) for edge in (each.start, each.end)}
    places = sorted(edges)
    for start, end in pairwise(places):
        first = mark is not None and start == mark.start
        kind = "words"
        if mark is not None and mark.start <= start < mark.end:
            kind = "mark"
        elif any(aside.start <= start < aside.end for aside in within):
            kind = "aside"
        for number, line in enumerate(text[start:end].split("\n")):
            if number:
                yield Run("break", "")
            if line:
                yield Run(kind, line, first)
                first = False
