"""The main text of any page: what is left when the furniture is out, where it is densest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotetrack.transcripts.blocks import BLOCKS, UNSEEN, paragraphs_of
from quotetrack.transcripts.content import Paragraph

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

FURNITURE = (
    "nav, aside, footer, form, dialog, [role=navigation], [role=complementary], [role=banner],"
    " [role=contentinfo], [role=search], [aria-hidden=true]"
)
"""What no page sets its main text in (HTML Standard, sections; WAI-ARIA landmark roles)."""

SEMANTIC = ("[itemprop=articleBody]", "article", "main", "[role=main]")
"""Where pages that say so keep their main text, the most precise first."""

ENOUGH = 0.5
"""A semantic element is believed when it holds this share of the page's prose."""


def main_text(soup: BeautifulSoup) -> list[Paragraph]:
    """Paragraphs of the page's main text; of the whole page when no part of it stands out.

    Changes ``soup``: furniture is taken out.
    """
    root = soup.body or soup
    for tag in root.select(FURNITURE):
        if not tag.decomposed:
            tag.decompose()
    best = _believed(root) or _densest(root) or root
    paragraphs = paragraphs_of(best)
    return paragraphs if any(p.text.strip() for p in paragraphs) else paragraphs_of(root)


def _believed(root: Tag) -> Tag | None:
    whole = _prose(root)
    marked = root.select(", ".join(SEMANTIC), limit=100)
    for selector in SEMANTIC:
        tags = [tag for tag in marked if tag.css.match(selector)]
        if len(tags) == 1 and _prose(tags[0]) >= ENOUGH * whole > 0:
            return tags[0]
    return None


def _prose(tag: Tag) -> int:
    """Code points of text outside links."""
    return sum(length for _, length in _own_text(tag))


def _densest(root: Tag) -> Tag | None:
    """The smallest element that holds nearly all of the page's prose.

    Prose is text outside links; from the root down, the one child that holds most of it is
    followed as long as it holds nine tenths of what its parent holds.
    """
    prose: dict[int, int] = {}
    for tag, length in _own_text(root):
        node: Tag | None = tag
        while node is not None:
            prose[id(node)] = prose.get(id(node), 0) + length
            if node is root:
                break
            node = node.parent
    best = root
    while True:
        from bs4 import Tag as BsTag

        children = [child for child in best.contents if isinstance(child, BsTag) and child.name in BLOCKS]
        fullest = max(children, key=lambda child: prose.get(id(child), 0), default=None)
        if fullest is None or fullest.name == "p" or prose.get(id(fullest), 0) < 0.9 * prose.get(id(best), 1):
            return best if best is not root else None
        best = fullest


def _own_text(root: Tag) -> Iterator[tuple[Tag, int]]:
    """Each element with the length of the text that stands in it directly, links left out."""
    from bs4.element import NavigableString
    from bs4.element import Tag as BsTag

    stack = [root]
    while stack:
        tag = stack.pop()
        length = 0
        for child in tag.contents:
            if isinstance(child, BsTag):
                if child.name not in UNSEEN and child.name != "a" and not child.has_attr("hidden"):
                    stack.append(child)
            elif type(child) is NavigableString:  # its subclasses are comments and scripts
                length += len(child.strip())
        if length:
            yield tag, length
