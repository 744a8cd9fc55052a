"""Which PDFs have no text that can be trusted, and what is weak about the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.pdf.values import Page

_FEW = 100
"""A picture with fewer letters over it than this is a scan with a stamp on it, not a page of text."""
_NAMELESS = re.compile("[\ue000-\uf8ff\ufffd\x00]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """What a reader of the transcript must know."""

    notes: tuple[str, ...] = ()
    incomplete: bool = False


def check(body: bytes, pages: Sequence[Page]) -> Unfit:
    """What is weak about these pages. Raises `UnreadableTranscript` where there is no text to read."""
    if not pages:
        raise UnreadableTranscript("this PDF has no pages: it is damaged, cut or empty; get it again")
    texts = ["".join(word.text for word in page.words) for page in pages]
    scanned = [page for page, text in zip(pages, texts, strict=True) if page.picture and len(text) < _FEW]
    text = "".join(texts)
    if len(scanned) == len(pages):
        raise UnreadableTranscript(
            f"{_counted(len(scanned), len(pages))}: recognise the text (OCR), proofread it, and archive that"
        )
    if not text and any(page.turned for page in pages):
        raise UnreadableTranscript(
            "all text of this PDF is set sideways: turn its pages, and archive the result"
        )
    if not text:
        raise UnreadableTranscript(
            f"no text on any page of this PDF ({len(pages)}): archive another copy of it"
        )
    _check_letters(text)
    if sum(page.downwards for page in pages) > 0.5 * len(text):
        raise UnreadableTranscript(
            "this PDF's writing runs from top to bottom, which this reader cannot put in order: save its text"
        )
    notes = []
    incomplete = False
    if scanned:
        notes.append(f"{_counted(len(scanned), len(pages))}, and not read")
        incomplete = True
    if any(page.picture and len(own) >= _FEW for page, own in zip(pages, texts, strict=True)):
        notes.append("pages are pictures with a text behind them, which a program recognised: it may err")
    turned = [
        page.number for page, own in zip(pages, texts, strict=True) if page.turned > max(_FEW, len(own))
    ]
    if turned:
        notes.append(f"text set sideways was not read: page {', '.join(map(str, turned[:10]))}")
        incomplete = True
    if b"%%EOF" not in body[-2048:]:
        notes.append("the file's end is missing: pages may be missing, too")
        incomplete = True
    return Unfit(tuple(notes), incomplete)


def _counted(some: int, of: int) -> str:
    """The pages that have no text, as the beginning of a sentence."""
    return f"{some} of {of} pages {'is a picture' if some == 1 else 'are pictures'} without text"


def _check_letters(text: str) -> None:
    nameless = _NAMELESS.findall(text)
    letters = len(_NAMELESS.sub("?", text))
    if len(nameless) > 0.1 * letters:
        raise UnreadableTranscript(
            f"{len(nameless):,} of the {letters:,} letters in this PDF have a shape and no name, "
            "so the text cannot be read: recognise the text (OCR), proofread it, and archive that"
        )
    backwards = sum(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
    if backwards > 0.3 * letters:
        raise UnreadableTranscript(
            "this PDF's writing runs from right to left, which this reader cannot put in order: save its text"
        )
