"""Text to folded word hashes at array speed: what the index is made of and asked with.

This tokeniser need not agree with ``tokens.tokenise`` in every corner: the index only names
places, and what stands there is read again and judged on the real characters. It must agree
with itself, between the day a text was indexed and the day a quote is looked up; hence
``FOLDING``, the version that every segment carries.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

FOLDING = 1
"""Raised with every change of this module that changes a hash."""

GAP, WORD, DIGIT, ALONE, JOINER, SEPARATOR = range(6)
JOINERS = "'’ʼ‘`´\u00ad\u200d"
"""Between two letters they vanish: *don't* is *dont*."""
_SEPARATORS = ",.\u00a0\u202f\u2009"
"""Between two digits they vanish: 1,000 is 1000."""
_PAGE = 256
_USUAL = 0x2100
"""Alphabets and typographic signs. These pages are filled together, so that one comparison tells."""
MULTIPLIER = 0x01000193
"""Odd, so that it has an inverse modulo 2**32 (the FNV prime)."""
_INVERSE = pow(MULTIPLIER, -1, 2**32)
_CHUNK = 1 << 20
"""Code points folded at once; the tables of powers are as long."""


def _powers(base: int) -> NDArray[np.uint32]:
    """1, base, base**2 … modulo 2**32, made by doubling."""
    powers = np.ones(_CHUNK + 1, dtype=np.uint32)
    size, factor = 1, base
    while size < len(powers):
        end = min(2 * size, len(powers))
        powers[size:end] = powers[: end - size] * np.uint32(factor)
        factor = factor * factor % 2**32
        size = end
    return powers


