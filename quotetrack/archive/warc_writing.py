"""WARC/1.1 records (ISO 28500:2017), made and written by warcio, which is changed in two things.

It hashes with sha1, which no longer proves anything: here with sha256, in hex. And it percent-encodes
header bytes above 127: here they are kept as they came.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from urllib.parse import quote

from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from quotetrack.archive.incoming import Exchange, Resource
from quotetrack.archive.stored_form import time_text

# The next four extend classes of a library without types.


class _Sha256(Digester):  # type: ignore[misc]
    """Hex, as WARC tools write sha256; sha1 is the one written in base32."""

    def __init__(self) -> None:
        super().__init__("sha256")

    def __str__(self) -> str:
        return f"sha256:{self.digester.hexdigest()}"


class _Builder(RecordBuilder):  # type: ignore[misc]
    _create_digester = staticmethod(_Sha256)


class _Writer(WARCWriter):  # type: ignore[misc]
    _create_digester = staticmethod(_Sha256)


class _ReceivedHead(StatusAndHeaders):  # type: ignore[misc]
    """A response's status line and headers, byte for byte: their characters are Latin-1 for bytes."""

    def to_ascii_bytes(self, header_filter: object = None) -> bytes:
        head: bytes = self.to_bytes(header_filter, "latin-1")
        return head


_VERSION = "1.1"
_BUILDER = _Builder(warc_version=_VERSION)


def id_of(record: ArcWarcRecord) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def date_of(record: ArcWarcRecord) -> str:
    """WARC-Date, as written."""
    return str(record.rec_headers.get_header("WARC-Date"))


def write_records(out: BinaryIO, records: Iterable[ArcWarcRecord]) -> dict[str, int]:
    """Write each record as one gzip member (WARC/1.1, annex D); each one's offset by its id.

    A record can be written once.
    """
    writer = _Writer(out, gzip=True, warc_version=_VERSION)
    offsets = {}
    for record in records:
        offsets[id_of(record)] = out.tell()
        writer.write_record(record)
    return offsets


def packed(record: ArcWarcRecord, level: int) -> bytes:
    """A record as one gzip member, compressed at the level, which warcio's own writer cannot be told."""
    out = BytesIO()
    _Writer(out, gzip=False, warc_version=_VERSION).write_record(record)
    return gzip.compress(out.getvalue(), level, mtime=0)


def target_uri(address: str) -> str:
    """The address as a WARC-Target-URI: what may not stand in a URI is percent-encoded (RFC 3986)."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")


def warcinfo(file_name: str, at: datetime, values: Iterable[tuple[str, str]]) -> ArcWarcRecord:
    """The record that opens a file and says who wrote it."""
    about = {name: _one_line(value) for name, value in values}
    record = _BUILDER.create_warcinfo_record(file_name, about)
    record.rec_headers.replace_header("WARC-Date", time_text(at))
    return record


def response(exchange: Exchange) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        target_uri(exchange.url),
        "response",
        payload=BytesIO(exchange.payload),
        length=len(exchange.payload),
        http_headers=_http_head(exchange),
        warc_headers_dict={"WARC-Date": time_text(exchange.at), "WARC-IP-Address": exchange.ip},
    )


def revisit(exchange: Exchange, *, digest: str, refers_to: str, refers_to_at: datetime) -> ArcWarcRecord:
    """The same payload again: its HTTP headers, and where the bytes are (WARC/1.1, 6.7.2)."""
    return _BUILDER.create_revisit_record(
        target_uri(exchange.url),
        digest,
        target_uri(refers_to),
        time_text(refers_to_at),
        http_headers=_http_head(exchange),
        warc_headers_dict={"WARC-Date": time_text(exchange.at), "WARC-IP-Address": exchange.ip},
    )


def request(exchange: Exchange, answer: ArcWarcRecord) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        target_uri(exchange.url),
        "request",
        payload=BytesIO(exchange.request),
        length=len(exchange.request),
        warc_headers_dict={"WARC-Date": time_text(exchange.at), "WARC-Concurrent-To": id_of(answer)},
    )


def resource(kept: Resource) -> ArcWarcRecord:
    media_type = kept.media_type or "application/octet-stream"
    return _block(
        "resource",
        kept.address,
        kept.archived_at,
        kept.body,
        _one_line(f"{media_type}; charset={kept.charset}" if kept.charset else media_type),
    )


def metadata(about: ArcWarcRecord, uri: str, at: datetime, block: bytes) -> ArcWarcRecord:
    """What is known of a capture. Its own URI, so that no replay shows it in place of the page."""
    of = {"WARC-Refers-To": id_of(about), "WARC-Concurrent-To": id_of(about)}
    return _block("metadata", uri, at, block, "application/json", of)


def conversion(of: ArcWarcRecord | None, uri: str, at: datetime, block: bytes) -> ArcWarcRecord:
    """Another form of kept bytes: here, the text that a reader took from them (WARC/1.1, 6.8)."""
    refers = {} if of is None else {"WARC-Refers-To": id_of(of)}
    return _block("conversion", uri, at, block, "application/json", refers)


def _block(
    type: str, uri: str, at: datetime, block: bytes, media_type: str, more: dict[str, str] | None = None
) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        target_uri(uri),
        type,
        payload=BytesIO(block),
        length=len(block),
        warc_content_type=media_type,
        warc_headers_dict={"WARC-Date": time_text(at)} | (more or {}),
    )


def _http_head(exchange: Exchange) -> StatusAndHeaders:
    """Status line and headers.

    The payload is kept without its transfer coding, so the header that announces one is renamed, as
    web archives do: a replay must not look for chunks.
    """
    headers = [
        (
            "X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name,
            _one_line(value),
        )
        for name, value in exchange.headers
    ]
    return _ReceivedHead(f"{exchange.status} {exchange.phrase}", headers, protocol=exchange.version)


def _one_line(value: str) -> str:
    return value.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
