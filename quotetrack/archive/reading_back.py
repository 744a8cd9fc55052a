"""Reading a kept body, what was told of it, and how it was captured, back from a WARC file."""

from __future__ import annotations

from pathlib import Path

from quotetrack.archive.decoding import decode, unchunked
from quotetrack.archive.incoming import digest_of
from quotetrack.archive.limits import Limits
from quotetrack.archive.warc_reading import DamagedWarc, read_records
from quotetrack.errors import ArchiveError, Refused

_HOLDERS = ("response", "resource", "revisit")
"""Types of records that hold a capture's bytes, or stand for them."""


def stored_payload(path: Path, offset: int, digest: str) -> bytes:
    """The decoded body of the record at the offset.

    Raises ArchiveError when the file is missing or its bytes no longer match the digest.
    """
    record = next(read_records(path, offset=offset), None)
    headers, payload = None, b"" if record is None else record.block
    if record is not None and record.type == "response":
        headers, payload = record.http_message()
    if record is None or digest_of(payload) != digest:
        raise DamagedWarc(
            f"{path}: does not hold the bytes of {digest} any more; bring the file back from a copy"
        )
    if headers is None:
        return payload
    values = ",".join(value for name, value in headers.headers if name.lower() == "content-encoding")
    encodings = [coding.strip().lower() for coding in values.split(",") if coding.strip()]
    chunked = any(
        name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers.headers
    )
    try:
        # Never in what is captured here; in what others captured, now and then.
        payload = unchunked(payload) if chunked else payload
        return decode(payload, encodings, cap=Limits().decoded_bytes)
    except Refused as wrong:
        raise ArchiveError(f"{path}: {wrong}") from wrong


def stored_description(path: Path, offset: int) -> dict[str, str]:
    """What else was told of the capture whose record stands at the offset: where it was found, its licence.

    Raises ArchiveError when the file is missing or damaged.
    """
    records = read_records(path, offset=offset, wanted=lambda type: type in (*_HOLDERS, "metadata"))
    holder = next(records, None)
    if holder is None:
        return {}
    for record in records:
        if record.type != "metadata":
            break  # the next capture begins
        if holder.id in (record.concurrent_to, record.refers_to):
            try:
                told = record.json()
            except ValueError:
                continue  # another program's
            return {name: value for name, value in told.items() if isinstance(value, str)}
    return {}


def stored_terms(path: Path) -> dict[str, str]:
    """The fields of the file's warcinfo record (WARC/1.1, 6.2), names in lower case; none where it has none.

    Raises ArchiveError when the file is missing or damaged.
    """
    record = next(read_records(path), None)
    if record is None or record.type != "warcinfo":
        return {}
    lines = record.block.decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
