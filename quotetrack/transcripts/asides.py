"""Stage directions and editor's notes: brackets whose whole content is of a listed vocabulary.

Only two in a hundred brackets of real transcripts are stage directions; the others hold what
somebody said, so a bracket is an aside only when nothing in it is unlisted. Brackets may be
round, square or angular and are part of the span.
"""

from __future__ import annotations

import re
from functools import cache

from quotetrack.model import Span
from quotetrack.transcripts.vocabulary import load, words

MOST_WORDS = 10
"""A longer bracket is speech, whatever its words."""

_BRACKET = re.compile(r"\(([^()\n]{2,90})\)|\[([^\[\]\n]{2,90})\]|<([^<>\n]{2,90})>")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def find_asides(text: str) -> tuple[Span, ...]:
    """Spans of the asides in a canonical text, in order, brackets included, in code points."""
    return tuple(
        Span(found.start(), found.end())
        for found in _BRACKET.finditer(text)
        if is_aside(found.group(1) or found.group(2) or found.group(3))
    )


def is_aside(content: str) -> bool:
    """Whether the content of a bracket is a stage direction or an editor's note as a whole."""
    found = [word.lower().replace("’", "'") for word in _WORD.findall(content)]
    if not 0 < len(found) <= MOST_WORDS or any(sign.isdigit() for sign in content):
        return False
    heads = words("asides", "heads")
    if any(word in heads for word in found):
        return all(word in heads or word in words("asides", "fillers") for word in found)
    phrase = " ".join(found)
    return phrase in words("asides", "phrases") or any(_fills(phrase, form) for form in _forms())


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """What stands before and after a language's name in the phrases that have one."""
    return tuple(
        (before, after)
        for before, slot, after in (phrase.partition("{language}") for phrase in words("asides", "phrases"))
        if slot
    )


def _fills(content: str, form: tuple[str, str]) -> bool:
    before, after = form
    if not (content.startswith(before) and content.endswith(after) and len(content) > len(before + after)):
        return False
    language = content[len(before) : len(content) - len(after)]
    return any(language in names for names in load("asides")["languages"].values())
