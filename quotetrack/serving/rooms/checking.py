"""A pasted quote and its verdict. Asking changes nothing, so that a verdict's address can be passed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from quotetrack.exporting.receipt import receipt_of
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.site.views.verdict import VerdictView, verdict_view
from quotetrack.formats.verdict_json import as_data
from quotetrack.formats.where_to_look import Place, lacking, places
from quotetrack.model import Verdict, Wording
from quotetrack.serving.claims import FIELDS, Claim, Wrong
from quotetrack.serving.house import here
from quotetrack.serving.pages import page
from quotetrack.serving.views.links import witness_links
from quotetrack.timeline import MOST_WORDS

room = Blueprint("checking", __name__)

MOST_WITNESSES = 5
"""Shown at once. Scattered words of a quote stand in many transcripts."""


@dataclass(frozen=True, slots=True)
class CheckView:
    """What was found of a pasted quote."""

    claim: str
    verdict: VerdictView
    more: int
    """Witnesses that are not among those shown."""
    everything: str
    """The address that shows them all."""
    places: tuple[Place, ...]
    """Where to look for a transcript that the archive lacks."""
    next: tuple[Link, ...]


@room.get("/")
def ask() -> Response:
    return page("check.html", "Did they say it?", asked=Claim(), errors={}, holds=_holds(), result=None)


@room.get("/check")
def check() -> Response:
    asked = Claim()
    try:
        asked = Claim.of(request.args)
        verdict = here().shelves.judged(asked.quote())
    except Wrong as wrong:
        return page(
            "check.html",
            "Did they say it?",
            asked=asked,
            errors=wrong.fields,
            holds=_holds(),
            result=None,
        )
    view = check_view(asked, verdict, None if "all" in request.args else MOST_WITNESSES)
    return page("check.html", "The verdict", asked=asked, errors={}, holds=_holds(), result=view)


def check_view(asked: Claim, verdict: Verdict, most: int | None) -> CheckView:
    """A verdict on an ad hoc quote, and what can be done next; ``most`` witnesses are shown, or all."""
    told = verdict if most is None else with_witnesses(verdict, most)
    return CheckView(
        claim=asked.said(),
        verdict=view_of(told),
        more=len(verdict.witnesses) - len(told.witnesses),
        everything=f"/check?{urlencode([*_given(asked), ('all', 'yes')])}",
        places=where(verdict),
        next=tuple(_next(asked)),
    )


def with_witnesses(verdict: Verdict, most: int) -> Verdict:
    """The verdict with its first witnesses; those that lack the words are told in a line and stay."""
    kept, others = [], 0
    for witness in verdict.witnesses:
        in_a_line = witness.wording is Wording.ABSENT and not witness.declared
        others += not in_a_line
        if in_a_line or others <= most:
            kept.append(witness)
    return replace(verdict, witnesses=tuple(kept))


def view_of(verdict: Verdict, anchor: str = "verdict") -> VerdictView:
    """A verdict just reached as templates take it."""
    receipt = receipt_of(as_data(verdict), verdict.quote.id)
    return verdict_view(receipt, verdict.quote.text, links=witness_links, anchor=anchor)


def where(verdict: Verdict) -> tuple[Place, ...]:
    """Where a transcript may be found, if the archive lacks one."""
    if not lacking(verdict):
        return ()
    quote = verdict.quote
    urls = [source.url for source in quote.sources] + [place.url for place in quote.claimed_in]
    speaker = quote.speaker.name if quote.speaker else None
    return places(quote.text, speaker, quote.date, tuple(url for url in urls if url))


def _given(asked: Claim) -> list[tuple[str, str]]:
    return [(name, getattr(asked, name)) for name in FIELDS if getattr(asked, name)]


def _next(asked: Claim) -> list[Link]:
    links = [Link("Make a record of it", f"/quotes/new?{urlencode(_given(asked))}")]
    if len(asked.text.split()) <= MOST_WORDS:
        links.append(Link("Its words in time", f"/timeline?{urlencode({'phrase': asked.text})}"))
    return links


def _holds() -> int:
    return here().shelves.stock().searched.transcripts
