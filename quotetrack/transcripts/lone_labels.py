"""Labels alone on a line, the words under them on the next: is a text set so, and which lines are labels?

A line with nothing but a name may be a heading, a page's running head or an entry of a list. So a
text must show that it is set so: somebody asks and somebody named answers, or two speak by turns. In
a text whose labels have colons, only what is a questioner's alone counts on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from quotetrack.transcripts.label_words import Kind, Strength, is_question_from, role_of, role_words, shape_of
from quotetrack.transcripts.labels import Closing, Label
from quotetrack.transcripts.vocabulary import words

_ENDED = re.compile(r"[.?!…:\]\"”’»)—–-]$")
"""How a paragraph ends after which a label may stand."""
LONGEST = 80
"""Code points of a line that may be a label."""


def lone_labels(paragraphs: Sequence[str], others: Sequence[Label | None]) -> list[Label | None]:
    """For each canonical paragraph the label that it is as a whole, or ``None``.

    ``others`` are the labels that stand before words of their own paragraph, which go before.
    """
    lines = [None if other else _line(text) for text, other in zip(paragraphs, others, strict=True)]
    nothing: list[Label | None] = [None] * len(lines)
    heads = list(nothing)
    for place, line in enumerate(lines[:-1]):
        # under a label stand words: a row of names is a list
        apart = not (lines[place + 1] or others[place + 1] or paragraphs[place + 1][:1].islower())
        if line and apart and (not any(heads) or _ENDED.search(paragraphs[place - 1])):
            heads[place] = line
    asking = [line if _asks(line) else None for line in heads]
    if sum(other is not None and other.strength >= Strength.LIKELY for other in others) >= 2:
        return _sure([line if line and line.text.isupper() else None for line in asking])
    named = [line for line in heads if line and line.kind is not Kind.ROLE]
    counts = Counter(_key(line) for line in named)
    answered = any(line.strength >= Strength.LIKELY or counts[_key(line)] >= 2 for line in named)
    return _sure(heads) if (any(asking) and answered) or _by_turns(heads) else nothing


def _by_turns(heads: Sequence[Label | None]) -> bool:
    """Whether two speak by turns: one, the other, the one, the other.

    The first three do where the one is named in full once, with a title: "President of Russia Vladimir
    Putin", then somebody, then "Vladimir Putin".
    """
    speaking = [line for line in heads if line]
    keys = [_key(line) for line in speaking]
    titled = {
        key.split()[-1] for key, line in zip(keys, speaking, strict=True) if line.strength is Strength.CERTAIN
    }
    last = [key.split()[-1] for key in keys]
    repeated = {key.split()[-1] for key, number in Counter(keys).items() if number >= 2}
    return any(
        one == again != other and (one in titled & repeated or [other] == last[place + 3 : place + 4])
        for place, (one, other, again) in enumerate(zip(last, last[1:], last[2:], strict=False))
    )


def _line(paragraph: str) -> Label | None:
    if len(paragraph) > LONGEST or any(sign in paragraph for sign in ":,") or not paragraph[:1].isalpha():
        return None
    if paragraph.endswith(".") and paragraph.split()[-1].lower().rstrip(".") not in words(
        "labels", "suffixes"
    ):
        return None
    if not words("labels", "never_alone").isdisjoint(paragraph.lower().split()):
        return None
    shape = shape_of(paragraph, bold=False)
    return (
        Label(paragraph, 0, len(paragraph), len(paragraph), *shape, closing=Closing.LINE) if shape else None
    )


def _sure(heads: Sequence[Label | None]) -> list[Label | None]:
    """The lines, a questioner's being certain: that the text is set so has been shown."""
    return [replace(line, strength=Strength.CERTAIN) if line and _asks(line) else line for line in heads]


def _asks(line: Label | None) -> bool:
    if line is None or line.kind is not Kind.ROLE or line.text.lower().startswith("the "):
        return False  # "The Media" is a heading
    return is_question_from(_key(line)) or role_of(_key(line)) == "question"


def _key(line: Label) -> str:
    return role_words(line.text)
