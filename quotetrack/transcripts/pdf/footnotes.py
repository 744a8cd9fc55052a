"""Notes at the foot of a page, and the raised figures that point at them.

Only what is sure is taken out: smaller lines at a page's foot from the first that begins with a mark
which stands raised in the page's text, where one runs on the smaller lines at the next column's foot,
and these marks in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.transcripts.pdf.values import Line, Word, line_of

_SMALLER = 0.92
_RAISED = 0.8
_ENDS = re.compile(r"[.!?;)\]][\"'”’»)\]]*$")
_MARK = re.compile(r"(\d{1,3}|[*†‡§]{1,3})(?=\D|$)")


@dataclass(frozen=True, slots=True)
class WithoutNotes:
    """A page's columns without its notes."""

    columns: tuple[tuple[Line, ...], ...]
    notes: int


def without_footnotes(columns: Sequence[Sequence[Line]], usual: float) -> WithoutNotes:
    """The columns of one page without notes at their feet and the marks that point at them.

    ``usual`` is the size of running text, in points.
    """
    pointed = {word.text for column in columns for line in column for word in _raised(line)}
    kept: list[tuple[Line, ...]] = []
    marks: set[str] = set()
    notes = 0
    has_text = runs_on = False
    for column in columns:
        foot = _foot(column, usual)
        above = column[: len(column) - len(foot)]
        has_text = has_text or any(line.size > _SMALLER * usual for line in above)
        first = next((at for at, line in enumerate(foot) if _mark(line) in pointed), None)
        if runs_on and foot and len(foot) < len(column):
            first = 0
        if not has_text or first is None:
            runs_on = False
            kept.append(tuple(column))
            continue
        notes_here = [mark for line in foot[first:] if (mark := _mark(line)) in pointed]
        marks.update(mark for mark in notes_here if mark)
        notes += len(notes_here)
        runs_on = _ENDS.search(foot[-1].text) is None
        kept.append((*above, *foot[:first]))
    if marks:
        kept = [tuple(_unmarked(line, marks) for line in column) for column in kept]
    return WithoutNotes(tuple(kept), notes)


def _mark(line: Line) -> str | None:
    found = _MARK.match(line.text)
    return found[1] if found else None


def _raised(line: Line) -> list[Word]:
    """The raised marks in a line, its first word apart: that would be a note's own."""
    marks = []
    for before, word in pairwise(line.words):
        raised = word.size <= _RAISED * line.size and word.bottom <= line.bottom - 0.1 * line.size
        # 10⁵ and km² are no notes.
        is_power = before.text[-1:].isdigit() or len(before.text) <= 2
        if raised and not is_power and _MARK.fullmatch(word.text):
            marks.append(word)
    return marks


def _foot(column: Sequence[Line], usual: float) -> Sequence[Line]:
    start = len(column)
    while start and column[start - 1].size <= _SMALLER * usual:
        start -= 1
    return column[start:]


def _unmarked(line: Line, marks: set[str]) -> Line:
    gone = {id(word) for word in _raised(line) if word.text in marks}
    return line_of(word for word in line.words if id(word) not in gone) if gone else line
