"""What pages repeat: running heads, feet, page numbers and line numbers, taken out of the text.

A line is a running head only if it stands outermost on its page, or beside one that does, and if
other pages have the same words there, figures apart. Speech does not do that; a lone "(Laughter.)"
may, so what reads as speech needs more pages to agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotetrack.transcripts.pdf.values import Line, Page, Word, line_of, rows_of

_DEEPEST = 5
"""At most so many lines at the head of a page, and as many at its foot, are furniture."""
_PLACE = 6.0
"""Within so many points two pages' lines stand at the same height."""

_NUMBER = re.compile(
    r"(?:page|seite|стр\.?|p\.)?\s*[-–—\[(]?\s*(?P<number>[A-Z]?\d{1,5}|[ivxlc]{1,6})\s*"
    r"(?:[-–—\])]|(?:/|of|von|из)\s*\d{1,5})?\.?",
    re.I,
)
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_SPEECH = re.compile(r"[.?!…:][\"'”’»)\]]*$|^\(.*\)$|^\[.*\]$")
_SENTENCE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Bare:
    """Pages without their furniture."""

    pages: tuple[Page, ...]
    names: tuple[str, ...]
    """What each page is called: the number printed on it where the printed ones follow each other."""


def without_furniture(pages: Sequence[Page]) -> Bare:
    """The pages without what repeats on them, and the pages' names."""
    numbered = [without_line_numbers(page) for page in pages]
    rows = [rows_of(page.words) for page in numbered]
    dropped: list[set[int]] = [set() for _ in pages]
    printed: list[dict[int, str]] = [{} for _ in pages]
    for end in (1, -1):
        _peel(numbered, rows, end, dropped, printed)
    bare = tuple(
        replace(page, words=tuple(word for at, row in enumerate(own) if at not in gone for word in row))
        for page, own, gone in zip(numbered, rows, dropped, strict=True)
    )
    return Bare(bare, tuple(_names(pages, printed)))


def _peel(
    pages: Sequence[Page],
    rows: Sequence[Sequence[Sequence[Word]]],
    end: int,
    dropped: Sequence[set[int]],
    printed: Sequence[dict[int, str]],
) -> None:
    """Take furniture off one end of every page, from the outside inwards."""
    outer: list[list[tuple[int, Line, list[str]]]] = []
    steps: list[float] = []
    for own in rows:
        places = range(len(own))[: _DEEPEST + 1] if end == 1 else range(len(own))[::-1][: _DEEPEST + 1]
        outer.append([(at, line_of(own[at]), _pieces(own[at])) for at in places])
        steps.append(_usual_step(own))
    agreeing = _Agreement(outer)
    for index, own_rows in enumerate(outer):
        apart = _rows_apart([line for _, line, _ in own_rows], steps[index])
        for depth, (at, line, pieces) in enumerate(own_rows[:_DEEPEST]):
            number = _NUMBER.fullmatch(line.text.strip())
            # Figures apart only what stands off the text: a text can say the same of other figures.
            stands_off = depth < apart or not _is_like(line, own_rows[depth + 1 :])
            share = max(
                (agreeing(index, piece, line.middle, folded=stands_off) for piece in pieces), default=0
            )
            if number and (stands_off or share >= 2):
                printed[index].setdefault(end, number["number"])
            elif share < _needed(line.text, len(pages), stands_off=stands_off):
                break
            else:
                for figure in re.findall(r"\b[A-Z]?[1-9]\d{0,4}\b", line.text):
                    printed[index].setdefault(end * (len(printed[index]) + 2), figure)
            dropped[index].add(at)


def _pieces(row: Sequence[Word]) -> list[str]:
    """The pieces of a row that wide gaps part."""
    pieces: list[list[Word]] = []
    for word in sorted(row, key=lambda word: word.x0):
        if pieces and word.x0 - pieces[-1][-1].x1 <= 1.5 * word.size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [line_of(piece).text.casefold() for piece in pieces]


