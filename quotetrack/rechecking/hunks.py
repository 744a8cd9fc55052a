"""What changed between two texts, word by word, with the words around each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex
from rapidfuzz.distance import Indel

from quotetrack.model import Span

AROUND = 8
"""Words shown on either side of a change; changes nearer to each other than that are one hunk."""
MOST_CELLS = 200_000_000
"""Words of one text times words of the other that are compared at once: 25 MB and half a second."""

# Scripts written without spaces: every character is a word of its own.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_WORD = regex.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\S)+")

Edit = tuple[int, int, int, int]
"""A changed stretch: words ``a0`` to ``a1`` of the one text are ``b0`` to ``b1`` of the other."""


class PieceKind(StrEnum):
    SAME = "same"
    LOST = "lost"
    GAINED = "gained"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a hunk; white space is one space."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changes that stand close together, with what stands around them."""

    before: Span
    """What it replaces, in code points of the earlier text, without the words around it."""
    after: Span
    """What it is now, in code points of the later text."""
    pieces: tuple[Piece, ...]

    @property
    def lost(self) -> int:
        """Words that are no more."""
        return _count(self.pieces, PieceKind.LOST)

    @property
    def gained(self) -> int:
        """Words that were not there."""
        return _count(self.pieces, PieceKind.GAINED)


def hunks(before: str, after: str, *, around: int = AROUND) -> tuple[Hunk, ...]:
    """The changes from one text to the other, in order; none where only white space differs.

    Words are what stands between spaces, as ``wdiff`` has them, so that a changed comma shows.
    """
    old, new = _Words(before), _Words(after)
    edits = list(_calmed(_edits(old, new)))
    return tuple(_hunk(old, new, group, around) for group in _grouped(edits, around))


class _Words:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [match.span() for match in _WORD.finditer(text)]
        self.words = [text[start:end] for start, end in self.places]

    def span(self, start: int, end: int) -> Span:
        if start < end:
            return Span(self.places[start][0], self.places[end - 1][1])
        at = self.places[start - 1][1] if start else 0
        return Span(at, at)

    def said(self, start: int, end: int) -> str:
        span = self.span(start, end)
        return " ".join(self.text[span.start : span.end].split())

    def paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretch cut where a new line begins, as ranges of words."""
        cuts = [start]
        for number in range(start + 1, end):
            if "\n" in self.text[self.places[number - 1][1] : self.places[number][0]]:
                cuts.append(number)
        return list(zip(cuts, [*cuts[1:], end], strict=True)) if start < end else []


def _edits(old: _Words, new: _Words) -> list[Edit]:
    """The edits of the whole texts: their common ends aside, word by word where that can be afforded."""
    a, b = old.words, new.words
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    whole = (head, len(a) - tail, head, len(b) - tail)
    if _cells(whole) <= MOST_CELLS:
        return list(_compared(a, b, whole))
    # Long texts are compared paragraph by paragraph first, then within those that changed.
    ours, theirs = old.paragraphs(*whole[:2]), new.paragraphs(*whole[2:])
    if len(ours) * len(theirs) > MOST_CELLS:
        return [whole]
    one = [tuple(a[start:end]) for start, end in ours]
    other = [tuple(b[start:end]) for start, end in theirs]
    found: list[Edit] = []
    for a0, a1, b0, b1 in _compared(one, other, (0, len(one), 0, len(other))):
        block = (
            _first_word(ours, a0, whole[1]), _first_word(ours, a1, whole[1]),
            _first_word(theirs, b0, whole[3]), _first_word(theirs, b1, whole[3]),
        )  # fmt: skip
        found += _compared(a, b, block) if _cells(block) <= MOST_CELLS else [block]
    return found


def _first_word(paragraphs: Sequence[tuple[int, int]], number: int, end: int) -> int:
    return paragraphs[number][0] if number < len(paragraphs) else end


def _cells(edit: Edit) -> int:
    return (edit[1] - edit[0]) * (edit[3] - edit[2])


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words the two begin with alike."""
    number = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        number += 1
    return number


def _compared(a: Sequence[object], b: Sequence[object], place: Edit) -> Iterator[Edit]:
    """The edits of a stretch by the longest common subsequence, each as long as it goes."""
    a0, a1, b0, b1 = place
    open_: Edit | None = None
    numbers: dict[object, int] = {}
    one = [numbers.setdefault(word, len(numbers)) for word in a[a0:a1]]
    other = [numbers.setdefault(word, len(numbers)) for word in b[b0:b1]]
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            if open_ is not None:
                yield open_
            open_ = None
        elif open_ is None:
            open_ = (a0 + step.src_start, a0 + step.src_end, b0 + step.dest_start, b0 + step.dest_end)
        else:
            open_ = (open_[0], a0 + step.src_end, open_[2], b0 + step.dest_end)
    if open_ is not None:
        yield open_


def _calmed(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits joined where the few words between them agree only by chance, as in a sentence written anew."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and 2 * (edit[0] - last[1]) <= min(_size(last), _size(edit)):
            last = (last[0], edit[1], last[2], edit[3])
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _size(edit: Edit) -> int:
    return max(edit[1] - edit[0], edit[3] - edit[2])


def _grouped(edits: Sequence[Edit], around: int) -> Iterator[list[Edit]]:
    group: list[Edit] = []
    for edit in edits:
        if group and edit[0] - group[-1][1] > around:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _hunk(old: _Words, new: _Words, group: Sequence[Edit], around: int) -> Hunk:
    first, last = group[0], group[-1]
    pieces = [Piece(PieceKind.SAME, old.said(max(0, first[0] - around), first[0]))]
    at = first[0]
    for a0, a1, b0, b1 in group:
        pieces += [
            Piece(PieceKind.SAME, old.said(at, a0)),
            Piece(PieceKind.LOST, old.said(a0, a1)),
            Piece(PieceKind.GAINED, new.said(b0, b1)),
        ]
        at = a1
    pieces.append(Piece(PieceKind.SAME, old.said(at, min(len(old.words), at + around))))
    return Hunk(old.span(first[0], last[1]), new.span(first[2], last[3]), tuple(p for p in pieces if p.text))


def _count(pieces: Sequence[Piece], kind: PieceKind) -> int:
    return sum(len(_WORD.findall(piece.text)) for piece in pieces if piece.kind is kind)
