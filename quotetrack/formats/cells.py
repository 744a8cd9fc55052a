"""Words as a screen can show them: nothing that steers a terminal, and as wide as it will be drawn."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """The text on one line; characters that do not print (terminal escapes) become a replacement mark."""
    joined = " ".join(text.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in joined)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """So many things: ``1 transcript``, ``1,000 transcripts``, ``2 witnesses``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def width(text: str) -> int:
    """How many columns a terminal needs for the text: two for wide East Asian characters, none for marks."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def shortened(text: str, columns: int) -> str:
    """The text cut to so many columns, with ``…`` where something is left out."""
    if width(text) <= columns:
        return text
    kept = ""
    for c in text:
        if width(kept + c) > columns - 1:
            break
        kept += c
    return f"{kept.rstrip()}…"


def padded(text: str, columns: int) -> str:
    """The text filled up with spaces to so many columns."""
    return text + " " * (columns - width(text))
