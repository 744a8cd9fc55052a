"""A stored verdict as exports read it: what of a receipt they use, checked at the edge.

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


class PassagePart(_Part):
    """The span of the transcript's canonical text, in code points."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
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

    weight: str
    quote: str = ""
    transcript: str = ""


class WitnessPart(_Part):
    """What one transcript says of the quote."""

    transcript: str
    title: str | None = None
    date: str | None = None
    language: str | None = None
    nature: str = "unknown"
    url: str | None = None
    capture: str | None = None
    archived_at: datetime | None = None
    memento: MementoPart | None = None
    wording: str | None = None
    speaker: SpeakerPart = SpeakerPart()
    occasion: str = "unknown"
    passage: PassagePart | None = None
    context: ContextPart = ContextPart()
    differences: tuple[DifferencePart, ...] = ()


class SourcePart(_Part):
    """Which transcript was at hand of a source."""

    address: str
    transcript: str | None = None


class Receipt(_Part):
    """A stored verdict."""

    status: str
    reason: str = ""
    wording: str | None = None
    speaker: str = "unlabelled"
    occasion: str = "unknown"
    cautions: tuple[CautionPart, ...] = ()
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
