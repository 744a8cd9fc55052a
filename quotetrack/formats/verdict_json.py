"""A verdict as JSON, schema ``quotetrack/verdict/1``."""

from __future__ import annotations

from typing import Any

from quotetrack.formats.json_text import line
from quotetrack.formats.memento import memento_data
from quotetrack.formats.time_links import time_link
from quotetrack.model import (
    Caution,
    Difference,
    Locator,
    Parallel,
    Review,
    Searched,
    Span,
    Unmatched,
    Verdict,
    Witness,
)

SCHEMA = "quotetrack/verdict/1"


def as_line(verdict: Verdict) -> str:
    """One line of JSON."""
    return line(as_data(verdict))


def as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values. Offsets are code points, of the canonical text or of the quote's."""
    quote = verdict.quote
    return {
        "schema": SCHEMA,
        "quote": {
            "id": quote.id,
            "text": quote.text,
            "speaker": quote.speaker.name if quote.speaker else None,
            "date": quote.date,
            "occasion": quote.occasion,
        },
        "status": verdict.status.value,
        "reason": verdict.reason,
        "wording": verdict.wording.value if verdict.wording else None,
        "speaker": verdict.speaker.value,
        "occasion": verdict.occasion.value,
        "stale": verdict.stale,
        "cautions": [_caution(caution) for caution in verdict.cautions],
        "elsewhere": [
            {
                "transcript": place.transcript,
                "title": place.title,
                "date": place.date,
                "name": place.name,
                "wording": place.wording.value,
            }
            for place in verdict.elsewhere
        ],
        "key_terms": [
            {
                "term": term.term,
                "found": [
                    {"transcript": place.transcript, **_span(place.span), "exact": place.exact}
                    for place in term.found
                ],
            }
            for term in verdict.key_terms
        ],
        "searched": _searched(verdict.searched),
        "evidence": verdict.evidence,
        "reviews": [
            {
                "reviewer": standing.review.reviewer,
                "date": standing.review.date,
                "conclusion": standing.review.conclusion,
                "note": standing.review.note,
                "seen": seen_data(standing.review),
                "current": standing.current,
            }
            for standing in verdict.reviews
        ],
        "versions": dict(verdict.versions),
        "witnesses": [_witness(witness) for witness in verdict.witnesses],
    }


def _searched(searched: Searched) -> dict[str, Any]:
    """How many were read whole only where that was asked for, so that other receipts stay as they are."""
    whole = {} if searched.read_whole is None else {"read_whole": searched.read_whole}
    return {"transcripts": searched.transcripts, "digest": searched.digest, **whole}


def seen_data(review: Review) -> dict[str, Any] | None:
    """Evidence of a reviewer's own. Of private evidence only that there is some."""
    if review.seen is None:
        return None
    return {
        "description": None if review.seen.private else review.seen.description,
        "private": review.seen.private,
    }


def _witness(witness: Witness) -> dict[str, Any]:
    transcript, passage = witness.transcript, witness.passage
    return {
        "transcript": transcript.id,
        "title": transcript.title,
        "date": transcript.date,
        "language": transcript.language,
        "nature": transcript.nature.value,
        "complete": transcript.complete.value,
        "derived_from": transcript.derived_from,
        "url": transcript.url,
        "capture": transcript.capture,
        **({"parts": list(transcript.parts)} if transcript.parts else {}),
        "archived_at": transcript.archived_at.isoformat() if transcript.archived_at else None,
        "memento": memento_data(transcript.memento),
        "declared": witness.declared,
        "wording": witness.wording.value if witness.wording else None,
        "speaker": {"verdict": witness.speaker.value, "label": witness.label, "name": witness.name},
        "occasion": witness.occasion.value,
        "passage": None
        if passage is None
        else {
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "turn": passage.turn,
            "locator": _locator(passage.locator, transcript.url),
        },
        "pieces": [_span(piece) for piece in witness.pieces],
        "rivals": [_span(rival) for rival in witness.rivals],
        "context": {"before": witness.before, "after": witness.after},
        "differences": [difference_data(difference) for difference in witness.differences],
        "cautions": [_caution(caution) for caution in witness.cautions],
        "parallel": [parallel_data(parallel) for parallel in witness.parallel],
    }


def parallel_data(parallel: Parallel) -> dict[str, Any]:
    """Sentences of a translated quote beside the original's."""
    return {
        "quote": _span(parallel.quote),
        "original": [_span(span) for span in parallel.original],
        "anchors": [{"quote": _span(ours), "original": _span(theirs)} for ours, theirs in parallel.anchors],
        "missing": [_unmatched(each) for each in parallel.missing],
        "left_out": [_unmatched(each) for each in parallel.left_out],
        "passed_over": _span(parallel.passed_over) if parallel.passed_over else None,
    }


def _unmatched(each: Unmatched) -> dict[str, Any]:
    return {"text": each.text, **_span(each.span), "elsewhere": each.elsewhere}


def _locator(locator: Locator | None, url: str | None) -> dict[str, str | None] | None:
    if locator is None:
        return None
    return {"kind": locator.kind.value, "text": locator.text, "url": time_link(url, locator)}


def _caution(caution: Caution) -> dict[str, str]:
    return {"name": caution.name, "words": caution.words}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def difference_data(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "class": difference.klass,
        "weight": difference.weight.value,
        "quote": difference.quote,
        "transcript": difference.transcript,
        "quote_span": _span(difference.quote_span),
        "transcript_span": _span(difference.transcript_span),
    }
