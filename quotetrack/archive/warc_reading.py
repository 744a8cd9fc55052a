"""Reading WARC files back by warcio, each block checked against its digest.

warcio's own check of digests says nothing of a record that is cut, and passes revisits over; so the
length and the digest of every block are compared here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from quotetrack.archive.incoming import digest_of
from quotetrack.errors import ArchiveError

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.statusandheaders import StatusAndHeaders

_GZIP = b"\x1f\x8b"


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
    concurrent_to: str | None
    uri: str
    payload_digest: str | None
    """As written."""
    block: bytes
    offset: int
    """Of the record's gzip member in the file, in bytes."""

    @property
    def is_http(self) -> bool:
        """Whether its block is an HTTP message."""
        return self.type in ("request", "response")

    def http_message(self) -> tuple[StatusAndHeaders, bytes]:
        """The HTTP headers, and the body, still in its Content-Encoding. Raises DamagedWarc."""
        return http_message(self.block)

    def json(self) -> dict[str, Any]:
        """The block as a JSON object; raises ValueError."""
        form = json.loads(self.block)
        if not isinstance(form, dict):
            raise ValueError("not an object")
        return form


def http_message(block: bytes) -> tuple[StatusAndHeaders, bytes]:
    """The HTTP headers of a request or response, and its body as sent. Raises DamagedWarc."""
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    stream = BytesIO(block)
    try:
        return StatusAndHeadersParser([], verify=False).parse(stream), stream.read()
    except (StatusAndHeadersParserException, EOFError, ValueError) as wrong:
        raise DamagedWarc(f"no HTTP message ({without_contents(wrong)})") from wrong


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
            end = offset
            while found := _next(records, wanted):
                record, end = found
                if isinstance(record, StoredRecord):
                    yield record
            _check_end(stream, end)
    except _Damage as wrong:
        raise DamagedWarc(f"{path}: {wrong}; bring the file back from a copy") from None
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be read ({wrong.strerror or wrong})") from wrong
    except (ArchiveLoadFailed, ValueError, EOFError) as wrong:
        why = without_contents(wrong)
        raise DamagedWarc(f"{path}: not a readable WARC file ({why}); bring it back from a copy") from wrong


def without_contents(wrong: Exception) -> str:
    """What a reader of WARC says is wrong, without the bytes that it quotes: the file may be anybody's."""
    told, quoted, _ = re.split(
        "(, first line:| - Found:|: ['\"b]|$)", " ".join(str(wrong).split()), maxsplit=1
    )
    return f"{told[:1].lower()}{told[1:]}" if quoted else told


class _Damage(Exception):
    """What is wrong with a record."""


def _next(records: ArchiveIterator, wanted: Callable[[str], bool]) -> tuple[StoredRecord | str, int] | None:
    """The next record, or the type of one that is not wanted, and where it ends in the file."""
    # warcio prints what it stumbles over; what has to be said of it, we say.
    with redirect_stderr(StringIO()):
        record = next(records, None)
        if record is None:
            return None
        head = record.rec_headers.get_header
        kept = wanted(record.rec_type)
        block = _whole(record.raw_stream) if kept else b""
        offset = records.get_record_offset()
        end = offset + records.get_record_length()
    length = head("Content-Length")
    if length is None or (kept and len(block) != int(length)):
        raise _Damage("cut short")
    if not kept:
        return str(record.rec_type), end
    digest = head("WARC-Block-Digest")
    if digest and digest.startswith("sha256:") and digest != digest_of(block):
        raise _Damage("a record does not match its digest")
    stored = StoredRecord(
        type=record.rec_type,
        date=head("WARC-Date", ""),
        id=head("WARC-Record-ID", ""),
        refers_to=head("WARC-Refers-To"),
        concurrent_to=head("WARC-Concurrent-To"),
        uri=head("WARC-Target-URI", ""),
        payload_digest=head("WARC-Payload-Digest"),
        block=block,
        offset=offset,
    )
    return stored, end


def _check_end(stream: BinaryIO, end: int) -> None:
    """A record of which only the first bytes are there is none to warcio."""
    stream.seek(end)
    rest = stream.read(len(_GZIP))
    if rest and _GZIP.startswith(rest):
        raise _Damage("cut short")


def _whole(stream: Any) -> bytes:
    """All of a stream that gives what it has at hand at each reading."""
    parts = []
    while part := stream.read(1 << 16):
        parts.append(part)
    return b"".join(parts)
