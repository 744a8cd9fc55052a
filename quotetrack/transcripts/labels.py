"""One paragraph at a time: does it begin with words that have a speaker label's shape?

A label is a name, a role or an office, capitalised and short, at a paragraph's start, closed by
a colon (``Vladimir Putin:``), by a full stop in the Congressional Record's way (``Mr. SMITH.``),
or standing in the angle brackets of the Miller Center (``<LEHRER: ...>``). A false label is worse
than a missed one, as it credits words to somebody: hence the three strengths, and what a text
as a whole must show before the weaker ones count, which `labelling` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from quotetrack.transcripts.vocabulary import load, words

LONGEST = 120
"""A label's length in code points; one that the page sets in bold may have ``LONGEST_EMPHASISED``."""
LONGEST_EMPHASISED = 220


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


@dataclass(frozen=True, slots=True)
class Label:
    """A label's place in its paragraph; offsets are code points of the paragraph."""

    text: str
    start: int
    end: int
    words_start: int
    """Where the words spoken under it begin."""
    kind: Kind
    strength: Strength
    stopped: bool = False
    """Closed by a full stop instead of a colon: another style, whose labels prove nothing for this one."""
    closes: int | None = None
    """Where the bracket closes that holds the whole turn: ``<LEHRER: ...>``."""


# Titles before surnames in capitals, then a full stop: "Mr. McCAIN.", "Ms. JACKSON-LEE of Texas."
_SURNAME_IN_CAPITALS = r"(?:[A-Z][a-z]{0,2})?[A-Z][A-Z'’-]+"
_STOPPED_NAME = re.compile(
    rf"(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS|MISS|DR)\. {_SURNAME_IN_CAPITALS}(?: {_SURNAME_IN_CAPITALS}){{0,2}}"
    r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+){0,2})?(?: \([^()]{1,60}\))?(?=\.(?:\s|$|>))"
)
_STOPPED_OFFICE = re.compile(
    r"(?:The|THE) ([A-Z][A-Z-]+(?: (?:[A-Z][A-Z-]+|pro tempore|PRO TEMPORE)){0,3})"
    r"(?: \([^()]{1,60}\))?(?=\.(?:\s|$|>))"
)
_STOPPED_QUESTION = re.compile(r"[QA](?=\.\s+[\"“]?[A-Z])")
# Inside angle brackets, which only set off speakers and asides, small letters will do.
_STOPPED_IN_BRACKETS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\. [A-Z][\w'’-]+|(?:The|THE|the) [\w ]{4,30}|(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+)"
    r"(?=\.(?:\s|$|>))"
)
_TRAILING_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_NUMBER = re.compile(r"\s*(?:#|No\.?|№)?\s*\d{1,3}$")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]\.)|\b(?:St|Jr|Sr|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|Hon|Amb|Adm|Rev|No)\.",
    re.I,
)
_SENTENCE_SIGNS = re.compile(r"[.?!;\"“”«»„=<>{}|*_/\\…]")
_INITIALLED = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_]{2,}(?:-[^\W\d_]{2,})?$")
_NAME_TOKEN = re.compile(r"(?:[^\W\d_][.’'])*[^\W\d_](?:[\w.’'ʼ`-]|\u2010|\u2011)*$")


def find_label(paragraph: str, emphasised: str = "") -> Label | None:
    """The label that this canonical paragraph begins with, if its shape allows one.

    ``emphasised`` is what the source sets in bold at the paragraph's start.
    """
    if paragraph.startswith("<"):
        return _in_brackets(paragraph)
    found = _stopped(paragraph)
    if found and found.text == "A":  # "A. Repik:" is a name
        return _with_colon(paragraph, 0, emphasised) or found
    return found or _with_colon(paragraph, 0, emphasised)


def _in_brackets(paragraph: str) -> Label | None:
    start = 1
    close = paragraph.find(">")
    found = _stopped(paragraph, start) or _with_colon(paragraph, start, "")
    if found is None:
        match = _STOPPED_IN_BRACKETS.match(paragraph, start)
        found = match and _label(paragraph, start, match.end(), match.end() + 1, "")
        if found and found.strength < Strength.LIKELY:
            return None  # "<JOHN HAY.>" signs a letter
    if found is None or (0 <= close < found.end) or _is_dateline(found.text):
        return None
    strength = Strength(min(found.strength + 1, Strength.CERTAIN))
    if found.words_start == close:  # only the label stands in the brackets
        after = close + 1
        after += len(paragraph[after:]) - len(paragraph[after:].lstrip())
        return replace(found, words_start=after, strength=strength)
    closes = close if close == len(paragraph) - 1 else None
    return replace(found, strength=strength, closes=closes)


