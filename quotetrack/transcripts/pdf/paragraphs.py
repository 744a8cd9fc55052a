"""Lines to paragraphs: over columns and pages, by indentation, spacing, type and how lines end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotetrack.transcripts.content import Paragraph
from quotetrack.transcripts.label_words import Strength
from quotetrack.transcripts.labels import find_label
from quotetrack.transcripts.pdf.hyphens import only_breaks, words_within
from quotetrack.transcripts.pdf.values import Line, Word, is_glued, line_of, lines_of
from quotetrack.transcripts.wrapping import joint

_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_DROPPED = 1.7
"""A letter so much larger than its line is a drop cap."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column's lines on one page, and how they are set."""

    page: int
    """Index of the page, from 0."""
    lines: tuple[Line, ...]
    left: float = 0.0
    right: float = 0.0
    leading: float = 0.0
    """From base line to base line inside a paragraph."""
    ragged: bool = True
    first_line: frozenset[int] = frozenset()
    """Indentations, in half ems, that mark a first line."""


def column_of(page: int, words: Sequence[Word]) -> Column:
    """A column from its words, a drop cap put before the line that it begins."""
    return Column(page, tuple(_with_drop_caps(lines_of(words))))


def measured(columns: Sequence[Column]) -> list[Column]:
    """The columns with what their lines, and those of columns of the same width, tell of how they are set."""
    placed = [
        replace(column, left=_left(column.lines), right=max(line.x1 for line in column.lines))
        for column in columns
    ]
    by_width: dict[int, list[Column]] = {}
    for column in placed:
        by_width.setdefault(_width(column), []).append(column)
    found = []
    for column in placed:
        near = _width(column)
        alike = [other for width in (near - 1, near, near + 1) for other in by_width.get(width, ())][:40]
        lines = sum(len(other.lines) for other in alike)
        full = sum(other.right - line.x1 <= 0.4 * line.size for other in alike for line in other.lines)
        found.append(
            replace(
                column,
                leading=_leading(alike),
                ragged=full < 0.5 * lines,
                first_line=_first_line_indents(alike),
            )
        )
    return found


def _width(column: Column) -> int:
    """In steps of a third of an inch."""
    return round((column.right - column.left) / 24)


def join(columns: Sequence[Column], names: Sequence[str]) -> list[Paragraph]:
    """The paragraphs, each with the name of the page it starts on and of those that begin in its midst."""
    within = words_within(column.lines for column in columns)
    paragraphs: list[_Gathered] = []
    before: tuple[Column, Line] | None = None
    for column in columns:
        for line in column.lines:
            if before is None or _begins(before, (column, line)):
                paragraphs.append(_Gathered(column.page, within))
            paragraphs[-1].add(line, column.page, names)
            before = (column, line)
    return [gathered.paragraph(names) for gathered in paragraphs]


class _Gathered:
    """The lines of one paragraph so far."""

    def __init__(self, page: int, within: frozenset[str]) -> None:
        self.start = self.page = page
        self.within = within
        self.text = ""
        self.bold: list[str] = []
        self.leading = True
        self.further: list[tuple[int, str]] = []

    def add(self, line: Line, page: int, names: Sequence[str]) -> None:
        text = line.text
        between = "" if not self.text or self.text.endswith("\u00ad") else joint(self.text, text)
        if self.text and not between and only_breaks(self.text[-80:], text, self.within):
            self.text = self.text[:-1]
            if self.leading:
                self.bold[-1] = self.bold[-1][:-1]
        self.text += between
        if page != self.page:
            self.further.append((len(self.text), names[page]))
            self.page = page
        self.text += text
        for place, word in enumerate(line.words):
            if not (self.leading and word.bold):
                self.leading = False
                break
            glued = is_glued(line.words[place - 1], word) if place else not between
            self.bold.append(word.text if glued else " " + word.text)

    def paragraph(self, names: Sequence[str]) -> Paragraph:
        return Paragraph(
            self.text,
            emphasised="".join(self.bold).strip(),
            locator=names[self.start],
            further=tuple(self.further),
        )


def _begins(before: tuple[Column, Line], here: tuple[Column, Line]) -> bool:
    """Whether a paragraph begins with this line."""
    (last_column, last), (column, line) = before, here
    text, end = line.text, last.text
    ended = _ENDS.search(end) is not None
    if abs(last.size - line.size) > 0.09 * max(last.size, line.size) and not _is_run_on(end, text):
        return True
    if last.bold != line.bold and _changes_type(last, line, ended=ended):
        return True
    same_place = last_column is column
    if same_place:
        step = line.middle - last.middle
        if step > 1.3 * column.leading and step > 1.15 * line.size:
            return True
    elif _is_run_on(end, text):
        return False
    if ended and (label := find_label(text, _bold_start(line))) and label.strength >= Strength.LIKELY:
        return True
    indent, last_indent = line.x0 - column.left, last.x0 - last_column.left
    if _is_centred(line, column) != _is_centred(last, last_column) and not _is_run_on(end, text):
        return True
    if _is_first_line(indent, last_indent, column, line, ended=ended):
        return True
    if (
        same_place
        and last_indent - indent > 0.8 * line.size
        and _half_ems(last_indent, last) not in column.first_line
    ):
        # out of a block quote; a drop cap's or a first line's neighbour is no such thing
        return ended
    return _had_room(last_column, last, line, ended=ended)


