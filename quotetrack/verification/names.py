"""Whether two names are one person's: over titles, initials, surnames, spellings and nicknames.

A printed label often has less of a name than the claim has ("KENNEDY" for John F. Kennedy).
What it lacks cannot contradict; what it has must agree.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from quotetrack.model import Person
from quotetrack.transcripts.persons import transliterated
from quotetrack.transcripts.vocabulary import words as listed

if TYPE_CHECKING:
    from nicknames import NickNamer

LONGEST = 300
"""Code points. Longer texts are no names."""
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_INITIAL = regex.compile(r"(?<=\p{Lu}\.)(?=[\p{Lu}])")
_BRACKETED = regex.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_OF_PLACE = regex.compile(r"(?<=\S) (?i:of|from) (?:the )?\p{Lu}.*")
_ARTICLE = regex.compile(r"\b(?:al|el|an|ar|as|ad|ash)[-‐‑ʼ’'](?=\p{L})", regex.IGNORECASE)


@dataclass(frozen=True, eq=False)
class NameWords:
    """The lists of ``words/names.toml``, which says what each is, and the transcripts' of given names."""

    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    two_surnames: frozenset[str]
    male_given: frozenset[str]
    female_given: frozenset[str]
    suffixes: dict[str, str]
    degrees: frozenset[str]
    particles: frozenset[str]
    surnames_first: frozenset[str]
    surnames_first_or_given: frozenset[str]
    same_given: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, folded: ``parts`` in the order of given names and surname; initials are letters."""

    parts: tuple[str, ...]
    suffix: str = ""
    """The number that tells father from son and king from king."""
    sex: str = ""
    """``m`` or ``f`` where the title or the given name says so."""
    two_surnames: bool = False
    """Whether its title shows that it may be the first of two surnames, as in Spanish."""


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The lists that names are read with."""
    data = tomllib.loads((Path(__file__).with_name("words") / "names.toml").read_text(encoding="utf-8"))
    return NameWords(
        titles=frozenset(data["titles"]),
        male=frozenset(data["male"]),
        female=frozenset(data["female"]),
        two_surnames=frozenset(data["two_surnames"]),
        male_given=listed("given_names", "male"),
        female_given=listed("given_names", "female"),
        suffixes=dict(data["suffixes"]),
        degrees=frozenset(data["degrees"]),
        particles=frozenset(data["particles"]),
        surnames_first=frozenset(data["surnames_first"]),
        surnames_first_or_given=frozenset(data["surnames_first_or_given"]),
        same_given=tuple(map(frozenset, data["same_given"])),
    )


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name | None:
    """The parts of a name as printed, titles set aside; ``None`` where no name is in it."""
    words = name_words()
    head, _, tail = _bare(text).partition(",")
    parts, after = _parts(head), _parts(tail)
    suffix = ""
    if after and len(parts) == 1 and not _describes(after, words):
        # Putin, Vladimir; King, Martin Luther, Jr.
        suffixed = len(after) > 1 and after[-1] in ("jr", "sr")
        parts, after = [*after[: -1 if suffixed else None], *parts], after[-1:] if suffixed else []
    for tokens in (after, parts):
        while tokens and (tokens is after or len(tokens) > 1):
            if tokens[-1] in words.suffixes and not suffix and _follows_name(tokens, words):
                suffix = words.suffixes[tokens.pop()]
            elif tokens[-1] in words.degrees or tokens is after:
                tokens.pop()
            else:
                break
    titles = _titles(parts, words)
    sex = _sex(parts[:titles], parts[titles:], words)
    two_surnames = any(title in words.two_surnames for title in parts[:titles])
    parts = parts[titles:]
    if len(parts) > 1 and len(parts[0]) > 1 and all(len(part) == 1 for part in parts[1:]):
        parts = [*parts[1:], parts[0]]  # Путин В.В.
    return Name(tuple(parts), suffix, sex, two_surnames) if parts else None


def _follows_name(tokens: Sequence[str], words: NameWords) -> bool:
    """Whether a name stands before the last word: ``Elizabeth II``, but not ``President Xi``."""
    if len(tokens) == 1 or tokens[-1] in ("jr", "sr"):
        return True
    return any(token not in words.titles for token in tokens[:-1])


def _titles(parts: Sequence[str], words: NameWords) -> int:
    """How many of the first parts are titles; an office's "of Russia" belongs to it."""
    count = 0
    while count < len(parts) - 1:
        if parts[count] in words.titles:
            count += 1
        elif count and parts[count] in ("of", "for", "and") and count < len(parts) - 2:
            count += 2
        else:
            break
    return count


def _bare(text: str) -> str:
    """The name without what brackets add: ``(Russian Federation)``, or all but ``(Mr. Bush)``."""
    text = text[:LONGEST]
    outside = _BRACKETED.sub(" ", text)
    if names_office(outside) or not _parts(outside):
        inside = next((a or b for a, b in _BRACKETED.findall(text) if _parts(a or b)), "")
        outside = inside or outside
    titled = regex.match(r"\s*(?:Mr|Mrs|Ms|Miss|Dr)\b", outside, regex.IGNORECASE)
    outside = _OF_PLACE.sub("", outside) if titled else outside  # Mr. MILLER of Florida
    return outside.strip(" ,:;\t\n")


