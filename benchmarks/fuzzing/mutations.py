"""What is done to a file before it is read: bytes changed at random, and what has broken readers before.

Coverage-guided fuzzers need their libraries built with instruments; most of the parsing here is done by
libraries in C that come as they are. So files are changed blindly, but in ways that go deep: inside
containers, in the middle of numbers, by pieces of markup, in other character sets.
"""

from __future__ import annotations

import gzip
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

from fuzzing.forms import changed_form
from fuzzing.seeds import Seed, zip_of

LARGEST = 1_000_000
"""Bytes of one input in fifty; what grows past it is cut."""
USUAL = 100_000
"""Bytes of the others at most, or the whole file's: a large input takes the time of many small ones."""

_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS = (
    b"0 -1 1e999 nan 4294967296 -2147483649 0.00000000001 9999999999999999999999 1:2:3 00:00:00.000"
).split()
_PIECES = [
    *[
        piece.encode()
        for piece in ("<", ">", "&", '"', "'", "\\", "{", "[", "]", "}", "(", ")", ":", "--", "…")
    ],
    *[b"\0", b"\r", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"],
    *[
        "\u202e".encode(),
        "\u0301".encode() * 40,
        "\U0001f468\u200d".encode(),
        "ﬁ".encode(),
        "\u2028".encode(),
    ],
    b"&#0;&#xD800;&#x110000;&nbsp;&undefined;",
    b'<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE a SYSTEM "file:///etc/hostname">',
    b"<![CDATA[ ]]>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<meta charset=utf-7>",
    b"<script>",
    b"<table><tr><td><pre>",
    b"</p></div></body></html>",
    b"<u who='#'><seg>",
    b"<note><p><q><l>",
    b"--> 99:99:99.999",
    b"00:00:01.000 --> 00:00:00.000\n",
    b"<v >",
    b"<00:00:00.000>",
    b"NOTE\n\nSTYLE\n\n",
    b'{"segments": [{"start": 1, "text": "x"}]}',
    b'{"speaker": "A", "text": ""}',
    b"null",
    b"[[[[",
    b"MR. SMITH: ",
    b"Q. ",
    b"(Applause.) [inaudible] <LEHRER: Yes.> ",
    b"(spoke in Russian)",
    b"endstream endobj",
    b" 0 R ",
    b"<< /Kids [1 0 R] >>",
    b"BT /F1 0 Tf 1e9 0 Td (x) Tj ET",
    b"Content-Length: 99999999999\r\n",
    b"WARC/1.1\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n",
]
_CHARSETS = ("utf-16", "utf-8-sig", "cp1251", "latin-1", "shift_jis", "utf-7", "utf-32", "koi8-r")


def damaged(seed: Seed, others: Sequence[Seed], chance: random.Random) -> bytes:
    """The file with one to eight changes; one in a hundred is left whole."""
    body = seed.body
    if chance.random() < 0.01:
        return body
    most = LARGEST if chance.random() < 0.02 else max(USUAL, len(body))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 8))):
        body = _inside(body, others, chance) if chance.random() < 0.6 else _changed(body, others, chance)
        body = body[:most]
    return body


def _inside(body: bytes, others: Sequence[Seed], chance: random.Random) -> bytes:
    """What a container or a packed stream holds is changed, and packed again so that it opens."""
    if body.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(body)) as container:
                parts = {
                    info.filename: container.read(info)
                    for info in container.infolist()
                    if info.file_size <= LARGEST
                }
            # Of a document mostly the text itself, which is one part of many.
            names = [name for name in parts if name.endswith(("document.xml", "content.xml", ".warc.gz"))]
            name = chance.choice(names if names and chance.random() < 0.7 else [*parts])
            parts[name] = _inside(parts[name], others, chance)
            return zip_of(parts)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            IndexError,
            NotImplementedError,
            EOFError,
            zlib.error,
        ):
            return _changed(body, others, chance)
        except RuntimeError:  # encrypted now
            return _changed(body, others, chance)
    if body.startswith(b"\x1f\x8b"):
        try:
            unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LARGEST)
            return gzip.compress(_changed(unpacked, others, chance), mtime=0)
        except zlib.error:
            return _changed(body, others, chance)
    return _changed(body, others, chance)


def _changed(body: bytes, others: Sequence[Seed], chance: random.Random) -> bytes:
    if not body:
        return chance.choice(_PIECES)
    if chance.random() < 0.4 and (formed := changed_form(body, chance)):
        return formed
    change: Callable[[bytes, random.Random], bytes] = chance.choice(_CHANGES)
    if change is _spliced:
        other = chance.choice(others).body
        at = chance.randrange(len(other) or 1)
        return _put(body, other[at : at + chance.choice((10, 100, 5000))], chance)
    return change(body, chance)


def _put(body: bytes, piece: bytes, chance: random.Random, over: int = 0) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + piece + body[at + over :]


def _flipped(body: bytes, chance: random.Random) -> bytes:
    data = bytearray(body)
    for _ in range(chance.choice((1, 1, 4, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _noise(body: bytes, chance: random.Random) -> bytes:
    length = chance.choice((1, 2, 4, 20, 400))
    return _put(body, chance.randbytes(length), chance, over=length * chance.randrange(2))


def _cut(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] if chance.random() < 0.7 else body[at:]


def _left_out(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + body[at + chance.choice((1, 1, 5, 50, 500)) :]


def _doubled(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    piece = body[at : at + chance.choice((1, 5, 30, 200, 2000))]
    return body[:at] + piece * chance.choice((2, 2, 3, 50, 2000)) + body[at:]


def _swapped(body: bytes, chance: random.Random) -> bytes:
    first, second, third = sorted(chance.randrange(len(body) + 1) for _ in range(3))
    return body[:first] + body[second:third] + body[first:second] + body[third:]


def _piece(body: bytes, chance: random.Random) -> bytes:
    return _put(body, chance.choice(_PIECES) * chance.choice((1, 1, 1, 3, 40, 3000)), chance)


def _number(body: bytes, chance: random.Random) -> bytes:
    found = [*_NUMBER.finditer(body[:20_000])]
    if not found:
        return _noise(body, chance)
    one = chance.choice(found)
    return body[: one.start()] + chance.choice(_NUMBERS) + body[one.end() :]


def _recoded(body: bytes, chance: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


def _lines(body: bytes, chance: random.Random) -> bytes:
    lines = body.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _spliced(body: bytes, _chance: random.Random) -> bytes:
    return body  # done above, where the other files are


_CHANGES = (
    _flipped, _flipped, _noise, _noise, _cut, _left_out, _left_out, _doubled, _doubled, _swapped,
    _piece, _piece, _piece, _number, _number, _recoded, _lines, _spliced,
)  # fmt: skip
