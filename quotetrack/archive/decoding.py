"""Taking the content encoding off a body, never past a cap (RFC 9110, 8.4).

By zlib itself: urllib3's decoder takes a gzip stream that breaks off for whole, and gives a body in an
encoding it does not know as if it were plain. Neither must be kept as what the site says.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from quotetrack.errors import Refused

ACCEPTED = "gzip, deflate"
"""What is asked for. Both are in the standard library; brotli and zstd are not."""

_STEP = 1 << 16


def decode(body: bytes, encodings: Sequence[str], *, cap: int) -> bytes:
    """The body without its encodings, which are named in the order in which they were applied.

    Raises Refused when it unpacks to more than ``cap`` bytes, is cut, or is in an encoding not asked for.
    """
    for encoding in reversed(encodings):
        if encoding == "identity":
            continue
        if encoding in ("gzip", "x-gzip"):
            body = _inflate(body, zlib.MAX_WBITS | 16, cap)
        elif encoding == "deflate":
            # Named deflate, meant zlib; some servers send the bare stream (RFC 9110, 8.4.1.2).
            bare = len(body) < 2 or body[0] & 0x0F != 8 or int.from_bytes(body[:2]) % 31
            body = _inflate(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, cap)
        else:
            raise Refused(f"the body is encoded as {encoding!r}, which was not asked for")
    return body


_SIZE_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")


def unchunked(body: bytes) -> bytes:
    """A body without its chunked transfer coding (RFC 9112, 7.1), as some web archives keep it.

    What does not begin with the size of a chunk is given as it is: others take the coding off and leave the
    header that announces it. Raises Refused when it is cut.
    """
    parts: list[bytes] = []
    at = 0
    while found := _SIZE_LINE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        end = found.end() + size
        if body[end : end + 1] not in (b"\r", b"\n"):
            if not parts:
                return body
            break
        parts.append(body[found.end() : end])
        at = end + (2 if body[end : end + 2] == b"\r\n" else 1)
    if not parts:
        return body
    raise Refused("the body is cut: its last chunk is missing")


def _inflate(body: bytes, bits: int, cap: int) -> bytes:
    if not body:
        return body
    parts: list[bytes] = []
    size = 0
    rest = body
    try:
        while rest:
            unpacker = zlib.decompressobj(bits)
            while rest and not unpacker.eof:
                part = unpacker.decompress(rest, _STEP)
                rest = unpacker.unconsumed_tail
                size += len(part)
                if size > cap:
                    raise Refused(f"the body unpacks to more than {cap // 2**20} MiB")
                parts.append(part)
            if not unpacker.eof:
                raise Refused("the body is cut: its compressed stream does not end")
            rest = unpacker.unused_data
            if bits <= zlib.MAX_WBITS or rest[:2] != b"\x1f\x8b":
                break  # what follows the stream is padding; only gzip has further members
    except zlib.error as wrong:
        raise Refused(f"the body is damaged: it does not unpack ({wrong})") from wrong
    return b"".join(parts)
