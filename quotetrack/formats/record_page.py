"""One record's page: what is claimed, what is archived of each source, the last verdict."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotetrack.formats.cells import plain
from quotetrack.formats.memento import in_words, memento_data
from quotetrack.formats.verdict_json import seen_data
from quotetrack.formats.verdict_page import own_evidence
from quotetrack.model import Publication, Quote, Review, Source
from quotetrack.records.parts import publication_data, record_data, review_data, source_data

if TYPE_CHECKING:
    from quotetrack.archive import Capture
    from quotetrack.model import Transcript

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Holding:
    """What the archive holds of one address."""

    address: str
    captures: tuple[Capture, ...] = ()
    """Newest first."""
    transcripts: tuple[Transcript, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a record's page shows."""

    quote: Quote
    sources: Sequence[tuple[Source, Holding]]
    publications: Sequence[tuple[Publication, Holding | None]]
    """A publication without an address has no holding."""
    verdict: Mapping[str, Any] | None
    """The receipt, ``None`` when the record was never verified."""
    stale: bool


def as_json(page: Page) -> str:
    """One JSON object: the record's own fields with ``archived`` in each source, and ``verdict``."""
    data: dict[str, Any] = {"id": page.quote.id} | record_data(page.quote)
    data["sources"] = [source_data(source) | _held(holding) for source, holding in page.sources]
    data["claimed_in"] = [
        publication_data(publication) | (_held(holding) if holding else {})
        for publication, holding in page.publications
    ]
    if page.quote.reviews:
        data["reviews"] = [
            review_data(each) | ({"seen": seen_data(each)} if each.seen else {})
            for each in page.quote.reviews
        ]
    data["stale"] = page.stale
    data["verdict"] = page.verdict
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_text(page: Page) -> str:
    """The page as plain text."""
    return "\n".join(_lines(page))


def _held(holding: Holding) -> dict[str, Any]:
    return {
        "address": holding.address,
        "archived": [
            {
                "archived_at": f"{capture.archived_at:%Y-%m-%dT%H:%M:%SZ}",
                "capture": capture.digest,
                "memento": memento_data(capture.memento),
                "independent": memento_data(capture.independent),
            }
            for capture in holding.captures
        ],
        "transcripts": [transcript.id for transcript in holding.transcripts],
    }


def _lines(page: Page) -> Iterator[str]:
    quote = page.quote
    yield quote.id
    yield ""
    yield from _wrapped(quote.text, "  ")
    yield ""
    for name, value in _claims(quote):
        yield from _wrapped(value, f"{name:<12}", " " * 12)
    for publication, holding in page.publications:
        yield from _wrapped(_publication(publication), f"{'claimed in':<12}", " " * 12)
        if holding:
            yield from _archived(holding, " " * 12)
    for review in quote.reviews:
        said = f"{review.conclusion}, {review.reviewer}, {review.date}{_standing(review, page)}"
        yield from _wrapped(f"{said}: {review.note}" if review.note else said, f"{'review':<12}", " " * 12)
    yield ""
    yield "sources" if page.sources else "sources: none"
    for number, (source, holding) in enumerate(page.sources, 1):
        yield f"  {number}  {plain(holding.address)}"
        yield from _wrapped(_stated(source), "     ")
        yield from _archived(holding, "     ")
    yield ""
    yield from _verdict(page)


def _standing(review: Review, page: Page) -> str:
    """Whether the reviewer saw the evidence that the stored verdict rests on."""
    seen = f" (seen: {own_evidence(review.seen)})" if review.seen else ""
    if page.verdict is None or "evidence" not in page.verdict:
        return seen
    if review.evidence != page.verdict["evidence"]:
        return f" (stale: the evidence has changed){seen}"
    return (" (of the stored verdict, which is stale)" if page.stale else " (current)") + seen


def _claims(quote: Quote) -> Iterator[tuple[str, str]]:
    """What is claimed, as pairs of a heading and words."""
    if quote.speaker:
        role = f", {quote.speaker.role}" if quote.speaker.role else ""
        yield "speaker", quote.speaker.name + role
        if quote.speaker.other_names:
            yield "also as", "; ".join(quote.speaker.other_names)
    for name, value in (("date", quote.date), ("occasion", quote.occasion), ("language", quote.language)):
        if value:
            yield name, value
    if quote.original_language and quote.original_language != quote.language:
        yield "spoken in", quote.original_language
    if quote.kind.value != "direct":
        yield "kind", quote.kind.value
    for name, values in (("key terms", quote.key_terms), ("tags", quote.tags)):
        if values:
            yield name, ", ".join(values)
    if quote.notes:
        yield "notes", quote.notes
    if quote.private:
        yield "private", "yes"


def _publication(publication: Publication) -> str:
    marks = {True: "in quotation marks", False: "without quotation marks", None: None}
    parts = (publication.citation, publication.url, publication.place, marks[publication.quotation_marks])
    return ", ".join(part for part in parts if part)


def _stated(source: Source) -> str:
    """What the record states of a source, leaving out what only repeats the claim."""
    stated = source.stated
    whole = {"yes": "complete", "no": "not complete"}.get(str(stated.complete or ""))
    citation = source.excerpt.citation if source.excerpt else None
    reprint = f"reprint of {stated.derived_from}" if stated.derived_from else None
    parts = (
        citation, stated.title, stated.publisher, stated.date, stated.language, stated.nature, whole, reprint,
    )  # fmt: skip
    return ", ".join(str(part) for part in parts if part)


def _archived(holding: Holding, indent: str) -> Iterator[str]:
    if not holding.captures:
        yield f"{indent}not archived"
        return
    newest = holding.captures[0]
    times = f", {len(holding.captures)} times" if len(holding.captures) > 1 else ""
    memory = f", {in_words(newest.memento)}" if newest.memento else ""
    if newest.independent:
        memory += f", saved by the {plain(newest.independent.archive)} too"
    yield f"{indent}archived {newest.archived_at:%Y-%m-%d %H:%M} UTC{times}{memory}, {newest.digest}"
    for transcript in holding.transcripts:
        yield f"{indent}transcript {plain(transcript.id)}"


def _verdict(page: Page) -> Iterator[str]:
    verdict = page.verdict
    if verdict is None:
        yield f"not verified yet; run: quotetrack verify {page.quote.id}"
        return
    yield f"last verdict: {plain(str(verdict['status']))}{' (stale)' if page.stale else ''}"
    yield from _wrapped(str(verdict.get("reason") or ""), "  ")
    for caution in _mappings(verdict.get("cautions")):
        yield from _wrapped(f"{caution.get('name')}: {caution.get('words')}", "  caution ", "    ")
    for witness in _mappings(verdict.get("witnesses")):
        wording = witness.get("wording") or "wording not compared"
        yield from _wrapped(f"{witness.get('transcript')}: {wording}", "  witness ", "    ")
    checked = [str(verdict[key]) for key in ("checked_at", "checked_by") if verdict.get(key)]
    if checked:
        yield from _wrapped(", ".join(checked), "  checked ", "    ")


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    """The mappings of a list in a receipt, which another version may have written otherwise."""
    yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def _wrapped(text: str, indent: str, hanging: str | None = None) -> Iterator[str]:
    """The text's paragraphs folded to the page's width; words and addresses are never broken."""
    for paragraph in text.splitlines():
        yield from textwrap.wrap(
            plain(paragraph),
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        indent = indent if hanging is None else hanging