class _Tables:
    """What each code point is and folds to; pages of 256 are filled in when a text first needs them.

    Filling all of Unicode costs 0.6 s, a page 0.4 ms.
    """

    def __init__(self) -> None:
        self.kinds = np.zeros(0x10000, dtype=np.uint8)
        self.values = np.zeros(0x10000, dtype=np.uint32)
        self._ready = np.zeros(0x10000 // _PAGE, dtype=bool)
        self._below = 0
        """All code points below this one are ready."""
        self._forwards: NDArray[np.uint32] | None = None
        self._backwards: NDArray[np.uint32] | None = None

    def prepare(self, codes: NDArray[np.uint16]) -> None:
        """Fill the pages that these code points lie on."""
        highest = int(codes.max())
        if highest < self._below or (highest >= _USUAL and self._ready[codes >> 8].all()):
            return
        if highest < _USUAL:
            codes = np.arange(0, _USUAL, _PAGE, dtype=np.uint16)
        pages = np.flatnonzero(np.bincount(codes >> 8, minlength=len(self._ready))[: len(self._ready)])
        for page in pages[~self._ready[pages]]:
            for code in range(page * _PAGE, (page + 1) * _PAGE):
                self.kinds[code], self.values[code] = describe(chr(code))
            self._ready[page] = True
        self._below = int(np.argmin(self._ready)) * _PAGE

    def powers(self, length: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The multiplier's powers, and its inverse's, for so many code points."""
        if self._forwards is None or self._backwards is None or len(self._forwards) < length:
            self._forwards, self._backwards = _powers(MULTIPLIER), _powers(_INVERSE)
        return self._forwards, self._backwards


def describe(character: str) -> tuple[int, int]:
    """The kind of a character and the number it adds to its word's hash (0 for nothing)."""
    if character in JOINERS:
        return JOINER, 0
    if character in _SEPARATORS:
        return SEPARATOR, 0
    category = unicodedata.category(character)
    if category[0] == "M":
        return WORD, 0
    if category[0] not in "LN" or category in ("No", "Nl"):
        return GAP, 0
    folded = unicodedata.normalize("NFKD", character.casefold())
    first = next((ord(c) for c in folded if not unicodedata.combining(c)), ord(character))
    mixed = (first + 1) * 0x9E3779B1 % 2**32
    value = (mixed ^ (mixed >> 15)) * 0x85EBCA77 % 2**32 | 1
    if category == "Nd":
        return DIGIT, value
    return (ALONE if _unspaced(ord(character)) else WORD), value


def _unspaced(code: int) -> bool:
    """Scripts written without spaces: Thai to Myanmar, Khmer, kana, Han."""
    return (
        0x0E00 <= code < 0x10A0
        or 0x1780 <= code < 0x1800
        or 0x3040 <= code < 0xA000
        or 0xF900 <= code < 0xFB00
    )


_tables = _Tables()


@dataclass(frozen=True)
class Folded:
    """The words of a text: where each starts, in code points, and its hash."""

    starts: NDArray[np.uint32]
    hashes: NDArray[np.uint32]


def fold_text(text: str) -> Folded:
    """The words of a text of any length."""
    codes = _codes(text)
    if len(codes) <= _CHUNK:
        return _fold(codes)
    starts, hashes, at = [], [], 0
    while at < len(codes):
        end = min(at + _CHUNK, len(codes))
        if end < len(codes):
            # never inside a word, if there is a space within reach
            spaces = np.flatnonzero(codes[max(at, end - 4096) : end] == 32)
            if len(spaces):
                end = max(at, end - 4096) + int(spaces[-1]) + 1
        part = _fold(codes[at:end])
        starts.append(part.starts + np.uint32(at))
        hashes.append(part.hashes)
        at = end
    return Folded(np.concatenate(starts), np.concatenate(hashes))


def _codes(text: str) -> NDArray[np.uint16]:
    """One number a code point. Those beyond the basic plane are all one: U+FFFF, no letter."""
    narrow = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(narrow) == len(text):
        return narrow
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(wide, 0xFFFF).astype(np.uint16)


def _fold(codes: NDArray[np.uint16]) -> Folded:
    if not len(codes):
        return Folded(np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    _tables.prepare(codes)
    at = codes.astype(np.intp)
    kinds = _tables.kinds.take(at, mode="clip")
    inside = _inside(kinds)
    before = np.empty_like(inside)
    before[0] = False
    before[1:] = inside[:-1]
    begins = inside & ~before
    alone = kinds == ALONE
    if alone.any():
        begins |= alone
        begins[1:] |= alone[:-1] & inside[1:]
    starts = np.flatnonzero(begins)
    if not len(starts):
        return Folded(np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    values = _tables.values.take(at, mode="clip")
    silent = np.flatnonzero(inside[1:] & (values[1:] == 0)) + 1  # nothing stands before the very first
    return Folded(starts.astype(np.uint32), mix(_sums(values, starts, silent)))


def _sums(
    values: NDArray[np.uint32], starts: NDArray[np.intp], silent: NDArray[np.intp]
) -> NDArray[np.uint32]:
    """For each word the sum of its letters' values, each times the power of its place.

    ``silent`` are the places that add nothing and take no power: *don't* must have the hash of *dont*.
    """
    forwards, backwards = _tables.powers(len(values))
    edges = [0, *silent.tolist(), len(values)]
    for passed, (begin, end) in enumerate(pairwise(edges)):
        values[begin:end] *= forwards[begin - passed : end - passed] if begin else forwards[:end]
    # A word's sum is the difference of two running sums, brought back to the power of its start.
    sums = np.empty(len(values) + 1, dtype=np.uint32)
    sums[0] = 0
    np.cumsum(values, dtype=np.uint32, out=sums[1:])
    until = sums[starts]
    through = np.empty_like(until)
    through[:-1] = until[1:]
    through[-1] = sums[-1]
    powers = starts
    if len(silent):
        counts = np.diff(np.searchsorted(starts, silent), prepend=0, append=len(starts))
        powers = starts - np.repeat(np.arange(len(silent) + 1), counts)
    return (through - until) * backwards[powers]


def _inside(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which characters belong to a word: letters and digits, and what joins two of them."""
    inside: NDArray[np.bool_] = (kinds != GAP) & (kinds <= ALONE)
    joins = np.flatnonzero(kinds > ALONE)
    joins = joins[(joins > 0) & (joins < len(kinds) - 1)]
    left, right = kinds[joins - 1], kinds[joins + 1]
    letters = (kinds[joins] == JOINER) & inside[joins - 1] & inside[joins + 1]
    digits = (kinds[joins] == SEPARATOR) & (left == DIGIT) & (right == DIGIT)
    inside[joins[letters | digits]] = True
    return inside


def mix(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread a hash over all its bits (the finaliser of MurmurHash3)."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
