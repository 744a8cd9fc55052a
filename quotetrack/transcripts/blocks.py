"""Markup to paragraphs: what a browser would set on lines of their own, in order."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from quotetrack.transcripts.content import Paragraph
from quotetrack.transcripts.plain import paragraphs as plain_paragraphs

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol "
    "option p pre search section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
"""Elements that begin and end a paragraph (HTML Standard, rendering, flow content)."""

_UNSEEN_NAMES = (
    "script style noscript template head title meta link object embed svg canvas audio video iframe "
    "select textarea button datalist math map area img input progress meter"
)
UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""Elements whose content is no part of a text."""

_BOLD = frozenset({"b", "strong"})


def paragraphs_of(root: Tag, *, skip: Set[int] = frozenset()) -> list[Paragraph]:
    """Paragraphs of an element in document order, with the words in bold at their beginning.

    A ``<br>`` ends a paragraph, as transcripts set speakers apart with it; text in ``<pre>`` is
    read as plain text is. Elements whose ``id()`` is in ``skip`` are passed over. The walk keeps its
    own stack, so nesting of any depth is read.
    """
    from bs4.element import NavigableString, PreformattedString, Tag

    if root.name == "pre":
        return plain_paragraphs(root.get_text())
    paragraphs: list[Paragraph] = []
    line = _Line()

    def end_line() -> None:
        if line.parts:
            paragraphs.append(line.paragraph())
            line.clear()

    stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    bold = 0
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            bold -= tag.name in _BOLD
            if tag.name in BLOCKS:
                end_line()
        elif isinstance(child, Tag):
            if child.name == "br":
                end_line()
            elif child.name in UNSEEN or child.has_attr("hidden") or id(child) in skip:
                continue
            elif child.name == "pre":
                end_line()
                paragraphs.extend(plain_paragraphs(child.get_text()))
            else:
                if child.name in BLOCKS:
                    end_line()
                bold += child.name in _BOLD
                stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            line.add(str(child), bold=bold > 0)
    end_line()
    return paragraphs


class _Line:
    """The inline text gathered since the last block began."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.bold: list[str] = []
        self.leading = True

    def add(self, text: str, *, bold: bool) -> None:
        if not self.parts and not text.strip():
            return
        self.parts.append(text)
        if self.leading and (bold or not text.strip()):
            self.bold.append(text)
        else:
            self.leading = False

    def paragraph(self) -> Paragraph:
        return Paragraph("".join(self.parts), "".join(self.bold))

    def clear(self) -> None:
        self.parts, self.bold, self.leading = [], [], True
