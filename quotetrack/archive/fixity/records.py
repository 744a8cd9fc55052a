"""A WARC file record by record: every block and every payload compared with the digest in its header."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.archive.decoding import decode, unchunked
from quotetrack.archive.limits import Limits
from quotetrack.archive.moments import is_to_come
from quotetrack.archive.warc_reading import StoredRecord, read_records
from quotetrack.errors import ArchiveError, Refused

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

TO_COME = "its time is still to come"
"""Of a record: so begins what is said of one that is dated in the future."""
_CAPTURED = frozenset({"response", "resource", "revisit"})
_HEADER = 10
"""Bytes of a gzip header without optional fields (RFC 1952, 2.3)."""


def faults(path: Path, held: Collection[str] | None = None) -> Iterator[tuple[str | None, str]]:
    """What is wrong with the records of a file: which record, and what.

    ``held`` are the payload digests that the archive holds, for revisits; ``None`` where nobody knows. What
    comes after a record that cannot be read is not looked at. Raises nothing for a damaged file.
    """
    number = 0
    record: StoredRecord | None = None
    try:
        for record in read_records(path):
            number += 1
            if wrong := _payload_fault(record, held):
                yield label(number, record), wrong
            if record.type in _CAPTURED and _is_to_come(record.date):
                yield label(number, record), f"{TO_COME}: {record.date}"
    except ArchiveError as wrong:
        after = f", after {record.type} {record.uri}" if record else ""
        what = str(wrong).removeprefix(f"{path}: ").partition(";")[0]
        yield f"record {number + 1}{after}", what


def _is_to_come(date: str) -> bool:
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(date)
        return is_to_come(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    return False  # another program's WARC may have no date


def odd_header(path: Path) -> str | None:
    """The record whose gzip header differs from the others' in the file, where exactly one does.

    Records are read past their gzip headers, in which a flipped bit changes nothing that is unpacked.
    """
    headers: list[tuple[bytes, str]] = []
    with path.open("rb") as stream:
        for number, record in enumerate(read_records(path), start=1):
            stream.seek(record.offset)
            headers.append((stream.read(_HEADER), label(number, record)))
    usual = Counter(header for header, _ in headers).most_common(1)
    odd = [name for header, name in headers if header != usual[0][0]]
    return odd[0] if len(odd) == 1 else None


def label(number: int, record: StoredRecord) -> str:
    return f"record {number}, {record.type} {record.uri}".rstrip()


def matches(stated: str, data: bytes) -> bool | None:
    """Whether the data has the digest that a header states; ``None`` where its algorithm is not known here.

    Hex and base32 are both in use (WARC/1.1, 5.8 leaves it open).
    """
    algorithm, _, value = stated.partition(":")
    try:
        digest = hashlib.new(algorithm.lower().replace("-", ""), data, usedforsecurity=False)
        raw = digest.digest()
    except (ValueError, TypeError):
        return None
    return value.lower() == raw.hex() or value.upper().rstrip("=") == base64.b32encode(raw).decode().rstrip(
        "="
    )


def _payload_fault(record: StoredRecord, held: Collection[str] | None) -> str | None:
    """What is wrong with a record's payload; its block was compared when it was read."""
    stated = record.payload_digest
    if not stated:
        return None
    if record.type == "revisit":
        if held is None or not stated.startswith("sha256:") or stated in held:
            return None
        return "the payload that it refers to is not in the archive"
    if not record.is_http:
        forms: Iterator[bytes] = iter((record.block,))
    else:
        forms = payload_forms(*record.http_message())
    return (
        "its payload does not match its digest"
        if all(matches(stated, form) is False for form in forms)
        else None
    )


def payload_forms(message: StatusAndHeaders, payload: bytes) -> Iterator[bytes]:
    """The payload as it stands, and without its codings: programs differ in which of them they digest."""
    yield payload
    with suppress(Refused):
        if "chunked" in str(message.get_header("Transfer-Encoding") or "").lower():
            payload = unchunked(payload)
            yield payload
        encodings = [
            coding.strip() for coding in str(message.get_header("Content-Encoding") or "").lower().split(",")
        ]
        if any(encodings):
            yield decode(payload, encodings, cap=Limits().decoded_bytes)
