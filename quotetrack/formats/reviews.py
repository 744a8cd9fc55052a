"""A review as it was written, and where the quote stands with it: a few lines, or JSON."""

from __future__ import annotations

import json

from quotetrack.formats.cells import plain
from quotetrack.formats.verdict_json import seen_data
from quotetrack.model import Review, Verdict


def as_text(review: Review, verdict: Verdict) -> str:
    """What was signed, and what it does."""
    said = f"{verdict.quote.id}: {review.conclusion}, {plain(review.reviewer)}, {review.date}"
    lines = [f"{said}; evidence {review.evidence[:19]}…"]
    if review.evidence != verdict.evidence:
        lines.append("  not the evidence at hand: this review is stale")
    others = {
        each.review.conclusion
        for each in verdict.reviews
        if each.current and each.review.reviewer != review.reviewer
    }
    if others - {review.conclusion}:
        lines.append(f"  reviewers disagree: another current review says {', '.join(sorted(others))}")
    stands = "cleared by review" if verdict.cleared else "not cleared"
    lines.append(f"  the machine's verdict: {verdict.status.value}; {stands}")
    return "\n".join(lines)


def as_json(review: Review, verdict: Verdict) -> str:
    """One JSON object on one line."""
    return json.dumps(
        {
            "id": verdict.quote.id,
            "reviewer": review.reviewer,
            "date": review.date,
            "conclusion": review.conclusion,
            "note": review.note,
            "seen": seen_data(review),
            "evidence": review.evidence,
            "current": review.evidence == verdict.evidence,
            "status": verdict.status.value,
            "cleared": verdict.cleared,
        },
        ensure_ascii=False,
    )
