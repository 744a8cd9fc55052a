"""A person's conclusion signed: which evidence is signed, and what becomes of the stored verdict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quotetrack.errors import QuotetrackError
from quotetrack.judging import Judged, store
from quotetrack.model import Review
from quotetrack.records import read_receipt
from quotetrack.verification.evidence import standings


def stands(judged: Judged, receipts: Path) -> bool:
    """Whether the stored verdict rests on the evidence that is at hand now. Raises QuotetrackError."""
    receipt = read_receipt(receipts, judged.verdict.quote.id)
    return receipt is not None and receipt.get("evidence") == judged.verdict.evidence


def evidence_to_sign(judged: Judged, receipts: Path) -> str:
    """The evidence of the stored verdict. Raises QuotetrackError where that is not what is at hand."""
    id = judged.verdict.quote.id
    if stands(judged, receipts):
        return judged.verdict.evidence
    stale = read_receipt(receipts, id) is not None
    what = "its stored verdict rests on other evidence than is at hand" if stale else "it has no verdict yet"
    raise QuotetrackError(
        f"{id}: {what}, so nothing is signed; run 'quotetrack verify {id}' and look at it, "
        "or name what you saw with --evidence"
    )


def sign(review: Review, judged: Judged, quotes: Path, receipts: Path) -> Judged:
    """Write the review into the record; the verdict with it beside, stored where the stored one still stood.

    Raises RecordError, QuotetrackError.
    """
    from quotetrack.records.edit import add_review

    fresh = stands(judged, receipts)
    verdict = judged.verdict
    quote = add_review(quotes / f"{verdict.quote.id}.yaml", review)
    signed = replace(verdict, quote=quote, reviews=standings(quote, verdict.evidence))
    judged = replace(judged, verdict=signed)
    if fresh:
        store(judged, quotes, receipts)
    return judged
