"""The page of a case file: quotes, passages and differences, on one page that loads nothing and prints."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote as percent

from quotetrack.casefile import Case, Entry
from quotetrack.casefile.writing import page_name, transcript_stem
from quotetrack.exporting.receipt import WitnessPart, receipt_of
from quotetrack.formats import provenance_page
from quotetrack.formats.cells import plain
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.site.views.verdict import WitnessLinks, verdict_view
from quotetrack.model import Quote, Review
from quotetrack.version import __version__


def as_html(case: Case, made: datetime) -> str:
    """The page; ``made`` is the moment of writing, UTC."""
    from jinja2 import PackageLoader
    from markupsafe import Markup

    from quotetrack.formats.site.environment import STYLE, asset, environment

    style = asset(STYLE).decode()
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    return (
        environment(PackageLoader("quotetrack.formats.case"))
        .get_template("case.html")
        .render(
            title=f"Case file: {', '.join(entry.quote.id for entry in case.entries)}",
            made=f"{made:%Y-%m-%d %H:%M} UTC",
            version=__version__,
            # The page's own style by its digest (CSP Level 3): none that came in from outside applies.
            policy=f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'",
            style=Markup(style),
            entries=[_entry(entry, case, number) for number, entry in enumerate(case.entries, 1)],
            files=list(_files(case)),
        )
    )


def _entry(entry: Entry, case: Case, number: int) -> dict[str, Any]:
    quote = entry.quote
    held = {(each.id, each.capture) for each in case.transcripts}

    def links(witness: WitnessPart) -> WitnessLinks:
        url = witness.url or ""
        live = (Link("The page on the web", url),) if url.startswith(("http://", "https://")) else ()
        if (witness.transcript, witness.capture) not in held:
            return WitnessLinks(outside=live)
        stem = transcript_stem(witness.transcript, witness.capture)
        return WitnessLinks(page=percent(f"transcripts/{stem}.txt"), outside=live)

    return {
        "id": quote.id,
        "text": quote.text,
        "language": quote.language,
        "claims": list(_claims(quote)),
        "verdict": verdict_view(
            receipt_of(entry.verdict, quote.id), quote.text, links=links, anchor=f"quote-{number}"
        ),
        "hidden": entry.hidden,
        "reviews": [_review(review, current=current) for review, current in entry.chain.reviews],
        "chain": provenance_page.as_text(entry.chain),
    }


def _claims(quote: Quote) -> Iterator[tuple[str, str]]:
    if quote.speaker:
        yield "Said to be by", ", ".join(filter(None, (quote.speaker.name, quote.speaker.role)))
    if quote.date or quote.occasion:
        yield "When and where", ", ".join(filter(None, (quote.date, quote.occasion)))
    for place in quote.claimed_in:
        yield "Claimed in", " ".join(filter(None, (place.citation, place.url)))
    if quote.notes:
        yield "Notes", quote.notes


def _review(review: Review, *, current: bool) -> str:
    standing = "current" if current else "stale: the evidence has changed since"
    note = f": {review.note}" if review.note else ""
    seen = f" Rests on: {review.seen.description}." if review.seen else ""
    return f"{review.conclusion}, {review.reviewer}, {review.date} ({standing}){note}{seen}"


def _files(case: Case) -> Iterator[dict[str, str | None]]:
    for entry in case.entries:
        yield {"url": f"quotes/{entry.quote.id}.yaml", "said": f"{entry.quote.id}: the record"}
        yield {"url": f"verdicts/{entry.quote.id}.json", "said": f"{entry.quote.id}: the verdict as data"}
    for transcript in case.transcripts:
        path = f"transcripts/{transcript_stem(transcript.id, transcript.capture)}.txt"
        yield {"url": percent(path), "said": plain(transcript.title or transcript.id)}
    for held in case.captures:
        if held.lost is None:
            yield {"url": None, "said": f"pages/{page_name(held)}, of {plain(held.capture.address)}"}
