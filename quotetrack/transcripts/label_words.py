"""The words of a label, whatever closes it: a name, a role, an office, or no label's words at all.

What may be a name: capitalised words, few, with small words only inside an office or a name.
Who is called on ("Mr. President", "Fellow citizens"), headings and sentences are none. The
words themselves are data (``vocabulary/labels.toml``).
"""

from __future__ import annotations

import re
from enum import IntEnum, StrEnum

from quotetrack.transcripts.vocabulary import load, words


class Strength(IntEnum):
    """How sure the shape alone makes us."""

    POSSIBLE = 1
    """A bare name: counts in the company of others."""
    LIKELY = 2
    """A role, an office, a title and a surname: counts when there are two of them."""
    CERTAIN = 3
    """A title and a full name, or bold: counts by itself."""


class Kind(StrEnum):
    """What the label consists of."""

    NAME = "name"
    ROLE = "role"
    OFFICE = "office"


_TRAILING_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_NUMBER = re.compile(r"\s*(?:#|No\.?|№)?\s*\d{1,4}$")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]\.)|\b(?:St|Jr|Sr|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|Hon|Amb|Adm|Rev|No)\.",
    re.I,
)
_SENTENCE_SIGNS = re.compile(r"[.?!;\"“”«»„=<>{}|*_/\\…]")
_INITIALLED = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_]{2,}(?:-[^\W\d_]{2,})?$")
_NAME_TOKEN = re.compile(r"(?:[^\W\d_][.’'])*[^\W\d_](?:[\w.’'ʼ`-]|\u2010|\u2011)*$")


def without_brackets(label: str) -> str:
    """The label without what stands in brackets at its end: ``Question (as translated)``."""
    while True:
        shorter = _TRAILING_BRACKETS.sub("", label)
        if shorter == label:
            return label.strip()
        label = shorter


def role_words(label: str) -> str:
    """The label in the form in which roles and offices are listed."""
    bare = _NUMBER.sub("", without_brackets(label)).lower().rstrip(".")
    return " ".join(bare.removeprefix("the ").split())


def role_of(listed: str) -> str | None:
    """The part played by a label that names no person, by `role_words`; ``None`` for other labels."""
    return next(
        (
            role
            for role, groups in load("labels")["roles"].items()
            if any(listed in g for g in groups.values())
        ),
        None,
    )


def is_question_from(listed: str) -> bool:
    """Whether a label, by `role_words`, is a question's with where it comes from: "Question from Perm"."""
    first, _, rest = listed.partition(" ")
    return role_of(first) == "question" and rest.partition(" ")[0] in words("labels", "from")


def shape_of(text: str, *, bold: bool) -> tuple[Kind, Strength] | None:
    """What a label of these words is and how sure that is; ``None`` when it is no label.

    ``bold`` tells that the source sets just these words apart.
    """
    core = without_brackets(text)
    listed = role_words(text)
    if not core or not core[0].isalpha() or core[0].islower():
        return None
    if role_of(listed) is not None:
        return Kind.ROLE, Strength.CERTAIN if bold else Strength.LIKELY
    if is_question_from(listed):
        return Kind.ROLE, Strength.CERTAIN if bold else Strength.LIKELY
    definite = core.lower().startswith(("the ", "le ", "la ", "el ")) or core.isupper()
    if listed in words("labels", "offices") | words("labels", "presiding"):
        return Kind.OFFICE, Strength.LIKELY if definite or bold else Strength.POSSIBLE
    return _name_shape(core, bold=bold)


