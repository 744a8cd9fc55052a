"""Names of people as bibliographies sort them: family name and given names, where that is certain."""

from __future__ import annotations

import regex

_PARTICLE = regex.compile(r"\p{Ll}")
_UNSPLIT = regex.compile(r"\p{Han}|\p{Hangul}|\p{Hiragana}|\p{Katakana}|[,;/&()\[\]\d]")
"""Scripts that put the family name first, and what no plain name of one person has."""


def family_and_given(name: str) -> tuple[str, str] | None:
    """Family name and given names; ``None`` where the name is to stay as it is written.

    A title (President Bush), a suffix, a single word, an office or a body are not taken apart: a wrong
    split sorts a person under a name that is not theirs.
    """
    from nameparser import HumanName

    if _UNSPLIT.search(name):
        return None
    parsed = HumanName(name)
    if not parsed.first or not parsed.last or parsed.title or parsed.suffix or parsed.nickname:
        return None
    if any(_PARTICLE.match(word) for word in (parsed.first, parsed.last.split()[-1])):
        return None  # "the government of France"
    return parsed.last, " ".join(filter(None, [parsed.first, parsed.middle]))
