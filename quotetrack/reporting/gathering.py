"""From records and receipts to a report's material: each witness looked up in the archive, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quotetrack.archive import Archive, Capture, CaptureKind
from quotetrack.archive.reading_back import stored_description
from quotetrack.errors import ArchiveError, UnreadableTranscript
from quotetrack.exporting.checked import Checked, Chosen
from quotetrack.exporting.published import without_witnesses
from quotetrack.exporting.receipt import WitnessPart, receipt_of
from quotetrack.model import Transcript
from quotetrack.provenance import provenance_of
from quotetrack.records import record_digest
from quotetrack.reporting.licences import is_free
from quotetrack.reporting.material import Cited, Material, QuoteMaterial, TranscriptMaterial, WitnessMaterial
from quotetrack.reporting.side_by_side import side_by_side
from quotetrack.transcripts.rendered import rendered

NEAR = 160
"""Code points between pieces of a passage that are shown as one."""
Key = tuple[str, str | None]
"""A reading: its transcript's id, and its capture's digest."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What the archive has of one reading."""

    transcript: Transcript
    address: str
    captures: tuple[Capture, ...]
    page: tuple[str, ...]


@dataclass(slots=True)
class _Shelf:
    """Readings that were looked up already: many quotes have the same witnesses."""

    archive: Archive
    readings: dict[Key, _Held | None] = field(default_factory=dict)

    def held(self, key: Key) -> _Held | None:
        if key not in self.readings:
            self.readings[key] = self._look_up(*key)
        return self.readings[key]

    def _look_up(self, id: str, digest: str | None) -> _Held | None:
        transcript = next((each for each in self.archive.readings_of(id) if each.capture == digest), None)
        if transcript is None:
            return None
        address = self.archive.address_of(id) or transcript.url or id
        captures = self.archive.captures_of(address)
        return _Held(transcript, address, captures, self._page(digest, captures))

    def _page(self, digest: str | None, captures: tuple[Capture, ...]) -> tuple[str, ...]:
        """Only what a web server answered is the page that the address leads to. What a damaged archive has
        no bytes of, has no page either; the audit tells of it."""
        capture = next((each for each in captures if each.digest == digest), None)
        if capture is None or capture.kind is CaptureKind.RESOURCE:
            return ()
        try:
            return rendered(self.archive.payload(capture.digest), capture.media_type, capture.charset)
        except (ArchiveError, UnreadableTranscript):
            return ()


def gathered(chosen: Chosen, quotes: Path, archive: Archive) -> Material:
    """Everything that a report of the chosen records shows. ``quotes`` is the folder of the records.

    Raises ArchiveError where the archive cannot be used at all.
    """
    shelf = _Shelf(archive)
    found: list[QuoteMaterial] = []
    cited: dict[Key, list[Cited]] = defaultdict(list)
    for checked in (_public(each, archive, chosen.private_addresses) for each in chosen.records):
        parts = checked.receipt.witnesses if checked.receipt else ()
        witnesses = tuple(_witness(part, shelf) for part in parts)
        for witness in witnesses:
            cited[witness.part.transcript, witness.part.capture] += _cited(checked.quote.id, witness)
        record = record_digest(quotes / f"{checked.quote.id}.yaml")
        chain = provenance_of(checked.quote, record, checked.stored, checked.stale, archive)
        found.append(QuoteMaterial(checked, chain, witnesses, side_by_side(checked, witnesses)))
    transcripts = (_transcript(shelf, key, places) for key, places in cited.items())
    known = (each for each in transcripts if each is not None and each.cited)
    ordered = sorted(known, key=lambda each: (each.transcript.id, each.transcript.capture or ""))
    return Material(tuple(found), tuple(ordered), len(chosen.private))


def _witness(part: WitnessPart, shelf: _Shelf) -> WitnessMaterial:
    held = shelf.held((part.transcript, part.capture))
    if held is None:
        return WitnessMaterial(part, None, (), ())
    return WitnessMaterial(part, held.transcript, held.captures, held.page)


def _public(checked: Checked, archive: Archive, private: frozenset[str]) -> Checked:
    """The record without the witnesses that only private records name, or that are private elsewhere."""
    receipt = checked.receipt
    if not private or receipt is None or checked.stored is None:
        return checked
    ids = {each.transcript for each in receipt.witnesses} | {each.transcript for each in receipt.elsewhere}
    hidden = {id for id in ids if archive.address_of(id) in private}
    if not hidden:
        return checked
    told, _ = without_witnesses(checked.stored, private, hidden)
    return replace(checked, stored=told, receipt=receipt_of(told, checked.quote.id))


def _cited(quote: str, witness: WitnessMaterial) -> Iterator[Cited]:
    """The passage's pieces, if it stands in the archive's text where the receipt says; near ones as one."""
    passage, transcript = witness.part.passage, witness.transcript
    if passage is None or transcript is None:
        return
    if not passage.text or transcript.text[passage.start : passage.end] != passage.text:
        return
    joined: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in witness.part.pieces) or [(passage.start, passage.end)]:
        if not passage.start <= start < end <= passage.end:
            continue
        if joined and start - joined[-1][1] <= NEAR:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in joined:
        yield Cited(quote, start, end)


def _transcript(shelf: _Shelf, key: Key, places: Sequence[Cited]) -> TranscriptMaterial | None:
    held = shelf.held(key)
    if held is None:
        return None
    licence = _licence(shelf.archive, held.transcript.capture)
    ordered = tuple(sorted(places, key=lambda each: (each.start, each.end, each.quote)))
    return TranscriptMaterial(held.transcript, held.address, licence, is_free(licence), ordered)


def _licence(archive: Archive, digest: str | None) -> str | None:
    place = archive.place_of(digest) if digest else None
    if place is None:
        return None
    try:
        return stored_description(archive.folder / place[0], place[1]).get("licence")
    except ArchiveError:
        return None
