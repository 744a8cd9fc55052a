"""Paragraphs to turns: a label starts a turn, unlabelled paragraphs continue it.

Words before the first label, and words after a bracket that held another's whole turn, are
turns without a label: nobody is credited with them. The label is no part of a turn's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.model import Role, Span, Turn
from quotetrack.transcripts.content import Opening
from quotetrack.transcripts.label_words import Strength
from quotetrack.transcripts.labelling import find_labels
from quotetrack.transcripts.labels import ANY_STYLE, Label, LabelStyle, find_label
from quotetrack.transcripts.speakers import Speaker, resolve

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


def find_turns(
    paragraphs: Sequence[str],
    emphasised: Sequence[str],
    asides: Sequence[Span],
    whole: str | None,
    style: LabelStyle = ANY_STYLE,
) -> tuple[Turn, ...]:
    """Turns over the canonical paragraphs as joined by one newline; none when nothing is labelled.

    Offsets are code points of the joined text. ``whole`` is the person whose transcript it is,
    if known (see `speakers.resolve`); ``style`` is how its publisher sets labels.
    """
    labels = find_labels(paragraphs, emphasised, style)
    if not any(labels):
        return ()
    return _turns(list(_starts(paragraphs, labels)), "\n".join(paragraphs), asides, whole)


def given_turns(
    paragraphs: Sequence[str], openings: Sequence[Opening | None], asides: Sequence[Span], whole: str | None
) -> tuple[Turn, ...]:
    """Turns as the source gives them; none when nobody is named. Arguments as of `find_turns`.

    Where the words of a turn begin with its label, printed as labels are, it is no part of them.
    """
    if not any(opening and opening.label for opening in openings):
        return ()
    starts = [_Start(0, 0, None)]
    offset = 0
    for paragraph, opening in zip(paragraphs, openings, strict=True):
        if opening is not None:
            label = opening.label
            printed = re.match(rf"{re.escape(label)}{_LABEL_END}", paragraph) if label else None
            starts.append(_Start(offset, offset + (printed.end() if printed else 0), label, opening))
        offset += len(paragraph) + 1
    return _turns(starts, "\n".join(paragraphs), asides, whole)


def _turns(
    starts: Sequence[_Start], text: str, asides: Sequence[Span], whole: str | None
) -> tuple[Turn, ...]:
    speakers = resolve([start.label for start in starts if start.label is not None], whole)
    ends = [start.before for start in starts[1:]] + [len(text)]
    turns: list[Turn] = []
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
        speaker = speakers[start.label] if start.label is not None else Speaker(None, Role.UNKNOWN)
        if start.given is not None:
            given = start.given
            speaker = Speaker(given.speaker or speaker.name, given.role or speaker.role)
        turns.append(
            Turn(
                index=len(turns),
                start=first,
                end=last,
                label=start.label,
                speaker=speaker.name,
                role=speaker.role,
                asides=tuple(inside),
                language=start.given.language if start.given else None,
                translated_from=start.given.translated_from if start.given else None,
            )
        )
    return tuple(turns)


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
