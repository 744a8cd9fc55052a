"""The main text of any page: what is left when the furniture is out, where it is densest."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

from quotetrack.transcripts.blocks import BLOCKS, UNSEEN, paragraphs_of
from quotetrack.transcripts.content import Paragraph

if TYPE_CHECKING:
    from bs4.element import Tag

FURNITURE = (
    "nav, aside, footer, form, dialog, [role=navigation], [role=complementary], [role=banner],"
    " [role=contentinfo], [role=search], [role=dialog], [aria-hidden=true]"
)
"""What no page should set its main text in (HTML Standard, sections; WAI-ARIA landmark roles)."""

MOST_IN_FURNITURE = 0.2
"""Pages do it all the same (a form around everything, a reading pane marked as dialogue): an
element with more than this share of the page's prose is not taken for furniture."""

SEMANTIC = ("[itemprop=articleBody]", "article", "main", "[role=main]")
"""Where pages that say so keep their main text, the most precise first."""

ENOUGH = 0.5
"""A semantic element is believed when it holds this share of the page's prose."""

NEARLY_ALL = 0.9
"""The walk to the densest element stops where more than a tenth would be lost: rather some
furniture in the text than a paragraph missing."""


def main_text(root: Tag) -> list[Paragraph]:
    """Paragraphs of the main text of a page's body; of the whole body when no part stands out."""
    best, skip = main_element(root)
    return paragraphs_of(best, skip=frozenset(map(id, skip)))


def main_element(root: Tag) -> tuple[Tag, list[Tag]]:
    """The element of a page's body that holds its main text, and the elements that are no part of it."""
    prose = _prose(root, frozenset())
    furniture = [
        tag for tag in root.select(FURNITURE) if prose[id(tag)] <= MOST_IN_FURNITURE * prose[id(root)]
    ]
    links = [tag for tag in root.find_all(["ul", "ol", "td", "div", "p"]) if not prose[id(tag)]]
    prose = _prose(root, frozenset(map(id, furniture)))
    return _believed(root, prose) or _densest(root, prose), [*furniture, *links]


def _believed(root: Tag, prose: Mapping[int, int]) -> Tag | None:
    marked = root.select(", ".join(SEMANTIC), limit=100)
    for selector in SEMANTIC:
        tags = [tag for tag in marked if tag.css.match(selector)]
        if len(tags) == 1 and prose[id(tags[0])] >= ENOUGH * prose[id(root)] > 0:
            return tags[0]
    return None


def _densest(root: Tag, prose: Mapping[int, int]) -> Tag:
    """The smallest block that holds nearly all that its parents hold."""
    from bs4.element import Tag as TagType

    best = root
    while True:
        blocks = [child for child in best.contents if isinstance(child, TagType) and child.name in BLOCKS]
        fullest = max(blocks, key=lambda child: prose[id(child)], default=None)
        if fullest is None or fullest.name == "p" or prose[id(fullest)] < NEARLY_ALL * prose[id(best)]:
            return best
        best = fullest


def _prose(root: Tag, skip: Set[int]) -> dict[int, int]:
    """For each element, by identity, the code points of text in it that are no part of a link.

    The elements of ``skip`` count for nothing.

    One walk down and one back up, so that depth costs nothing.
    """
    from bs4.element import NavigableString
    from bs4.element import Tag as TagType

    lengths: dict[int, int] = {}
    order: list[Tag] = []
    stack: list[tuple[Tag, bool]] = [(root, True)]
    while stack:
        tag, counted = stack.pop()
        order.append(tag)
        own = 0
        for child in tag.contents:
            if isinstance(child, TagType):
                seen = child.name not in UNSEEN and child.name != "a" and not child.has_attr("hidden")
                seen = seen and id(child) not in skip
                stack.append((child, counted and seen))
            elif counted and type(child) is NavigableString:  # its subclasses are comments and scripts
                own += len(child.strip())
        lengths[id(tag)] = own
    for tag in reversed(order):
        if tag is not root and tag.parent is not None:
            lengths[id(tag.parent)] += lengths[id(tag)]
    return lengths
