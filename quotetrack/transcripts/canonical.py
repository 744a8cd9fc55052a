"""Canonical text: the one form in which wording is kept, searched and pointed at.

Unicode NFC; one newline between paragraphs, none at either end; inside a paragraph each run
of ASCII white space is one space. No-break and other typographic spaces stay as they are,
because publishers mean them and the matching folds them. Nothing else is changed: dashes,
quotation marks, accents and soft hyphens are the transcript's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""What separates lines in some encoding or other; the same list as ``str.splitlines``."""

# Dropped: they print nothing, copies of one text differ in them, and some can make a text
# read otherwise than it searches.
# * C0 and C1 controls (Unicode Cc) but tab, which is white space, and line ends, which separate;
# * U+200B, U+2060, U+FEFF: break opportunities and stray byte order marks;
# * U+200E-F, U+202A-E, U+2066-9, U+061C: direction controls, which reorder what is seen.
# U+00AD, the soft hyphen, stays: it may be printed, and the matching folds it.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]"
)
# Joiners spell words in Arabic, Persian and Indic scripts (U+0600 to U+1CFF) and join emoji; among Latin,
# Greek and Cyrillic letters they are copying accidents.
_JOINERS = re.compile(
    "(?<![\u0600-\u1cff\u2190-\U0010ffff])[\u200c\u200d]+(?![\u0600-\u1cff\u2190-\U0010ffff])"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile("[ -~\xa0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u2026]*")
"""Nothing that is dropped or joined, and nothing that composes with what stands before it."""
_SPACES = re.compile("\t[ \t]*| [ \t]+")
"""Runs that are not one space already, which nearly all are."""


def clean_line(text: str) -> str:
    """``text`` without invisible characters, NFC, as one line: line ends in it become spaces.

    Lone surrogates, which no encoding can carry, become U+FFFD. White space of any kind is
    cut off at both ends.
    """
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        # Most texts have no run of spaces, and looking for one is ten times faster than replacing it.
        return (_SPACES.sub(" ", text) if "  " in text or "\t" in text else text).strip()
    text = LINE_ENDS.sub(" ", text)
    text = _SURROGATES.sub("\ufffd", text)
    while True:
        clean = unicodedata.normalize("NFC", _JOINERS.sub("", _INVISIBLE.sub("", text)))
        clean = _SPACES.sub(" ", clean).strip()
        if clean == text:
            return clean
        # NFC puts marks into another order, which can bring a joiner beside another letter.
        text = clean


def canonical(text: str) -> str:
    """Canonical form of a text that has one paragraph a line; applying it twice changes nothing."""
    return join(LINE_ENDS.split(text))


def join(paragraphs: Iterable[str]) -> str:
    """Canonical text of these paragraphs, each taken as one; empty ones leave no trace."""
    return "\n".join(clean for paragraph in paragraphs if (clean := clean_line(paragraph)))
