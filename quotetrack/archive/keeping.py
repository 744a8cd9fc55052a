"""Keeping captures and readings: the WARC file laid down and noted first, then the catalogue's rows.

Each of these is called under the archive's lock, with its catalogue up to date. When it returns, everything
is on the disk; when it raises, or the program is killed, all of it is there or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.archive import capture_records, depositing, manifest, warc_writing
from quotetrack.archive.bulk import Packed
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.catalogue import Catalogue
from quotetrack.archive.catalogue.captures import captures_of
from quotetrack.archive.catalogue.readings import address_of, reading_of
from quotetrack.archive.catalogue.writing import add_capture, add_transcript, add_warc
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.incoming import Incoming
from quotetrack.model import Memento, Stated, Transcript

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record


def keep_capture(
    folder: Path,
    catalogue: Catalogue,
    incoming: Incoming,
    *,
    stated: Stated,
    transcript: Transcript | None,
    terms: tuple[tuple[str, str], ...],
    independent: Memento | None,
) -> Capture:
    """Keep what came in, as a revisit where its bytes are here already. Raises ArchiveError."""
    earlier = next(
        (
            capture
            for capture in captures_of(catalogue, incoming.address)
            if capture.digest == incoming.digest and capture.kind is CaptureKind.RESPONSE
        ),
        None,
    )
    name = depositing.new_name(incoming.url, incoming.archived_at)
    records, holder, capture = capture_records.capture_records(
        name,
        incoming,
        stated=stated,
        transcript=transcript,
        earlier=earlier,
        terms=terms,
        independent=independent,
    )
    offsets = _deposit(folder, name, records)
    outcome = "unchanged" if earlier else "success"
    note_event(folder, EventType.CAPTURE, object=incoming.address, outcome=outcome, detail=name)
    with catalogue.transaction():
        add_capture(catalogue, capture, offsets[warc_writing.id_of(holder)])
        if transcript is not None:
            kept_at = warc_writing.date_of(records[-1])
            add_transcript(catalogue, transcript, incoming.address, kept_at, name, stated)
        add_warc(catalogue, name)
    return capture


def keep_reading(
    folder: Path, catalogue: Catalogue, transcript: Transcript, address: str, *, stated: Stated
) -> None:
    """Keep another reading of bytes that are kept already. Raises ArchiveError."""
    at = datetime.now(UTC)
    name = depositing.new_name(address, at)
    records = capture_records.reading_records(name, transcript, address, at, stated=stated)
    _deposit(folder, name, records)
    note_event(folder, EventType.INTERPRETATION, object=address, outcome="success", detail=name)
    with catalogue.transaction():
        add_transcript(catalogue, transcript, address, warc_writing.date_of(records[-1]), name, stated)
        add_warc(catalogue, name)


def keep_packed(
    folder: Path, catalogue: Catalogue, packed: Sequence[Packed], *, source: str
) -> tuple[str | None, ...]:
    """Keep many transcripts in one WARC file and one transaction, except those that are kept by now.

    For each of them: ``None`` when it is kept, else the other address that has its id. Raises ArchiveError.
    """
    taken: list[str | None] = []
    fresh: list[Packed] = []
    for one in packed:
        holder = address_of(catalogue, one.transcript.id)
        taken.append(holder if holder != one.address else None)
        reading = reading_of(catalogue, one.address)
        there = one.capture is not None and reading and reading.capture == one.capture.digest
        if taken[-1] is None and not there:
            fresh.append(one)
    if fresh:
        at = datetime.now(UTC)
        name = depositing.new_name(fresh[0].address, at)
        fixity, offsets = depositing.deposit_packed(folder, name, at, (one.members for one in fresh))
        manifest.note(folder, name, fixity)
        detail = f"{len(fresh)} transcripts: {name}"
        note_event(folder, EventType.IMPORT, object=source, outcome="success", detail=detail)
        with catalogue.transaction():
            for one, offset in zip(fresh, offsets, strict=True):
                if one.capture is not None:
                    add_capture(catalogue, replace(one.capture, warc=name), offset)
                add_transcript(catalogue, one.transcript, one.address, one.kept_at, name, one.stated)
            add_warc(catalogue, name)
    return tuple(taken)


def _deposit(folder: Path, name: str, records: list[Record]) -> dict[str, int]:
    """Lay down a WARC file and note it in the manifest; each record's offset by its id."""
    fixity, offsets = depositing.deposit(folder, name, records)
    manifest.note(folder, name, fixity)
    return offsets
