"""A review signed: a person's conclusion, with the digest of the evidence that the page showed them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from quotetrack.errors import QuotetrackError
from quotetrack.model import OwnEvidence, Quote, Review
from quotetrack.records.dates import check_date
from quotetrack.records.schema import ReviewPart
from quotetrack.reviewing import sign, stands
from quotetrack.serving.claims import Wrong
from quotetrack.serving.failures import Changed
from quotetrack.serving.house import here
from quotetrack.serving.naming import quote_named
from quotetrack.serving.pages import page
from quotetrack.serving.rooms.checking import view_of

room = Blueprint("reviews", __name__)

CONCLUSIONS: tuple[str, ...] = get_args(ReviewPart.model_fields["conclusion"].annotation)
LONGEST_NOTE = 10_000
_FIELDS = ("reviewer", "conclusion", "note", "seen", "seen_private", "date", "evidence")


@room.get("/quotes/<id>/review")
def ask(id: str) -> Response:
    quote = quote_named(id)
    return _form(quote, {"date": date.today().isoformat()}, {})


@room.post("/quotes/<id>/review")
def take(id: str) -> Answer:
    quote = quote_named(id)
    values = {name: request.form.get(name, "").replace("\r\n", "\n").strip() for name in _FIELDS}
    try:
        signed(quote, values)
    except Wrong as wrong:
        return _form(quote, values, wrong.fields)
    return redirect(f"/quotes/{id}?done=signed", 303)


def signed(quote: Quote, values: dict[str, str]) -> None:
    """Sign a review of the evidence that was shown. Raises Wrong, Changed, QuotetrackError."""
    review = _review(values)
    workspace = here().workspace
    judged = here().shelves.judged_record(quote)
    with here().writing:
        if judged.verdict.evidence != review.evidence:
            raise Changed(
                f"{quote.id}: the evidence has changed since the page showed it; "
                "nothing is signed. Read the verdict anew, and sign then."
            )
        if not stands(judged, workspace.receipts):
            raise Changed(
                f"{quote.id}: its stored verdict rests on other evidence; verify it, and sign then."
            )
        sign(review, judged, workspace.need_quotes(), workspace.receipts)


def _review(values: dict[str, str]) -> Review:
    """The review that is to be signed. Raises Wrong."""
    wrong: dict[str, str] = {}
    if not values["reviewer"]:
        wrong["reviewer"] = "say who concludes this"
    if values["conclusion"] not in CONCLUSIONS:
        wrong["conclusion"] = f"choose one of {', '.join(CONCLUSIONS)}"
    day = values["date"] or date.today().isoformat()
    try:
        check_date(day)
    except ValueError as bad:
        wrong["date"] = str(bad)
    for name in ("note", "seen"):
        if len(values[name]) > LONGEST_NOTE:
            wrong[name] = f"is longer than {LONGEST_NOTE:,} characters"
    if wrong:
        raise Wrong(wrong)
    own = OwnEvidence(values["seen"], values["seen_private"] == "yes") if values["seen"] else None
    return Review(
        values["reviewer"], day, values["conclusion"], values["evidence"], values["note"] or None, own
    )


def _form(quote: Quote, values: dict[str, str], errors: dict[str, str]) -> Response:
    judged = here().shelves.judged_record(quote)
    try:
        ready = stands(judged, here().workspace.receipts)
    except QuotetrackError:
        ready = False
    return page(
        "review.html",
        f"Review {quote.id}",
        quote=quote,
        verdict=view_of(judged.verdict),
        evidence=judged.verdict.evidence,
        ready=ready,
        values=values,
        errors=errors,
        conclusions=CONCLUSIONS,
    )
