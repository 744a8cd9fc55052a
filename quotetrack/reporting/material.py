"""What a report is made of: quotes with their evidence, and the transcripts in which their passages stand."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.archive import Capture
from quotetrack.collation.values import Collation
from quotetrack.exporting.checked import Checked
from quotetrack.exporting.receipt import WitnessPart
from quotetrack.model import Transcript
from quotetrack.provenance import Provenance


@dataclass(frozen=True, slots=True)
class WitnessMaterial:
    """A witness of a stored verdict, and what the archive has of it."""

    part: WitnessPart
    transcript: Transcript | None
    """The reading that was compared, ``None`` where the archive does not hold it."""
    captures: tuple[Capture, ...]
    """All captures of its address, newest first."""
    page: tuple[str, ...]
    """The text of the saved page as a browser lays it out; empty for what is no web page."""


@dataclass(frozen=True, slots=True)
class QuoteMaterial:
    """A quote, its verdict, and its evidence."""

    checked: Checked
    chain: Provenance
    witnesses: tuple[WitnessMaterial, ...]
    """In the receipt's order."""
    collation: Collation | None
    """Of the transcripts that the verdict rests on, where several have the passage."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage of a transcript that a quote answers to, or a piece of one."""

    quote: str
    """The quote's id."""
    start: int
    """Code points of the transcript's text, half-open."""
    end: int


@dataclass(frozen=True, slots=True)
class TranscriptMaterial:
    """A transcript with passages in it."""

    transcript: Transcript
    address: str
    """From which it was archived."""
    licence: str | None
    """As it was kept with the bytes."""
    free: bool
    """Whether the licence lets the whole text be published."""
    cited: tuple[Cited, ...]
    """By place."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of one report."""

    quotes: tuple[QuoteMaterial, ...]
    transcripts: tuple[TranscriptMaterial, ...]
    private: int
    """How many records were left out because they are private."""
