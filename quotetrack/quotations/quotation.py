"""A quotation as an article prints it: the words, where they stand, and whose they are said to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quotetrack.model import Span


class QuotationKind(StrEnum):
    """What words in quotation marks are there for."""

    DIRECT = "direct"
    """Somebody's words, and the text says whose."""
    BLOCK = "block"
    """The same, set apart as a block."""
    SCARE = "scare"
    """A few words that the writer keeps at a distance; nobody's."""
    TITLE = "title"
    """The name of a work."""
    UNATTRIBUTED = "unattributed"
    """The text does not say whose words they are."""

    @property
    def claimed(self) -> bool:
        """Whether the text says that somebody said these words."""
        return self in (QuotationKind.DIRECT, QuotationKind.BLOCK)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it."""

    written: str
    """As the sentence has it: ``Mr. Bush``, ``he``, ``the president``."""
    span: Span
    """Code points of the document's text."""
    speaker: str | None
    """The name, as full as the text gives it; ``None`` where it names nobody."""
    inferred: bool = False
    """Whether the name is taken from another sentence than the one that gives the words to somebody."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation."""

    text: str
    """As it stands, without the outer marks; with the marks and words of a reporter in its midst."""
    span: Span
    """Code points of the document's text, outer marks left out."""
    kind: QuotationKind
    words: str
    """The same, without a reporter's words in its midst."""
    attribution: Attribution | None = None
    language: str | None = None
    nested: bool = False
    """Whether it stands inside another quotation."""

    @property
    def speaker(self) -> str | None:
        """Who is claimed to have spoken, or ``None``."""
        return self.attribution.speaker if self.attribution else None

    @property
    def inferred(self) -> bool:
        """Whether the speaker is inferred, not named beside the words."""
        return self.attribution is not None and self.attribution.inferred
