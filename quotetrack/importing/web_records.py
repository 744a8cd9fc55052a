"""Pages in WARC files that others made: each response as it stands there, with what it answers."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from quotetrack.archive.decoding import decode, unchunked
from quotetrack.archive.fixity.records import matches, payload_forms
from quotetrack.archive.incoming import Exchange, Fetched
from quotetrack.archive.limits import Limits
from quotetrack.archive.moments import is_to_come
from quotetrack.archive.warc_reading import DamagedWarc, http_message, without_contents
from quotetrack.errors import Refused
from quotetrack.importing.rows import BadRow, Place

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord as Record

TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""What a transcript can be read from."""
_GZIP = b"\x1f\x8b"
_HEADERS = 1 << 20
"""Bytes that a record may have beside its body."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page and the record that holds it."""

    place: Place
    id: str
    """The record's WARC-Record-ID."""
    fetched: Fetched
    holder: Record
    member: bytes
    """The record as one gzip member: the file's own, or its bytes packed where the file is not."""


def is_warc(path: Path) -> bool:
    """Whether a file begins as a WARC file does, packed or not."""
    try:
        with path.open("rb") as stream:
            start = stream.read(1 << 12)
        if start.startswith(_GZIP):
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 16)
    except (OSError, zlib.error):
        return False
    return start.startswith(b"WARC/")


def read_pages(path: Path, name: str) -> Iterator[Found | BadRow]:
    """The pages of a file: answers with status 200 and a text.

    What is neither is passed over; what is damaged is a bad row, and where the file cannot be read on,
    that row is the last.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = end = 0
    try:
        with path.open("rb") as stream, path.open("rb") as again:
            records = ArchiveIterator(stream, no_record_parse=True)
            while (record := _next(records)) is not None:
                number += 1
                place = Place(f"{name}, record {number}", 0)
                if record.rec_type == "response":
                    try:
                        found = _page(place, record, records, again)
                        if found is not None:
                            yield found
                    except (Refused, DamagedWarc) as wrong:
                        yield BadRow(place, " ".join(str(wrong).split()))
                end = _end(records)
            again.seek(end)
            if number and _GZIP.startswith(again.read(len(_GZIP)) or b"none"):
                # Of a record only the first bytes are there, which warcio does not call one.
                raise EOFError("cut short")
    except OSError as wrong:
        yield BadRow(Place(name, 0), f"cannot be read ({(wrong.strerror or str(wrong)).lower()})")
    except (ArchiveLoadFailed, ValueError, EOFError, zlib.error) as wrong:
        said = without_contents(wrong)
        yield BadRow(
            Place(name, 0), f"cannot be read past record {number} ({said}); what stands before is imported"
        )


def _next(records: ArchiveIterator) -> Record | None:
    # warcio prints what it stumbles over; what has to be said of it, we say.
    with redirect_stderr(StringIO()):
        return next(records, None)


def _page(place: Place, record: Record, records: ArchiveIterator, again: BinaryIO) -> Found | None:
    """A record as a page; ``None`` for one that is no text. Raises Refused, DamagedWarc."""
    limits = Limits()
    head = record.rec_headers.get_header
    if str(head("WARC-Target-URI", "")).partition(":")[0].lower() not in ("http", "https"):
        return None
    with redirect_stderr(StringIO()):  # as in `_next`
        block = _block(record.raw_stream, limits.stored_bytes + _HEADERS)
    id, length, stated = (head(name) for name in ("WARC-Record-ID", "Content-Length", "WARC-Block-Digest"))
    if not str(length).isdigit() or len(block) != int(length):
        raise Refused("the record is cut short")
    if stated and matches(stated, block) is False:
        raise Refused("the record does not match its digest")
    message, payload = http_message(block)
    if message.get_statuscode() != "200" or _media_type(message) not in TEXTS:
        return None
    if not id:
        raise Refused("the record has no WARC-Record-ID")
    fetched = _fetched(record, message, payload, limits)
    stated = head("WARC-Payload-Digest")
    if stated and all(matches(stated, form) is False for form in payload_forms(message, payload)):
        raise Refused("its payload does not match its digest")
    end = _end(records)
    again.seek(records.get_record_offset())
    raw = again.read(end - records.get_record_offset())
    return Found(place, str(id), fetched, record, _member(raw, len(block)))


def _end(records: ArchiveIterator) -> int:
    """Where the record ends in the file, in bytes."""
    with redirect_stderr(StringIO()):
        return int(records.get_record_offset() + records.get_record_length())


def _member(raw: bytes, length: int) -> bytes:
    """A record's own gzip member, or its bytes as one, with the two empty lines that end a record."""
    if raw.startswith(_GZIP):
        return raw
    end = raw.index(b"\r\n\r\n") + 4 + length
    return gzip.compress(raw[:end] + b"\r\n\r\n", 4, mtime=0)


def _fetched(record: Record, message: Any, payload: bytes, limits: Limits) -> Fetched:
    address = str(record.rec_headers.get_header("WARC-Target-URI"))
    date = str(record.rec_headers.get_header("WARC-Date", ""))
    try:
        at = datetime.fromisoformat(date)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Refused("the record has no WARC-Date that can be read") from None
    if is_to_come(at):
        # It would be the newest capture of its address until then.
        raise Refused(f"its WARC-Date is still to come: {date}")
    version, _, _ = str(message.protocol).partition(" ")
    exchange = Exchange(
        url=address,
        request=b"",
        version=version or "HTTP/1.1",
        status=200,
        phrase=str(message.statusline).partition(" ")[2],
        headers=tuple((str(name), str(value)) for name, value in message.headers),
        payload=payload,
        at=at,
        ip=str(record.rec_headers.get_header("WARC-IP-Address", "")),
    )
    encodings = exchange.header_list("Content-Encoding")
    body = decode(_plain(message, payload), encodings, cap=limits.decoded_bytes)
    return Fetched(address, (exchange,), body)


def _plain(message: Any, payload: bytes) -> bytes:
    """The payload without its transfer coding, which some programs leave on."""
    coding = str(message.get_header("Transfer-Encoding") or "")
    return unchunked(payload) if "chunked" in coding.lower() else payload


def _media_type(message: Any) -> str:
    return str(message.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _block(stream: Any, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := stream.read(1 << 16):
        size += len(part)
        if size > most:
            raise Refused(f"the record is larger than {most // 2**20} MiB")
        parts.append(part)
    return b"".join(parts)