def _usual_step(rows: Sequence[Sequence[Word]]) -> float:
    """From row to row on most of a page."""
    lines = [line_of(row) for row in rows]
    steps = sorted(
        step
        for line, following in pairwise(lines)
        if (step := following.middle - line.middle) > 0.6 * line.size
    )
    return steps[len(steps) // 2] if steps else 0.0


def _rows_apart(lines: Sequence[Line], usual: float) -> int:
    """How many rows at a page's end stand off the text by more than its rows off each other."""
    if len(lines) <= 1:
        return len(lines)
    for depth in range(min(len(lines) - 1, _DEEPEST), 0, -1):
        if abs(lines[depth].middle - lines[depth - 1].middle) > 1.25 * (usual or lines[depth].size):
            return depth
    return 0


def _is_like(line: Line, inner: Sequence[tuple[int, Line, list[str]]]) -> bool:
    """Whether a row is set in the size of the rows further in."""
    sizes = sorted(other.size for _, other, _ in inner)
    return not sizes or abs(sizes[len(sizes) // 2] - line.size) <= 0.05 * line.size


class _Agreement:
    """How many other pages have these words at this height; looked up, not compared pair by pair."""

    def __init__(self, outer: Sequence[Sequence[tuple[int, Line, list[str]]]]) -> None:
        self._places: dict[str, list[tuple[float, int]]] = {}
        for index, rows in enumerate(outer):
            for _, line, pieces in rows:
                for key in {key for piece in pieces for key in (piece, _FIGURES.sub("#", piece))}:
                    self._places.setdefault(key, []).append((line.middle, index))

    def __call__(self, index: int, piece: str, middle: float, *, folded: bool) -> int:
        """The number of pages; ``folded`` when figures need not be the same."""
        if not any(sign.isalnum() for sign in piece):
            return 0
        places = self._places[_FIGURES.sub("#", piece) if folded else piece]
        same = {page for height, page in places if abs(height - middle) <= _PLACE}
        return len(same - {index})


def _needed(text: str, pages: int, *, stands_off: bool) -> int:
    """How many other pages must agree before a line is furniture."""
    if not stands_off:
        return max(3, pages // 2)
    if _SPEECH.search(text) and (len(text.split()) >= _SENTENCE_WORDS or text.startswith(("(", "["))):
        return max(3, pages // 2)
    return 1 if pages <= 5 else 2


def _names(pages: Sequence[Page], printed: Sequence[dict[int, str]]) -> Iterator[str]:
    """The printed number, where most pages print one that counts on with the pages; else the file's count."""
    offsets: Counter[tuple[str, int]] = Counter()
    for page, figures in zip(pages, printed, strict=True):
        offsets.update({found for figure in figures.values() if (found := _offset(figure, page.number))})
    best, pages_with = offsets.most_common(1)[0] if offsets else (("", 0), 0)
    holds = pages_with >= 2 and 2 * pages_with >= len(pages) - 1
    for page in pages:
        name = page.number + best[1]
        yield f"{best[0]}{name}" if holds and name > 0 else page.label or str(page.number)


def _offset(figure: str, number: int) -> tuple[str, int] | None:
    found = re.fullmatch(r"([A-Za-z]?)(\d{1,5})", figure)
    return (found[1].upper(), int(found[2]) - number) if found else None


def without_line_numbers(page: Page) -> Page:
    """The page without the numbers that count its lines at the left edge."""
    rows = rows_of(page.words)
    first = [min(row, key=lambda word: word.x0) for row in rows]
    numbers = [word for word in first if re.fullmatch(r"\d{1,2}", word.text)]
    if len(numbers) < 5:
        return page
    others = [word.x0 for word in page.words if not any(word is number for number in numbers)]
    margin = sorted(others)[len(others) // 20] if others else page.width
    inside = [word for word in numbers if word.x1 <= margin]
    counted = [int(word.text) for word in inside]
    steps = [later - earlier for earlier, later in pairwise(counted)]
    if len(inside) < 5 or sum(step == steps[0] and step in (1, 5) for step in steps) < 0.8 * len(steps):
        return page
    gone = {id(word) for word in inside}
    return replace(page, words=tuple(word for word in page.words if id(word) not in gone))
