"""The reader of PDFs, without the confinement that bytes of unknown origin need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.pdf.columns import in_columns
from quotetrack.transcripts.pdf.footnotes import without_footnotes
from quotetrack.transcripts.pdf.furniture import without_furniture
from quotetrack.transcripts.pdf.letters import read_letters
from quotetrack.transcripts.pdf.paragraphs import Column, column_of, join, measured
from quotetrack.transcripts.pdf.rules import by_profile
from quotetrack.transcripts.pdf.unfit import check
from quotetrack.transcripts.pdf.values import Page, lines_of, usual_size

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

VERSION = 2
"""Raise with every change in this folder that can change the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """What any PDF gives, before a publisher's profile is asked."""

    content: Content
    first_page: str
    """The first page's text, one line a line, its head and foot included."""


def read(body: bytes, url: str | None, own: Sequence[Profile] = ()) -> Content:
    """The paragraphs of a PDF in reading order, with the page each starts on.

    ``own`` are profiles of the user's, which go before ours. Raises as `find` does.
    """
    found = find(body)
    return by_profile(found.content, found.first_page, url, own, VERSION)


def find(body: bytes, after_page: Callable[[int], None] | None = None) -> Found:
    """What the file itself gives.

    ``after_page`` is called with the number of each page whose letters have been read. Raises
    `UnreadableTranscript` for whatever is wrong with the file.
    """
    try:
        pages, title = read_letters(body, after_page)
    except (UnreadableTranscript, MemoryError):
        raise
    except Exception as problem:  # the library raises nearly anything on a damaged file
        raise UnreadableTranscript(
            f"this PDF cannot be read, it is damaged or cut ({said(problem)}): get it again, or save its text"
        ) from problem
    unfit = check(body, pages)
    bare = without_furniture(pages)
    columns, notes = _columns(bare.pages)
    content = Content(
        reader=f"pdf:generic/{VERSION}",
        paragraphs=tuple(join(measured(columns), bare.names)),
        title=title,
        complete=Completeness.NO if unfit.incomplete else Completeness.UNKNOWN,
        notes=(*unfit.notes, *_left_out(notes)),
    )
    return Found(content, _first_page(pages))


def _columns(pages: Sequence[Page]) -> tuple[list[Column], int]:
    """The columns of all pages, and how many footnotes stood below them."""
    usual = usual_size(pages)
    columns: list[Column] = []
    notes = 0
    for index, parts in enumerate(in_columns(pages)):
        found = [column_of(index, words) for words in parts]
        without = without_footnotes([column.lines for column in found], usual)
        notes += without.notes
        columns.extend(Column(index, lines) for lines in without.columns if lines)
    return columns, notes


def _left_out(footnotes: int) -> tuple[str, ...]:
    if not footnotes:
        return ()
    return (f"{footnotes} footnote{'s' if footnotes > 1 else ''} left out of the text",)


def _first_page(pages: Sequence[Page]) -> str:
    return "\n".join(line.text for line in lines_of(pages[0].words)) if pages else ""


def said(problem: Exception) -> str:
    """A library's error in one short line."""
    return " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
