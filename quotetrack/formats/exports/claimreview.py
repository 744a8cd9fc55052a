"""schema.org ClaimReview (https://schema.org/ClaimReview): people's signed, current reviews, and no others.

A machine's verdict is never one. The claim that is reviewed is that these words were said; who made it
is the publications in which the quote circulates, not the speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotetrack.exporting.checked import Checked
from quotetrack.formats.exports.days import parts
from quotetrack.formats.exports.interface import Exported, LeftOut
from quotetrack.formats.exports.schema_org import CONTEXT, person, publication
from quotetrack.formats.json_text import document, filled
from quotetrack.model import Kind, Quote, Review


def write(records: Sequence[Checked]) -> Exported:
    """One graph of ClaimReviews, one for each review that is current and concludes something."""
    made: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    for checked in records:
        quote = checked.quote
        if not quote.reviews:
            why = "no person has reviewed it, and a machine's verdict is no review; see 'quotetrack review'"
            left_out.append(LeftOut(quote.id, why))
        last = {review.reviewer: review for review in quote.reviews}  # who signs again replaces the first
        for review in last.values():
            why = _unfit(checked, review)
            if why:
                left_out.append(LeftOut(quote.id, f"the review by {review.reviewer} {why}"))
            else:
                made.append(_claim_review(quote, review))
    text = document({"@context": CONTEXT, "@graph": made}) if made else ""
    return Exported(text, len(made), tuple(left_out))


def _unfit(checked: Checked, review: Review) -> str:
    """Why a review is not published; nothing where it is."""
    if not checked.current(review):
        return "is stale: the quote or its evidence has changed since; verify it and review it again"
    if review.conclusion == "undecided":
        return "is undecided"
    return ""


def _claim_review(quote: Quote, review: Review) -> dict[str, Any]:
    own = review.seen.description if review.seen and not review.seen.private else None
    return filled(
        at_type="ClaimReview",
        at_id=f"urn:quotetrack:review:{quote.id}:{review.evidence.removeprefix('sha256:')[:16]}",
        claimReviewed=_claim(quote),
        author={"@type": "Person", "name": review.reviewer},
        datePublished=review.date if parts(review.date) else None,
        reviewRating={"@type": "Rating", "alternateName": review.conclusion.capitalize()},
        reviewBody="\n".join(filter(None, [review.note, own and f"Seen by the reviewer: {own}"])),
        inLanguage=quote.language,
        itemReviewed=filled(
            at_type="Claim",
            text=_claim(quote),
            about=filled(at_type="Quotation", text=quote.text, spokenByCharacter=person(quote.speaker))
            if quote.kind is Kind.DIRECT
            else None,
            appearance=[publication(each) for each in quote.claimed_in],
        ),
    )


def _claim(quote: Quote) -> str:
    """The claim in a sentence: that somebody said this."""
    who = quote.speaker.name if quote.speaker else "Somebody"
    when = f", {quote.date}" if quote.date else ""
    if quote.kind is Kind.REPORTED:
        return f"Of {who}{when}: {quote.text}" if quote.speaker else quote.text
    return f"{who}{when}: “{quote.text}”"
