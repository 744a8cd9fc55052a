"""Which language's lists are meant: by a tag, or where none is stated by the script of the text."""

from __future__ import annotations

import re

# Its blocks; Python's own engine takes a third of the time to go through a quote.
_CYRILLIC = re.compile("[\u0400-\u052f\u1c80-\u1c8f\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f]")


def main_language(tag: str) -> str:
    """The primary subtag (BCP 47) in small letters, of tags with underscores too: ``pt`` of ``pt_BR``."""
    return tag.replace("_", "-").split("-")[0].lower()


def language_of(tag: str | None, text: str) -> str:
    """The primary subtag; without a tag Russian where a Cyrillic letter stands, else English."""
    if tag is None:
        return "en" if text.isascii() or not _CYRILLIC.search(text) else "ru"
    return main_language(tag)
