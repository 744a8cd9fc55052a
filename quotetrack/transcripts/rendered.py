"""The words of a saved page as a browser lays them out: for finding a passage on the page itself.

Other than a transcript's text this is all of the page, menus and all, and nothing in it is put right: what is
looked for must stand in the browser's own text.
"""

from __future__ import annotations

import re

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.blocks import BLOCKS, UNSEEN
from quotetrack.transcripts.charsets import decode

HTML = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = "text/plain"

_SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space that HTML folds (CSS Text 3, 4.1.1); a no-break space is none of it."""
_LINE = re.compile(r"\r\n|\r|\n|\f")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BREAKS = frozenset({"br", "wbr", "img", "input"})
# libxml2 knows no newer elements than HTML 4's: before a page's body it takes them for parts of its head.
_UNSEEN = UNSEEN - {"head"}
_KEEPS_LINES = frozenset({"pre", "listing", "xmp", "plaintext"})


def rendered(body: bytes, media_type: str | None, charset: str | None) -> tuple[str, ...]:
    """The stretches of running text, in order: each stands in one block and on one line of the markup's own.

    Nothing for what a browser does not show as a page. Raises UnreadableTranscript for what is no text.
    """
    if media_type == PLAIN:
        return _lines(decode(body, charset))
    if media_type in HTML:
        return _of_markup(decode(body, charset, markup=True))
    return ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in _LINE.split(text) if (line := each.strip()))


def _of_markup(markup: str) -> tuple[str, ...]:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as wrong:
        raise UnreadableTranscript(f"this page's markup cannot be read ({wrong})") from wrong
    blocks: list[str] = []
    line: list[str] = []
    unseen = kept = 0

    def end() -> None:
        text = "".join(line)
        line.clear()
        if kept:
            blocks.extend(_lines(text))
        elif folded := _SPACE.sub(" ", text).strip():
            blocks.append(folded)

    def add(text: str | None) -> None:
        if text and not unseen:
            line.append(text)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        hides = name in _UNSEEN or "hidden" in element.attrib or _hides(element.get("style"))
        apart = name in BLOCKS or name in _BREAKS or name in _UNSEEN
        if event == "start":
            if apart:
                end()
            unseen += hides
            kept += name in _KEEPS_LINES
            add(element.text)
        else:
            if apart:
                end()
            unseen -= hides
            kept -= name in _KEEPS_LINES
            add(element.tail)
    end()
    return tuple(blocks)


def _hides(style: str | None) -> bool:
    return style is not None and _HIDDEN.search(style) is not None
