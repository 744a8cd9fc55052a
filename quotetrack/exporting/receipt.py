"""A stored verdict as exports and pages read it: what of a receipt they use, checked at the edge.

A receipt is a file in a repository; another version, or a hand, may have written it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quotetrack.errors import QuotetrackError


class _Part(BaseModel):
    """Keys that are not used here are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class LocatorPart(_Part):
    """The page, column or time that the source itself has for a passage."""

    kind: str
    text: str
    url: str | None = None


class SpanPart(_Part):
    """A half-open range of code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class PassagePart(_Part):
    """The span of the transcript's canonical text, in code points."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    turn: int | None = None
    locator: LocatorPart | None = None


class SpeakerPart(_Part):
    """Who a witness says spoke."""

    verdict: str = "unlabelled"
    label: str | None = None
    name: str | None = None


class ContextPart(_Part):
    """What stands around a passage."""

    before: str = ""
    after: str = ""


class CautionPart(_Part):
    """A caution and the words that caused it."""

    name: str
    words: str = ""


class MementoPart(_Part):
    """The web archive's copy that was read."""

    url: str
    at: datetime
    archive: str = ""


class DifferencePart(_Part):
    """One difference between the quote and a passage."""

    kind: str = "substitution"
    klass: str = Field("content", alias="class")
    weight: str
    quote: str = ""
    transcript: str = ""
    quote_span: SpanPart | None = None
    transcript_span: SpanPart | None = None


class UnmatchedPart(_Part):
    """A name or a number that one side of a translation has alone."""

    text: str
    elsewhere: bool = False


class ParallelPart(_Part):
    """Sentences of a translated quote, and the original's."""

    quote: SpanPart
    original: tuple[SpanPart, ...] = ()
    missing: tuple[UnmatchedPart, ...] = ()
    left_out: tuple[UnmatchedPart, ...] = ()
    passed_over: SpanPart | None = None


class WitnessPart(_Part):
    """What one transcript says of the quote."""

    transcript: str
    title: str | None = None
    date: str | None = None
    language: str | None = None
    nature: str = "unknown"
    complete: str = "unknown"
    declared: bool = False
    url: str | None = None
    capture: str | None = None
    archived_at: datetime | None = None
    memento: MementoPart | None = None
    wording: str | None = None
    speaker: SpeakerPart = SpeakerPart()
    occasion: str = "unknown"
    passage: PassagePart | None = None
    pieces: tuple[SpanPart, ...] = ()
    rivals: tuple[SpanPart, ...] = ()
    context: ContextPart = ContextPart()
    differences: tuple[DifferencePart, ...] = ()
    cautions: tuple[CautionPart, ...] = ()
    parallel: tuple[ParallelPart, ...] = ()


class TermPlacePart(_Part):
    """Where a key term stands."""

    transcript: str
    exact: bool = False


class KeyTermPart(_Part):
    """A word or words of a reported statement, and where they stand."""

    term: str
    found: tuple[TermPlacePart, ...] = ()


class ElsewherePart(_Part):
    """A place outside the claimed occasion where the words stand."""

    transcript: str
    title: str | None = None
    date: str | None = None
    name: str | None = None
    wording: str = "unknown"


class SearchedPart(_Part):
    """What was looked through."""

    transcripts: int = 0
    digest: str = ""
    read_whole: int | None = None


class ClaimPart(_Part):
    """The claim as it was when it was checked."""

    text: str


class SourcePart(_Part):
    """Which transcript was at hand of a source."""

    address: str
    transcript: str | None = None


class Receipt(_Part):
    """A stored verdict."""

    quote: ClaimPart | None = None
    status: str
    reason: str = ""
    wording: str | None = None
    speaker: str = "unlabelled"
    occasion: str = "unknown"
    cautions: tuple[CautionPart, ...] = ()
    elsewhere: tuple[ElsewherePart, ...] = ()
    key_terms: tuple[KeyTermPart, ...] = ()
    searched: SearchedPart | None = None
    evidence: str | None = None
    witnesses: tuple[WitnessPart, ...] = ()
    sources: tuple[SourcePart, ...] = ()
    checked_at: datetime | None = None
    checked_by: str | None = None


def receipt_of(data: Mapping[str, Any], id: str) -> Receipt:
    """The receipt in these values. Raises QuotetrackError that names the key which is not as it should be."""
    try:
        return Receipt.model_validate(data)
    except ValidationError as wrong:
        where = ".".join(map(str, wrong.errors()[0]["loc"]))
        raise QuotetrackError(
            f"{id}: its stored verdict is damaged ({where}); run 'quotetrack verify {id}' again"
        ) from None