def _name_shape(core: str, *, bold: bool) -> tuple[Kind, Strength] | None:
    head, _, tail = core.partition(",")
    tokens = head.split()
    bare = [token.lower().rstrip(".") for token in tokens]
    tail_words = [word.strip(".,") for word in tail.lower().split()]
    if not tokens or _SENTENCE_SIGNS.search(_ABBREVIATED.sub("", core)) or any(c.isdigit() for c in head):
        return None
    if _is_address(bare, tail_words):
        return None
    titles = title_places(bare)
    leads = words("labels", "titles") | words("labels", "title_modifiers")
    if bare[0] in words("labels", "not_names") and not (titles and bare[0] in leads):
        return None
    small = [token for token in tokens if token[0].islower()]
    if any(_is_sentence_word(word) for word in [*small, *tail_words]) or len(tail_words) > 14:
        return None
    names = [t for place, t in enumerate(tokens) if place not in titles and not t[0].islower()]
    if not all(_NAME_TOKEN.match(token) for token in names):
        return None
    known_small = (
        words("labels", "connectors") | words("labels", "titles") | words("labels", "title_modifiers")
    )
    others = [word for word in small if word not in known_small]
    if titles:
        if len(tokens) > 18 or len(others) > (4 if bold else 2):
            return None
        return _titled(tokens, titles[-1], described=bool(tail_words), bold=bold)
    if (
        bare[0] == "the"
        or len(tokens) > 5
        or others
        or any(word not in words("labels", "particles") for word in small)
    ):
        return None
    if " ".join(bare) in words("offices", "objects"):
        return None
    if not tail_words and bare[-1] in words("labels", "heading_ends"):
        return None
    if len(tokens) == 1 and bold and tail_words:
        return Kind.NAME, Strength.LIKELY  # "Dmitry, Moscow:"
    if len(tokens) == 1 and not _INITIALLED.match(head):
        return (Kind.NAME, Strength.POSSIBLE) if len(tokens[0]) > 2 and not tail_words else None
    if tail_words and (surer := _described(core, tail_words)):
        return Kind.NAME, surer
    likely = bold or (_INITIALLED.match(head) and not tail_words)
    return Kind.NAME, Strength.LIKELY if likely else Strength.POSSIBLE


def title_places(bare: list[str]) -> list[int]:
    """Where titles stand among the words of a name, in small letters without stops.

    A last word after a given name is a surname, as in "John King" and "Sanford Bishop".
    """
    places = [place for place, word in enumerate(bare) if word in words("labels", "titles")]
    given = words("given_names", "male") | words("given_names", "female")
    return places[:-1] if len(bare) > 1 and places[-1:] == [len(bare) - 1] and bare[0] in given else places


def _described(core: str, tail: list[str]) -> Strength | None:
    """How sure a name is after which stands what its bearer is: "WOLF BLITZER, CNN ANCHOR"."""
    parts = words("labels", "describes_chair") | words("labels", "describes_question")
    if not parts.isdisjoint(tail):
        return Strength.CERTAIN if core.isupper() else Strength.LIKELY
    return Strength.LIKELY if core.isupper() and not words("labels", "titles").isdisjoint(tail) else None


def _is_address(bare: list[str], tail_words: list[str]) -> bool:
    """Whether these words call on somebody: "Mr. President:", "Mayor Daley, ladies and gentlemen:"."""
    if (len(bare[0]) > 1 and bare[0] in words("labels", "addressing")) or set(bare + tail_words) & words(
        "labels", "salutations"
    ):
        return True
    vocatives = words("labels", "vocatives")
    if set(tail_words) & vocatives:
        return True
    offices = words("labels", "titles") | words("labels", "title_modifiers")
    if bare[0] not in vocatives:
        return False
    return all(word in offices for word in bare[1:]) or (
        len(bare) > 2 and bare[1] in offices and bare[2] == "of"
    )


def _is_sentence_word(word: str) -> bool:
    # English verbs of the past end so, and hardly a word of any office does
    return word in words("labels", "sentence_words") or (word.endswith("ed") and len(word) > 5)


def _titled(tokens: list[str], last_title: int, *, described: bool, bold: bool) -> tuple[Kind, Strength]:
    """By what follows the last title: nothing, a surname, a full name, an office's object and a name."""
    rest = tokens[last_title + 1 :]
    particles = words("labels", "particles")
    small = [
        place
        for place, token in enumerate(rest)
        if token.lower() in words("labels", "connectors") - particles
    ]
    run = len(rest) - 1 - small[-1] if small else len(rest)
    if not rest or run == 0 or (small and small[0] == 0 and run == 1):
        return Kind.OFFICE, Strength.LIKELY if bold else Strength.POSSIBLE
    if small and small[0] == 0:
        certain, fallback = run >= 3, Strength.POSSIBLE
    else:
        certain, fallback = run >= 2 and not small, Strength.LIKELY
    if bold:
        return Kind.NAME, Strength.CERTAIN
    return Kind.NAME, Strength.CERTAIN if certain and not described else fallback
