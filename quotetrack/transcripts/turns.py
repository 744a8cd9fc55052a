"""Paragraphs to turns: a label starts a turn, unlabelled paragraphs continue it.

Words before the first label, and words after a bracket that held another's whole turn, are
turns without a label: nobody is credited with them. The label is no part of a turn's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotetrack.model import Role, Span, Turn
from quotetrack.transcripts.content import Opening
from quotetrack.transcripts.interpreting import tongue_of
from quotetrack.transcripts.label_words import Strength
from quotetrack.transcripts.labelling import find_labels
from quotetrack.transcripts.labels import ANY_STYLE, Label, LabelStyle, find_label
from quotetrack.transcripts.natures import HEAD, LONGEST_NOTE
from quotetrack.transcripts.speakers import Known, Resolution, resolve

_SEPARATOR = re.compile(r"[*\s\u2022\u2014_-]*\*[*\s\u2022\u2014_-]*$|_{4,}$")
_LABEL_END = r"(?:\s*[(\[][^()\[\]]{1,60}[)\]])?\s*(?:[.:：](?:\s+|$)|\n|$)"
"""After a label: a bracket, if any (an office, a party), a colon or full stop, or the paragraph's end."""
_EMBEDDED = re.compile(r"(?<=[\s.!?])<[A-Z][^<>]{2,400}>")


@dataclass(frozen=True, slots=True)
class _Start:
    """A place in the canonical text where another turn begins, ``label`` being ``None`` for nobody's."""

    before: int
    """Where the turn before it ends."""
    at: int
    label: str | None
    given: Opening | None = None
    """What the source itself says of the turn."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a transcript besides its paragraphs."""

    speaker: str | None = None
    """The person whose transcript it is, if known."""
    title: str | None = None
    language: str | None = None
    """Of the text as a whole."""
    labels: tuple[tuple[str, str | None], ...] = ()
    """Whom a person states that labels name."""
    style: LabelStyle = ANY_STYLE
    """How its publisher sets labels."""


def find_turns(
    paragraphs: Sequence[str], emphasised: Sequence[str], asides: Sequence[Span], told: Told
) -> tuple[Turn, ...]:
    """Turns over the canonical paragraphs as joined by one newline; none when nothing is labelled.

    Offsets are code points of the joined text.
    """
    labels = find_labels(paragraphs, emphasised, told.style)
    if not any(labels):
        return ()
    return _turns(list(_starts(paragraphs, labels)), "\n".join(paragraphs), asides, told)


def given_turns(
    paragraphs: Sequence[str], openings: Sequence[Opening | None], asides: Sequence[Span], told: Told
) -> tuple[Turn, ...]:
    """Turns as the source gives them; none when it tells no speakers. Arguments as of `find_turns`.

    Where the words of a turn begin with its label, printed as labels are, it is no part of them.
    """
    if not any(opening and (opening.label or opening.unnamed) for opening in openings):
        return ()
    starts = [_Start(0, 0, None)]
    offset = 0
    somebody = False
    for paragraph, opening in zip(paragraphs, openings, strict=True):
        # What is nobody's goes on being nobody's: a heading, and the note under it.
        if opening is not None and (somebody or opening.label or opening.unnamed):
            somebody = bool(opening.label or opening.unnamed)
            label = opening.label
            printed = re.match(rf"{re.escape(label)}{_LABEL_END}", paragraph) if label else None
            starts.append(_Start(offset, offset + (printed.end() if printed else 0), label, opening))
        offset += len(paragraph) + 1
    return _turns(starts, "\n".join(paragraphs), asides, told)


def known_of(text: str, turns: Sequence[Turn], told: Told) -> Known:
    """What the labels of these turns are resolved by: whose transcript it is, its heading, what is stated.

    The heading is the title and the short paragraphs before the first label.
    """
    before = text[turns[0].start : turns[0].end] if turns and turns[0].label is None else ""
    short = [line for line in before.split("\n")[:HEAD] if len(line) <= LONGEST_NOTE]
    return Known(told.speaker, "\n".join([told.title or "", *short]), told.labels)


def _turns(starts: Sequence[_Start], text: str, asides: Sequence[Span], told: Told) -> tuple[Turn, ...]:
    """The turns with words in them, their labels resolved."""
    turns: list[Turn] = []
    given: list[Opening | None] = []
    ends = [start.before for start in starts[1:]] + [len(text)]
    waiting = iter(asides)
    aside = next(waiting, None)
    for start, end in zip(starts, ends, strict=True):
        first, last = _trimmed(text, start.at, end)
        if first == last:
            continue
        inside: list[Span] = []
        while aside is not None and aside.start < last:
            if aside.start >= first and aside.end <= last:
                inside.append(aside)
            aside = next(waiting, None)
        turns.append(Turn(len(turns), first, last, start.label, asides=tuple(inside)))
        given.append(start.given)
    resolved = resolve([turn.label for turn in turns], known_of(text, turns, told))
    return tuple(
        _spoken(turn, resolved[turn.label] if turn.label is not None else None, opening, text, told.language)
        for turn, opening in zip(turns, given, strict=True)
    )


def _spoken(
    turn: Turn, found: Resolution | None, opening: Opening | None, text: str, language: str | None
) -> Turn:
    """The turn with who speaks and in what language; what the source itself says of it wins."""
    says = opening or Opening(None)
    tongue = tongue_of(turn.label, text[turn.start : turn.end], language)
    # A pointer's readable form is no label that a page prints: nothing is read out of it.
    read = None if says.pointer else found
    role = read.role if read else Role.UNKNOWN
    if says.speaker and role is Role.UNKNOWN:
        role = Role.SPEAKER
    return replace(
        turn,
        speaker=says.speaker or (read.speaker if read else None),
        role=says.role or role,
        language=says.language or tongue.language,
        translated_from=says.translated_from or tongue.translated_from,
    )


def _starts(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> Iterator[_Start]:
    offset = 0
    current: str | None = None
    yield _Start(0, 0, None)
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label is not None:
            current = label.text
            yield _Start(offset, offset + label.words_start, current)
            if label.closes is not None:
                current = None
                end = offset + label.closes
                yield _Start(end, end + 1, None)
        elif current is not None and _SEPARATOR.match(paragraph):
            # after a row of asterisks somebody else may be telling something
            current = None
            yield _Start(offset, offset, None)
        if label is None or label.closes is None:
            for found in _EMBEDDED.finditer(paragraph, label.words_start if label else 0):
                inner = find_label(found.group())
                if inner is None or inner.strength < Strength.LIKELY:
                    continue
                yield _Start(offset + found.start(), offset + found.start() + inner.words_start, inner.text)
                yield _Start(offset + found.end() - 1, offset + found.end(), current)
        offset += len(paragraph) + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else (start, start)