def _is_dateline(text: str) -> bool:
    """Whether an addressee and a place stand in the brackets: "<AMERICAN CONSUL, Panama:>"."""
    tail = text.partition(",")[2].lower().split()
    describing = words("labels", "titles") | words("labels", "describes_chair") | words("labels", "suffixes")
    return bool(tail) and not any(word.strip(".,") in describing for word in tail)


def _stopped(paragraph: str, start: int = 0) -> Label | None:
    match = _STOPPED_NAME.match(paragraph, start)
    if match:
        return _closed(paragraph, start, match.end(), Kind.NAME, Strength.CERTAIN)
    match = _STOPPED_OFFICE.match(paragraph, start)
    if match and (match.group(1).lower() in words("labels", "presiding") | words("labels", "offices")):
        return _closed(paragraph, start, match.end(), Kind.OFFICE, Strength.LIKELY)
    match = _STOPPED_QUESTION.match(paragraph, start)
    if match:
        return _closed(paragraph, start, match.end(), Kind.ROLE, Strength.POSSIBLE)
    return None


def _closed(paragraph: str, start: int, end: int, kind: Kind, strength: Strength) -> Label:
    after = end + 1
    after += len(paragraph[after : after + 8]) - len(paragraph[after : after + 8].lstrip())
    return Label(paragraph[start:end], start, end, after, kind, strength, stopped=True)


def _with_colon(paragraph: str, start: int, emphasised: str) -> Label | None:
    limit = LONGEST_EMPHASISED if emphasised else LONGEST
    colon = _colon(paragraph, start, start + limit)
    if colon is None:
        return None
    return _label(paragraph, start, colon, colon + 1, emphasised)


def _colon(paragraph: str, start: int, stop: int) -> int | None:
    """The first colon outside brackets that ends a word."""
    depth = 0
    for place in range(start, min(stop, len(paragraph))):
        sign = paragraph[place]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign in ":：" and depth <= 0:
            after = paragraph[place + 1 : place + 2]
            return place if not after or after.isspace() or after in '>"“«' or sign == "：" else None
    return None


def _label(paragraph: str, start: int, end: int, after: int, emphasised: str) -> Label | None:
    text = paragraph[start:end].rstrip()
    bold = bool(emphasised) and _is_set_apart(text, emphasised)
    if len(text) > (LONGEST_EMPHASISED if bold else LONGEST):
        return None
    shape = _shape(text, bold=bold)
    if shape is None:
        return None
    kind, strength = shape
    rest = paragraph[after:].lstrip()
    if rest[:1].islower() and not bold:
        # a sentence goes on after its colon, a turn begins
        if strength == Strength.POSSIBLE:
            return None
        strength = Strength(strength - 1)
    after = len(paragraph) - len(rest)
    return Label(text, start, start + len(text), after, kind, strength)


def _is_set_apart(text: str, emphasised: str) -> bool:
    """Whether the bold words are the label, give or take its bracket and its colon."""
    bare = emphasised.rstrip(" :\xa0")
    return text == bare or without_brackets(text) == without_brackets(bare)


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


def _shape(text: str, *, bold: bool) -> tuple[Kind, Strength] | None:
    core = without_brackets(text)
    listed = role_words(text)
    if not core or not core[0].isalpha() or core[0].islower():
        return None
    if role_of(listed) is not None:
        return Kind.ROLE, Strength.CERTAIN if bold else Strength.LIKELY
    first, _, rest = listed.partition(" ")
    if role_of(first) == "question" and rest.partition(" ")[0] in words("labels", "from"):
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
    titles = [place for place, word in enumerate(bare) if word in words("labels", "titles")]
    leads = words("labels", "titles") | words("labels", "title_modifiers")
    if bare[0] in words("labels", "not_names") and not (titles and bare[0] in leads):
        return None
    small = [token for token in tokens if token[0].islower()]
    if any(_is_sentence_word(word) for word in [*small, *tail_words]) or len(tail_words) > 14:
        return None
    names = [
        t
        for t, b in zip(tokens, bare, strict=True)
        if b not in words("labels", "titles") and not t[0].islower()
    ]
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
    if len(tokens) == 1 and bold and tail_words:
        return Kind.NAME, Strength.LIKELY  # "Dmitry, Moscow:"
    if len(tokens) == 1 and not _INITIALLED.match(head):
        return (Kind.NAME, Strength.POSSIBLE) if len(tokens[0]) > 2 and not tail_words else None
    likely = bold or (_INITIALLED.match(head) and not tail_words)
    return Kind.NAME, Strength.LIKELY if likely else Strength.POSSIBLE


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
