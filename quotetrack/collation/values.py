"""The values of a collation: the texts of one occasion in rows, their words in columns."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.model import Quote, Span, Weight, Witness


@dataclass(frozen=True, slots=True)
class Reading:
    """What some of the rows of a collation have at one place, all in the same words."""

    rows: tuple[int, ...]
    """Indices into the collation's rows."""
    text: str
    """As the first of them prints it; empty where they have nothing."""
    klass: str | None = None
    """The class of its difference from the base; ``None`` for the base's own reading."""
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of columns: one in which all rows have the same words, or a variation unit."""

    start: int
    end: int
    """Columns, half-open."""
    readings: tuple[Reading, ...]
    """The base's first. One where all agree."""

    @property
    def varies(self) -> bool:
        """Whether the rows differ here."""
        return len(self.readings) > 1


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a collation: a witness, or the quote itself."""

    siglum: str
    """A capital letter; ``Q`` for the quote."""
    witness: Witness | None
    """``None`` for the quote."""
    span: Span
    """What is collated, in code points of the transcript's text, or of the quote's."""
    cells: tuple[Span | None, ...]
    """Its word in each column, in code points of its text; ``None`` where it has none."""
    first: int
    last: int
    """The columns, half-open, that it covers; outside them it lacks nothing, it has not begun."""
    rush: bool = False
    """Whether it calls itself a rush transcript."""


@dataclass(frozen=True, slots=True)
class Collation:
    """All transcripts of one occasion side by side, for one quote."""

    quote: Quote
    rows: tuple[Row, ...]
    """The quote first, the base next, which is the decisive witness."""
    units: tuple[Unit, ...]
    """In order; together they are all columns."""
    without: tuple[Witness, ...] = ()
    """Witnesses of the occasion in the quote's language that do not have the passage."""
    foreign: tuple[Witness, ...] = ()
    """Those in another language, which are never collated by word."""
    independent: int = 0
    """How many of the witnesses are independent: copies and reprints count once."""
