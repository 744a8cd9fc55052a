"""What every export is: records and their verdicts to one text, and what has no place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from quotetrack.exporting.checked import Checked


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record, or a part of one, that the format has no place for."""

    id: str
    """The record's."""
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of the records."""

    text: str
    """The whole document, ending in a new line; empty where there is nothing in it."""
    entries: int
    """How many annotations, quotations, references, rows it has."""
    left_out: tuple[LeftOut, ...] = ()


class Write(Protocol):
    """The function ``write`` of a format's module."""

    def __call__(self, records: Sequence[Checked]) -> Exported:
        """The records in this format, in their order. A record that has no place in it is left out."""
        ...
