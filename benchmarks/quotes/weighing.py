"""What a difference between two transcripts makes of a quote, as far as the words alone tell it.

Each difference has the least and the most that a quote with it may rightly be called. Where letters do not
tell a slip from another word, it may be either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.cutting import words
from quotes.values import Place

# What a difference makes of a quote, from the least to the gravest.
SAME, TYPOGRAPHIC, CLOSE, DIFFERS = range(4)
Bounds = tuple[int, int]
"""The least and the most."""

_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[$£€¢%?&§#°+=/*@½¼¾]")
MONEY = re.compile(r"[$£€¢%]")
_APOSTROPHE = re.compile("(?<=\\w)['’‘`]")
"""Behind a letter: before a word it is a mark of quotation."""
_INSIDE = re.compile("(?<=\\w)['’‘`](?=\\w)")
_ASIDE = re.compile(r"[\[(](?:\w+ (?:and|,) )?(?:applause|laughter)[.]?[\])]", re.I)
_NUMBER = re.compile(
    r".*\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|"
    r"seven|eigh|nine)ty|hundred|thousand|[mb]illions?|half|third|quarter|first|second|dozen|dollars?|cents?|"
    r"percent|per|centum|pounds?|no|number"
)
"""Words that numbers and their units are written with, in one form or another."""
UNIT = re.compile(r"dollars?|cents?|pounds?|percent|per|cent|centum")
_ORDINALS = {"first": "1", "second": "2", "third": "3"}
_SMALL = ("a", "an", "the", "that")
_CONTRACTED = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would", "s": "is", "t": "not"}


@dataclass(frozen=True)
class Word:
    """One word of a text."""

    folded: str
    """In small letters."""
    place: Place


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, with their places in code points."""
    return tuple(Word(match[0].lower(), match.span()) for match in _WORD.finditer(text))


def difference(source: str, held: str) -> Bounds:
    """What may stand between two words: what the quote has there, and what the witness has."""
    if " ".join(source.split()) == " ".join(held.split()):
        return SAME, SAME if source == held else TYPOGRAPHIC  # a paragraph's end where the other has a space
    if _ASIDE.search(held):
        least, most = difference(source, _ASIDE.sub(" ", held))
        return max(TYPOGRAPHIC, least), max(TYPOGRAPHIC, most)
    one, other = ([word.folded for word in words_of(each)] for each in (source, held))
    if "".join(one) == "".join(other):
        # Of "C.J.'s" only the apostrophe counts; both stand between two words.
        bare = [f"w{each.replace('.', '')}w" for each in (source, held)]
        if len({bool(_INSIDE.search(each)) for each in bare}) == 2:
            return (TYPOGRAPHIC, CLOSE) if one and one[0][0].isdigit() else (CLOSE, DIFFERS)  # 1960's
        if len({bool(_APOSTROPHE.search(each)) for each in bare}) == 2:
            return TYPOGRAPHIC, DIFFERS  # of the words it may be, or end a quotation
    if re.search(r"[\[\](]", held) and other:
        return TYPOGRAPHIC, DIFFERS  # what an editor put in is no difference, where it is known as that
    if (one == ["and"] and "&" in held) or (other == ["and"] and "&" in source):
        return CLOSE, CLOSE
    if one or other:
        return words_differ(one, other)
    if _SIGNS.findall(source) != _SIGNS.findall(held):
        return CLOSE, DIFFERS
    if "(" in held or "[" in held:
        return TYPOGRAPHIC, DIFFERS
    hyphen = any(re.search(r"(?<![-\s])-(?![-\s])", each) for each in (source, held))
    return TYPOGRAPHIC, CLOSE if hyphen else TYPOGRAPHIC


def words_differ(source: list[str], held: list[str]) -> Bounds:
    """What the quote's words make of it, where the witness has these in their place."""
    if "".join(source) == "".join(held):
        # "a part" and "apart" are two things; "north west" and "northwest" are one.
        return TYPOGRAPHIC, DIFFERS if {*_SMALL, "i", "in", "no"} & {*source, *held} else CLOSE
    if len(source + held) == 1 and (source + held)[0] in _SMALL:
        return CLOSE, CLOSE
    if all(UNIT.fullmatch(word) for word in source + held):
        return TYPOGRAPHIC, DIFFERS  # where the other has a sign
    if source and held and any(_NUMBER.fullmatch(word) for word in source + held):
        return _numbers_differ(source, held)
    one, other = ([_CONTRACTED.get(w, w) for w in each if w not in _SMALL] for each in (source, held))
    pairs = zip(one, other, strict=True) if len(one) == len(other) else ()
    alike = [("".join(one), "".join(other))], [*pairs]
    near = not one and not other  # articles and "that" alone
    near |= any(each and all(_alike(*pair) for pair in each) for each in alike)
    near |= {"s", "d"} & {*source, *held} != set() and {"has", "had"} & {*source, *held} != set()
    near |= _initials(source, held) or _initials(held, source)
    return (CLOSE if near else DIFFERS), DIFFERS


def _initials(short: list[str], long: list[str]) -> bool:
    """Whether the one is ``US`` or ``U.S.``, and the other *United States*."""
    return "".join(short) == "".join(word[0] for word in long)


def _numbers_differ(source: list[str], held: list[str]) -> Bounds:
    """Numbers written in two ways: of long ones in words only the digits of both would tell."""
    one, other = ([_digits(word) for word in words(" ".join(each))] for each in (source, held))
    if one == other:
        return TYPOGRAPHIC, TYPOGRAPHIC
    told = len(one) == len(other) == 1 and all(word.isdecimal() for word in one + other)
    return (DIFFERS if told else TYPOGRAPHIC), DIFFERS


def _digits(word: str) -> str:
    """``1`` for ``1st`` and ``first``."""
    return _ORDINALS.get(word) or re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word)


def _alike(one: str, other: str) -> bool:
    """Whether it may be another spelling, a slip, an abbreviation: letters alone do not tell."""
    from rapidfuzz.distance import Levenshtein

    short, long = sorted((one, other), key=len)
    return bool(short and long.startswith(short)) or (
        len(short) >= 4 and Levenshtein.distance(one, other) <= 2
    )


def edge(source: str, held: str) -> Bounds:
    """The characters beside the quote's first or last word: a sign or an apostrophe is part of it."""
    telling = re.search("[$£€¢%?&§#°+=/*@½¼¾'’]", source + held) and source != held
    return SAME, DIFFERS if telling else SAME


def lacking_at_end(source: list[str], held: list[list[str]]) -> Bounds:
    """Words at an end of the quote, and what the witness may have there: how much, is not certain."""
    return min(words_differ(source, each)[0] for each in [[], *held]), DIFFERS
