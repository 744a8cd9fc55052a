"""Offices in a heading and who holds them: "Remarks by President Bush and Chancellor Merkel"."""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.transcripts.label_names import cased
from quotetrack.transcripts.vocabulary import words

LONGEST = 1500
"""Code points of a heading; what stands further down is a text."""
MOST_WORDS = 4
"""Of a name."""

_NAME = re.compile(r"(?:[A-Z]\.\s?|[^\W\d_a-z][\w’'-]*)")
_OF = re.compile(r"of\s+(?:the\s+)?", re.I)
_COURTESY = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir)\b\.?\s+")


def holders_in(heading: str, office: str) -> dict[str, str]:
    """Who has this office by the heading, by name, each with the words that say so.

    ``office`` is in the form in which offices are listed (``prime minister``). What may be another
    office's ("Vice President Cheney" is no president) does not count.
    """
    found: dict[str, str] = {}
    heading = heading[:LONGEST]
    for match in _pattern(office).finditer(heading):
        before = re.findall(r"[\w-]+", heading[: match.start()])[-1:]
        if before and before[0].lower() in words("labels", "title_modifiers") | words("labels", "titles"):
            continue
        place = _name_at(heading, _after_object(heading, match.end()))
        if place is not None:
            name = " ".join(heading[slice(*place)].split())
            found.setdefault(cased(name) or name, " ".join(heading[match.start() : place[1]].split()))
    return found


@lru_cache(maxsize=64)
def _pattern(office: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in office.split())
    return re.compile(rf"\b{spaced}:?[^\S\n]+", re.IGNORECASE)


def _after_object(heading: str, at: int) -> int:
    """Where the name begins: after "of Russia", where what the office is of is listed."""
    following = _OF.match(heading, at)
    if following is None:
        return at
    for length in range(4, 0, -1):
        found = re.match(rf"(?:[\w'’-]+\s+){{{length}}}", heading[following.end() :])
        if found and " ".join(found.group().lower().split()) in words("offices", "objects"):
            return following.end() + found.end()
    return at


def _name_at(heading: str, at: int) -> tuple[int, int] | None:
    """Where the capitalised words stand that begin here, as far as they are a name's; ``None`` for none."""
    courtesy = _COURTESY.match(heading, at)
    at = start = courtesy.end() if courtesy else at
    ends: list[int] = []
    while len(ends) <= MOST_WORDS and (word := _NAME.match(heading, at)):
        bare = re.sub(r"[’'][sS]$", "", word.group())
        if bare.lower().strip(". ") in words("labels", "heading_words") | words("labels", "titles"):
            break
        ends.append(word.start() + len(bare.rstrip()))
        space = re.match(r"[^\S\n]*", heading[word.end() :])
        if bare != word.group() or not space:
            break
        at = word.end() + space.end()
    if not 0 < len(ends) <= MOST_WORDS or heading[ends[-1] - 1] == ".":
        return None
    return start, ends[-1]
