"""One text that its publisher sets on several pages: each page is a capture, the text is one.

Why the pages are not put together into one body: what is kept must be what the site served, byte for
byte, and a body that we made proves nothing. So each page is kept as a capture of its own address,
and the transcript, which is our reading anyhow, names all captures that it was read from: the first
as its ``capture``, the others as its ``parts``. A change on any page makes another transcript.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotetrack.model import Completeness, Transcript
from quotetrack.transcripts.content import Content, Paragraph

MOST = 40
"""Pages of one text."""
_PAGES = re.compile(r"\+\d+ pages [0-9a-f]+$")
_ENDS = frozenset(".!?…:;\"'”’»)›>]")


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of a text, as it was captured."""

    body: bytes
    media_type: str | None
    charset: str | None
    url: str
    capture: str
    """``sha256:`` and the hex digest of the captured bytes."""


def joined(contents: Sequence[Content]) -> Content:
    """The content of the pages as one: the first page's facts, all pages' paragraphs.

    A publisher cuts a long text where a page is full, in mid-word too. Where a page ends in mid-sentence
    the next one's first paragraph continues its last. A text whose next page is not here is incomplete,
    and says where it goes on.
    """
    first, last = contents[0], contents[-1]
    paragraphs = list(first.paragraphs)
    for content in contents[1:]:
        following = list(content.paragraphs)
        if paragraphs and following and _goes_on(paragraphs[-1], following[0]):
            paragraphs[-1] = _one(paragraphs[-1], following.pop(0))
        paragraphs += following
    if last.goes_on is None:
        return replace(first, paragraphs=tuple(paragraphs), goes_on=None)
    return replace(
        first,
        paragraphs=tuple(paragraphs),
        complete=Completeness.NO,
        notes=(*first.notes, f"The text goes on at {last.goes_on}, which is not part of this transcript."),
        goes_on=last.goes_on,
    )


def with_parts(transcript: Transcript, digests: Sequence[str]) -> Transcript:
    """The transcript with the captures of its further pages named, in the reader's name too.

    A text is identified by its first capture and its reader's name: with the other pages' digests in
    it, that holds for a text on several pages too.
    """
    mark = hashlib.sha256("\n".join(digests).encode()).hexdigest()[:12]
    return replace(
        transcript,
        parts=tuple(digests),
        reader=f"{reader_of_page(transcript.reader)}+{len(digests)} pages {mark}",
    )


def reader_of_page(reader: str | None) -> str | None:
    """The name of the reader that read each page, without the mark of which pages there are."""
    return _PAGES.sub("", reader) if reader else None


def without_parts(transcript: Transcript) -> Transcript:
    """The transcript without a word of the captures of its further pages."""
    return replace(transcript, parts=(), reader=reader_of_page(transcript.reader))


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a sentence is cut between the two: no stop before, a small letter or a figure's rest after."""
    head, tail = before.text.rstrip(), after.text.lstrip()
    if not head or not tail or after.emphasised.strip() or after.opening is not None:
        return False
    return head[-1] not in _ENDS and (tail[0].islower() or tail[0] in ",.;:!?)»”")


def _one(before: Paragraph, after: Paragraph) -> Paragraph:
    """Both as one paragraph. White space at the cut says that it fell between words; else it fell in one."""
    text = before.text if before.text[-1].isspace() or after.text[0].isspace() else before.text.rstrip()
    moved = tuple((len(text) + place, name) for place, name in after.further)
    began = ((len(text), after.locator),) if after.locator and after.locator != before.locator else ()
    return replace(before, text=text + after.text, further=(*before.further, *began, *moved))
