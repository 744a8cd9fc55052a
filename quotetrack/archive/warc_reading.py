"""Reading WARC files back, each block checked against its digest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.archive.incoming import digest_of
from quotetrack.errors import ArchiveError


class DamagedWarc(ArchiveError):
    """A WARC file that cannot be read to its end, or whose bytes are not those that were written."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record as it stands in a file."""

    type: str
    date: str
    """WARC-Date, as written."""
    id: str
    refers_to: str | None
    payload_digest: str | None
    block: bytes
    offset: int
    """Of the record's gzip member in the file, in bytes."""

    @property
    def payload(self) -> bytes:
        """The body of an HTTP response, still in its Content-Encoding; else the block."""
        return self.block.partition(b"\r\n\r\n")[2] if self.type == "response" else self.block

    def http_headers(self) -> list[tuple[str, str]]:
        """Names in lower case."""
        head = self.block.partition(b"\r\n\r\n")[0].decode("latin-1")
        pairs = (line.partition(":") for line in head.split("\r\n")[1:])
        return [(name.strip().lower(), value.strip()) for name, _, value in pairs]

    def json(self) -> dict[str, Any]:
        """The block as a JSON object; raises ValueError."""
        form = json.loads(self.block)
        if not isinstance(form, dict):
            raise ValueError("not an object")
        return form


def read_records(
    path: Path, *, offset: int = 0, wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[StoredRecord]:
    """The records whose type is wanted, from the offset on; one at a time in memory.

    Raises DamagedWarc when the file is cut, is no WARC, or a block does not match its digest.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            records = ArchiveIterator(stream, no_record_parse=True)
            for record in records:
                head = record.rec_headers.get_header
                if not wanted(record.rec_type):
                    continue
                block = _whole(record.raw_stream)
                if len(block) != int(head("Content-Length", "0")):
                    raise DamagedWarc(f"{path}: cut short; bring the file back from a copy")
                digest = head("WARC-Block-Digest")
                if digest and digest.startswith("sha256:") and digest != digest_of(block):
                    raise DamagedWarc(
                        f"{path}: a record does not match its digest; bring the file back from a copy"
                    )
                yield StoredRecord(
                    type=record.rec_type,
                    date=head("WARC-Date", ""),
                    id=head("WARC-Record-ID", ""),
                    refers_to=head("WARC-Refers-To"),
                    payload_digest=head("WARC-Payload-Digest"),
                    block=block,
                    offset=offset + records.get_record_offset(),
                )
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be read ({wrong.strerror or wrong})") from wrong
    except (ArchiveLoadFailed, ValueError, EOFError) as wrong:
        raise DamagedWarc(f"{path}: not a readable WARC file ({wrong}); bring it back from a copy") from wrong


def _whole(stream: Any) -> bytes:
    """All of a stream that gives what it has at hand at each reading."""
    parts = []
    while part := stream.read(1 << 16):
        parts.append(part)
    return b"".join(parts)
