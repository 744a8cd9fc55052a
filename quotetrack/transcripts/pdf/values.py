"""What the layout works on: words, lines and pages with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together, in one size."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    spaced: bool = True
    """Whether the file itself prints a space before it."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right, at least one."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    """Of most of its letters."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """Its words with the spaces between them."""
        parts = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            parts.append(word.text if is_glued(before, word) else " " + word.text)
        return "".join(parts)

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its letters were read."""

    number: int
    """From 1, as the file counts."""
    width: float
    height: float
    words: tuple[Word, ...]
    picture: bool = False
    """Whether pictures cover most of it."""
    turned: int = 0
    """Letters left out because they are not upright."""
    downwards: int = 0
    """Letters that stand under the one printed before them."""
    label: str | None = None
    """What the file itself names the page."""


def is_glued(before: Word, word: Word) -> bool:
    """Whether no space stands between two neighbours on a line."""
    return not word.spaced and word.x0 - before.x1 < 0.1 * max(before.size, word.size)


def line_of(words: Iterable[Word]) -> Line:
    """The line that these words make."""
    ordered = tuple(sorted(words, key=lambda word: word.x0))
    sizes: dict[float, int] = {}
    for word in ordered:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda candidate: (sizes[candidate], candidate))
    core = [word for word in ordered if word.size == size]
    return Line(
        ordered,
        x0=ordered[0].x0,
        x1=max(word.x1 for word in ordered),
        top=min(word.top for word in core),
        bottom=max(word.bottom for word in core),
        size=size,
    )


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by their base line, from the top; raised figures stand with the line they belong to."""
    rows: list[list[Word]] = []
    cores: list[Word] = []
    # Larger words first among those of one height: they are what a raised figure is measured against.
    for word in sorted(words, key=lambda word: (round(word.middle), -word.size)):
        for back in range(1, min(len(rows), 6) + 1):
            core = cores[-back]
            overlap = min(core.bottom, word.bottom) - max(core.top, word.top)
            heights = sorted((core.bottom - core.top, word.bottom - word.top))
            # A letter twice as high is a drop cap, and stands beside two lines.
            if overlap >= 0.55 * heights[0] and heights[0] >= _ALIKE * heights[1]:
                rows[-back].append(word)
                if word.size > core.size:
                    cores[-back] = word
                break
        else:
            rows.append([word])
            cores.append(word)
    return [row for _, row in sorted(zip(cores, rows, strict=True), key=lambda pair: pair[0].middle)]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of one column, from the top."""
    return [line_of(row) for row in rows_of(words)]


def usual_size(pages: Sequence[Page]) -> float:
    """The size that most letters have; 10 where there are none."""
    sizes: dict[float, int] = {}
    for page in pages:
        for word in page.words:
            size = round(word.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0
