"""Hyphens at the ends of lines: which of them only break a word, by what the file itself prints elsewhere.

``govern-`` over ``ment`` is *government* where that word stands whole in the file and *govern-ment* does not.
Of all others nobody can tell, and the hyphen stays: the comparison of quotes passes over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from quotetrack.transcripts.pdf.values import Line

_HEAD = re.compile(r"(?<![\w\u2010-])([^\W\d_]+)[\u2010-]$")
_TAIL = re.compile(r"[^\W\d_]+(?!\w)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[\u2010-][^\W\d_]+)*(?!\w)")
_HYPHENS = ("-", "\u2010")
_SHORTEST = 5


def words_within(columns: Iterable[Iterable[Line]]) -> frozenset[str]:
    """The words, in small letters, that no end of a line breaks."""
    found: set[str] = set()
    for lines in columns:
        texts = [line.text for line in lines]
        for before, text in pairwise(["", *texts]):
            if before.endswith(_HYPHENS):
                text = text.partition(" ")[2]
            if text.endswith(_HYPHENS):
                text = text.rpartition(" ")[0]
            found.update(word.replace("\u2010", "-").lower() for word in _WORD.findall(text))
    return frozenset(found)


def only_breaks(text: str, following: str, within: frozenset[str]) -> bool:
    """Whether the hyphen that ``text`` ends with is there because its line ends."""
    head, tail = _HEAD.search(text), _TAIL.match(following)
    if head is None or tail is None or not tail[0].islower():
        return False
    first, second = head[1].lower(), tail[0].lower()
    whole = first + second
    return len(whole) >= _SHORTEST and whole in within and f"{first}-{second}" not in within
