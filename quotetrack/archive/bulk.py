"""Many transcripts kept at once: packed one by one, then laid down as one WARC file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from quotetrack.archive import capture_records, warc_writing
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.incoming import Fetched, Resource
from quotetrack.model import Stated, Transcript

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record

LEVEL = 4
"""Of compression. Measured on 9 MB of speeches: twice as fast as level 9, and 3 % larger."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A transcript and its WARC records, compressed: it needs only be laid down."""

    address: str
    transcript: Transcript
    stated: Stated
    """What it was read with."""
    capture: Capture | None
    """``None`` where the bytes are kept already and only the reading is new. Its file is not named yet."""
    kept_at: str
    """The WARC-Date of the transcript's record."""
    members: bytes
    """The records, each a gzip member; the first is the one that holds the bytes, if there are any."""


def pack(resource: Resource, stated: Stated, transcript: Transcript, more: Mapping[str, str]) -> Packed:
    """A transcript with the bytes it was read from. ``more`` is what else is known of them, by name."""
    (_, *records), _, capture = capture_records.capture_records(
        "", resource, stated=stated, transcript=transcript, earlier=None, more=more
    )
    kept_at = warc_writing.date_of(records[-1])
    members = b"".join(warc_writing.packed(record, LEVEL) for record in records)
    return Packed(resource.address, transcript, stated, capture, kept_at, members)


def pack_record(
    member: bytes,
    holder: Record,
    fetched: Fetched,
    transcript: Transcript,
    stated: Stated,
    more: Mapping[str, str],
) -> Packed:
    """A transcript with the record that another program wrote of the page, byte for byte: ``member`` is its
    gzip member, ``holder`` what warcio read of it."""
    capture = capture_records.capture_of(fetched, "", CaptureKind.RESPONSE, stated=stated)
    # Captures that others made have their order by when they were made, whatever order they come in.
    records = capture_records.telling_records(
        holder, capture, stated=stated, transcript=transcript, more=more, kept_at=capture.archived_at
    )
    kept_at = warc_writing.date_of(records[-1])
    members = member + b"".join(warc_writing.packed(record, LEVEL) for record in records)
    return Packed(fetched.address, transcript, stated, capture, kept_at, members)


def pack_reading(address: str, stated: Stated, transcript: Transcript) -> Packed:
    """A transcript read anew from bytes that are kept already."""
    at = datetime.now(UTC)
    record = capture_records.transcript_record(transcript, address, at, of=None, stated=stated)
    kept_at = warc_writing.date_of(record)
    members = warc_writing.packed(record, LEVEL)
    return Packed(address, transcript, stated, None, kept_at, members)
