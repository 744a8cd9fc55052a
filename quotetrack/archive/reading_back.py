"""Reading a kept body back from its WARC file."""

from __future__ import annotations

from pathlib import Path

from quotetrack.archive.decoding import decode
from quotetrack.archive.incoming import digest_of
from quotetrack.archive.limits import Limits
from quotetrack.archive.warc_reading import DamagedWarc, read_records
from quotetrack.errors import ArchiveError, Refused


def stored_payload(path: Path, offset: int, digest: str) -> bytes:
    """The decoded body of the record at the offset.

    Raises ArchiveError when the file is missing or its bytes no longer match the digest.
    """
    record = next(read_records(path, offset=offset), None)
    if record is None or digest_of(record.payload) != digest:
        raise DamagedWarc(
            f"{path}: does not hold the bytes of {digest} any more; bring the file back from a copy"
        )
    if record.type != "response":
        return record.payload
    encodings = [
        coding.strip().lower()
        for name, value in record.http_headers()
        if name == "content-encoding"
        for coding in value.split(",")
        if coding.strip()
    ]
    try:
        return decode(record.payload, encodings, cap=Limits().decoded_bytes)
    except Refused as wrong:
        raise ArchiveError(f"{path}: {wrong}") from wrong
