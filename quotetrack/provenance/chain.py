"""The chain of one record: what its stored verdict names, looked up in the archive link by link."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotetrack.archive import Archive, Capture
from quotetrack.errors import ArchiveError
from quotetrack.model import Publication, Quote, Review, Transcript
from quotetrack.records import source_address


@dataclass(frozen=True, slots=True)
class CaptureLink:
    """Bytes that came in, where they are kept, and who fetched them."""

    digest: str
    address: str
    """What was asked for."""
    url: str
    """What answered."""
    at: datetime
    """UTC."""
    status: int | None
    """The HTTP status; ``None`` for what was not fetched."""
    warc: str | None
    """The file that holds the bytes; ``None`` where it is missing."""
    offset: int | None
    """Of the record in that file, in bytes."""
    warc_digest: str | None
    """Of the whole file, as the manifest has it."""
    software: str | None
    user_agent: str | None
    robots: str | None
    """``obey`` or ``ignore``."""
    times: int
    """How often the address was captured in all."""


@dataclass(frozen=True, slots=True)
class PublicationLink:
    """Where the quote circulates."""

    publication: Publication
    capture: CaptureLink | None
    """The newest; ``None`` where it is not archived."""


@dataclass(frozen=True, slots=True)
class WitnessLink:
    """A transcript that the verdict rests on, and how it came here."""

    id: str
    title: str | None
    wording: str | None
    """``None`` where it was not compared."""
    start: int | None
    """Of the passage, in code points of the transcript's text."""
    end: int | None
    words: str | None
    """The passage."""
    locator: str | None
    derived_from: str | None
    """The id or the address of the transcript that it is stated to reprint."""
    reader: str | None
    """Name and version; ``None`` where the archive no longer holds the reading."""
    length: int | None
    """Code points of the text."""
    text_digest: str | None
    """``sha256:`` of the canonical text as UTF-8."""
    stands: bool | None
    """Whether the passage is what the archive's text has between these offsets now."""
    capture: CaptureLink | None


@dataclass(frozen=True, slots=True)
class VerdictLink:
    """The stored verdict."""

    status: str
    stale: bool
    evidence: str | None
    checked_at: str | None
    checked_by: str | None
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything known of where a record's words and its verdict come from."""

    quote: Quote
    record: str
    """Digest of the record's file."""
    publications: tuple[PublicationLink, ...]
    verdict: VerdictLink | None
    witnesses: tuple[WitnessLink, ...]
    """Those of the stored verdict; without one the sources that are archived."""
    reviews: tuple[tuple[Review, bool], ...]
    """With whether the evidence is still what the reviewer saw."""


def provenance_of(
    quote: Quote, record: str, receipt: Mapping[str, Any] | None, stale: bool, archive: Archive
) -> Provenance:
    """The chain of a record. ``record`` is its file's digest, ``stale`` whether the receipt is."""
    fixities = archive.fixities()
    verdict = _verdict(receipt, stale) if receipt is not None else None
    publications = tuple(
        PublicationLink(each, _newest(each.url, archive, fixities) if each.url else None)
        for each in quote.claimed_in
    )
    evidence = verdict.evidence if verdict is not None and not stale else None
    return Provenance(
        quote=quote,
        record=record,
        publications=publications,
        verdict=verdict,
        witnesses=tuple(_witnesses(quote, receipt, archive, fixities)),
        reviews=tuple((each, each.evidence == evidence) for each in quote.reviews),
    )


def _verdict(receipt: Mapping[str, Any], stale: bool) -> VerdictLink:
    versions = receipt.get("versions")
    return VerdictLink(
        status=str(receipt["status"]),
        stale=stale,
        evidence=_text(receipt.get("evidence")),
        checked_at=_text(receipt.get("checked_at")),
        checked_by=_text(receipt.get("checked_by")),
        versions=tuple(
            (str(name), str(version))
            for name, version in (versions.items() if isinstance(versions, dict) else ())
        ),
    )


def _witnesses(
    quote: Quote, receipt: Mapping[str, Any] | None, archive: Archive, fixities: Mapping[str, str]
) -> Iterator[WitnessLink]:
    if receipt is None:
        for address in dict.fromkeys(map(source_address, quote.sources)):
            for transcript in archive.transcripts_of(address)[:1]:
                yield _witness({}, transcript.id, transcript, address, archive, fixities)
        return
    listed = receipt.get("witnesses")
    for told in listed if isinstance(listed, list) else ():
        if not isinstance(told, dict) or not isinstance(told.get("transcript"), str):
            continue  # another version may have written it otherwise
        id = told["transcript"]
        known_at = archive.address_of(id)
        read = archive.transcripts_of(known_at) if known_at else ()
        rested_on = (told.get("capture"), tuple(told.get("parts") or ()))
        compared = next((each for each in read if (each.capture, each.parts) == rested_on), None)
        yield _witness(told, id, compared, known_at, archive, fixities)


def _witness(
    told: Mapping[str, Any],
    id: str,
    transcript: Transcript | None,
    address: str | None,
    archive: Archive,
    fixities: Mapping[str, str],
) -> WitnessLink:
    passage = told.get("passage")
    passage = passage if isinstance(passage, dict) else {}
    start, end, words = (passage.get(key) for key in ("start", "end", "text"))
    placed = isinstance(start, int) and isinstance(end, int) and isinstance(words, str)
    locator = passage.get("locator")
    text = transcript.text if transcript else None
    return WitnessLink(
        id=id,
        title=transcript.title if transcript else _text(told.get("title")),
        wording=_text(told.get("wording")),
        start=start if placed else None,
        end=end if placed else None,
        words=words if placed else None,
        locator=f"{locator.get('kind')} {locator.get('text')}" if isinstance(locator, dict) else None,
        derived_from=transcript.derived_from if transcript else _text(told.get("derived_from")),
        reader=transcript.reader if transcript else None,
        length=len(text) if text is not None else None,
        text_digest=_digest(text) if text is not None else None,
        stands=text[start:end] == words if placed and text is not None else None,
        capture=_capture(address, transcript.capture, archive, fixities) if address and transcript else None,
    )


def _newest(address: str, archive: Archive, fixities: Mapping[str, str]) -> CaptureLink | None:
    captures = archive.captures_of(address)
    return _link(captures[0], captures, archive, fixities) if captures else None


def _capture(
    address: str, digest: str | None, archive: Archive, fixities: Mapping[str, str]
) -> CaptureLink | None:
    """The first capture of these bytes: later ones brought the same."""
    captures = archive.captures_of(address)
    first = next((capture for capture in reversed(captures) if capture.digest == digest), None)
    return _link(first, captures, archive, fixities) if first else None


def _link(
    capture: Capture, captures: tuple[Capture, ...], archive: Archive, fixities: Mapping[str, str]
) -> CaptureLink:
    place = archive.place_of(capture.digest)
    try:
        terms = archive.made_with(capture.warc)
    except ArchiveError:  # what is damaged is told by an audit; the rest of the chain is still known
        terms = {}
    return CaptureLink(
        digest=capture.digest,
        address=capture.address,
        url=capture.url,
        at=capture.archived_at,
        status=capture.status,
        warc=place[0] if place else None,
        offset=place[1] if place else None,
        warc_digest=fixities.get(place[0]) if place else None,
        software=terms.get("software"),
        user_agent=terms.get("http-header-user-agent"),
        robots=terms.get("robots"),
        times=len(captures),
    )


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
