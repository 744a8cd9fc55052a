"""Whether a transcript is of the occasion that is claimed."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from quotetrack.model import OccasionFinding, Quote, Transcript
from quotetrack.verification.dates import compare_dates, read_date
from quotetrack.verification.speaker import voices


@dataclass(frozen=True, slots=True)
class Occasion:
    """A finding, and what a reader should know of how it was reached."""

    finding: OccasionFinding
    note: str | None = None


def occasion_of(quote: Quote, transcript: Transcript, declared: bool) -> Occasion:
    """A declared source is of the occasion; any other transcript must have its speaker and its date."""
    if quote.date is None and quote.occasion is None:
        return Occasion(OccasionFinding.NOT_CLAIMED)
    by_date = _by_date(quote, transcript)
    if declared:
        contradicts = by_date is not None and by_date.finding is OccasionFinding.OTHER
        return Occasion(OccasionFinding.CONFIRMED, by_date.note if contradicts and by_date else None)
    speaker = quote.speaker is None or voices(transcript, quote.speaker)
    named = quote.occasion is not None and _same_words(quote.occasion, transcript.occasion)
    if by_date is None:
        return Occasion(OccasionFinding.CONFIRMED if named and speaker else OccasionFinding.UNKNOWN)
    if by_date.finding is OccasionFinding.CONFIRMED and not (speaker or named):
        return Occasion(OccasionFinding.UNKNOWN, "the date agrees, the transcript does not name the speaker")
    return by_date


def _by_date(quote: Quote, transcript: Transcript) -> Occasion | None:
    """What the two dates say; ``None`` where no date is claimed."""
    if quote.date is None:
        return None
    claimed = read_date(quote.date)
    if claimed.reason is not None:
        return Occasion(OccasionFinding.UNKNOWN, f"the claimed date {claimed.reason}")
    if transcript.date is None:
        return Occasion(OccasionFinding.UNKNOWN, "the transcript has no date")
    witness = read_date(transcript.date)
    if witness.reason is not None:
        return Occasion(OccasionFinding.UNKNOWN, f"the transcript's date {witness.reason}")
    finding = compare_dates(claimed, witness)
    agree = finding is OccasionFinding.CONFIRMED
    return Occasion(
        finding, None if agree else f"claimed {quote.date}, the transcript is dated {transcript.date}"
    )


def _same_words(one: str, other: str | None) -> bool:
    """Whether two names of an occasion have the same words, in order."""
    if other is None:
        return False
    return regex.findall(r"\w+", one.lower()) == regex.findall(r"\w+", other.lower())
