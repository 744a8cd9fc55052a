"""Numbers by their value: ``fifteen`` is ``15``, ``1,000`` is ``1000``, ``seventh`` is ``7``.

Spelled numbers are read by text2num, in the languages it knows; everywhere else only digits
have a value. Signs, currencies and units are tokens of their own and never part of a value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

import regex

_SPELLED = frozenset({"en", "fr", "es", "pt", "de", "it", "nl"})
_ENGLISH_ORDINAL = regex.compile(
    r"(?<=\d)(?:st|nd|rd|th|d|º|ª|°|er|ère|e|ème|\.|-?(?:го|й|я|е|м|му|ый|ого))$"
)
_FRACTION = regex.compile(r"(\d*)([\u00bc-\u00be\u2150-\u215e])")
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?")
_SPACED = regex.compile(r"\d{1,3}(?: \d{3})+")
_THIN = regex.compile(r"[\u00a0\u202f\u2009 ]")
_RATIO = regex.compile(r"(\d{1,4})/(\d{1,4})")
_PLAIN = regex.compile(r"\d+(?:[.,]\d+)?")
LONGEST = 400
"""Characters of a number that anybody says; Python itself refuses to read one of more than 4,300 digits."""


def money(words: Sequence[str], language: str, currencies: Mapping[str, str]) -> tuple[str, Fraction] | None:
    """The currency and amount that a run of tokens writes: ``$ 5 million``, ``five million dollars``."""
    for sign, amount in ((words[0], words[1:]), (words[-1], words[:-1])):
        currency = currencies.get(sign.lower())
        if currency is not None and (number := value(amount, language)) is not None:
            return currency, number
    return None


def value(words: Sequence[str], language: str) -> Fraction | None:
    """The number that a run of tokens writes, or ``None`` if any of it is not part of one number."""
    return _value(" ".join(words).lower(), language) if words else None


def is_ordinal(words: Sequence[str], language: str) -> bool:
    """Whether a spelled number says which one, not how many."""
    text = " ".join(words).lower()
    return len(text) <= LONGEST and bool(_ENGLISH_ORDINAL.search(_spelled_out(text, language)))


@lru_cache(maxsize=16384)
def _value(text: str, language: str) -> Fraction | None:
    if len(text) > LONGEST:
        return None
    if _SPACED.fullmatch(text):
        return Fraction(text.replace(" ", ""))
    if any(c.isalpha() for c in text):
        text = _spelled_out(text, language)
    parts = [_digits(part) for part in text.split(" ")]
    if any(part is None for part in parts):
        return None
    numbers = [part for part in parts if part is not None]
    if len(numbers) == 1:
        return numbers[0]
    if len(numbers) == 2:
        return _pair(numbers[0], numbers[1])
    return None


def _pair(left: Fraction, right: Fraction) -> Fraction | None:
    """Two numbers read as one: a year said by halves (19 41), a figure and its scale (5 million), 21 1/2."""
    if 10 <= left < 100 and 10 <= right < 100 and left.denominator == right.denominator == 1:
        return left * 100 + right
    if 0 < right < 1 and left >= 1 and left.denominator == 1:
        return left + right
    if right in (100, 10**3, 10**6, 10**9, 10**12):
        return left * right
    return None


@lru_cache(maxsize=4096)
def _spelled_out(text: str, language: str) -> str:
    if language not in _SPELLED:
        return text
    from text_to_num import alpha2digit

    return str(alpha2digit(text, language, 0))


def _digits(word: str) -> Fraction | None:
    """The value of one token of digits, without sign, currency or unit."""
    bare = _ENGLISH_ORDINAL.sub("", word)
    if mixed := _FRACTION.fullmatch(bare):
        part = Fraction(unicodedata.numeric(mixed[2])).limit_denominator(1000)
        return (Fraction(int(mixed[1])) if mixed[1] else Fraction(0)) + part
    if _GROUPED.fullmatch(bare):
        bare = _THIN.sub("", bare)
        return Fraction(bare.replace(",", ""))
    if _PLAIN.fullmatch(bare):
        return Fraction(bare.replace(",", "."))
    if ratio := _RATIO.fullmatch(bare):
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else None
    return None
