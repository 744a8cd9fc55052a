"""The text as a whole: which of the words shaped like labels are labels.

Rules, each tried on 19,444 transcripts: a certain label stands by itself; likely ones stand
when there are two; one alone stands only at the head of the text, where a transcript names
its one speaker. A bare name stands in their company, or, in a text of bare names only, when
names alternate; before a small letter only where it stands before a capital too. A bare word
stands only as the surname of somebody labelled, or repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quotetrack.transcripts.label_words import Kind, Strength, role_words, without_brackets
from quotetrack.transcripts.labels import ANY_STYLE, Closing, Label, LabelStyle, find_label
from quotetrack.transcripts.lone_labels import lone_labels
from quotetrack.transcripts.vocabulary import words

HEAD = 6
"""Within this many paragraphs from the start a lone likely label is believed."""
QUARTERS = 4
"""Numbers up to this may be a quarter's of a year; higher ones count questions."""
FARTHEST = 40
"""The most numbers that may be missing between two numbered questions."""
FEWEST_DASHED = 3
"""Labels before a dash that a text must have for one of them to count."""

# not in an address: "spiegel.de" does not make the magazine's name a word
_SMALL_WORD = re.compile(r"(?<![\w@./])[^\W\d_A-Z]+\b(?![@/]|\.\w)")


def find_labels(
    paragraphs: Sequence[str], emphasised: Sequence[str], style: LabelStyle = ANY_STYLE
) -> list[Label | None]:
    """For each canonical paragraph the label it begins with, or ``None``."""
    found = [find_label(text, bold, style) for text, bold in zip(paragraphs, emphasised, strict=True)]
    found = _counted(found)
    alone = lone_labels(paragraphs, found)
    found = [label or standing for label, standing in zip(found, alone, strict=True)]
    small_words: frozenset[str] | None = None
    accepted: dict[Closing, set[str]] = {}
    for closing in Closing:
        group = [label if label and label.closing is closing else None for label in found]
        if not any(group):
            accepted[closing] = set()
            continue
        if small_words is None and any(label and label.strength == Strength.POSSIBLE for label in group):
            small_words = frozenset(_SMALL_WORD.findall("\n".join(paragraphs)))
        accepted[closing] = _accepted(group, small_words or frozenset())
    if not any("q" in keys for keys in accepted.values()):
        for keys in accepted.values():
            keys.discard("a")  # "A." and "B." number a list
    return [_believed(label, accepted[label.closing]) if label else None for label in found]


def _believed(label: Label, accepted: set[str]) -> Label | None:
    """The label if it counts, else the numbered question that it stands in."""
    if _key(label) in accepted:
        return label
    return label.question if accepted else None


def _counted(found: Sequence[Label | None]) -> list[Label | None]:
    """The labels without numbered questions, unless questions are counted in this text.

    ``Q4 Revenue grew`` is a quarter's: there are four of those, and nobody's label stands after them.
    """
    numbered = [label for label in found if label and label.number]
    if not any(
        (label.number or 0) > QUARTERS or (label.question and label.strength >= Strength.LIKELY)
        for label in numbered
    ):
        return [None if label and label.number else label for label in found]
    counted: list[Label | None] = []
    last = 0
    for label in found:
        if label is not None and label.number is not None:
            if last and not last < label.number <= last + FARTHEST:
                counted.append(None)
                continue
            last = label.number
        counted.append(label)
    return counted


def _accepted(found: Sequence[Label | None], small_words: frozenset[str]) -> set[str]:
    """The labels of one style that count, by key."""
    counts = Counter(_key(label) for label in found if label)
    accepted = _established(found, small_words)
    if not accepted:
        return accepted
    weak = [
        label for label in found if label and label.strength == Strength.POSSIBLE and not label.before_small
    ]
    for _ in range(2):  # a full name that the first round accepts has its surname accepted in the second
        named = [label for label in found if label and label.kind == Kind.NAME and _key(label) in accepted]
        surnames = {_surname(label.text) for label in named}
        accepted |= {_key(label) for label in weak if _fits(label, counts, surnames, small_words)}
    return accepted


def _established(found: Sequence[Label | None], small_words: frozenset[str]) -> set[str]:
    """Labels that stand by their own strength and number."""
    strong = [label for label in found if label and label.strength >= Strength.LIKELY]
    if len(strong) >= 2 or any(label.strength == Strength.CERTAIN for label in strong):
        return {_key(label) for label in strong}
    names = [
        label
        for label in found
        if label and label.strength == Strength.POSSIBLE and label.kind != Kind.OFFICE
    ]
    counts = Counter(_key(label) for label in names if not _is_common(label, small_words))
    begun = {_key(label) for label in names if not label.before_small}
    alternating = {key for key, number in counts.items() if number >= 2 and key in begun}
    dashed = [label for label in names if label.closing is Closing.DASH]
    if len(dashed) >= FEWEST_DASHED and len({_key(label) for label in dashed}) >= 2:
        return {_key(label) for label in dashed}  # each has a title or plays a part
    if len(alternating) >= 2 or (strong and alternating):
        return alternating | {_key(label) for label in strong}
    return {_key(label) for label in found[:HEAD] if label and label in strong and label.kind != Kind.ROLE}


def _fits(label: Label, counts: Counter[str], surnames: set[str], small_words: frozenset[str]) -> bool:
    """Whether a weak label counts in the company of stronger ones."""
    if label.kind != Kind.NAME or _surname(label.text) in surnames:
        return True
    repeated = counts[_key(label)] >= 2
    if len(_name_words(label)) == 1:
        asking = label.asks and label.text.isupper() and label.closing is Closing.COLON
        return (repeated or asking) and not _is_common(label, small_words)
    return repeated or not _is_common(label, small_words)


def _is_common(label: Label, small_words: frozenset[str]) -> bool:
    """Whether its words stand elsewhere in small letters: "Energy Security:" is a heading, no name."""
    return any(token.lower().strip(".,") in small_words for token in _name_words(label) if len(token) > 2)


def _name_words(label: Label) -> list[str]:
    return without_brackets(label.text).partition(",")[0].split()


def _key(label: Label) -> str:
    return role_words(label.text)


def _surname(label: str) -> str:
    head = without_brackets(label).partition(",")[0].split()
    while len(head) > 1 and head[-1].lower().strip(".") in words("labels", "suffixes"):
        head.pop()
    return head[-1].lower().rpartition(".")[2]
