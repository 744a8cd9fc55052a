"""The lines of a page in wikitext: headings, bullets, and what runs over several lines as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 200
"""Lines that a comment, a template or a reference may run over; one that is never closed ends on its line."""
_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*(?:<!--.*-->\s*)?", re.S)
_BULLET = re.compile(r"([*#:;]+)[ \t]*(.*)", re.S)
_SPANS = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"\{\{"), re.compile(r"\}\}")),
    (re.compile(r"<ref\b(?:[^<>]*[^/<>])?>", re.I), re.compile(r"</ref\s*>", re.I)),
)
"""Beginnings and ends of what may run over several lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page."""

    number: int
    """From 1; the first, where it runs over several."""
    marker: str
    """``*`` for a quote, more of ``*#:;`` for what stands under it; empty for anything else."""
    text: str
    """In wikitext, without the marker."""
    heading: int = 0
    """The heading's level; 0 for other lines."""


def page_lines(page: str) -> Iterator[Line]:
    """The page's lines in order. Nothing of them is parsed but where they begin and end."""
    lines = page.split("\n")
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        yield _line(at + 1, "\n".join(lines[at:end]))
        at = end


def _end(lines: list[str], at: int) -> int:
    """The line after the last one that belongs to the line there."""
    open = [0] * len(_SPANS)
    for end in range(at, min(at + MOST, len(lines))):
        for kind, (begins, ends) in enumerate(_SPANS):
            open[kind] += len(begins.findall(lines[end])) - len(ends.findall(lines[end]))
        if max(open) <= 0:
            return end + 1
    return at + 1


def _line(number: int, text: str) -> Line:
    if found := _HEADING.fullmatch(text):
        return Line(number, "", found[2], len(found[1]))
    if found := _BULLET.fullmatch(text):
        return Line(number, found[1], found[2])
    return Line(number, "", text)
