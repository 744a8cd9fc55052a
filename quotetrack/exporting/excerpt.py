"""Some records of a WARC file, byte for byte: those of certain addresses, and nothing of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from quotetrack.archive.stored_form import CAPTURE_SCHEMA, TRANSCRIPT_SCHEMA
from quotetrack.archive.warc_reading import StoredRecord, read_records


def members(path: Path, addresses: Collection[str]) -> Iterator[bytes]:
    """The gzip members of the records that belong to these addresses, as they stand in the file.

    The record that opens the file comes with them. Raises DamagedWarc.
    """
    holders, own = _belonging(path, addresses)
    with path.open("rb") as stream:
        start: int | None = None
        for record in read_records(path):
            if start is not None:
                yield _between(path, start, record.offset)
            belongs = (
                record.type == "warcinfo"
                or record.id in holders | own
                or record.concurrent_to in holders
                or (record.type == "request" and record.refers_to in holders)
            )
            start = record.offset if belongs else None
        if start is not None:
            stream.seek(start)
            yield stream.read()


def _between(path: Path, start: int, end: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(start)
        return stream.read(end - start)


def _belonging(path: Path, addresses: Collection[str]) -> tuple[set[str], set[str]]:
    """The ids of the records that hold captures of these addresses, and of those that tell of them."""
    holders: set[str] = set()
    own: set[str] = set()
    for record in read_records(path, wanted=lambda type: type in ("metadata", "conversion")):
        if _address_of(record) in addresses:
            own.add(record.id)
            if record.type == "metadata" and record.refers_to:
                holders.add(record.refers_to)
    return holders, own


def _address_of(record: StoredRecord) -> str | None:
    try:
        form = record.json()
    except ValueError:
        return None
    address = form.get("address")
    ours = form.get("schema") in (CAPTURE_SCHEMA, TRANSCRIPT_SCHEMA)
    return address if ours and isinstance(address, str) else None
