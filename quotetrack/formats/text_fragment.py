"""The address of words on a page: a text directive, made by the rules of URL Fragment Text Directives.

https://wicg.github.io/scroll-to-text-fragment/, 3.5 and 4: a browser takes the first place where the words
stand between word bounds, each term inside one block, letters compared without case and accents. So the
words are taken from the page's own text, they begin and end where words do, and words around them are named
until no other place has the same. Where that cannot be had there is no directive: one that shows another
place is worse than none.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import quote as percent

import regex

LONGEST = 120
"""Characters that are named whole; of longer passages the first and the last words are."""
FEWEST, MOST = 3, 16
"""Words of a term or of what stands around it."""

_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that set no space between words: where one ends, only a dictionary knows."""
_LETTERS = rf"(?:(?!{_UNSPACED})[\w\p{{M}}])+"
_WORD = regex.compile(
    rf"{_UNSPACED}|{_LETTERS}(?:(?:(?<=\p{{L}}\p{{M}}*)['’.:·‧](?=\p{{L}})|(?<=\p{{N}})['’.,;](?=\p{{N}})){_LETTERS})*"
)
"""As browsers tell words apart (Unicode Standard Annex 29, rules WB5 to WB13)."""
_BETWEEN = regex.compile(_UNSPACED)
_INSIDE = regex.compile(r"[^\w]+")


PIECES = 5
"""Directives in one address at most."""


