"""A quote's page: what is claimed, what was found, and the whole chain behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotetrack.exporting.receipt import WitnessPart
from quotetrack.formats import provenance_page
from quotetrack.formats.exports import export
from quotetrack.formats.exports.addresses import link
from quotetrack.formats.exports.citation import citations
from quotetrack.formats.exports.days import in_english
from quotetrack.formats.page_words import Page
from quotetrack.formats.site.places import UP, Reading, passage_anchor, reading
from quotetrack.formats.site.views.citing import sentence
from quotetrack.formats.site.views.collation import CollationView, collation_view
from quotetrack.formats.site.views.index import shortened
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.site.views.turns import turn_view
from quotetrack.formats.site.views.verdict import VerdictView, WitnessLinks, verdict_view
from quotetrack.formats.text_fragment import Piece, fragment, with_fragment
from quotetrack.formats.time_links import time_link
from quotetrack.formats.verdict_page import own_evidence
from quotetrack.model import Locator, LocatorKind, Publication, Quote
from quotetrack.reporting.material import Cited, QuoteMaterial, WitnessMaterial

LONGEST = 600
"""Characters of a link of the chain."""
AROUND = 200
"""Code points on either side of a passage that tell it from the same words elsewhere on its page."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a person concluded."""

    head: str
    current: bool
    note: str
    seen: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A publication in which the quote circulates."""

    said: str
    url: str | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Everything that the page of a quote shows."""

    id: str
    text: str
    language: str | None
    attribution: str
    facts: tuple[tuple[str, str], ...]
    places: tuple[PlaceView, ...]
    reviews: tuple[ReviewView, ...]
    verdict: VerdictView | None
    """``None`` before it was ever verified."""
    collation: CollationView | None
    """``None`` where there are no several transcripts to set side by side."""
    citations: tuple[str, ...]
    bibtex: str
    unpublished: bool
    """The transcripts that the verdict rests on are private."""
    chain: tuple[tuple[tuple[str, str], ...], ...]
    """Groups of names and words."""


def quote_view(
    material: QuoteMaterial,
    pages: Mapping[Reading, str],
    cited: Mapping[Reading, Sequence[Cited]],
    texts: Mapping[Reading, Page],
) -> QuoteView:
    """The page of a quote. ``pages``, ``cited`` and ``texts`` are by reading: a transcript's page in the
    report, the passages marked on it, and the saved page's text."""
    checked, quote = material.checked, material.checked.quote
    by_part = {id(each.part): each for each in material.witnesses}

    def links(part: WitnessPart) -> WitnessLinks:
        return _links(by_part[id(part)], quote.id, pages, cited, texts)

    receipt = checked.receipt
    return QuoteView(
        id=quote.id,
        text=quote.text,
        language=quote.language,
        attribution=_attribution(quote),
        facts=tuple(_facts(quote)),
        places=tuple(map(_place, quote.claimed_in)),
        reviews=tuple(
            ReviewView(
                head=f"{each.conclusion}, {each.reviewer}, {in_english(each.date)}",
                current=checked.current(each),
                note=each.note or "",
                seen=own_evidence(each.seen) if each.seen else "",
            )
            for each in quote.reviews
        ),
        verdict=verdict_view(receipt, quote.text, stale=checked.stale, links=links) if receipt else None,
        collation=collation_view(material.collation) if material.collation else None,
        citations=tuple(map(sentence, citations(checked))),
        bibtex=export("bibtex", [checked]).text,
        unpublished=receipt is not None and receipt.wording is not None and not receipt.witnesses,
        chain=tuple(map(_chained, provenance_page.links(material.chain))),
    )


def _chained(group: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """A group of the chain; the quote and passages stand on the page already, and are shortened here."""
    return tuple((name, shortened(said, LONGEST, LONGEST * 4)) for name, said in group)


def _attribution(quote: Quote) -> str:
    said = (quote.speaker.name if quote.speaker else "nobody named", in_english(quote.date))
    return ", ".join(part for part in said if part)


def _facts(quote: Quote) -> Iterator[tuple[str, str]]:
    if quote.speaker and quote.speaker.role:
        yield "Role", quote.speaker.role
    if quote.occasion:
        yield "Occasion", quote.occasion
    if quote.kind.value != "direct":
        yield "Kind", "reported: said without quotation marks, so there is no wording to check"
    if quote.key_terms:
        yield "Key terms", ", ".join(quote.key_terms)
    if quote.original_language and quote.original_language != quote.language:
        yield "Spoken in", quote.original_language
    if quote.notes:
        yield "Notes", quote.notes
    if quote.tags:
        yield "Tags", ", ".join(quote.tags)


def _place(publication: Publication) -> PlaceView:
    marks = {True: "in quotation marks", False: "without quotation marks", None: None}
    parts = (publication.citation or publication.url, publication.place, marks[publication.quotation_marks])
    return PlaceView(", ".join(part for part in parts if part), link(publication.url))


def _links(
    witness: WitnessMaterial,
    quote: str,
    pages: Mapping[Reading, str],
    cited: Mapping[Reading, Sequence[Cited]],
    texts: Mapping[Reading, Page],
) -> WitnessLinks:
    if witness.transcript is None:
        return WitnessLinks(outside=tuple(_outside(witness, None)))
    key = reading(witness.transcript)
    own = [each for each in cited.get(key, ()) if each.quote == quote]
    page = f"{UP}{pages[key]}#{passage_anchor(quote, 1)}" if own and key in pages else None
    directive = _directive(witness, own, texts.get(key))
    turn = turn_view(witness.transcript, own[0].start, own[-1].end) if own else None
    return WitnessLinks(page, tuple(_outside(witness, directive)), turn, witness.transcript.text)


def _directive(witness: WitnessMaterial, own: Sequence[Cited], page: Page | None) -> str | None:
    if page is None or witness.transcript is None:
        return None
    text = witness.transcript.text
    return fragment(
        page,
        [
            Piece(
                text[each.start : each.end],
                text[max(0, each.start - AROUND) : each.start],
                text[each.end : each.end + AROUND],
            )
            for each in own
        ],
    )


def _outside(witness: WitnessMaterial, directive: str | None) -> Iterator[Link]:
    """The live page, then copies that others keep, each at the passage where its words can be named."""
    part = witness.part
    at = ", at the passage" if directive else ""
    if live := link(part.url):
        yield Link(f"Live page{at}", with_fragment(live, directive))
    locator = part.passage.locator if part.passage else None
    if locator and locator.kind == "time":
        hear = time_link(part.url, Locator(0, LocatorKind.TIME, locator.text))
        if hear := link(hear):
            yield Link(f"Hear it at {locator.text}", hear)
    copies = [(part.memento.archive, part.memento.at, part.memento.url)] if part.memento else []
    copies += [
        (copy.archive, copy.at, copy.url)
        for capture in witness.captures
        if capture.digest == part.capture
        for copy in (capture.independent, capture.memento)
        if copy is not None
    ]
    for archive, when, url in dict.fromkeys(copies):
        if copy := link(url):
            yield Link(
                f"Copy of {when:%Y-%m-%d} in the {archive or 'web archive'}{at}",
                with_fragment(copy, directive),
            )
