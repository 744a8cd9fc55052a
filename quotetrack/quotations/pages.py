"""HTML to a document: the main text of a page, with the line and column of every character.

The page is read twice: once as a tree, to find its main text as for transcripts, and once as a row
of events, since only those know where each piece of text stands.
"""

from __future__ import annotations

import html
import warnings
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.quotations.document import BlockKind, Document, Writer
from quotetrack.transcripts.blocks import BLOCKS, UNSEEN
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.main_text import main_element

if TYPE_CHECKING:
    from bs4.element import Tag

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_WORDS = frozenset({"code", "kbd", "samp", "pre"})
_PULLED = ("pullquote", "pull-quote", "pull_quote", "blockquote")
"""What classes of pull quotes are called."""
_ENDS = {"p": BLOCKS, "li": frozenset({"li"}), "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"})}
"""Elements that another one's start tag ends (HTML Standard, optional tags)."""

Position = tuple[int, int]


def read(markup: str, name: str, language: str | None = None) -> Document:
    """The document of a page; raises UnreadableTranscript when its markup cannot be read."""
    writer = Writer()
    stated = write(markup, writer, *_main(markup))
    return writer.document(name, language or primary(stated))


def write(
    markup: str, writer: Writer, main: Position | None = None, skip: frozenset[Position] = frozenset(), *,
    line: int = 1,
) -> str | None:  # fmt: skip
    """Write the words of markup that begins on ``line``; the language its root element states.

    Of a page only what is inside the element that starts at ``main``, without those at ``skip``.
    """
    events = _Events(writer, main, skip, line - 1)
    try:
        events.feed(markup)
        events.close()
    except (AssertionError, ValueError, RecursionError) as problem:
        raise UnreadableTranscript(f"this page's markup cannot be read ({problem})") from problem
    events.end_block()
    return events.language


def _main(markup: str) -> tuple[Position | None, frozenset[Position]]:
    """Where the element with the page's main text starts, and those in it that are no part of it."""
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of markup that looks like a file name or XML
        try:
            soup = BeautifulSoup(markup, "html.parser")
        except (ParserRejectedMarkup, AssertionError, ValueError, RecursionError) as problem:
            raise UnreadableTranscript(f"this page's markup cannot be read ({problem})") from problem
    root = soup.body
    if root is None:
        return None, frozenset()
    best, passed_over = main_element(root)
    return _position(best), frozenset(map(_position, passed_over))


def _position(tag: Tag) -> Position:
    return tag.sourceline or 1, tag.sourcepos or 0


class _Events(HTMLParser):
    """Writes the words of a page as they come."""

    def __init__(self, writer: Writer, main: Position | None, skip: frozenset[Position], above: int) -> None:
        super().__init__(convert_charrefs=False)
        self.language: str | None = None
        self._writer = writer
        self._main = main
        self._skip = skip
        self._above = above
        self._open: list[tuple[str, bool, bool]] = []
        """Elements that are open: name, whether their words count, whether they are set apart."""
        self._tongues: list[tuple[int, int, str]] = []
        """Of the open elements that state a language: how many enclose it, where it starts, and which."""
        self._quotes = 0
        self._group = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        where = self.getpos()
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or given.get("xml:lang")
        if tag in _VOID:
            if tag in ("br", "hr"):
                self._break(tag)
            return
        self._close_optional(tag)
        if tag in BLOCKS:
            self.end_block()
        heard, apart = self._state
        if where == self._main:
            heard = True
        if tag in UNSEEN or tag in _NO_WORDS or where in self._skip or "hidden" in given:
            heard = False
        classes = (given.get("class") or "").lower()
        if tag == "blockquote" or any(name in classes for name in _PULLED):
            if not apart:
                self._group += 1
            apart = True
        spoken = primary(given.get("lang") or given.get("xml:lang"))
        if spoken is not None and tag not in ("html", "body"):
            self._tongues.append((len(self._open), self._writer.length, spoken))
        self._open.append((tag, heard, apart))
        if tag == "q" and heard:
            self._mark("“‘"[self._quotes % 2])
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        if not any(tag == name for name, _, _ in self._open):
            return
        if tag in BLOCKS:
            self.end_block()
        heard = self._state[0]
        if tag == "q" and heard and self._quotes:
            self._quotes -= 1
            self._mark("”’"[self._quotes % 2])
        while self._open and self._open.pop()[0] != tag:
            pass
        self._end_languages()

    def handle_data(self, data: str) -> None:
        if self._state[0]:
            line, column = self.getpos()
            self._writer.add(data, line + self._above, column + 1)

    def handle_charref(self, name: str) -> None:
        self._mark(html.unescape(f"&#{name};"))

    def handle_entityref(self, name: str) -> None:
        self._mark(html.unescape(f"&{name};"))

    def end_block(self) -> None:
        """End the paragraph that is being written."""
        apart = self._state[1]
        heading = any(name in _HEADINGS for name, _, _ in self._open)
        kind = BlockKind.QUOTED if apart else BlockKind.HEADING if heading else BlockKind.PROSE
        self._writer.end_block(kind, self._group if apart else 0)

    @property
    def _state(self) -> tuple[bool, bool]:
        return self._open[-1][1:] if self._open else (self._main is None, False)

    def _mark(self, sign: str) -> None:
        if self._state[0]:
            line, column = self.getpos()
            self._writer.add_sign(sign, line + self._above, column + 1)

    def _break(self, tag: str) -> None:
        """A rule ends a paragraph; so do two line breaks, which the writer sees as one with no words."""
        if tag == "hr":
            self.end_block()
        elif self._state[0]:
            line, column = self.getpos()
            self._writer.add("\n", line + self._above, column + 1)

    def _close_optional(self, tag: str) -> None:
        """Close what this start tag ends though its own end tag is left out."""
        if self._open and tag in _ENDS.get(self._open[-1][0], ()):
            self.end_block()
            self._open.pop()
            self._end_languages()

    def _end_languages(self) -> None:
        """Note the language of what the elements that are closed by now enclosed."""
        while self._tongues and self._tongues[-1][0] >= len(self._open):
            _, start, language = self._tongues.pop()
            self._writer.note_language(start, language)
