"""One paragraph at a time: does it begin with words that have a speaker label's shape?

A label is a name, a role or an office, capitalised and short, at a paragraph's start, closed by
a colon (``Vladimir Putin:``), by a full stop in the Congressional Record's way (``Mr. SMITH.``),
standing in the angle brackets of the Miller Center (``<LEHRER: ...>``), or before a dash, as old
hearings have it (``Mr. Smith.--``). A false label is worse than a missed one, as it credits words to
somebody: hence the three strengths, and what a text as a whole must show before the weaker ones
count, which `labelling` decides. A missed question is the worst: the questioner's words are then the
speaker's. So a ``Q`` needs nothing to close it, as in the White House's transcripts, nor a ``Q4``, as
in those of the committees at Westminster.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quotetrack.transcripts.label_words import Kind, Strength, shape_of, without_brackets
from quotetrack.transcripts.vocabulary import words

LONGEST = 120
"""A label's length in code points; one that the page sets in bold may have ``LONGEST_EMPHASISED``."""
LONGEST_EMPHASISED = 220


class Closing(StrEnum):
    """What closes a label. Each is a style of its own, whose labels prove nothing for another's."""

    COLON = "colon"
    """And nothing at all, after a ``Q``: the two stand in one text."""
    STOP = "stop"
    DASH = "dash"
    LINE = "line"
    """The label stands alone on its line."""


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
    closing: Closing = Closing.COLON
    before_small: bool = False
    """A bare name before a small letter: a label only where the same name is one elsewhere in the text."""
    closes: int | None = None
    """Where the bracket closes that holds the whole turn: ``<LEHRER: ...>``."""
    asks: bool = False
    """Whether its paragraph ends in a question mark."""
    number: int | None = None
    """The question's, where it has one: 4 in ``Q4 Chair:`` and in ``Q4 You said that``."""
    question: Label | None = None
    """The numbered question that it stands in, which is the label where this is none."""


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
_OPEN_QUESTION = re.compile(r"Q\s+(?=[\"“‘'(\[]{0,2}[A-ZÀ-Þ]|[-–—]{1,3}|\.\.\.|…)")
_NUMBERED = re.compile(r"(?:Q\s?(\d{1,4})[.)]?\s+)+(?=[\"“‘'(\[]{0,2}[A-ZÀ-Þ]|[-–—]{1,3}\s|\.\.\.|…)")
_DASHED = re.compile(r"([A-ZÀ-Þ][\w.'’ -]{2,60}?)\.?\s?(?:--+|—|–)\s*(?=[\"“‘'(\[]{0,2}[A-ZÀ-Þ])")
# Inside angle brackets, which only set off speakers and asides, small letters will do.
_STOPPED_IN_BRACKETS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\. [A-Z][\w'’-]+|(?:The|THE|the) [\w ]{4,30}|(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+)"
    r"(?=\.(?:\s|$|>))"
)
_HAS_COLON = re.compile("[:：]")
_ANGLE = re.compile("[<>]")


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How one publisher sets its labels, beyond what labels are like everywhere."""

    bare: tuple[str, ...] = ()
    """Labels that stand without a colon: ``Q`` before a question."""
    capitals: bool = False
    """A name in capitals before a colon is a label, also where it stands but once."""


ANY_STYLE = LabelStyle()


def find_label(paragraph: str, emphasised: str = "", style: LabelStyle = ANY_STYLE) -> Label | None:
    """The label that this canonical paragraph begins with, if its shape allows one.

    ``emphasised`` is what the source sets in bold at the paragraph's start.
    """
    if style.bare and (standing := _bare(paragraph, style.bare)):
        return standing
    found = _numbered(paragraph, emphasised) or _any_label(paragraph, emphasised)
    if found and paragraph.endswith("?"):
        found = replace(found, asks=True)
    if found is None or found.before_small or found.strength > Strength.POSSIBLE:
        return found
    return replace(found, strength=Strength.LIKELY) if style.capitals and _in_capitals(found.text) else found


def _any_label(paragraph: str, emphasised: str) -> Label | None:
    if paragraph.startswith("<"):
        return _in_brackets(paragraph)
    found = _stopped(paragraph) or _open_question(paragraph)
    if found and found.text == "A":  # "A. Repik:" is a name
        return _with_colon(paragraph, 0, emphasised) or found
    return found or _with_colon(paragraph, 0, emphasised) or _dashed(paragraph)


def _numbered(paragraph: str, emphasised: str) -> Label | None:
    """A numbered question, under its asker's label or under none: "Q4 Chair:", "Q6 You said that"."""
    found = _NUMBERED.match(paragraph)
    if found is None:
        return None
    start, number = found.end(), int(found.group(1))
    question = Label(
        paragraph[:start].rstrip(" .)"),
        0,
        len(paragraph[:start].rstrip(" .)")),
        start,
        Kind.ROLE,
        Strength.LIKELY,
        number=number,
    )
    bold = emphasised[start:].lstrip() if emphasised.startswith(paragraph[:start].rstrip()) else emphasised
    asker = _stopped(paragraph, start) or _with_colon(paragraph, start, bold)
    return replace(asker, number=number, question=question) if asker else question


