"""ZIP containers of documents, opened without trust: what they unpack to is counted before it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from quotetrack.errors import UnreadableTranscript

MOST_BYTES = 64 * 2**20
"""Unpacked, of the parts that hold text; pictures are not unpacked at all."""
MOST_PARTS = 10_000
HIGHEST_RATIO = 200
"""Unpacked to packed bytes of a part larger than ``SMALL``; the XML of real documents reaches 40."""
SMALL = 1 << 20


def open_zip(body: bytes) -> zipfile.ZipFile:
    """The container, its parts checked by what it says of them; reading a part checks that it is true.

    Raises `UnreadableTranscript` for what is broken, cut, encrypted, or would unpack to too much.
    """
    try:
        container = zipfile.ZipFile(BytesIO(body))
        parts = container.infolist()
    # NotImplementedError: a way of packing that Python does not know
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as problem:
        raise UnreadableTranscript("a ZIP archive or Office document that is broken, or cut") from problem
    if len(parts) > MOST_PARTS:
        raise UnreadableTranscript(f"a ZIP archive with more than {MOST_PARTS} parts")
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels")) or part.file_size < SMALL]
    if sum(part.file_size for part in texts) > MOST_BYTES:
        raise UnreadableTranscript(f"a ZIP archive that unpacks to more than {MOST_BYTES // 2**20} MiB")
    for part in texts:
        if part.file_size > SMALL and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise UnreadableTranscript(
                f"a ZIP archive whose part {part.filename[:60]} is packed beyond belief"
            )
        if part.flag_bits & 1:
            raise UnreadableTranscript("a document with a password: save it without one")
    return container


def part_of(container: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of one part, or ``None`` where there is none of this name."""
    try:
        with container.open(name) as stream:
            # The part's size is what the container says of it; zlib goes on to unpack until it is stopped.
            body = stream.read(MOST_BYTES + 1)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as wrong:
        raise UnreadableTranscript(f"its part {name[:60]} is broken, or cut") from wrong
    if len(body) > MOST_BYTES:
        raise UnreadableTranscript(f"its part {name[:60]} unpacks to more than {MOST_BYTES // 2**20} MiB")
    return body
