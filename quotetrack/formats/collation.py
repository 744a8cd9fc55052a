"""A collation for a person at a terminal: the texts in columns, in blocks as wide as the screen.

Variants stand in brackets under a number, ``[—]`` where a text has nothing, and are listed below
in words: colour only helps.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from quotetrack.collation.values import Collation, Row, Unit
from quotetrack.formats.cells import counted, padded, plain, width
from quotetrack.formats.collation_words import kind_of, said_of, sigla, weighed
from quotetrack.formats.parallel import parallel_lines
from quotetrack.model import Weight, Wording

NOTHING = "[—] "
LONGEST_GAP = 4
"""Code points between two words that are shown with the first: its comma, its closing mark."""
_COLOURS = {Weight.SUBSTANTIVE: "red", Weight.JOIN: "red", Weight.HARMLESS: "yellow"}


@dataclass(frozen=True, slots=True)
class _Column:
    """What one column shows."""

    cells: tuple[str, ...]
    number: str
    """Of the variation unit that begins here; empty elsewhere."""
    colour: str | None

    @property
    def size(self) -> int:
        return max(*map(width, self.cells), width(self.number) + 1 if self.number else 0)


def as_text(collation: Collation, *, columns: int = 100) -> str:
    """The whole collation; styled with ANSI codes, which click strips where they are not wanted."""
    return "\n".join(_lines(collation, max(40, columns)))


def _lines(collation: Collation, columns: int) -> Iterator[str]:
    witnesses = [row for row in collation.rows if row.witness is not None]
    yield f"{click.style('COLLATION', bold=True)}  {plain(collation.quote.id)}"
    number = counted(len(witnesses), "transcript") + " of one occasion"
    if len(witnesses) > 1:
        number += f", {collation.independent} of them independent"
    yield f"  {number}" if witnesses else "  no transcript has the passage"
    yield ""
    for row in collation.rows:
        yield from _wrapped(_said_of_row(row, collation), columns, "  ", "     ")
    if collation.units:
        for block in _blocks(_columns(collation), columns - 5):
            yield ""
            yield from _block(block, collation.rows)
        yield ""
        yield from _variants(collation, columns)
    for witness in collation.without:
        said = f"without the passage: {plain(witness.transcript.id)} ({kind_of(witness, collation)})"
        yield from _wrapped(said, columns, "  ", "    ")
    for witness in collation.foreign:
        said = f"in another language: {plain(witness.transcript.id)} ({kind_of(witness, collation)})"
        yield from _wrapped(said, columns, "  ", "    ")
        for depth, line in parallel_lines(collation.quote.text, witness) if witness.parallel else ():
            indent = "    " + "  " * depth
            yield from _wrapped(line, columns, indent, indent + "  ")


def _said_of_row(row: Row, collation: Collation) -> str:
    if row.witness is None:
        return f"{row.siglum}  the quote as it circulates"
    transcript = row.witness.transcript
    wording = row.witness.wording or Wording.ABSENT
    facts = [
        kind_of(row.witness, collation, rush=row.rush),
        plain(transcript.date or "no date"),
        f"wording {wording.value}",
        f"characters {row.span.start}–{row.span.end}",
    ]
    title = f": {plain(transcript.title)}" if transcript.title else ""
    return f"{row.siglum}  {plain(transcript.id)}{title} · {' · '.join(facts)}"


def _columns(collation: Collation) -> Iterator[_Column]:
    number = 0
    for unit in collation.units:
        number += unit.varies
        colour = _colour(unit) if unit.varies else None
        for at in range(unit.start, unit.end):
            cells = tuple(_cell(row, at, unit, collation.quote.text) for row in collation.rows)
            yield _Column(cells, str(number) if unit.varies and at == unit.start else "", colour)


def _colour(unit: Unit) -> str | None:
    weights = [reading.weight for reading in unit.readings]
    return next((colour for weight, colour in _COLOURS.items() if weight in weights), None)


def _cell(row: Row, at: int, unit: Unit, quote: str) -> str:
    """The word of a row in a column, with the stop after it; in a variant the brackets around it."""
    held = [column for column in range(unit.start, unit.end) if row.cells[column] is not None]
    covered = row.first < unit.end and unit.start < row.last
    span = row.cells[at]
    if span is None:
        return NOTHING if unit.varies and covered and not held and at == max(unit.start, row.first) else ""
    text = row.witness.transcript.text if row.witness is not None else quote
    following = next((cell for cell in row.cells[at + 1 :] if cell is not None), None)
    end = following.start if following and following.start - span.end <= LONGEST_GAP else span.end
    word = plain(text[span.start : end].strip())
    if unit.varies:
        word = ("[" if at == held[0] else "") + word + ("]" if at == held[-1] else "")
    # "high-strength" and "$5" are two words and one string
    return (
        word
        if following is not None and following.start == span.end + len(text[span.end : end].rstrip())
        else word + " "
    )


def _blocks(columns: Iterator[_Column], room: int) -> Iterator[list[_Column]]:
    """As many columns at a time as there is room for."""
    block: list[_Column] = []
    used = 0
    for column in columns:
        size = min(column.size, room)
        if block and used + size > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += size
    if block:
        yield block


def _block(block: Sequence[_Column], rows: Sequence[Row]) -> Iterator[str]:
    if any(column.number for column in block):
        yield "     " + "".join(padded(column.number, column.size) for column in block).rstrip()
    for index, row in enumerate(rows):
        shown = []
        for column in block:
            cell = padded(column.cells[index], column.size)
            shown.append(click.style(cell, fg=column.colour) if column.colour and cell.strip() else cell)
        yield f"  {row.siglum}  " + "".join(shown).rstrip()


def _variants(collation: Collation, columns: int) -> Iterator[str]:
    varying = [unit for unit in collation.units if unit.varies]
    if not varying:
        yield "  all of them have the same words"
        return
    substantive = sum(any(r.weight in (Weight.SUBSTANTIVE, Weight.JOIN) for r in u.readings) for u in varying)
    told = counted(len(varying), "place")
    yield f"  variants in {told}, {substantive} of substance:"
    for number, unit in enumerate(varying, 1):
        parts = []
        for reading in unit.readings:
            what = f" ({weighed(reading)})" if weighed(reading) else ""
            parts.append(f"{sigla(reading.rows, collation.rows)} {said_of(reading)}{what}")
        yield from _wrapped(f"{number}  " + "; ".join(parts), columns, "  ", "     ")


def _wrapped(text: str, columns: int, indent: str, rest: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False
    )
