"""Markdown to a document, by a CommonMark parser: words without their markup, each with its place.

The parser tells the lines of each block; where a piece of text stands in them is found by going
through the block's source in step with its tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotetrack.quotations import pages
from quotetrack.quotations.document import BlockKind, Document, Writer

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|$)")
_SPACES = re.compile(r"\s*")
DEEPEST = 20
"""Block quotes and lists in one another; what lies deeper is not read."""


def read(text: str, name: str, language: str | None = None) -> Document:
    """The document of a Markdown text; front matter and code are no words of it."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.disable("text_join")  # it would hide which characters are written as entities
    if found := _FRONT_MATTER.match(text):
        text = "\n" * found[0].count("\n") + text[found.end() :]
    lines = text.split("\n")
    writer = Writer()
    depth = group = 0
    heading = False
    for token in parser.parse(text):
        if token.type in ("blockquote_open", "blockquote_close"):
            group += token.nesting == 1 and not depth
            depth += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            heading = token.nesting == 1
        elif token.type == "inline" and token.map:
            _Inline(parser, writer, lines, token).write()
            kind = BlockKind.QUOTED if depth else BlockKind.HEADING if heading else BlockKind.PROSE
            writer.end_block(kind, group if depth else 0)
        elif token.type == "html_block" and token.map:
            pages.write(token.content, writer, line=token.map[0] + 1)
            writer.end_block(BlockKind.QUOTED if depth else BlockKind.PROSE)
    return writer.document(name, language)


class _Inline:
    """One block's inline source, gone through in step with its tokens."""

    def __init__(self, parser: MarkdownIt, writer: Writer, lines: Sequence[str], token: Token) -> None:
        self._parser = parser
        self._writer = writer
        self._token = token
        self._source = token.content
        self._at = 0
        assert token.map is not None
        self._ends = [found.start() for found in re.finditer("\n", token.content)]
        self._starts = _starts(token.content.split("\n"), lines, *token.map)

    def write(self) -> None:
        """Write the words of the block."""
        for child in self._token.children or ():
            self._write(child)

    def _write(self, token: Token) -> None:
        if token.type == "text":
            self._words(token.content, token.content)
        elif token.type == "text_special":  # an entity or an escaped character
            self._words(token.content, token.markup)
        elif token.type in ("softbreak", "hardbreak"):
            self._words("\n", "\n")
        elif token.type in ("code_inline", "html_inline", "image"):
            self._pass_over(token)
        elif token.type == "link_close":
            self._pass_address()

    def _words(self, content: str, written: str) -> None:
        found = self._source.find(written, self._at) if written else -1
        if found < 0:
            found = self._at
        else:
            self._at = found + len(written)
        line, column = self._place(found)
        if content == written:
            self._writer.add(content, line, column)
        else:
            self._writer.add_sign(content, line, column)

    def _pass_over(self, token: Token) -> None:
        """Code, tags and pictures: no words."""
        whole = token.content
        if token.type == "code_inline":
            whole = f"{token.markup}{whole}{token.markup}"
        found = self._source.find(whole, self._at)
        if found < 0:  # white space in it was changed
            found, whole = self._source.find(token.content, self._at), token.content
        if found >= 0:
            self._at = found + len(whole)
        if token.type == "code_inline":
            self._writer.add_sign("\ufffc", *self._place(max(0, self._at - 1)))

    def _pass_address(self) -> None:
        """The rest of a link after its words: ``](address "title")`` or ``][reference]``."""
        source = self._source
        at = source.find("]", self._at)
        if at < 0 or source[self._at : at].strip("*_~"):
            return  # an address in angle brackets
        at += 1
        if source.startswith("(", at):
            helpers, end = self._parser.helpers, len(source)
            at += 1 + _spaces(source, at + 1)
            address = helpers.parseLinkDestination(source, at, end)
            at = address.pos if address.ok else at
            at += _spaces(source, at)
            title = helpers.parseLinkTitle(source, at, end)
            at = title.pos if title.ok else at
            close = source.find(")", at)
            at = close + 1 if close >= 0 else at
        elif source.startswith("[", at):
            close = source.find("]", at)
            at = close + 1 if close >= 0 else at
        self._at = at

    def _place(self, at: int) -> tuple[int, int]:
        row = bisect_left(self._ends, at)
        line, column = self._starts[min(row, len(self._starts) - 1)]
        return line, column + at - (self._ends[row - 1] + 1 if row else 0)


def _starts(content: Sequence[str], lines: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """The line and column where each line of a block's inline source begins in the file.

    The parser has taken the signs of block quotes, lists, headings and table cells off it.
    """
    starts, row, column = [], first, 0
    for part in content:
        for candidate in range(row, max(last, row + 1)):
            found = lines[candidate].find(part.strip(), column if candidate == row else 0)
            if found >= 0:
                row, column = candidate, found
                break
        found = len(part) - len(part.lstrip()) if part.strip() else 0
        starts.append((row + 1, column + 1 - found))
        row, column = min(row + 1, len(lines) - 1), 0
    return starts


def _spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return len(found[0]) if found else 0