def _is_run_on(end: str, text: str) -> bool:
    """Whether the words themselves show that the sentence goes on."""
    return not _ENDS.search(end) and (text[0].islower() or end[-1] in ",-\u2010\u00ad")


def _changes_type(last: Line, line: Line, *, ended: bool) -> bool:
    """Whether bold and light lines are a heading and text, not a bold label or word that runs over a line."""
    if last.bold:
        return not line.words[0].bold and not _is_run_on(last.text, line.text)
    return ended


def _is_first_line(indent: float, last_indent: float, column: Column, line: Line, *, ended: bool) -> bool:
    if indent < 0.7 * line.size:
        return False
    if _half_ems(indent, line) in column.first_line:
        # A paragraph of one line may stand before, or the block that this line belongs to is set in.
        alike = abs(indent - last_indent) <= 0.5 * line.size
        return indent - last_indent > 0.5 * line.size or (alike and ended)
    return indent - last_indent > 0.7 * line.size and _half_ems(last_indent, line) == 0


def _half_ems(length: float, line: Line) -> int:
    return round(2 * length / line.size)


def _is_centred(line: Line, column: Column) -> bool:
    before, after = line.x0 - column.left, column.right - line.x1
    return min(before, after) > 2 * line.size and abs(before - after) <= line.size


def _had_room(column: Column, last: Line, line: Line, *, ended: bool) -> bool:
    """Whether the line before stops so early that this one's first word had room after it."""
    room = column.right - last.x1
    first = line.words[0]
    needed = first.x1 - first.x0 + 0.3 * line.size
    width = column.right - column.left
    if not column.ragged:
        return room > needed + line.size and (ended or not _is_run_on(last.text, line.text))
    if ended:
        return room >= needed + 0.1 * width
    return room >= needed + 0.4 * width and not line.text[0].islower()


def _bold_start(line: Line) -> str:
    words = []
    for word in line.words:
        if not word.bold:
            break
        words.append(word.text)
    return " ".join(words)


def _left(lines: Sequence[Line]) -> float:
    """Where most lines begin; further left where a fifth of them do."""
    places = Counter(round(line.x0) for line in lines)
    enough = max(1, len(lines) // 5)
    return float(
        min(place for place, count in places.items() if count >= enough or count == max(places.values()))
    )


def _leading(columns: Sequence[Column]) -> float:
    """The least step between lines that a tenth of them have, give or take half a point."""
    steps = Counter(
        round(2 * (line.middle - last.middle)) / 2
        for column in columns
        for last, line in pairwise(column.lines)
        if abs(line.size - last.size) <= 0.5
    )
    total = sum(steps.values())
    likely = [step for step, count in steps.items() if step > 3 and count >= 0.15 * total]
    return min(likely, default=12.0)


def _first_line_indents(columns: Sequence[Column]) -> frozenset[int]:
    """Indentations whose next line stands further left more often than not."""
    balance: Counter[int] = Counter()
    for column in columns:
        for line, following in pairwise(column.lines):
            indent = line.x0 - column.left
            if indent >= 0.7 * line.size and not _is_centred(line, column):
                balance[_half_ems(indent, line)] += 1 if line.x0 - following.x0 > 0.5 * line.size else -1
    return frozenset(indent for indent, surplus in balance.items() if surplus > 0)


def _with_drop_caps(lines: Sequence[Line]) -> list[Line]:
    """Lines with a large first letter put before the first line that stands beside it."""
    caps = [
        line
        for line in lines
        if len(line.words) == 1 and len(line.words[0].text) <= 2 and line.words[0].text[0].isalpha()
    ]
    for cap in caps:
        beside = [
            line
            for line in lines
            if line is not cap
            and cap.top - line.size <= line.middle <= cap.bottom
            and 0 <= line.x0 - cap.x1 <= 2 * line.size
            and cap.size >= _DROPPED * line.size
        ]
        if not beside:
            continue
        first = min(beside, key=lambda line: line.middle)
        letter = cap.words[0]
        glued = first.words[0].text[:1].isalpha() and first.words[0].x0 - letter.x1 < 0.35 * first.size
        opening = Word(
            letter.text,
            letter.x0,
            first.words[0].x0 if glued else letter.x1,
            first.top,
            first.bottom,
            first.size,
        )
        rest = [
            Word(
                w.text, w.x0, w.x1, w.top, w.bottom, w.size, w.bold, spaced=not glued if at == 0 else w.spaced
            )
            for at, w in enumerate(first.words)
        ]
        merged = line_of([opening, *rest])
        moved = {id(line): _moved(line, cap.x0) for line in beside}
        moved[id(first)] = merged
        lines = [moved.get(id(line), line) for line in lines if line is not cap]
    return list(lines)


def _moved(line: Line, left: float) -> Line:
    """The line as if no drop cap had pushed it aside."""
    return Line(line.words, left, line.x1, line.top, line.bottom, line.size)
