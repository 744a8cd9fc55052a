"""Notes at the foot of a page, and the raised figures that point at them.

Only what is sure is taken out: smaller lines at a page's foot that begin with a mark, and raised
marks in the text above that one of these notes answers to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.transcripts.pdf.values import Line, Word, line_of

_SMALLER = 0.92
_RAISED = 0.8
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
    kept: list[tuple[Line, ...]] = []
    marks: set[str] = set()
    notes = 0
    has_text = False
    for column in columns:
        foot = _foot(column, usual)
        above = column[: len(column) - len(foot)]
        has_text = has_text or any(line.size > _SMALLER * usual for line in above)
        first = next((at for at, line in enumerate(foot) if _MARK.match(line.text)), None)
        if not has_text or first is None:
            kept.append(tuple(column))
            continue
        notes_here = [found[1] for line in foot[first:] if (found := _MARK.match(line.text))]
        marks.update(notes_here)
        notes += len(notes_here)
        kept.append((*above, *foot[:first]))
    if marks:
        kept = [tuple(_unmarked(line, marks) for line in column) for column in kept]
    return WithoutNotes(tuple(kept), notes)


def _foot(column: Sequence[Line], usual: float) -> Sequence[Line]:
    start = len(column)
    while start and column[start - 1].size <= _SMALLER * usual:
        start -= 1
    return column[start:]


def _unmarked(line: Line, marks: set[str]) -> Line:
    words: list[Word] = []
    for place, word in enumerate(line.words):
        raised = word.size <= _RAISED * line.size and word.bottom <= line.bottom - 0.1 * line.size
        before = line.words[place - 1].text if place else ""
        # 10⁵ and km² are no notes.
        is_power = before[-1:].isdigit() or len(before) <= 2
        if not (raised and word.text in marks and not is_power):
            words.append(word)
    return line_of(words) if words and len(words) < len(line.words) else line
