"""A record as its page shows it: what is claimed, its sources and what is archived of each, its reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.archive import Archive
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.verdict_page import own_evidence
from quotetrack.model import Publication, Quote, Review, Source
from quotetrack.records import source_address
from quotetrack.serving.views.links import openable, transcript_url


@dataclass(frozen=True, slots=True)
class Held:
    """A source or publication, and what the archive has of it."""

    address: str
    facts: tuple[str, ...]
    archived: str
    """Empty where nothing is."""
    transcripts: tuple[Link, ...]
    outside: str | None
    """Its address, where a browser may open it."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A person's conclusion."""

    said: str
    note: str
    current: bool
    """Whether the reviewer saw the evidence that the stored verdict rests on."""


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything of a record but its verdict."""

    claim: str
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Held, ...]
    publications: tuple[Held, ...]
    reviews: tuple[ReviewView, ...]


def record_view(quote: Quote, archive: Archive, evidence: object) -> RecordView:
    """The record and what is archived of its sources. Raises ArchiveError.

    ``evidence`` is the digest that a current stored verdict rests on, ``None`` without such a verdict.
    """
    who = quote.speaker.name if quote.speaker else "No speaker claimed"
    return RecordView(
        claim=", ".join(part for part in (who, quote.date, quote.occasion) if part),
        facts=tuple(_facts(quote)),
        sources=tuple(_source(source, archive) for source in quote.sources),
        publications=tuple(_publication(place, archive) for place in quote.claimed_in),
        reviews=tuple(_review(review, evidence) for review in quote.reviews),
    )


def _facts(quote: Quote) -> Iterator[tuple[str, str]]:
    if quote.speaker and quote.speaker.role:
        yield "Office", quote.speaker.role
    if quote.speaker and quote.speaker.other_names:
        yield "Also as", "; ".join(quote.speaker.other_names)
    if quote.kind.value != "direct":
        yield "Kind", "reported, without quotation marks"
    if quote.key_terms:
        yield "Key terms", ", ".join(quote.key_terms)
    if quote.language:
        yield "Language", quote.language
    if quote.original_language and quote.original_language != quote.language:
        yield "Spoken in", quote.original_language
    if quote.tags:
        yield "Tags", ", ".join(quote.tags)
    if quote.notes:
        yield "Notes", quote.notes
    if quote.private:
        yield "Private", "left out of everything that is published"


def _source(source: Source, archive: Archive) -> Held:
    stated = source.stated
    whole = {"yes": "complete", "no": "not complete"}.get(str(stated.complete or ""))
    citation = source.excerpt.citation if source.excerpt else None
    facts = (citation, stated.title, stated.publisher, stated.date, stated.language, stated.nature, whole)
    return _held(source_address(source), tuple(str(each) for each in facts if each), archive)


def _publication(place: Publication, archive: Archive) -> Held:
    marks = {True: "in quotation marks", False: "without quotation marks", None: None}
    facts = (place.citation, place.place, marks[place.quotation_marks])
    known = tuple(each for each in facts if each)
    if place.url is None:
        return Held("", known, "", (), None)
    return _held(place.url, known, archive)


def _held(address: str, facts: tuple[str, ...], archive: Archive) -> Held:
    captures = archive.captures_of(address)
    times = f", {len(captures)} times" if len(captures) > 1 else ""
    archived = f"archived {captures[0].archived_at:%Y-%m-%d %H:%M} UTC{times}" if captures else ""
    links = tuple(
        Link(transcript.title or transcript.id, transcript_url(transcript.id))
        for transcript in archive.transcripts_of(address)
    )
    return Held(address, facts, archived, links, openable(address))


def _review(review: Review, evidence: object) -> ReviewView:
    seen = f"Rests on evidence of their own: {own_evidence(review.seen)}. " if review.seen else ""
    said = f"{review.conclusion}, {review.reviewer}, {review.date}"
    return ReviewView(said, f"{seen}{review.note or ''}", review.evidence == evidence)
