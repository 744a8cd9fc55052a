"""The text as a whole: which of the words shaped like labels are labels.

Rules, each tried on 19,444 transcripts: a certain label stands by itself; likely ones stand
when there are two; one alone stands only at the head of the text, where a transcript names
its one speaker. A bare name stands in their company, or, in a text of bare names only, when
names alternate. A bare word stands only as the surname of somebody labelled, or repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quotetrack.transcripts.labels import Kind, Label, Strength, find_label, role_words, without_brackets
from quotetrack.transcripts.vocabulary import words

HEAD = 6
"""Within this many paragraphs from the start a lone likely label is believed."""

_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z]+\b")


def find_labels(paragraphs: Sequence[str], emphasised: Sequence[str]) -> list[Label | None]:
    """For each canonical paragraph the label it begins with, or ``None``."""
    found = [find_label(text, bold) for text, bold in zip(paragraphs, emphasised, strict=True)]
    counts = Counter(_key(label) for label in found if label)
    if not counts:
        return found
    accepted = _established(found)
    if not accepted:
        return [None] * len(found)
    surnames = {_surname(label.text) for label in found if label and _key(label) in accepted}
    small_words: set[str] | None = None
    for label in found:
        if label is None or label.strength != Strength.POSSIBLE or _key(label) in accepted:
            continue
        if small_words is None:
            small_words = set(_SMALL_WORD.findall("\n".join(paragraphs)))
        if _fits(label, counts, surnames, small_words):
            accepted.add(_key(label))
    if not any(_key(label) == "q" for label in found if label and _key(label) in accepted):
        accepted.discard("a")  # "A." and "B." number a list
    return [label if label and _key(label) in accepted else None for label in found]


def _established(found: Sequence[Label | None]) -> set[str]:
    """Labels that stand by their own strength and number."""
    strong = [label for label in found if label and label.strength >= Strength.LIKELY]
    certain = any(label.strength == Strength.CERTAIN for label in strong)
    if certain or len(strong) >= 2:
        return {_key(label) for label in strong}
    at_head = [label for label in found[:HEAD] if label in strong and label and label.kind != Kind.ROLE]
    possible = Counter(_key(label) for label in found if label and label.strength == Strength.POSSIBLE)
    alternating = {key for key, number in possible.items() if number >= 2}
    if len(alternating) >= 2 or (strong and alternating):
        return alternating | {_key(label) for label in strong}
    return {_key(label) for label in at_head if label}


def _fits(label: Label, counts: Counter[str], surnames: set[str], small_words: set[str]) -> bool:
    tokens = without_brackets(label.text).split()
    if _surname(label.text) in surnames:
        return True
    repeated = counts[_key(label)] >= 2
    if label.kind != Kind.NAME:
        return True
    # "Energy Security: ..." is a heading: its words stand elsewhere in small letters
    common = any(token.lower().strip(".,") in small_words for token in tokens if len(token) > 2)
    if len(tokens) == 1:
        return repeated and not common
    return repeated or not common


def _key(label: Label) -> str:
    return role_words(label.text)


def _surname(label: str) -> str:
    head = without_brackets(label).partition(",")[0].split()
    while len(head) > 1 and head[-1].lower().strip(".") in words("labels", "suffixes"):
        head.pop()
    return head[-1].lower().rpartition(".")[2]
