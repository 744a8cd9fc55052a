"""Putting one finished WARC file into the archive folder: whole, or not at all."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from urllib.parse import urlsplit

from quotetrack.archive import warc_writing
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.incoming import Fetched, Incoming, Resource
from quotetrack.archive.layout import WARC_SUFFIX
from quotetrack.archive.manifest import Fixity, fixity_of
from quotetrack.archive.stored_form import (
    CAPTURE_SCHEMA,
    TRANSCRIPT_SCHEMA,
    Json,
    memento_form,
    stated_form,
    storable,
    time_text,
    transcript_form,
)
from quotetrack.errors import ArchiveError
from quotetrack.model import Memento, Stated, Transcript
from quotetrack.version import __version__

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record

_Offsets = TypeVar("_Offsets")
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
PARTIAL = ".partial"
"""The ending of a file that is still being written: no reader takes it for a WARC."""


def new_name(address: str, at: datetime) -> str:
    """A file name that sorts by time and tells a person where the bytes are from."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    place = host or address.partition(":")[0] or "archive"
    safe = re.sub(r"[^a-z0-9.-]+", "-", place.lower()).strip("-.")[:60] or "archive"
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{safe}-{secrets.token_hex(4)}{WARC_SUFFIX}"


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
    records = [_warcinfo(name, incoming.archived_at, terms)]
    if isinstance(incoming, Resource):
        holder = warc_writing.resource(incoming)
        records.append(holder)
    else:
        holder = _exchanges(incoming, earlier, records)
    capture = Capture(
        address=incoming.address,
        url=incoming.url,
        digest=incoming.digest,
        archived_at=incoming.archived_at,
        media_type=incoming.media_type,
        charset=incoming.charset,
        status=incoming.answer.status if isinstance(incoming, Fetched) else None,
        warc=name,
        stated=stated,
        kind=CaptureKind(holder.rec_type),
        memento=incoming.memento,
        independent=independent,
    )
    records += telling_records(holder, capture, stated=stated, transcript=transcript, more=more)
    return records, holder, capture


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
    block = _block(
        {
            "schema": CAPTURE_SCHEMA,
            "address": capture.address,
            "url": capture.url,
            "digest": capture.digest,
            "archived_at": time_text(capture.archived_at),
            "media_type": capture.media_type,
            "charset": capture.charset,
            "status": capture.status,
            "kind": capture.kind.value,
            "stated": stated_form(stated),
            "transcript": transcript.id if transcript else None,
        }
        | _mementos(capture)
        | dict(more)
    )
    records = [warc_writing.metadata(holder, f"urn:quotetrack:{capture.address}", capture.archived_at, block)]
    if transcript is not None:
        # When it is kept, not when its bytes came: of copies that came in a row, the last kept is current.
        at = kept_at or max(capture.archived_at, datetime.now(UTC))
        records.append(transcript_record(transcript, capture.address, at, of=holder, stated=stated))
    return records


def _mementos(capture: Capture) -> Json:
    """The copies in web archives that the capture is or has; absent keys, not null ones, for the others."""
    forms = {name: memento_form(getattr(capture, name)) for name in ("memento", "independent")}
    return {name: form for name, form in forms.items() if form is not None}


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
    return [_warcinfo(name, at, ()), transcript_record(transcript, address, at, of=None, stated=stated)]


def transcript_record(
    transcript: Transcript, address: str, at: datetime, *, of: Record | None, stated: Stated | None = None
) -> Record:
    """``stated`` is what it was read with: it holds for later readings of the address too."""
    head: Json = {"schema": TRANSCRIPT_SCHEMA, "address": address}
    if stated is not None:
        head["stated"] = stated_form(stated)
    block = _block(head | transcript_form(transcript))
    return warc_writing.conversion(of, f"urn:transcript:{transcript.id}", at, block)


def _warcinfo(name: str, at: datetime, terms: Iterable[tuple[str, str]]) -> Record:
    about = (
        ("software", f"quotetrack/{__version__}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
    )
    return warc_writing.warcinfo(name, at, (*about, *terms))


def _block(form: Json) -> bytes:
    return storable(json.dumps(form, ensure_ascii=False, indent=0)).encode()


def deposit(folder: Path, name: str, records: list[Record]) -> tuple[Fixity, dict[str, int]]:
    """Write the records as one file; its fixity, and each record's offset by its id. Raises ArchiveError."""
    return placed(folder, name, lambda out: warc_writing.write_records(out, records))


def deposit_packed(
    folder: Path, name: str, at: datetime, packed: Iterable[bytes]
) -> tuple[Fixity, list[int]]:
    """Write records that are packed already as one file; its fixity, and where each of ``packed`` begins.

    Raises ArchiveError.
    """

    def write(out: BinaryIO) -> list[int]:
        warc_writing.write_records(out, [_warcinfo(name, at, ())])
        offsets = []
        for members in packed:
            offsets.append(out.tell())
            out.write(members)
        return offsets

    return placed(folder, name, write)


def placed(folder: Path, name: str, write: Callable[[BinaryIO], _Offsets]) -> tuple[Fixity, _Offsets]:
    """Write a file, synced, then give it its name: killed at any moment, it is there or not.

    Raises ArchiveError and leaves nothing when it cannot be written.
    """
    partial = folder / (name + PARTIAL)
    try:
        try:
            with partial.open("xb") as out:
                offsets = write(out)
                out.flush()
                os.fsync(out.fileno())
            fixity = fixity_of(partial)
            partial.rename(folder / name)
            sync_folder(folder)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    except OSError as wrong:
        raise ArchiveError(
            f"{folder}: nothing was saved ({wrong.strerror}); free space or name another --archive DIR"
        ) from wrong
    return fixity, offsets


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut; where folders cannot be synced, nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed archiver left half written. Only under the lock: nobody else writes then."""
    for entry in os.scandir(folder):
        if entry.name.endswith(WARC_SUFFIX + PARTIAL):
            with suppress(OSError):
                os.unlink(entry.path)
