"""A collation as a page shows it: each text in a row, its variants numbered, and the variants in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.collation.values import Collation, Row, Unit
from quotetrack.formats.cells import counted
from quotetrack.formats.collation import LONGEST_GAP
from quotetrack.formats.collation_words import kind_of, said_of, sigla, weighed
from quotetrack.model import Weight

LONG = 6_000
"""Characters of all rows together; longer ones are opened on demand."""


@dataclass(frozen=True, slots=True)
class StretchOfRow:
    """Words of one row."""

    text: str
    """Empty where the row has nothing at a place where others have words."""
    number: int | None = None
    """Of the variant; ``None`` where all rows agree."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One text: the quote, or a witness."""

    siglum: str
    title: str
    kind: str
    stretches: tuple[StretchOfRow, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What some rows have at one place."""

    sigla: str
    said: str
    what: str
    """What it differs in from the base, and what that weighs; empty for the base's own."""


@dataclass(frozen=True, slots=True)
class CollationView:
    """All transcripts of one occasion side by side."""

    summary: str
    rows: tuple[RowView, ...]
    variants: tuple[tuple[ReadingView, ...], ...]
    """Counted from 1."""
    substantive: int
    without: tuple[str, ...]
    foreign: tuple[str, ...]
    long: bool


def collation_view(collation: Collation) -> CollationView:
    """The rows as running text."""
    rows = tuple(_row(row, collation) for row in collation.rows)
    varying = [unit for unit in collation.units if unit.varies]
    witnesses = len(rows) - 1
    summary = f"{counted(witnesses, 'transcript')} of one occasion"
    if witnesses > 1:
        summary += f", {collation.independent} of them independent"
    return CollationView(
        summary=summary,
        rows=rows,
        variants=tuple(tuple(_readings(unit, collation)) for unit in varying),
        substantive=sum(
            any(each.weight in (Weight.SUBSTANTIVE, Weight.JOIN) for each in unit.readings)
            for unit in varying
        ),
        without=tuple(each.transcript.title or each.transcript.id for each in collation.without),
        foreign=tuple(each.transcript.title or each.transcript.id for each in collation.foreign),
        long=sum(len(each.text) for row in rows for each in row.stretches) > LONG,
    )


def _row(row: Row, collation: Collation) -> RowView:
    stretches = tuple(_stretches(row, collation))
    if row.witness is None:
        return RowView(row.siglum, "The quote, as it circulates", "", stretches, collation.quote.language)
    transcript = row.witness.transcript
    kind = kind_of(row.witness, collation, rush=row.rush)
    return RowView(row.siglum, transcript.title or transcript.id, kind, stretches, transcript.language)


def _stretches(row: Row, collation: Collation) -> Iterator[StretchOfRow]:
    text = row.witness.transcript.text if row.witness is not None else collation.quote.text
    number = 0
    for unit in collation.units:
        number += unit.varies
        words = "".join(_words(row, unit, text)).strip()
        if words:
            yield StretchOfRow(words, number if unit.varies else None)
        elif unit.varies and row.first < unit.end and unit.start < row.last:
            yield StretchOfRow("", number)


def _words(row: Row, unit: Unit, text: str) -> Iterator[str]:
    """The row's words with what stands between them; where much does, a mark of it."""
    for at in range(unit.start, unit.end):
        span = row.cells[at]
        if span is None:
            continue
        after = next((cell for cell in row.cells[at + 1 :] if cell is not None), None)
        near = after is not None and after.start - span.end <= LONGEST_GAP
        yield text[span.start : after.start if near and after else span.end]
        if after is not None and not near:
            yield " … "


def _readings(unit: Unit, collation: Collation) -> Iterator[ReadingView]:
    for each in unit.readings:
        yield ReadingView(sigla(each.rows, collation.rows), said_of(each), weighed(each))
