"""The WARC records of a capture and of the transcripts read from it, and what they tell of them as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from quotetrack.archive import warc_writing
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.incoming import Fetched, Incoming, Resource
from quotetrack.archive.stored_form import (
    CAPTURE_SCHEMA,
    TRANSCRIPT_SCHEMA,
    Json,
    capture_form,
    stated_form,
    storable,
    transcript_form,
)
from quotetrack.model import Memento, Stated, Transcript
from quotetrack.version import __version__

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def capture_records(
    name: str,
    incoming: Incoming,
    *,
    stated: Stated,
    transcript: Transcript | None,
    earlier: Capture | None,
    terms: Iterable[tuple[str, str]] = (),
    independent: Memento | None = None,
    more: Mapping[str, str] = NOTHING_MORE,
) -> tuple[list[Record], Record, Capture]:
    """The records of one capture, the one that holds it, and the capture they tell of.

    ``earlier`` is a capture of the same bytes, of which this one is then a revisit; ``terms`` are the
    lines for the warcinfo record that say how the capture was made; ``more`` is what else is known of it.
    """
    records = [warcinfo_record(name, incoming.archived_at, terms)]
    if isinstance(incoming, Resource):
        holder = warc_writing.resource(incoming)
        records.append(holder)
    else:
        holder = _exchanges(incoming, earlier, records)
    kind = CaptureKind(holder.rec_type)
    capture = capture_of(incoming, name, kind, stated=stated, independent=independent)
    records += telling_records(holder, capture, stated=stated, transcript=transcript, more=more)
    return records, holder, capture


def capture_of(
    incoming: Incoming, warc: str, kind: CaptureKind, *, stated: Stated, independent: Memento | None = None
) -> Capture:
    """What came in, as the capture that it is once the WARC file of that name holds it."""
    return Capture(
        address=incoming.address,
        url=incoming.url,
        digest=incoming.digest,
        archived_at=incoming.archived_at,
        media_type=incoming.media_type,
        charset=incoming.charset,
        status=incoming.answer.status if isinstance(incoming, Fetched) else None,
        warc=warc,
        stated=stated,
        kind=kind,
        memento=incoming.memento,
        independent=independent,
    )


def telling_records(
    holder: Record,
    capture: Capture,
    *,
    stated: Stated,
    transcript: Transcript | None,
    more: Mapping[str, str] = NOTHING_MORE,
    kept_at: datetime | None = None,
) -> list[Record]:
    """The records that tell of a capture that another record holds, and of the transcript read from it."""
    read = {"transcript": transcript.id if transcript else None}
    block = _block({"schema": CAPTURE_SCHEMA} | capture_form(capture) | read | dict(more))
    records = [warc_writing.metadata(holder, f"urn:quotetrack:{capture.address}", capture.archived_at, block)]
    if transcript is not None:
        # When it is kept, not when its bytes came: of copies that came in a row, the last kept is current.
        at = kept_at or max(capture.archived_at, datetime.now(UTC))
        records.append(transcript_record(transcript, capture.address, at, of=holder, stated=stated))
    return records


def _exchanges(fetched: Fetched, earlier: Capture | None, records: list[Record]) -> Record:
    """Add the redirects and the answer, each with its request; the record that holds the answer."""
    for exchange in fetched.exchanges:
        if earlier is not None and exchange is fetched.answer:
            holder = warc_writing.revisit(
                exchange,
                digest=fetched.digest,
                refers_to=earlier.url,
                refers_to_at=earlier.archived_at,
            )
        else:
            holder = warc_writing.response(exchange)
        records += [holder, warc_writing.request(exchange, holder)]
    return holder


def reading_records(
    name: str, transcript: Transcript, address: str, at: datetime, *, stated: Stated
) -> list[Record]:
    """The records of a transcript read anew from bytes that are kept already."""
    return [warcinfo_record(name, at), transcript_record(transcript, address, at, of=None, stated=stated)]


def transcript_record(
    transcript: Transcript, address: str, at: datetime, *, of: Record | None, stated: Stated | None = None
) -> Record:
    """``stated`` is what it was read with: it holds for later readings of the address too."""
    head: Json = {"schema": TRANSCRIPT_SCHEMA, "address": address}
    if stated is not None:
        head["stated"] = stated_form(stated)
    block = _block(head | transcript_form(transcript))
    return warc_writing.conversion(of, f"urn:transcript:{transcript.id}", at, block)


def warcinfo_record(name: str, at: datetime, terms: Iterable[tuple[str, str]] = ()) -> Record:
    """The record that a file begins with: what wrote it, and in ``terms`` how."""
    about = (
        ("software", f"quotetrack/{__version__}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
    )
    return warc_writing.warcinfo(name, at, (*about, *terms))


def _block(form: Json) -> bytes:
    return storable(json.dumps(form, ensure_ascii=False, indent=0)).encode()
