"""A text as people write it, ready to be searched for quotations: blocks of words, and where each stands.

Readers build it with a `Writer`; what is markup and not words (tags, links' addresses, code) is not
in it, but every code point of it knows its line and column in the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quotetrack.bounds import LONGEST_ARTICLE
from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Span


class BlockKind(StrEnum):
    """What a block of an article is."""

    PROSE = "prose"
    QUOTED = "quoted"
    """Set apart as a quotation: a block quote, a pull quote."""
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or a paragraph of a block quote; code points of the document's text."""

    span: Span
    kind: BlockKind
    group: int = 0
    """Paragraphs of one block quote have the same number."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source, from 1: line (in DOCX the paragraph) and code point of the line."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one source."""

    name: str
    """The file or address, or ``-``."""
    text: str
    """Its blocks, one newline between them; white space inside a block is one space."""
    blocks: tuple[Block, ...]
    runs: tuple[tuple[int, int, int], ...]
    """Offset, line and column where a run begins in which the source has the same characters in a row."""
    language: str | None = None
    tongues: tuple[tuple[Span, str], ...] = ()
    """Stretches whose language (a primary subtag) the source states, the outer before the inner."""

    def language_at(self, span: Span) -> str | None:
        """The language that the source states for a stretch of its text, if it does."""
        stated = [code for each, code in self.tongues if each.start <= span.start and span.end <= each.end]
        return stated[-1] if stated else None

    def place(self, at: int) -> Place:
        """Where a code point of the text stands in the source."""
        found = bisect_right(self.runs, at, key=lambda run: run[0]) - 1
        if found < 0:
            return Place(1, 1)
        offset, line, column = self.runs[found]
        return Place(line, column + at - offset)

    def end_place(self, end: int) -> Place:
        """The place just after the code point before ``end``: perhaps on a line before that of ``end``."""
        last = self.place(max(0, end - 1))
        return Place(last.line, last.column + 1)


class Writer:
    """Builds a document, piece by piece, in reading order.

    Raises UnreadableTranscript as soon as there is more than an article may have.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[tuple[int, int, int]] = []
        self._blocks: list[Block] = []
        self._start = 0
        self._space: tuple[int, int] | None = None
        """Where white space stood that is written only when more words follow in the block."""
        self._tongues: list[tuple[Span, str]] = []
        self._next: tuple[int, int] | None = None
        """The place that goes on the last run."""

    def add(self, text: str, line: int, column: int) -> None:
        """Add words that stand at a place of the source, a newline in them beginning its next line."""
        for piece in _pieces(text):
            if piece.isspace():
                if self._space is None:
                    self._space = (line, column)
                for c in piece:
                    line, column = (line + 1, 1) if c == "\n" else (line, column + 1)
                continue
            if self._space is not None and self._length > self._start:
                self._put(" ", *self._space)
            self._space = None
            self._put(piece, line, column)
            column += len(piece)

    def add_sign(self, sign: str, line: int, column: int) -> None:
        """Add characters that the source writes otherwise there: ``&quot;``, the marks around ``<q>``."""
        self.add(sign, line, column)
        self._next = None

    @property
    def length(self) -> int:
        """Code points written so far."""
        return self._length

    def note_language(self, start: int, language: str) -> None:
        """What was written from ``start`` on is in this language."""
        if start < self._length:
            self._tongues.append((Span(start, self._length), language))

    def end_block(self, kind: BlockKind, group: int = 0) -> None:
        """End the block, if it has words."""
        self._space = None
        if self._length > self._start:
            self._blocks.append(Block(Span(self._start, self._length), kind, group))
            self._parts.append("\n")
            self._length += 1
            self._start = self._length
            self._next = None

    def document(self, name: str, language: str | None = None) -> Document:
        """What has been written; a block that was not ended is prose."""
        self.end_block(BlockKind.PROSE)
        text = "".join(self._parts).removesuffix("\n")
        tongues = sorted(self._tongues, key=lambda each: (each[0].start, -each[0].end))
        return Document(name, text, tuple(self._blocks), tuple(self._runs), language, tuple(tongues))

    def _put(self, text: str, line: int, column: int) -> None:
        if self._next != (line, column):
            self._runs.append((self._length, line, column))
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST_ARTICLE:
            raise UnreadableTranscript(
                f"it has more than {LONGEST_ARTICLE:,} characters, which is the most of an article; "
                "check it in parts"
            )
        self._next = (line, column + len(text))


def _pieces(text: str) -> Iterable[str]:
    """Runs of white space and of anything else, in turn."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at].isspace() != text[start].isspace():
            yield text[start:at]
            start = at
