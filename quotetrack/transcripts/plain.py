"""The reader of plain text: a file, a package's file, a typed-in excerpt."""

from __future__ import annotations

from quotetrack.transcripts.canonical import LINE_ENDS
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.wrapping import is_wrapped, unwrap

NAME = "text/1"
"""Raise the number with every change that can change the text or the turns."""


def read(body: bytes, charset: str | None) -> Content:
    """The paragraphs of a text; one that was broken at a column is put together again.

    Raises `UnreadableTranscript` when the bytes are no text.
    """
    return Content(reader=NAME, paragraphs=tuple(paragraphs(decode(body, charset))))


def paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of a decoded text, not yet canonical."""
    lines = [line.expandtabs(8) for line in LINE_ENDS.split(text)]
    if is_wrapped(lines):
        lines = unwrap(lines)
    return [Paragraph(line) for line in lines if line.strip()]