def names_office(text: str) -> bool:
    """Whether nothing but titles and small words stands here: ``THE PRESIDENT``, ``The Prime Minister``."""
    words = name_words()
    parts = _parts(text)
    return bool(parts) and all(part in words.titles or part in ("of", "and", "for") for part in parts)


def _parts(text: str) -> list[str]:
    """The folded words of a name; initials run together (В.В.Путин) are parted."""
    spaced = _ARTICLE.sub("", _INITIAL.sub(" ", text))
    return [part for part in map(fold, spaced.split()) if part]


def fold(text: str) -> str:
    """Letters and digits alone, without case and accents; a hyphen inside stays."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_UNDECOMPOSED)
    kept = "".join(c if c.isalnum() else "-" if c in "-‐‑" else "" for c in decomposed)
    return kept.strip("-")


def _describes(after: Sequence[str], words: NameWords) -> bool:
    """Whether what follows a comma is a suffix, a degree or an office, and not given names."""
    return after[0] in words.suffixes or after[0] in words.degrees or after[0] in words.titles


def _sex(titles: Sequence[str], parts: Sequence[str], words: NameWords) -> str:
    if any(title in words.female for title in titles):
        return "f"
    if any(title in words.male for title in titles):
        return "m"
    if len(parts) < 2:
        return ""
    given = parts[0]
    return "m" if given in words.male_given else "f" if given in words.female_given else ""


def is_person(claimed: Person, printed: str) -> bool:
    """Whether a printed name may be read as the claimed person's, under any of his names."""
    return any(same_name(name, printed) for name in names_of(claimed))


def contradicts_sex(claimed: Person, printed: str) -> bool:
    """Whether a printed title is a man's and the claimed person a woman, or the other way round."""
    one, other = parse_name(claimed.name), parse_name(printed)
    return bool(one and other and one.sex and other.sex and one.sex != other.sex)


def names_of(person: Person) -> Iterable[str]:
    """All names and spellings of a person."""
    return (person.name, *person.other_names)


def surnames(text: str) -> Iterable[tuple[str, ...]]:
    """The parts by which others call this person, folded: what stands last, or first in East Asia."""
    name = parse_name(text)
    if name is not None:
        yield from {reading.surname for reading in _readings(name.parts)}


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two names, as written, agree in all that both of them give."""
    left, right = parse_name(one), parse_name(other)
    if left is None or right is None:
        return False
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return False
    if left.sex and right.sex and left.sex != right.sex:
        return False
    if "".join(left.parts) == "".join(right.parts):
        return True
    if transliterated(" ".join(left.parts), " ".join(right.parts)):
        return True
    if _is_tail(left, right) or _is_tail(right, left):
        return True
    return any(
        a.surname == b.surname and _agree(a.given, b.given)
        for a in _readings(left.parts)
        for b in _readings(right.parts)
    )


def _is_tail(short: Name, long: Name) -> bool:
    """Whether one is the last parts of the other: "Suu Kyi", "López Obrador", "van Rompuy"."""
    wanted = _split(short.parts)
    if len(wanted[-1]) == 1:
        return False
    if any(_split(long.parts[at:]) == wanted for at in range(1, len(long.parts))):
        return True
    return short.two_surnames and len(long.parts) > 2 and short.parts == long.parts[-2:-1]


def _split(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(piece for part in parts for piece in part.split("-"))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to part a name in surname and given names."""

    surname: tuple[str, ...]
    given: tuple[str, ...]


@lru_cache(maxsize=4096)
def _readings(parts: tuple[str, ...]) -> tuple[_Reading, ...]:
    """The ways to read a name: its surname last, and first where it may be East Asian."""
    words = name_words()
    inner = tuple(part for part in parts[1:-1] if part not in words.particles)
    kept = (*parts[:1], *inner, *parts[-1:]) if len(parts) > 1 else parts
    readings = [_Reading((kept[-1],), kept[:-1])] if kept else []
    east_asian = len(parts) > 1 and (
        parts[0] in words.surnames_first
        or (parts[0] in words.surnames_first_or_given and (len(parts) > 2 or "-" in parts[1]))
    )
    if east_asian:
        readings.append(_Reading((parts[0],), ("".join(_split(parts[1:])),)))
    return tuple(readings)


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
    return right in _nicknames(left) or any({left, right} <= group for group in name_words().same_given)


@lru_cache(maxsize=512)
def _nicknames(given: str) -> frozenset[str]:
    """The names that are short for, or long for, a given name: Bill and William."""
    if not given.isascii():
        return frozenset()
    return frozenset(_table().nicknames_of(given)) | frozenset(_table().canonicals_of(given))


@lru_cache(maxsize=1)
def _table() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()
