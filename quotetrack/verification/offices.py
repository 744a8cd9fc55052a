"""Offices that stand where a name is looked for: "The President" names nobody, so nobody can be held
against it; only a transcript that prints the same office agrees with it.

What one side leaves out ("the President" of which country) cannot contradict; what both have must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from quotetrack.model import Person
from quotetrack.transcripts.vocabulary import words
from quotetrack.verification.names import fold, name_words, names_of, names_office

_COURTESY = frozenset({"the", "his", "her", "their", "mr", "mister", "madam", "madame", "sir"})
_JOINING = frozenset({"of", "for"})
_HOLDERS = frozenset(
    {"president", "minister", "premier", "chancellor", "secretary", "secretary-general", "spokesman",
     "spokeswoman", "spokesperson", "президент", "министр", "премьер-министр"}
)  # fmt: skip
"""Words that end an office and no name: "US President", but not "Martin Luther King"."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office in folded words."""

    words: tuple[str, ...]
    """``("prime", "minister")``."""
    of: str | None = None
    """Of what: ``russia``, ``foreign affairs``; ``None`` where it is not said."""


def claimed_office(person: Person) -> Office | None:
    """The office that is claimed to have spoken; ``None`` where any of the person's names is a name."""
    offices = [_whole(name) for name in names_of(person)]
    return offices[0] if None not in offices else None


def names_same_office(office: Office, printed: str) -> bool:
    """Whether a printed label has this office, with or without a name: ``PRESIDENT BUSH``."""
    for part in printed.split(","):
        found, _ = _leading(part)
        if found is not None and found.words == office.words:
            return found.of is None or office.of is None or found.of == office.of
    return False


def mentions(office: Office, text: str) -> bool:
    """Whether the words of the office stand in a text, one after the other."""
    found, wanted = _folded(text), office.words
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


@lru_cache(maxsize=1024)
def _whole(text: str) -> Office | None:
    """The office, if there is nothing else: ``Prime Minister``, ``President of Russia``, ``US President``."""
    office, rest = _leading(text)
    if office is not None and not rest:
        return office
    if names_office(text):
        return Office(tuple(_folded(text)))
    parts = _folded(text)
    return Office(parts[-1:]) if parts and parts[-1] in _HOLDERS else None


def _leading(text: str) -> tuple[Office | None, tuple[str, ...]]:
    """The office that a text begins with, and the words after it."""
    parts = _folded(text)
    end = 0
    while end < len(parts) and parts[end] in name_words().titles:
        end += 1
    if not end:
        return None, parts
    of, rest = None, parts[end:]
    if rest[:1] and rest[0] in _JOINING:
        rest = tuple(part for part in rest[1:2] if part not in _COURTESY) + rest[2:]
        of = next((thing for thing in _things(rest) if thing in words("offices", "objects")), None)
        if of is None:
            return None, parts
        rest = rest[len(of.split()) :]
    return Office(parts[:end], of), rest


def _things(parts: tuple[str, ...]) -> list[str]:
    """What the words may begin with, the longest first."""
    return [" ".join(parts[:end]) for end in range(min(4, len(parts)), 0, -1)]


def _folded(text: str) -> tuple[str, ...]:
    """The words of a label, without courtesies and what stands in brackets."""
    outside = regex.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text).replace(".", "")
    return tuple(part for part in map(fold, outside.split()) if part and part not in _COURTESY)
