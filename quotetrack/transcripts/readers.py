"""Which reader takes which bytes: by how they begin, by media type, by the ending of the file's name."""

from __future__ import annotations

import codecs
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.vocabulary import load

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

TEXT_READERS = ("text/4", "turns/2")
"""The readers of text as they are named now: what one of them read, it would read the same again."""

HEAD = 8192
"""Bytes at the start that are looked at to tell a format."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, and the module of this package that reads it, loaded when it is needed."""

    module: str
    function: str = "read"
    media_types: tuple[str, ...] = ()
    """The first is the one that a file with one of the endings gets."""
    endings: tuple[str, ...] = ()
    begins: re.Pattern[bytes] | None = None

    takes: tuple[str, ...] = ()
    """What the reader asks for beside the bytes: ``charset`` (as declared), ``url``, ``own`` (profiles)."""

    def read(self, body: bytes, **given: object) -> Content | None:
        """What its reader finds; ``None`` where the bytes are of another form. Raises as `read` does."""
        reader = getattr(import_module(f"{__package__}.{self.module}"), self.function)
        asked: dict[str, Any] = {name: given[name] for name in self.takes}
        content: Content | None = reader(body, **asked)
        return content


_BEFORE_ROOT = (
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,400}\?>\s*)*(?:(?i:<!doctype)\s+|<)"
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON = ("application/json", "text/json")
_JSON_LINES = (
    "application/jsonl",
    "application/x-ndjson",
    "application/x-jsonlines",
    "application/jsonlines",
)

FORMATS = (
    Format(
        "pdf.confined",
        media_types=("application/pdf", "application/x-pdf"),
        endings=(".pdf",),
        begins=re.compile(rb"%PDF-|.{1,1000}?%PDF-[12]\.\d\s*[\r\n]", re.S),
        takes=("url", "own"),
    ),
    Format("office", media_types=(_WORD,), endings=(".docx",), begins=re.compile(rb"PK\x03\x04")),
    Format(
        "captions",
        media_types=("text/vtt",),
        endings=(".vtt", ".webvtt"),
        begins=re.compile(rb"WEBVTT(?:\s|$)"),
        takes=("charset",),
    ),
    Format(
        "captions",
        media_types=("application/x-subrip", "text/srt", "application/srt"),
        endings=(".srt",),
        begins=re.compile(rb"\s*(?:\d+[ \t\r]*\n\s*)?(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]?\d{0,3}\s*-->"),
        takes=("charset",),
    ),
    Format(
        "xml_forms",
        media_types=("application/xml", "text/xml", "application/tei+xml"),
        endings=(".xml", ".tei"),
        begins=re.compile(
            _BEFORE_ROOT + rb"(?:\w+:)?(?:TEI(?:\.2)?|teiCorpus(?:\.2)?|publicwhip|HansardDoc|hansard)\b",
            re.S,
        ),
        takes=("charset",),
    ),
    Format(
        "pages",
        media_types=("text/html", "application/xhtml+xml"),
        begins=re.compile(_BEFORE_ROOT + rb"(?:html|head|body|title|meta|article|div|p)\b", re.I | re.S),
        takes=("charset", "url", "own"),
    ),
    Format("with_turns", media_types=_JSON, begins=re.compile(rb"\s*\{\s*\"")),
    Format("captions", "read_recognised", media_types=_JSON, begins=re.compile(rb"\s*\{\s*\"")),
    Format("mediawiki", media_types=_JSON, begins=re.compile(rb"\s*\{\s*\""), takes=("url", "own")),
    Format(
        "turn_lines",
        media_types=(*_JSON_LINES, *_JSON),
        endings=(".jsonl", ".ndjson"),
        begins=re.compile(rb"\s*\[?\s*\{\s*\""),
        takes=("charset",),
    ),
    Format("plain", media_types=("text/plain", "text/markdown"), takes=("charset",)),
)
"""In the order in which they are tried; the last reads what no other does."""

_UNTOLD = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
"""Media types that servers give to whatever they do not know."""


def read(
    body: bytes,
    *,
    media_type: str | None,
    charset: str | None,
    url: str | None,
    profiles: Sequence[Profile] = (),
) -> Content:
    """What the reader for these bytes finds in them. ``profiles`` go before those of the program.

    Raises `UnreadableTranscript` for empty bytes, for formats without a reader, and whatever the
    reader raises.
    """
    if not body.strip():
        raise UnreadableTranscript("nothing to read: the body is empty")
    kind = (media_type or "").partition(";")[0].strip().lower()
    _refuse_other_formats(body, kind)
    head = _head(body)
    begun = [format for format in FORMATS if format.begins and format.begins.match(head)]
    typed = [format for format in FORMATS if kind in format.media_types]
    named = [
        format
        for format in FORMATS
        if kind in _UNTOLD and format.endings and _name(url).endswith(format.endings)
    ]
    for format in dict.fromkeys([*begun, *named, *typed, FORMATS[-1]]):
        content = format.read(body, charset=charset, url=url, own=profiles)
        if content is not None:
            return content
    raise UnreadableTranscript("no reader takes these bytes")


def media_type_of(name: str) -> str | None:
    """The media type of a file by its name's ending: the same on any machine for what has a reader."""
    ending = name.lower()
    told = next((format.media_types[0] for format in FORMATS if ending.endswith(format.endings)), None)
    return told or mimetypes.guess_type(name)[0]


def _name(url: str | None) -> str:
    """The last part of an address, which ends as the file's name does."""
    try:
        return urlsplit(url or "").path.lower()
    except ValueError:
        return ""


def _head(body: bytes) -> bytes:
    """The first bytes, in UTF-8 and without a byte order mark."""
    for bom, charset in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(bom):
            return body[2:HEAD].decode(charset, "replace").encode("utf-8", "replace")
    return body[:HEAD].removeprefix(codecs.BOM_UTF8)


def _refuse_other_formats(body: bytes, kind: str) -> None:
    for name, form in load("formats")["unread"].items():
        if any(body.startswith(start.encode("latin-1")) for start in form.get("starts", [])):
            raise UnreadableTranscript(f"this is {name}, which has no reader yet: {form['instead']}")
    known = not kind or kind.startswith(("text/", "application/", "binary/")) or kind.endswith("xml")
    if not known:
        raise UnreadableTranscript(f"no reader for {kind}: archive a page or a text file instead")
