"""In what language a turn was spoken, where a note beside its label says so: ``(spoke in Russian)``.

Notes and names of languages are data (``vocabulary/tongues.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.vocabulary import load, words

UNDETERMINED = "und"
"""The code for a language that is not named (BCP 47)."""

_BRACKET = re.compile(r"[(\[<]([^()\[\]<>]{2,90})[)\]>]")
_BETWEEN = re.compile("[ -]")
"""What stands between the words of a note, and in none of the languages' names."""
_LEADING = re.compile(r"\s*[(\[<]([^()\[\]<>\n]{2,90})[)\]>]")


@dataclass(frozen=True, slots=True)
class Tongue:
    """In what language a turn was spoken, and how it came into that of the text."""

    language: str | None = None
    """Of the printed words, where a note says that they stand as spoken."""
    translated_from: str | None = None
    """BCP 47; ``und`` where no language is named; ``None`` where nothing says that it was translated."""
    interpreted: bool = False
    """Whether the note says that the words are an interpreter's."""
    note: str | None = None
    """The note, in its brackets."""


TongueNote = tuple[int, int, Tongue]
"""A note in a text: where it begins, where it ends, what it says."""


def tongue_of(label: str | None, spoken: str, language: str | None) -> Tongue:
    """What the brackets of a label, or the one that the words spoken begin with, say of their language.

    ``language`` is that of the text as a whole: what was spoken in it is no translation.
    """
    for bracket in [*_BRACKET.finditer(label or ""), *filter(None, [_LEADING.match(spoken)])]:
        tongue = _read(bracket.group(1), language)
        if tongue is not None:
            return Tongue(
                tongue.language, tongue.translated_from, tongue.interpreted, bracket.group().strip()
            )
    return Tongue()


def tongue_at(
    label: str | None, notes: Sequence[TongueNote], start: int, at: int, language: str | None
) -> Tongue:
    """The same for a place inside a turn: the last note in the turn's words before it, else the label's.

    ``notes`` are the whole text's; ``start`` and ``at`` are where in it the turn begins, and the place.
    """
    for begin, end, tongue in reversed(notes):
        if start <= begin and end <= at:
            return tongue
    return tongue_of(label, "", language) if label else Tongue()


def notes_in(text: str, language: str | None) -> tuple[TongueNote, ...]:
    """All notes in a text, in order; most texts have none."""
    noted = []
    for opening in "([<":
        at = text.find(opening)  # in most texts there is none, which is known at once
        while at >= 0:
            bracket = _BRACKET.match(text, at)
            tongue = _read(bracket.group(1), language) if bracket else None
            if bracket and tongue:
                noted.append((at, bracket.end(), replace(tongue, note=bracket.group())))
            at = text.find(opening, at + 1)
    return tuple(sorted(noted, key=lambda note: note[0]))


@lru_cache(maxsize=4096)
def _read(note: str, language: str | None) -> Tongue | None:
    """What one bracket says: any of its parts, as others tell who provided the text."""
    for part in re.split("[;,]", note.lower().replace("’", "'")):
        said = " ".join(part.split()).rstrip(".: ")
        code = _language_in(said, "interpreted")
        if code is not None:
            return Tongue(None, code or UNDETERMINED, interpreted=True)
        code = _language_in(said, "spoken")
        if code:
            same = language is not None and primary(language) == code
            return Tongue(language=code) if same else Tongue(translated_from=code)
    return None


def _language_in(said: str, kind: str) -> str | None:
    """The language in a note of this kind, empty where it names none; ``None`` for other words."""
    if said in words("tongues", kind):
        return ""
    if _codes().keys().isdisjoint(_BETWEEN.split(said)):  # as of most notes
        return None
    for before, after in _forms(kind):
        if said.startswith(before) and said.endswith(after):
            code = _codes().get(said[len(before) : len(said) - len(after)])
            if code is not None:
                return code
    return None


@cache
def _forms(kind: str) -> tuple[tuple[str, str], ...]:
    """What stands before and after a language's name."""
    parted = (phrase.partition("{language}") for phrase in sorted(words("tongues", kind)))
    return tuple((before, after) for before, slot, after in parted if slot)


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, names in load("tongues")["languages"].items() for name in names}
