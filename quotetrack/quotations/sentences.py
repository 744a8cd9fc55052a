"""A text with its quoted words blanked out, and the sentences that stand around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from quotetrack.model import Span
from quotetrack.quotations.attribution import BLANK
from quotetrack.quotations.document import Block, Document
from quotetrack.quotations.saying import Saying
from quotetrack.quotations.scanning import Quoted

FARTHEST = 2000
"""Code points before a quotation in which its sentence, or the one before it, begins."""
LEAST_WORDS = 4
"""Words of a sentence that may be nothing but a quotation."""


def blanked(text: str, outer: Sequence[Quoted]) -> str:
    """The text with a `BLANK` for each code point of quoted words and their marks."""
    parts, at = [], 0
    for quoted in outer:
        parts += [text[at : quoted.outer.start], BLANK * (quoted.outer.end - quoted.outer.start)]
        at = quoted.outer.end
    return "".join([*parts, text[at:]])


class Sentences:
    """What stands around the outermost quotations of a document, which are named by their number."""

    def __init__(self, document: Document, outer: Sequence[Quoted], text: str, words: Saying) -> None:
        """``text`` is the document's, its quoted words blanked out."""
        self.text, self.outer = text, outer
        self._document = document
        self._stop: regex.Pattern[str] = words.context.sentence_end
        self._ends = [block.span.end for block in document.blocks]
        self._bounds = [self._around(number) for number in range(len(outer))]

    def block(self, number: int) -> Block:
        """The block the quotation begins in."""
        return self._document.blocks[self.outer[number].block]

    def around(self, number: int) -> Span:
        """The sentence around a quotation, other quotations that end a sentence not crossed."""
        return self._bounds[number]

    def head(self, number: int) -> str:
        """What stands before the quotation in its sentence."""
        return self.text[self._bounds[number].start : self.outer[number].outer.start]

    def sentence_start(self, at: int, reach: int) -> int:
        """Where the sentence begins that ``at`` is in, or ``at`` less ``reach`` where that is nearer."""
        start = max(0, at - reach)
        return start + max((m.end() for m in self._stop.finditer(self.text[start:at])), default=0)

    def stops_between(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two places and another begins."""
        between = self.text[start:end].strip()
        return any(stop.end() < len(between) for stop in self._stop.finditer(between))

    def stands_alone(self, number: int) -> bool:
        """Whether a quotation is a sentence by itself, or several."""
        quoted = self.outer[number]
        words = self._document.text[quoted.span.start : quoted.span.end]
        following = self.text[quoted.outer.end : quoted.outer.end + 1]
        closed = words[-1] in ".!?…" or following in ("", ".", "\n")
        return closed and len(words.split()) >= LEAST_WORDS and not self.head(number).strip()

    def before(self, number: int) -> Span | None:
        """The sentence before that of the quotation, in its block; ``None`` where it quotes something too."""
        first = self._bounds[number].start
        begin = max(self.block(number).span.start, first - FARTHEST)
        text = self.text[begin:first].rstrip()
        stops = [m.end() for m in self._stop.finditer(text) if m.end() < len(text)]
        start = begin + (stops[-1] if stops else 0)
        return None if BLANK in self.text[start:first] or start >= first else Span(start, first)

    def announced(self, index: int) -> Span | None:
        """The block before that of this index, where it ends with a colon."""
        if not index:
            return None
        span = self._document.blocks[index - 1].span
        return span if self.text[max(span.start, span.end - 20) : span.end].rstrip().endswith(":") else None

    def _around(self, number: int) -> Span:
        quoted = self.outer[number]
        first = max(self.block(number).span.start, quoted.outer.start - FARTHEST)
        last = self._ends[bisect_left(self._ends, quoted.outer.end)]
        previous = self.outer[number - 1] if number else None
        if previous and previous.outer.end > first and self._closes(previous):
            first = previous.outer.end
        head = self.text[first : quoted.outer.start]
        stops = [m.end() for m in self._stop.finditer(head) if m.end() < len(head)]
        first += stops[-1] if stops else 0
        following = self.outer[number + 1].outer.start if number + 1 < len(self.outer) else last
        tail = self.text[quoted.outer.end : min(last, following)]
        stop = self._stop.search(tail)
        return Span(first, quoted.outer.end + (stop.start() if stop else len(tail)))

    def _closes(self, quoted: Quoted) -> bool:
        """Whether the quotation's own last sign ends the sentence it stands in."""
        text = self._document.text
        last = text[quoted.span.end - 1]
        following = regex.match(r"\s*(\S)", text[quoted.outer.end : quoted.outer.end + 5])
        return last in ".…" or (last in "?!" and following is not None and following[1].isupper())
