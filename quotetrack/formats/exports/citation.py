"""What a record's transcripts are cited as: who, what, when, where, and when it was saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotetrack.exporting.beside import words_of
from quotetrack.exporting.checked import Checked
from quotetrack.exporting.receipt import WitnessPart
from quotetrack.formats.exports.addresses import link
from quotetrack.formats.exports.interface import LeftOut
from quotetrack.model import Source
from quotetrack.records import source_address


@dataclass(frozen=True, slots=True)
class Citation:
    """A transcript as a reference list names it. What is not known is ``None``."""

    key: str
    """The record's id, with a number from the second transcript on."""
    author: str | None
    """Who the transcript says spoke; never who only is said to have."""
    title: str
    occasion: str | None
    date: str | None
    """Of the occasion."""
    publisher: str | None
    language: str | None
    nature: str | None
    url: str | None
    """Only where it can be opened."""
    saved: str | None
    """The day the bytes were saved, ISO 8601, UTC."""
    copy: str | None
    """The web archive's copy that was read."""
    copied: str | None
    """The day of that copy."""
    pages: str | None
    """Page or column that the passage starts on."""
    passage: str | None
    note: str | None
    """How the quote stands there."""


def citations(checked: Checked) -> tuple[Citation, ...]:
    """The transcripts that have a passage; before any verdict, the sources that the record names."""
    quote = checked.quote
    if checked.witnesses:
        return tuple(
            _of_witness(checked, witness, _key(quote.id, number))
            for number, witness in enumerate(checked.witnesses, 1)
        )
    return tuple(_of_source(source, _key(quote.id, n)) for n, source in enumerate(quote.sources, 1))


def all_citations(records: Iterable[Checked]) -> tuple[list[Citation], tuple[LeftOut, ...]]:
    """The transcripts of all records, in order, and the records that name none."""
    cited: list[Citation] = []
    left_out: list[LeftOut] = []
    for checked in records:
        found = citations(checked)
        cited += found
        if not found:
            left_out.append(LeftOut(checked.quote.id, "it names no transcript that could be cited"))
    return cited, tuple(left_out)


def _key(id: str, number: int) -> str:
    return id if number == 1 else f"{id}-{number}"


def _of_witness(checked: Checked, witness: WitnessPart, key: str) -> Citation:
    source = checked.source_of(witness)
    stated = source.stated if source else None
    passage, memento = witness.passage, witness.memento
    locator = passage.locator if passage else None
    said_there = witness.occasion == "confirmed" and witness.speaker.verdict == "confirmed"
    stale = ", and stale since" if checked.stale else ""
    return Citation(
        key=key,
        author=witness.speaker.name,
        title=witness.title or (stated and stated.occasion) or witness.transcript,
        occasion=(stated and stated.occasion) or (checked.quote.occasion if said_there else None),
        date=witness.date,
        publisher=stated.publisher if stated else None,
        language=witness.language,
        nature=witness.nature if witness.nature != "unknown" else None,
        url=link(locator.url if locator and locator.url else witness.url),
        saved=f"{witness.archived_at:%Y-%m-%d}" if witness.archived_at else None,
        copy=link(memento.url) if memento else None,
        copied=f"{memento.at:%Y-%m-%d}" if memento else None,
        pages=locator.text if locator and locator.kind in ("page", "column") else None,
        passage=words_of(witness),
        note=f"quotetrack: {checked.status}{stale}; in this transcript: {witness.wording or 'not compared'}",
    )


def _of_source(source: Source, key: str) -> Citation:
    stated = source.stated
    address = source_address(source)
    cited = source.excerpt.citation if source.excerpt else None
    return Citation(
        key=key,
        author=stated.speaker,
        title=stated.title or cited or stated.occasion or address,
        occasion=stated.occasion,
        date=stated.date,
        publisher=stated.publisher,
        language=stated.language,
        nature=str(stated.nature) if stated.nature else None,
        url=link(address),
        saved=None,
        copy=None,
        copied=None,
        pages=None,
        passage=None,
        note="quotetrack: no passage found or not verified yet",
    )
