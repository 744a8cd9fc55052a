"""Two names of one transcript: are they one person's? Over missing parts, initials, and two alphabets.

What a name lacks cannot contradict; what both have must agree. In two alphabets the words must be
the same when transliterated, whichever system was used; or, where an initial or a given name
agrees too, sound alike in their consonants (Пауэлл, Powell), which is enough only among the few people
of one transcript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from quotetrack.transcripts.vocabulary import load, words

_VOWELS = re.compile("[aeiouhy'’-]+")
_DOUBLE = re.compile(r"(.)\1+")
FEWEST_CONSONANTS = 2
"""Of a surname that is known by its consonants alone."""


def surname(name: str) -> str:
    """The last name in small letters, without ``Jr.`` and its like: what names are compared by."""
    tokens = _tokens(name)
    return tokens[-1].lower() if tokens else name.lower()


def is_full(name: str) -> bool:
    """Whether a given name is written out before the surname."""
    given = _tokens(name)[:-1]
    return any(not is_initial(word) and word.lower() not in words("labels", "particles") for word in given)


def is_initial(word: str) -> bool:
    """``V.``, ``V``, or two letters and a stop, as Russian has for an English J (``Дж.``)."""
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and len(word) == 3)


def sex_of(name: str) -> str:
    """``m`` or ``f`` where the given name is of one sex alone."""
    given = fold(name.split()[0]) if len(name.split()) > 1 else ""
    if given in words("given_names", "male"):
        return "m"
    return "f" if given in words("given_names", "female") else ""


def agree(one: str, other: str) -> bool:
    """Whether two names in one alphabet agree in all that both have: surname, given names, initials."""
    left, right = _tokens(one), _tokens(other)
    if not left or not right:
        return False
    if fold("".join(left)) == fold("".join(right)):
        return True  # "VladimirPutin", as some pages print it
    short, long = sorted((left, right), key=len)
    if _same(short, long[-len(short) :]) and (is_initial(long[0]) or not is_full(" ".join(short))):
        return True  # "Van Hollen", "Chris Van Hollen"; "Edgar Hoover", "J. Edgar Hoover"
    return _same(short[-1:], long[-1:]) and _given_agree(short[:-1], long[:-1])


def transliterated(one: str, other: str) -> bool:
    """Whether two names in two alphabets are the same in letters, initials standing for given names."""
    return _in_two_alphabets(one, other, latin_key)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names in two alphabets have the same consonants, and initials or given names that agree."""
    if not _tokens(one)[:-1] or not _tokens(other)[:-1] or len(_consonants(surname(one))) < FEWEST_CONSONANTS:
        return False
    return _in_two_alphabets(one, other, _consonants)


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's, in one alphabet or in two; an empty name is nobody's."""
    return bool(one and other) and (
        agree(one, other) or transliterated(one, other) or sounds_alike(one, other)
    )


def one_person(names: list[str]) -> list[str]:
    """One name for each person: those that agree are one, under the one that says most."""
    kept: list[str] = []
    for name in sorted(names, key=lambda name: -len(name.split())):
        if not any(agree(name, other) for other in kept):
            kept.append(name)
    # what agrees with two who differ is neither's
    return kept


def latin_key(word: str) -> str:
    """A word as all usual transliterations of it agree: ``Sergey``, ``Sergei`` and ``Сергей`` are one."""
    table = load("transliteration")
    key = "".join(table["cyrillic"].get(letter, letter) for letter in word.lower() if letter.isalpha())
    key = _DOUBLE.sub(r"\1", fold(key))
    for system, common in table["variants"].items():
        key = key.replace(system, common)
    return _DOUBLE.sub(r"\1", key)


def fold(word: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _tokens(name: str) -> list[str]:
    return [
        token
        for token in name.replace(",", " ").split()
        if token.lower().strip(".") not in words("labels", "suffixes")
    ]


def _same(left: list[str], right: list[str]) -> bool:
    return [fold(word) for word in left] == [fold(word) for word in right]


def _given_agree(short: list[str], long: list[str]) -> bool:
    """Whether the given names that both have are the same, one by one: W. and H. W. are two people's."""
    return all(_given_same(one, other) for one, other in zip(short, long, strict=False))


def _given_same(one: str, other: str) -> bool:
    if is_initial(one) or is_initial(other):
        return fold(one[:1]) == fold(other[:1])
    return fold(one) == fold(other)


def _in_two_alphabets(one: str, other: str, key: Callable[[str], str]) -> bool:
    if _is_cyrillic(one) == _is_cyrillic(other):
        return False
    cyrillic, latin = (one, other) if _is_cyrillic(one) else (other, one)
    theirs, ours = _tokens(cyrillic), _tokens(latin)
    if not theirs or not ours or key(theirs[-1]) != key(ours[-1]):
        return False
    given, named = theirs[:1], ours[:1]
    if len(theirs) == 1 or len(ours) == 1:
        return True
    if is_initial(given[0]) or is_initial(named[0]):
        return _initials_agree(given[0], named[0])
    return key(given[0]) == key(named[0])


def _initials_agree(cyrillic: str, latin: str) -> bool:
    sounds = load("transliteration")["initials"]
    begins = cyrillic.lower()
    found = sounds.get(begins[:2]) or sounds.get(begins[:1], [])
    return any(fold(latin).startswith(sound) for sound in found)


def _consonants(word: str) -> str:
    # an English w is a Russian у or в, so it counts for nothing
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", latin_key(word.lower().replace("w", ""))))


def _is_cyrillic(name: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in name)