@dataclass(frozen=True)
class Page:
    """A page's text, ready to be looked through."""

    blocks: tuple[str, ...]
    """As ``quotetrack.transcripts.rendered`` gives them."""
    _places: tuple[tuple[int, int, int], ...] = field(init=False, repr=False)
    """Of each word the block, and where in it the word begins and ends."""
    _words: tuple[str, ...] = field(init=False, repr=False)
    _line: str = field(init=False, repr=False)
    _ends: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = tuple(
            (number, word.start(), word.end())
            for number, block in enumerate(self.blocks)
            for word in _WORD.finditer(block)
        )
        words = tuple(_folded(self.blocks[block][start:end]) for block, start, end in places)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_words", words)
        object.__setattr__(self, "_line", f" {' '.join(words)} ")
        object.__setattr__(self, "_ends", tuple(accumulate(len(word) + 1 for word in words)))

    def found(self, words: Sequence[str], start: int = 0) -> Iterator[int]:
        """Every word from ``start`` on at which these words begin."""
        if not words:
            return
        wanted = f" {' '.join(words)} "
        at = self._line.find(wanted, self._ends[start - 1] if start else 0)
        while at >= 0:
            yield bisect_right(self._ends, at)
            at = self._line.find(wanted, at + 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are to be shown, and what stands on either side of them in the transcript."""

    text: str
    before: str = ""
    after: str = ""


def fragment(page: Page, pieces: Sequence[Piece]) -> str | None:
    """``:~:text=…``, or ``None`` where the pieces cannot be named so that no other words are meant."""
    made = [directive for piece in pieces[:PIECES] for directive in _directives(page, piece)]
    return ":~:" + "&".join(f"text={each}" for each in dict.fromkeys(made[:PIECES])) if made else None


def with_fragment(url: str, directive: str | None) -> str:
    """The address at these words; behind a fragment that it has already."""
    if directive is None:
        return url
    address, _, own = url.partition("#")
    return f"{address}#{own.partition(':~:')[0]}{directive}"


def _directives(page: Page, piece: Piece) -> Iterator[str]:
    """One; or one for each paragraph, where the page has something between them that the transcript lacks."""
    whole = _directive(page, piece)
    if whole is not None:
        yield whole
        return
    lines = piece.text.split("\n") if "\n" in piece.text else []
    at = 0
    for line in lines:
        before, after = piece.before + piece.text[:at], piece.text[at + len(line) :] + piece.after
        if each := _directive(page, Piece(line, before, after)):
            yield each
        at += len(line) + 1


def _directive(page: Page, piece: Piece) -> str | None:
    place = _place(page, piece)
    if place is None:
        return None
    first, last = place
    whole = _term(page, first, last)
    if whole is not None and len(whole) <= LONGEST:
        return _exact(page, first, last)
    return _range(page, first, last)


def _place(page: Page, piece: Piece) -> tuple[int, int] | None:
    """The first and the last word on the page."""
    words = _words_of(piece.text)
    found = list(page.found(words))
    if found:
        first = found[0] if len(found) == 1 else _likeliest(page, found, len(words), piece)
        return None if first is None else (first, first + len(words) - 1)
    # A note's mark or a page's number may stand in its midst: then its two ends are looked for.
    for size in (8, 5, FEWEST):
        if len(words) < 2 * size:
            continue
        heads = list(page.found(words[:size]))
        if len(heads) != 1:
            continue
        tail = next(page.found(words[-size:], heads[0] + size), None)
        if tail is not None and tail - heads[0] <= len(words) * 1.5:
            return heads[0], tail + size - 1
    return None


def _likeliest(page: Page, found: Sequence[int], length: int, piece: Piece) -> int | None:
    """Of several places the one in the right company; ``None`` where two have it."""
    before, after = _words_of(piece.before)[-MOST:], _words_of(piece.after)[:MOST]

    def company(at: int) -> int:
        left = page._words[max(0, at - MOST) : at]
        right = page._words[at + length : at + length + MOST]
        return _alike(reversed(before), reversed(left)) + _alike(iter(after), iter(right))

    ranked = sorted(((company(at), at) for at in found), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None


def _alike(ours: Iterator[str], theirs: Iterator[str]) -> int:
    number = 0
    for our, their in zip(ours, theirs, strict=False):
        if our != their:
            break
        number += 1
    return number


def _exact(page: Page, first: int, last: int) -> str | None:
    text = _term(page, first, last)
    if text is None:
        return None
    for before, after in _contexts():
        left, right = _left(page, first, before), _right(page, last, after)
        if (before and left is None) or (after and right is None):
            continue
        start = left[0] if left else first
        end = right[1] if right else last
        if _only(page, start, end):
            return _joined(left and left[2], text, None, right and right[2])
    return None


def _range(page: Page, first: int, last: int) -> str | None:
    """The first words, and the last."""
    block = page._places[first][0]
    room = next((n for n in range(first, last + 1) if page._places[n][0] != block), last + 1) - first
    block = page._places[last][0]
    behind = next((n for n in range(last, first - 1, -1) if page._places[n][0] != block), first - 1)
    starts = list(range(min(FEWEST, room), min(MOST, room, (last - first + 1) // 2) + 1)) or [1]
    for size, before in [*((size, 0) for size in starts), *((starts[-1], n) for n in range(1, MOST))]:
        left = _left(page, first, before)
        if before and left is None:
            continue
        if _only(page, left[0] if left else first, first + size - 1):
            break
    else:
        return None
    head = _term(page, first, first + size - 1)
    most = min(MOST, last - behind, last - first + 1 - size)
    for length in range(min(FEWEST, most), most + 1):
        if length < 1:
            break
        words = page._words[last - length + 1 : last + 1]
        if next(page.found(words, first + size), None) == last - length + 1:
            tail = _term(page, last - length + 1, last)
            if head is not None and tail is not None:
                return _joined(left and left[2], head, tail, None)
    return None


def _contexts() -> Iterator[tuple[int, int]]:
    """How many words before and after are named, the fewest first."""
    yield 0, 0
    for number in range(2, MOST, 2):
        yield number, 0
        yield 0, number
        yield number, number


def _only(page: Page, first: int, last: int) -> bool:
    """Whether no other place of the page has these words."""
    return sum(1 for _ in zip(page.found(page._words[first : last + 1]), range(2), strict=False)) == 1


def _term(page: Page, first: int, last: int) -> str | None:
    """The page's own characters from word to word, if they stand in one block, to where words surely end."""
    block, start, _ = page._places[first]
    other, _, end = page._places[last]
    if block != other:
        return None
    text = page.blocks[block]
    while start > 0 and _BETWEEN.match(text[start]) and _BETWEEN.match(text[start - 1]):
        start -= 1
    while end < len(text) and _BETWEEN.match(text[end - 1]) and _BETWEEN.match(text[end]):
        end += 1
    return text[start:end]


def _left(page: Page, first: int, number: int) -> tuple[int, int, str] | None:
    """So many words before, fewer where their block begins: the first, the last, and the characters."""
    block, start, _ = page._places[first]
    if number == 0 or first == 0:
        return None
    last = first - 1
    own = page._places[last][0]
    if own == block:
        end = len(page.blocks[block][:start].rstrip())
    elif not page.blocks[block][:start].strip():
        end = len(page.blocks[own])
    else:
        return None  # a sign stands between, in this block: no word can be named with it
    begin = max(0, first - number)
    while page._places[begin][0] != own:
        begin += 1
    return begin, last, page.blocks[own][page._places[begin][1] : end]


def _right(page: Page, last: int, number: int) -> tuple[int, int, str] | None:
    """So many words after, fewer where their block ends."""
    block, _, end = page._places[last]
    if number == 0 or last + 1 >= len(page._places):
        return None
    first = last + 1
    own = page._places[first][0]
    if own == block:
        start = len(page.blocks[block]) - len(page.blocks[block][end:].lstrip())
    elif not page.blocks[block][end:].strip():
        start = 0
    else:
        return None
    until = min(last + number, len(page._places) - 1)
    while page._places[until][0] != own:
        until -= 1
    return first, until, page.blocks[own][start : page._places[until][2]]


def _joined(before: str | None, start: str, end: str | None, after: str | None) -> str:
    """``prefix-,start,end,-suffix``, each percent-encoded: ``-``, ``,`` and ``&`` have a meaning here."""
    parts = [f"{_encoded(before)}-"] if before else []
    parts += [_encoded(start)] + ([_encoded(end)] if end else [])
    return ",".join([*parts, f"-{_encoded(after)}"] if after else parts)


def _encoded(text: str) -> str:
    return percent(text, safe="", errors="replace").replace("-", "%2D")


def _words_of(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    return _INSIDE.sub("", unicodedata.normalize("NFKD", word)).casefold() or word
