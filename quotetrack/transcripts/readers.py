"""Which reader takes which bytes: by media type, else by how the bytes begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.vocabulary import load

_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div|p)\b",
    re.I | re.S,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown", "application/octet-stream", "binary/octet-stream"})


_Reader = Callable[[bytes, str | None], Content]


def _pdf(body: bytes, url: str | None) -> Content:
    from quotetrack.transcripts.pdf.confined import read as read_pdf

    return read_pdf(body, url)


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that its media type names, or the bytes near the start."""

    media_types: frozenset[str]
    starts: re.Pattern[bytes]
    """Looked for in the first 1024 bytes."""
    read: _Reader


_FORMATS = (
    _Format(frozenset({"application/pdf", "application/x-pdf"}), re.compile(rb"(?s).{0,1019}?%PDF-"), _pdf),
)
"""The formats that are no text; the first that matches reads. Readers are loaded when called."""

TEXT_READERS = ("text/1", "turns/1")
"""The readers of text as they are named now: what one of them read, it would read the same again."""


def read(body: bytes, *, media_type: str | None, charset: str | None, url: str | None) -> Content:
    """What the reader for these bytes finds in them.

    Raises `UnreadableTranscript` for empty bytes, for formats without a reader, and whatever the
    reader raises.
    """
    if not body.strip():
        raise UnreadableTranscript("nothing to read: the body is empty")
    kind = (media_type or "").partition(";")[0].strip().lower()
    for form in _FORMATS:
        if form.starts.match(body[:1024]) or kind in form.media_types:
            return form.read(body, url)
    _refuse_other_formats(body, kind)
    if kind in _HTML_TYPES or (kind not in _HTML_TYPES and _looks_like_markup(body)):
        from quotetrack.transcripts.pages import read as read_page

        return read_page(body, charset, url)
    if kind == "application/json":
        from quotetrack.transcripts.with_turns import read as read_with_turns

        content = read_with_turns(body)
        if content is not None:
            return content
    from quotetrack.transcripts.plain import read as read_text

    return read_text(body, charset)


def _looks_like_markup(body: bytes) -> bool:
    return _MARKUP.match(body[:4096].lstrip(b"\xef\xbb\xbf")) is not None


def _refuse_other_formats(body: bytes, kind: str) -> None:
    for name, form in load("formats")["unread"].items():
        if any(body.startswith(start.encode("latin-1")) for start in form.get("starts", [])):
            raise UnreadableTranscript(f"this is {name}, which has no reader yet: {form['instead']}")
    known = not kind or kind in _HTML_TYPES | _TEXT_TYPES or kind.startswith("text/") or kind.endswith("xml")
    if not known and not kind.startswith("application/"):
        raise UnreadableTranscript(f"no reader for {kind}: archive a page or a text file instead")
