"""What each character is and folds to: the one ground that the index and its questions stand on.

This tokeniser need not agree with ``tokens.tokenise`` in every corner: the index only names
places, and what stands there is read again and judged on the real characters. It must agree
with itself, between the day a text was indexed and the day a quote is looked up; hence
``FOLDING``, the version that every segment carries. ``folding`` reads texts by it at array speed,
``few`` the words of a quote one by one.
"""

from __future__ import annotations

import unicodedata

FOLDING = 1
"""Raised with every change that changes the hash of a word."""

GAP, WORD, DIGIT, ALONE, JOINER, SEPARATOR = range(6)
JOINERS = "'’ʼ‘`´\u00ad\u200d"
"""Between two letters they vanish: *don't* is *dont*."""
_SEPARATORS = ",.\u00a0\u202f\u2009"
"""Between two digits they vanish: 1,000 is 1000."""
MULTIPLIER = 0x01000193
"""Odd, so that it has an inverse modulo 2**32 (the FNV prime)."""


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
