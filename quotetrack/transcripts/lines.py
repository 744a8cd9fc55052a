"""Pages whose text is kept in lines (``<pre>``), read by the rules of a publisher's profile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotetrack.model import Nature
from quotetrack.transcripts.canonical import LINE_ENDS
from quotetrack.transcripts.content import Paragraph
from quotetrack.transcripts.wrapping import unwrap

CENTRED = 8
"""A line indented at least so far is a heading set in the middle, not a paragraph's beginning."""


@dataclass(frozen=True, slots=True)
class LineRules:
    """What stands in the lines beside the text. Each rule is a regular expression for a whole line."""

    drop: tuple[str, ...] = ()
    page: str | None = None
    """A page's beginning in the midst of the text; its group is the page's number."""
    first_page: str | None = None
    section: str | None = None
    """Names the section of the publication; its group is the occasion."""
    speaker: str | None = None
    """Names whose words a text without labels is."""
    nature_by_section: Mapping[str, Nature] | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """What was found in the lines."""

    paragraphs: tuple[Paragraph, ...]
    heading: str | None
    section: str | None
    speaker: str | None
    nature: Nature | None


def read_lines(text: str, rules: LineRules) -> Lines:
    """The text without what the rules drop, put together into paragraphs with the page each begins on.

    A page's beginning in the midst of a paragraph does not cut it in two.
    """
    drop = re.compile("|".join(f"(?:{pattern})" for pattern in rules.drop) or "(?!)")
    page_mark = re.compile(rules.page or "(?!)")
    kept: list[str] = []
    pages: list[str | None] = []
    page = section = speaker = None
    after_mark = False
    for line in LINE_ENDS.split(text):
        bare = line.strip()
        section = section or _group(rules.section, bare)
        speaker = speaker or _group(rules.speaker, bare)
        if mark := page_mark.fullmatch(bare):
            page = mark.group(1)
            while kept and not kept[-1].strip():
                kept.pop()
                pages.pop()
            after_mark = True
            continue
        page = page or _group(rules.first_page, bare)
        if drop.fullmatch(bare) or (after_mark and not bare):
            continue
        after_mark = False
        kept.append(line.expandtabs(8))
        pages.append(page)
    paragraphs = tuple(Paragraph(words, locator=pages[start]) for start, words in unwrap(kept))
    nature = (rules.nature_by_section or {}).get(section or "")
    return Lines(paragraphs, _heading(kept), section, speaker, nature)


def _group(pattern: str | None, line: str) -> str | None:
    found = re.fullmatch(pattern, line) if pattern else None
    return found.group(1) if found else None


def _heading(lines: Sequence[str]) -> str | None:
    """The centred lines that the text begins with."""
    heading: list[str] = []
    for line in lines:
        if not line.strip():
            if heading:
                break
        elif len(line) - len(line.lstrip()) < CENTRED:
            break
        else:
            heading.append(line.strip())
    return " ".join(heading) or None
