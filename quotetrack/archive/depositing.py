"""Laying down one finished WARC file in the archive's folder, under a name of its own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from quotetrack.archive import warc_writing
from quotetrack.archive.capture_records import warcinfo_record
from quotetrack.archive.layout import WARC_SUFFIX
from quotetrack.archive.manifest import Fixity
from quotetrack.archive.placing import placed

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record


def new_name(address: str, at: datetime) -> str:
    """A file name that sorts by time and tells a person where the bytes are from."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    place = host or address.partition(":")[0] or "archive"
    safe = re.sub(r"[^a-z0-9.-]+", "-", place.lower()).strip("-.")[:60] or "archive"
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{safe}-{secrets.token_hex(4)}{WARC_SUFFIX}"


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
        warc_writing.write_records(out, [warcinfo_record(name, at)])
        offsets = []
        for members in packed:
            offsets.append(out.tell())
            out.write(members)
        return offsets

    return placed(folder, name, write)