def _dashed(paragraph: str) -> Label | None:
    """A part, an office or a title and a surname before a dash: "Mr. Smith -- Yes", "The Chairman.—No"."""
    found = _DASHED.match(paragraph)
    shape = found and shape_of(found.group(1), bold=False)
    if not found or not shape or shape[1] < Strength.LIKELY:
        return None
    return Label(
        found.group(1), 0, found.end(1), found.end(), shape[0], Strength.POSSIBLE, closing=Closing.DASH
    )


def _open_question(paragraph: str, start: int = 0) -> Label | None:
    """A ``Q`` that nothing closes, before a sentence's beginning: "Q    Mr. Secretary, will you"."""
    found = _OPEN_QUESTION.match(paragraph, start)
    return found and Label("Q", start, start + 1, found.end(), Kind.ROLE, Strength.POSSIBLE)


def _bare(paragraph: str, bare: Sequence[str]) -> Label | None:
    """One of the labels that need no colon, and after it a turn's beginning: "Q    Mr. Secretary"."""
    for label in bare:
        found = re.match(rf"{re.escape(label)}(?:\s*[:.])?\s+(?=\S)", paragraph)
        if found and not paragraph[found.end()].islower():
            return Label(label, 0, len(label), found.end(), Kind.ROLE, Strength.LIKELY)
    return None


def _in_capitals(label: str) -> bool:
    name = without_brackets(label).partition(",")[0]
    return name.isupper() and len(name) > 2


def _in_brackets(paragraph: str) -> Label | None:
    start = 1
    close = _closing(paragraph)
    found = (
        _stopped(paragraph, start) or _open_question(paragraph, start) or _with_colon(paragraph, start, "")
    )
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


def _closing(paragraph: str) -> int:
    """Where the paragraph's first bracket closes, over those inside it: "<Q Eight years. <Laughter.>>"."""
    depth = 0
    for found in _ANGLE.finditer(paragraph):
        depth += 1 if found.group() == "<" else -1
        if depth == 0:
            return found.start()
    return paragraph.find(">")


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
    return Label(paragraph[start:end], start, end, after, kind, strength, closing=Closing.STOP)


def _with_colon(paragraph: str, start: int, emphasised: str) -> Label | None:
    limit = LONGEST_EMPHASISED if emphasised else LONGEST
    colon = _colon(paragraph, start, start + limit)
    if colon is None:
        return None
    found = _label(paragraph, start, colon, colon + 1, emphasised)
    head, _, tail = paragraph[start:colon].partition(",")
    if found and not emphasised and head.isupper() and not tail.isupper() and _is_dateline(found.text):
        return None  # a telegram's: "SU EXCELENCIA PRESIDENTE DE LOS ESTADOS UNIDOS, Washington:"
    return found


def _colon(paragraph: str, start: int, stop: int) -> int | None:
    """The first colon outside brackets that ends a word."""
    if not _HAS_COLON.search(paragraph, start, stop):
        return None  # most paragraphs
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
    shape = shape_of(text, bold=bold)
    if shape is None:
        return None
    kind, strength = shape
    rest = paragraph[after:].lstrip()
    weak = False
    # 𝒙 and ª are small letters without capitals, which say nothing of how a sentence begins.
    if rest[:1].islower() and rest[:1].upper() != rest[:1] and not bold:
        # a sentence goes on after its colon, a turn begins
        weak = strength == Strength.POSSIBLE
        strength = Strength(max(strength - 1, Strength.POSSIBLE))
    after = len(paragraph) - len(rest)
    return Label(text, start, start + len(text), after, kind, strength, before_small=weak)


def _is_set_apart(text: str, emphasised: str) -> bool:
    """Whether the bold words are the label, give or take its bracket and its colon."""
    bare = emphasised.rstrip(" :\xa0")
    return text == bare or without_brackets(text) == without_brackets(bare)
