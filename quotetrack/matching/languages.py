"""Which language's lists are meant: by a tag, or where none is stated by the script of the text."""

from __future__ import annotations

import regex

_CYRILLIC = regex.compile(r"\p{Cyrillic}")


def main_language(tag: str) -> str:
    """The primary subtag (BCP 47) in small letters, of tags with underscores too: ``pt`` of ``pt_BR``."""
    return tag.replace("_", "-").split("-")[0].lower()


def language_of(tag: str | None, text: str) -> str:
    """The primary subtag; without a tag Russian where a Cyrillic letter stands, else English."""
    if tag is None:
        return "ru" if _CYRILLIC.search(text) else "en"
    return main_language(tag)
