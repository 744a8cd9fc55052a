"""A page's words in reading order: where its columns are, and what spans them.

A gutter is a strip that many lines leave white, with text on both sides that fills up to it on
the left and starts in line on the right. A line across the strip (a heading) ends it: above
and below it the page is looked at anew, and so is each side, which finds three columns and more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotetrack.transcripts.pdf.values import Line, Page, Word, line_of, rows_of

_LINES = 5
"""A gutter is white beside at least so many lines; fewer where another page has one at the same place."""
_NARROWEST = 5.0
_LETTERS = 12
"""Half the lines of a column have at least so many letters; a table's cells have fewer."""
_NEAR = 8.0
_STRAY = 40
"""One line of so many may reach into a gutter: a table's or a heading's."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    top: float
    bottom: float
    lines: int


def in_columns(pages: Sequence[Page]) -> list[list[list[Word]]]:
    """For each page its columns in reading order; a line that spans columns is one by itself.

    A page with few lines, as the last often is, has its columns where the other pages have them.
    """
    found: list[list[_Gutter]] = []
    for page in pages:
        gutters: list[_Gutter] = []
        for _ in _cut(page.words, (), gutters):
            pass
        found.append(gutters)
    counts: dict[int, int] = {}
    for gutters in found:
        for gutter in gutters:
            place = round(gutter.x / _NEAR)
            counts[place] = counts.get(place, 0) + gutter.lines
    known = tuple(place * _NEAR for place, lines in counts.items() if lines >= 2 * _LINES)
    return [list(_cut(page.words, known, [])) for page in pages]


def _cut(words: Sequence[Word], known: Sequence[float], gutters: list[_Gutter]) -> Iterator[list[Word]]:
    """Columns from the first to the last; the gutters are added to ``gutters``."""
    waiting: list[Sequence[Word]] = [words]
    while waiting:
        part = waiting.pop()
        if not part:
            continue
        gutter = _widest(_segments(part), known)
        if gutter is None:
            yield list(part)
            continue
        above = [word for word in part if word.middle < gutter.top]
        below = [word for word in part if word.middle > gutter.bottom]
        between = [word for word in part if gutter.top <= word.middle <= gutter.bottom]
        left = [word for word in between if word.x0 < gutter.x]
        right = [word for word in between if word.x0 >= gutter.x]
        if not left or not right:
            yield list(part)
            continue
        gutters.append(gutter)
        waiting.extend((below, right, left, above))


def _segments(words: Sequence[Word]) -> list[Line]:
    """Lines, cut wherever the gap between two words is wider than between words of a line."""
    segments: list[Line] = []
    for row in rows_of(words):
        row.sort(key=lambda word: word.x0)
        gaps = sorted(word.x0 - before.x1 for before, word in pairwise(row))
        usual = gaps[len(gaps) // 2] if len(gaps) > 2 else 0.0
        piece = [row[0]]
        for word in row[1:]:
            # A justified line's spaces are wide, and all alike.
            if word.x0 - piece[-1].x1 > max(0.55 * word.size, min(1.6 * usual, 2 * word.size)):
                segments.append(line_of(piece))
                piece = []
            piece.append(word)
        segments.append(line_of(piece))
    segments.sort(key=lambda segment: segment.middle)
    return segments


def _widest(segments: Sequence[Line], known: Sequence[float]) -> _Gutter | None:
    """The gutter with most lines beside it."""
    best: _Gutter | None = None
    for x in _candidates(segments):
        left: list[Line] = []
        right: list[Line] = []
        for segment in (*segments, None):
            if segment is not None and segment.x1 <= x:
                left.append(segment)
            elif segment is not None and segment.x0 >= x:
                right.append(segment)
            else:
                gutter = _between(left, right, known) if left and right else None
                if gutter and (best is None or gutter.lines > best.lines):
                    best = gutter
                left, right = [], []
    return best


def _candidates(segments: Sequence[Line]) -> list[float]:
    """The middles of the strips that fewer lines cross than cross the strips beside them.

    And of the strips that are as wide as they were without a stray line that reaches into them.
    """
    if not segments:
        return []
    start = int(min(segment.x0 for segment in segments)) - 1
    width = int(max(segment.x1 for segment in segments)) - start + 3
    steps = [0] * (width + 1)
    for segment in segments:
        steps[int(segment.x0) - start] += 1
        steps[int(segment.x1) - start + 1] -= 1
    runs: list[tuple[int, int, int]] = []
    crossing = 0
    for place, step in enumerate(steps):
        crossing += step
        if runs and runs[-1][2] == crossing:
            runs[-1] = (runs[-1][0], place, crossing)
        else:
            runs.append((place, place, crossing))
    few = max(1, len(segments) // _STRAY)
    places: dict[float, None] = {}
    for at in range(1, len(runs) - 1):
        first, last, crossed = runs[at]
        if crossed < runs[at - 1][2] and crossed < runs[at + 1][2]:
            left, right = at, at
            while runs[left - 1][2] <= crossed + few and left > 1:
                left -= 1
            while runs[right + 1][2] <= crossed + few and right < len(runs) - 2:
                right += 1
            places[start + (runs[left][0] + runs[right][1] + 1) / 2] = None
            places[start + (first + last + 1) / 2] = None
    return list(places)


def _between(left: list[Line], right: list[Line], known: Sequence[float]) -> _Gutter | None:
    """The gutter between these lines, if they stand in columns."""
    size = max(left[0].size, right[0].size)
    edge, start = max(line.x1 for line in left), min(line.x0 for line in right)
    if start - edge < max(_NARROWEST, 0.5 * size):
        return None
    x = (edge + start) / 2
    # Where only one side has text above, a heading stands there, or the other has a picture.
    top = max(left[0].middle, right[0].middle) - 0.6 * size
    bottom = max(left[-1].middle, right[-1].middle)
    both = min(left[-1].middle, right[-1].middle) + 0.6 * size
    nearest_left = _nearest([line for line in left if top <= line.middle <= both], rightmost=True)
    nearest_right = _nearest([line for line in right if top <= line.middle <= both], rightmost=False)
    lines = min(len(nearest_left), len(nearest_right))
    if not lines:
        return None
    is_known = any(abs(x - place) <= _NEAR for place in known)
    if not is_known and (lines < _LINES or not _are_columns(nearest_left, nearest_right, edge, start)):
        return None
    return _Gutter(x, top, bottom, lines)


def _nearest(lines: Sequence[Line], *, rightmost: bool) -> list[Line]:
    """Of each row the line next to the gutter."""
    nearest: list[Line] = []
    for line in lines:
        if nearest and line.middle - nearest[-1].middle <= 0.5 * line.size:
            if (line.x1 > nearest[-1].x1) if rightmost else (line.x0 < nearest[-1].x0):
                nearest[-1] = line
        else:
            nearest.append(line)
    return nearest


def _are_columns(left: Sequence[Line], right: Sequence[Line], edge: float, start: float) -> bool:
    """Whether both sides are running text: long lines that fill up to the gutter or align after it."""
    if min(len(left), len(right)) < 0.4 * max(len(left), len(right)):
        return False
    for side in (left, right):
        lengths = sorted(len(line.text) for line in side)
        if lengths[len(lengths) // 2] < _LETTERS:
            return False
    filled = sum(edge - line.x1 <= 4 * line.size for line in left)
    aligned = sum(line.x0 - start <= 2.5 * line.size for line in right)
    return filled >= 0.4 * len(left) and aligned >= 0.6 * len(right)
