"""A page's words as a browser looks them through: where they stand, and the page's own characters there.

Words are counted over the whole page, from 0. They are compared without signs, case and accents.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import regex

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


@dataclass(frozen=True)
class Page:
    """A page's text, ready to be looked through."""

    blocks: tuple[str, ...]
    """As ``quotetrack.transcripts.rendered`` gives them."""
    _places: tuple[tuple[int, int, int], ...] = field(init=False, repr=False)
    """Of each word the block, and where in it the word begins and ends."""
    words: tuple[str, ...] = field(init=False, repr=False)
    """Its words in order, without signs, case and accents."""
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
        object.__setattr__(self, "words", words)
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

    def only(self, first: int, last: int) -> bool:
        """Whether no other place of the page has these words."""
        return sum(1 for _ in zip(self.found(self.words[first : last + 1]), range(2), strict=False)) == 1

    def block_of(self, word: int) -> int:
        """The block in which a word stands."""
        return self._places[word][0]

    def term(self, first: int, last: int) -> str | None:
        """The page's own characters from word to word, to where words surely end; ``None`` in two blocks."""
        block, start, _ = self._places[first]
        other, _, end = self._places[last]
        if block != other:
            return None
        text = self.blocks[block]
        while start > 0 and _BETWEEN.match(text[start]) and _BETWEEN.match(text[start - 1]):
            start -= 1
        while end < len(text) and _BETWEEN.match(text[end - 1]) and _BETWEEN.match(text[end]):
            end += 1
        return text[start:end]

    def left(self, first: int, number: int) -> tuple[int, int, str] | None:
        """So many words before, fewer where their block begins: the first, the last, and the characters."""
        block, start, _ = self._places[first]
        if number == 0 or first == 0:
            return None
        last = first - 1
        own = self._places[last][0]
        if own == block:
            end = len(self.blocks[block][:start].rstrip())
        elif not self.blocks[block][:start].strip() and self._empty(own, block):
            end = len(self.blocks[own])
        else:
            return None  # a sign stands between, in this block: no word can be named with it
        begin = max(0, first - number)
        while self._places[begin][0] != own:
            begin += 1
        return begin, last, self.blocks[own][self._places[begin][1] : end]

    def right(self, last: int, number: int) -> tuple[int, int, str] | None:
        """So many words after, fewer where their block ends."""
        block, _, end = self._places[last]
        if number == 0 or last + 1 >= len(self._places):
            return None
        first = last + 1
        own = self._places[first][0]
        if own == block:
            start = len(self.blocks[block]) - len(self.blocks[block][end:].lstrip())
        elif not self.blocks[block][end:].strip() and self._empty(block, own):
            start = 0
        else:
            return None
        until = min(last + number, len(self._places) - 1)
        while self._places[until][0] != own:
            until -= 1
        return first, until, self.blocks[own][start : self._places[until][2]]

    def _empty(self, first: int, last: int) -> bool:
        """Whether no sign stands in the blocks between these two."""
        return not any(block.strip() for block in self.blocks[first + 1 : last])


def words_in(text: str) -> list[str]:
    """The words of any text, as those of a page are compared."""
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    return _INSIDE.sub("", unicodedata.normalize("NFKD", word)).casefold() or word
