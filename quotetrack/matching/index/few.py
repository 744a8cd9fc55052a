"""A few words to the hashes that ``folding`` gives the words of a text: what an index is asked with.

A quote has two dozen words. Arrays take 2 µs an operation however few they hold, so all this is done on plain
numbers: a word that was not seen before costs 1 µs, thirty times less.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from operator import getitem

from quotetrack.matching.index.characters import (
    ALONE,
    DIGIT,
    GAP,
    JOINER,
    JOINERS,
    MULTIPLIER,
    SEPARATOR,
    describe,
)

GRAM = 3
"""Words in a row that are looked up together."""
_LONGEST = 200
"""Code points. What is longer without a space is no common word."""
_MOST_KNOWN = 65_536
_ODD = re.compile(r"[^ -~‘’“”–—…\n]|\d[.,]\d")
"""What words of a quote hardly ever have, and ``_PLAIN_WORD`` does not know."""
_NO_BREAK = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d)")
"""A no-break space that is not inside a number."""
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:['’‘`][A-Za-z0-9]+)*")
_STOPS = '.,;:!?"“”()'
"""What stands at a word's ends and is no part of it."""
_NO_JOINERS = str.maketrans(dict.fromkeys(JOINERS))


def fold_words(text: str) -> list[int]:
    """The hashes of a few words, the same as ``fold_text`` has; each word's is remembered."""
    if "\u00a0" in text:  # else what it joins would be one word that nobody has seen before
        text = _NO_BREAK.sub(" ", text)
    return list(chain.from_iterable(map(_known.__getitem__, text.split(" "))))


class _Known(dict[str, tuple[int, ...]]):
    """What was folded before; begun anew when full, since to note which was used last costs more."""

    def __missing__(self, part: str) -> tuple[int, ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        bare = part.strip(_STOPS)  # most likely seen before
        found = self[part] = self[bare] if bare and bare != part else _hashes(part)
        return found


_known = _Known()


def _hashes(part: str) -> tuple[int, ...]:
    """The hashes of the words in what stands between two spaces, which no word reaches across."""
    if part.isalnum() and part.isascii() and len(part) <= _LONGEST:  # most are
        return (_hash(part),)
    if len(part) > _LONGEST or _ODD.search(part):
        return tuple(_odd(part))
    return tuple(map(_hash, _PLAIN_WORD.findall(part)))


class _Place(dict[str, int]):
    """What each character adds to a word's hash in one place: its value times the power of the place."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._power = pow(MULTIPLIER, number, 2**32)

    def __missing__(self, character: str) -> int:
        found = self[character] = describe(character)[1] * self._power % 2**32
        return found


_places = [_Place(number) for number in range(_LONGEST)]


def _hash(word: str) -> int:
    """The sum of what the letters add, spread over all bits."""
    letters = word if word.isalnum() else word.translate(_NO_JOINERS)
    number = sum(map(getitem, _places, letters)) & 0xFFFFFFFF
    # As ``mix_one``, whose call would take a third as long.
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


@lru_cache(maxsize=4096)
def _describe(character: str) -> tuple[int, int]:
    return describe(character)


def _odd(part: str) -> list[int]:
    """The same for any characters, one after the other, by the rules of ``folding``."""
    described = [_describe(character if character <= "\uffff" else "\uffff") for character in part]
    kinds = [kind for kind, _ in described]
    hashes: list[int] = []
    total, power, before = 0, 0, GAP  # no word is open while the power is 0, which no power of it is
    for at, (kind, value) in enumerate(described):
        inside = _inside(kinds, at)
        begins = inside and (not power or ALONE in (kind, before))
        if power and (begins or not inside):
            hashes.append(mix_one(total))
        if begins or not inside:
            total, power = value, MULTIPLIER if inside else 0
        elif value:
            total, power = (total + value * power) % 2**32, power * MULTIPLIER % 2**32
        before = kind
    if power:
        hashes.append(mix_one(total))
    return hashes


def _inside(kinds: list[int], at: int) -> bool:
    """Whether a character belongs to a word: a letter or digit, or what joins two of them."""
    kind = kinds[at]
    if kind not in (JOINER, SEPARATOR):
        return kind != GAP
    if not 0 < at < len(kinds) - 1:
        return False
    around = kinds[at - 1], kinds[at + 1]
    if kind == SEPARATOR:
        return around == (DIGIT, DIGIT)
    return not {GAP, JOINER, SEPARATOR}.intersection(around)


def mix_one(number: int) -> int:
    """The same as ``folding.mix`` of one number of 32 bits."""
    number ^= number >> 16
    number = number * 0x85EBCA6B % 2**32
    number ^= number >> 13
    number = number * 0xC2B2AE35 % 2**32
    return number ^ number >> 16
