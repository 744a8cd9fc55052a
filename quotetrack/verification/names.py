"""Whether two names are one person's: over titles, initials, surnames, spellings and nicknames.

A printed label often has less of a name than the claim has ("KENNEDY" for John F. Kennedy).
What it lacks cannot contradict; what it has must agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from quotetrack.model import Person

_SUFFIX_NUMBERS = {"sr": "1", "i": "1", "jr": "2", "ii": "2", "iii": "3", "iv": "4"}

_GENDERS = {
    "mr": "m",
    "mister": "m",
    "sir": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "madam": "f",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, folded; initials are single letters."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    gender: str = ""
    """``m`` or ``f`` where the title says so."""


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name | None:
    """The parts of a name as printed, titles set aside; ``None`` where no name is in it."""
    from nameparser import HumanName

    spaced = regex.sub(r"(?<=\p{Lu}\.)(?=\p{Lu}\p{L})", " ", text)  # В.Путин
    spaced = regex.sub(r"\([^()]*\)", " ", spaced).strip(" ,:;")  # (Russian Federation)
    parsed = HumanName(spaced)
    surname = _fold(parsed.last) or _fold(parsed.first)
    if not surname:
        return None
    given = parsed.first.split() + parsed.middle.split() if parsed.last else []
    suffix = _fold(parsed.suffix.split(",")[0]) if parsed.suffix else ""
    gender = next((_GENDERS[word] for word in map(_fold, parsed.title.split()) if word in _GENDERS), "")
    return Name(tuple(filter(None, map(_fold, given))), surname, _SUFFIX_NUMBERS.get(suffix, ""), gender)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum() or c in " -").strip(" -")


def is_person(claimed: Person, printed: str) -> bool:
    """Whether a printed name may be read as the claimed person's, under any of his names."""
    return any(same_name(name, printed) for name in names_of(claimed))


def names_of(person: Person) -> Iterable[str]:
    """All names and spellings of a person."""
    return (person.name, *person.other_names)


def same_name(one: str, other: str) -> bool:
    """Whether two names, as written, agree in all that both of them give."""
    if _fold(one) == _fold(other):
        return bool(_fold(one))
    left, right = parse_name(one), parse_name(other)
    if left is None or right is None or not _same_surname(left.surname, right.surname):
        return False
    if left.gender and right.gender and left.gender != right.gender:
        return False
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return False
    return _agree(left.given, right.given)


def _same_surname(left: str, right: str) -> bool:
    """The same surname; "de Gaulle" and "Gaulle", "bin Laden" and "Laden" are one."""
    one, other = left.split(), right.split()
    return left == right or (one[-1] == other[-1] and min(len(one), len(other)) == 1)


def _agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether the given names that both sides have are the same, one by one."""
    if not left or not right:
        return True
    if not _same_given(left[0], right[0]):
        # "J. Edgar" and "Edgar", "W. Churchill" by a middle name
        return left[0] in right[1:] or right[0] in left[1:]
    if len(left) == 1 or len(right) == 1:
        return True
    return len(left) == len(right) and all(
        _same_given(a, b) for a, b in zip(left[1:], right[1:], strict=True)
    )


def _same_given(left: str, right: str) -> bool:
    if left == right:
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return right in _nicknames(left)


@lru_cache(maxsize=512)
def _nicknames(given: str) -> frozenset[str]:
    """The names that are short for, or long for, a given name: Bill and William."""
    if not given.isascii():
        return frozenset()
    from nicknames import NickNamer

    table = NickNamer()
    return frozenset(table.nicknames_of(given)) | frozenset(table.canonicals_of(given))
