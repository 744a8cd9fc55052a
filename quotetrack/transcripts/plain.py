"""The reader of plain text: a file, a package's file, a typed-in excerpt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.wrapping import is_wrapped, unwrap

NAME = "text/4"
"""Raise the number with every change that can change the text or the turns."""


# Some copies of the Congressional Record lost the line ends before its labels and kept the two
# spaces of indentation; no running text has two spaces, a title and a surname in capitals.
# The spaces come first in the pattern, so that the engine looks for them and for nothing else.
_LOST_LINE_END = re.compile(
    r" {2}(?<=\S {2})(?=(?:(?:Mr|Mrs|Ms|Miss|Dr)\. [A-Z][A-Za-z]?[A-Z'’-]+|The [A-Z]{4,})"
    r"[A-Za-z ,'’().-]{0,60}\. )"
)


def read(body: bytes, charset: str | None) -> Content:
    """The paragraphs of a text; one that was broken at a column is put together again.

    Raises `UnreadableTranscript` when the bytes are no text.
    """
    return Content(reader=NAME, paragraphs=tuple(paragraphs(decode(body, charset))))


def paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of a decoded text, not yet canonical."""
    return pieces([text])[0]


def pieces(texts: Sequence[str]) -> list[list[Paragraph]]:
    """The paragraphs of each piece of one text, which was broken at a column as a whole or not at all."""
    broken = [
        [line.expandtabs(8) for line in _LOST_LINE_END.sub("\n  ", text).splitlines()] for text in texts
    ]
    if is_wrapped([line for lines in broken for line in lines]):
        broken = [[words for _, words in unwrap(lines)] for lines in broken]
    return [[Paragraph(line) for line in lines if line.strip()] for lines in broken]
