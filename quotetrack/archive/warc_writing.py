"""WARC/1.1 records, written byte for byte as they were received (ISO 28500:2017).

Our own writer, because the libraries' writers re-serialise HTTP headers and hash with sha1; what they
read is tested against three of them.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from quotetrack.archive.incoming import Exchange, Resource, digest_of
from quotetrack.archive.stored_form import time_text

REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Record:
    """One record, ready to be written."""

    type: str
    headers: tuple[tuple[str, str], ...]
    """All but the type, the id, the block's length and digest."""
    block: bytes
    id: str

    def member(self) -> bytes:
        """The record as one gzip member (WARC/1.1, annex D)."""
        lines = [
            "WARC/1.1",
            f"WARC-Type: {self.type}",
            f"WARC-Record-ID: {self.id}",
            *(f"{name}: {_one_line(value)}" for name, value in self.headers),
            f"WARC-Block-Digest: {digest_of(self.block)}",
            f"Content-Length: {len(self.block)}",
        ]
        packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        return (
            packer.compress(head)
            + packer.compress(self.block)
            + packer.compress(b"\r\n\r\n")
            + packer.flush()
        )


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def target_uri(address: str) -> str:
    """The address as a WARC-Target-URI: what may not stand in a URI is percent-encoded (RFC 3986)."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")


def fields(values: Iterable[tuple[str, str]]) -> bytes:
    """The body of an ``application/warc-fields`` record."""
    return "".join(f"{name}: {_one_line(value)}\r\n" for name, value in values).encode()


def warcinfo(file_name: str, at: datetime, values: Iterable[tuple[str, str]]) -> Record:
    """The record that opens a file and says who wrote it."""
    headers = (
        ("WARC-Date", time_text(at)),
        ("WARC-Filename", file_name),
        ("Content-Type", "application/warc-fields"),
    )
    return Record("warcinfo", headers, fields(values), new_id())


def response(exchange: Exchange) -> Record:
    headers = (
        *_about(exchange.url, exchange.at),
        ("WARC-IP-Address", exchange.ip),
        ("WARC-Payload-Digest", digest_of(exchange.payload)),
        ("Content-Type", "application/http; msgtype=response"),
    )
    return Record("response", headers, http_head(exchange) + exchange.payload, new_id())


def revisit(exchange: Exchange, *, refers_to: str, refers_to_at: datetime) -> Record:
    """The same payload again: its HTTP headers, and where the bytes are (WARC/1.1, 6.7.2)."""
    headers = (
        *_about(exchange.url, exchange.at),
        ("WARC-IP-Address", exchange.ip),
        ("WARC-Profile", REVISIT_PROFILE),
        ("WARC-Refers-To-Target-URI", target_uri(refers_to)),
        ("WARC-Refers-To-Date", time_text(refers_to_at)),
        ("WARC-Payload-Digest", digest_of(exchange.payload)),
        ("Content-Type", "application/http; msgtype=response"),
    )
    return Record("revisit", headers, http_head(exchange), new_id())


def request(exchange: Exchange, answer: Record) -> Record:
    headers = (
        *_about(exchange.url, exchange.at),
        ("WARC-Concurrent-To", answer.id),
        ("Content-Type", "application/http; msgtype=request"),
    )
    return Record("request", headers, exchange.request, new_id())


def resource(kept: Resource) -> Record:
    media_type = kept.media_type or "application/octet-stream"
    headers = (
        *_about(kept.address, kept.archived_at),
        ("WARC-Payload-Digest", kept.digest),
        ("Content-Type", f"{media_type}; charset={kept.charset}" if kept.charset else media_type),
    )
    return Record("resource", headers, kept.body, new_id())


def metadata(about: Record, uri: str, at: datetime, block: bytes) -> Record:
    """What is known of a capture. Its own URI, so that no replay shows it in place of the page."""
    headers = (
        *_about(uri, at),
        ("WARC-Refers-To", about.id),
        ("WARC-Concurrent-To", about.id),
        ("Content-Type", "application/json"),
    )
    return Record("metadata", headers, block, new_id())


def conversion(of: str | None, uri: str, at: datetime, block: bytes) -> Record:
    """Another form of kept bytes: here, the text that a reader took from them (WARC/1.1, 6.8)."""
    headers = (*_about(uri, at), ("Content-Type", "application/json"))
    return Record(
        "conversion", headers if of is None else (*headers, ("WARC-Refers-To", of)), block, new_id()
    )


def http_head(exchange: Exchange) -> bytes:
    """Status line and headers, with the empty line that ends them.

    The payload is kept without its transfer coding, so the header that announces one is renamed, as
    web archives do: a replay must not look for chunks.
    """
    lines = [f"{exchange.version} {exchange.status} {exchange.phrase}"]
    for name, value in exchange.headers:
        kept = "X-Archive-Orig-Transfer-Encoding" if name.lower() == "transfer-encoding" else name
        lines.append(f"{kept}: {_one_line(value)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"


def _about(uri: str, at: datetime) -> tuple[tuple[str, str], ...]:
    return (("WARC-Target-URI", target_uri(uri)), ("WARC-Date", time_text(at)))


def _one_line(value: str) -> str:
    return " ".join(value.split("\r\n")).replace("\r", " ").replace("\n", " ")
