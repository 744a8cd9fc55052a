"""What is known of every record, taken from receipts as far as they are current: listing must be quick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.records.ids import fault
from quotetrack.records.load import ENDING, load_record, record_files
from quotetrack.records.problems import BrokenRecord
from quotetrack.records.receipts import Holds, evidence_changed, read_receipt, record_digest

NOT_VERIFIED = "not verified yet"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a listing shows it."""

    id: str
    status: str
    """The last verdict's; ``unchecked`` when there is none."""
    stale: bool
    """The record or its evidence has changed since the verdict."""
    reason: str | None
    speaker: str | None
    date: str | None
    occasion: str | None
    cautions: tuple[str, ...]
    """Their names, gravest first."""
    reviews: tuple[tuple[str, str, bool], ...] = ()
    """Of each review the reviewer, the conclusion, and whether the evidence is still what they saw."""


def survey(
    quotes: Path, receipts: Path, holds: Holds | None = None
) -> tuple[tuple[Entry, ...], tuple[QuotetrackError, ...]]:
    """All records of the folder by id, and a located error for each problem; broken ones have no entry.

    ``holds`` tells which transcript an archive has of an address now, ``None`` where there is no
    archive to ask. A record is read as YAML only when no receipt of it as it is speaks for it.
    """
    entries: list[Entry] = []
    errors: list[QuotetrackError] = []
    for path in record_files(quotes):
        try:
            entries.append(_entry(path, receipts, errors, holds))
        except BrokenRecord as wrong:
            errors += wrong.problems
    return tuple(entries), tuple(errors)


def _entry(path: Path, receipts: Path, errors: list[QuotetrackError], holds: Holds | None) -> Entry:
    id = path.name.removesuffix(ENDING)
    receipt = None
    if path.name.endswith(ENDING) and fault(id) is None:
        try:
            receipt = read_receipt(receipts, id)
        except QuotetrackError as wrong:
            errors.append(wrong)
    if receipt is not None and receipt.get("record") == record_digest(path):
        claim = receipt.get("quote")
        claim = claim if isinstance(claim, dict) else {}
        said = (_text(claim.get("speaker")), _text(claim.get("date")), _text(claim.get("occasion")))
        return _judged(id, receipt, evidence_changed(receipt, holds), said)

    # As the record is now, nobody has been shown a verdict on it: its reviews are not current.
    quote = load_record(path)
    reviews = tuple((each.reviewer, each.conclusion, False) for each in quote.reviews)
    said = (quote.speaker.name if quote.speaker else None, quote.date, quote.occasion)
    if receipt is not None:
        return replace(_judged(id, receipt, True, said), reviews=reviews)
    return Entry(id, "unchecked", False, NOT_VERIFIED, *said, cautions=(), reviews=reviews)


def _judged(
    id: str, receipt: dict[str, Any], stale: bool, said: tuple[str | None, str | None, str | None]
) -> Entry:
    listed = receipt.get("cautions")
    cautions = tuple(
        str(each["name"])
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and "name" in each
    )
    signed = receipt.get("reviews")
    reviews = tuple(
        (str(each.get("reviewer")), str(each.get("conclusion")), not stale and each.get("current") is True)
        for each in (signed if isinstance(signed, list) else ())
        if isinstance(each, dict)
    )
    reason = _text(receipt.get("reason"))
    return Entry(id, receipt["status"], stale, reason, *said, cautions=cautions, reviews=reviews)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
