"""Columns to variation units: where the rows agree, where they differ, and in what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.collation.table import Table, stretches_of
from quotetrack.collation.values import Reading, Unit
from quotetrack.matching.changed import Stretch
from quotetrack.matching.differences import explain
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.marks import Mark
from quotetrack.matching.tokens import Tokens, surface
from quotetrack.model import Difference, Weight

_HEAVIEST = (Weight.SUBSTANTIVE, Weight.JOIN, Weight.HARMLESS, Weight.MARKED, Weight.TYPOGRAPHIC)
FAR = 120
"""Code points between two words of a reading; more are left out of what is shown of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The words of one row."""

    tokens: Tokens
    marks: tuple[Mark, ...] = ()
    """A quote's; transcripts have none."""


def covered(table: Table, row: int) -> tuple[int, int]:
    """From the first to after the last column in which a row has a word."""
    filled = [at for at, column in enumerate(table) if column[row] is not None]
    return (filled[0], filled[-1] + 1) if filled else (0, 0)


def units_of(table: Table, sources: Sequence[Source], words: Lexicon) -> tuple[Unit, ...]:
    """The stretches of a table in order; row 0 is the base that the others are held against."""
    bounds = [covered(table, row) for row in range(len(sources))]
    agreed = [_agree(at, column, bounds, sources) for at, column in enumerate(table)]
    units = []
    for start, end, same in stretches_of(agreed):
        within = [row for row, (first, last) in enumerate(bounds) if first < end and start < last]
        readings = tuple(_readings(table, start, end, within, sources, words))
        units.append(Unit(start, end, (Reading(tuple(within), readings[0].text),) if same else readings))
    return tuple(units)


def _agree(
    at: int, column: Sequence[int | None], bounds: Sequence[tuple[int, int]], sources: Sequence[Source]
) -> bool:
    """Whether all rows that cover a column have the same word in it, letter case aside."""
    held = {
        surface(sources[row].tokens.word(token)) if token is not None else None
        for row, token in enumerate(column)
        if bounds[row][0] <= at < bounds[row][1]
    }
    return len(held) == 1


def _readings(
    table: Table, start: int, end: int, rows: Sequence[int], sources: Sequence[Source], words: Lexicon
) -> Iterator[Reading]:
    """What each row has in these columns, the rows with the same words together."""
    ranges = {row: token_range(table, start, end, row) for row in range(len(sources))}
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        key = tuple(map(surface, sources[row].tokens.words(*ranges[row])))
        groups.setdefault((*key, *_marked(sources[row], ranges[row])), []).append(row)
    for held in groups.values():
        first = held[0]
        source, (left, right) = sources[first], ranges[first]
        text = text_of(source, left, right)
        if 0 in held:
            yield Reading(tuple(held), text)
            continue
        if not (left < right) and _marked(source, (left, right)):
            yield Reading(tuple(held), text, "omission-marked", Weight.MARKED)
            continue
        found = explain(Stretch(left, right, *ranges[0]), source.tokens, sources[0].tokens, words)
        heaviest = _heaviest(found)
        klass = heaviest.klass if heaviest else "characters"
        weight = heaviest.weight if heaviest else Weight.TYPOGRAPHIC
        yield Reading(tuple(held), text, klass, weight)


def _heaviest(found: Sequence[Difference]) -> Difference | None:
    return min(found, key=lambda difference: _HEAVIEST.index(difference.weight), default=None)


def token_range(table: Table, start: int, end: int, row: int) -> tuple[int, int]:
    """A row's tokens in these columns, half-open; an empty range lies after the token before them."""
    held = [token for column in table[start:end] if (token := column[row]) is not None]
    if held:
        return held[0], held[-1] + 1
    before = next((token for column in reversed(table[:start]) if (token := column[row]) is not None), -1)
    return before + 1, before + 1


def _marked(source: Source, held: tuple[int, int]) -> tuple[str, ...]:
    """The marks of a quote that stand in a place where it has no words."""
    if held[0] < held[1]:
        return ()
    return tuple(
        source.tokens.text[mark.span.start : mark.span.end] for mark in source.marks if mark.at == held[0]
    )


def text_of(source: Source, left: int, right: int) -> str:
    """The words of a reading as they stand; what lies between two pieces of a passage is left out."""
    if left == right:
        return " ".join(_marked(source, (left, right)))
    tokens = source.tokens
    pieces, at = [], tokens.starts[left]
    for index in range(left + 1, right):
        if tokens.starts[index] - tokens.ends[index - 1] > FAR:
            pieces.append(tokens.text[at : tokens.ends[index - 1]])
            at = tokens.starts[index]
    return " […] ".join([*pieces, tokens.text[at : tokens.ends[right - 1]]])
