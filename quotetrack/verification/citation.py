"""Whether the words of a passage are somebody else's, cited by the one who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from quotetrack.model import Person, Span
from quotetrack.verification.names import fold, names_of, surnames
from quotetrack.verification.wordlists import ContextWords

REACH = 600
"""Code points before a passage in which an opening quotation mark is looked for."""
AFTER = 150
"""Code points after a passage in which a citation is closed, or given to its author."""
NAMED_WITHIN = 300
"""Code points before a citation in which its author may be named."""
CITED_WITHIN = 200
MOST_BETWEEN = 10
"""Code points, and words, between a citing verb and the passage at most."""
_STOPS = tuple(",:–—.-")
"""A phrase that brings in a citation ends with one of them."""
_MARK = regex.compile(r'(?<!\d)"')
"""6" and 12" are inches."""
# As texts, compiled when first asked: few texts have single marks.
_SINGLE_OPENED = r"(?<![\p{L}\p{N}])‘(?=\s*\p{Lu})[^‘’]*$"
_SINGLE_CLOSED = r"(?<=[.,?!…])’|’(?=[.,;:?!…]|\s*\n)"
_SINGLE_CLOSED_INSIDE = r"(?<=[.,?!…])’"
_SUBJECT = regex.compile(r"(?r)[\p{L}.'’ ,-]{0,60}")
"""What stands before a citing verb, read backwards from it."""
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that show that a passage is cited."""

    words: str
    """From what brings the citation in to its first words."""
    around: str
    """The text before and just after the passage, in which its author may be named."""


def find_citation(text: str, passage: Span, turn: Span, words: ContextWords) -> Citation | None:
    """Whether a passage stands in quotation marks, or beside words that give it to somebody else.

    ``turn`` bounds the search: nobody cites across another's turn.
    """
    start = max(turn.start, passage.start - REACH)
    before = text[start : passage.start]
    after = text[passage.end : min(turn.end, passage.end + AFTER)]
    inside = text[passage.start : passage.end]
    opened = _opened(before, inside, after)
    if opened is None:
        opened = _brought_in(before, words)
    if opened is not None:
        head = words.last_sentence(before[:opened])
        cited = f"{head}{before[opened:]}{' '.join(inside.split()[:4])} …"
    elif (given := _given_after(after, words)) is not None:
        cited = f"… {' '.join(inside.split()[-4:])}{given}"
    else:
        return None
    return Citation(cited, before[-NAMED_WITHIN:] + after)


def _opened(before: str, passage: str, after: str) -> int | None:
    """Where the quotation mark opens that holds the whole passage."""
    for opening, closing in _PAIRS:
        at = before.rfind(opening)
        if at >= 0 and closing not in before[at + 1 :] and closing not in passage[:-1]:
            return at
    return _opened_straight(before, passage, after) or _opened_single(before, passage, after)


def _opened_straight(before: str, passage: str, after: str) -> int | None:
    """Straight marks are paired by counting from the start of the paragraph."""
    paragraph = before.rfind("\n") + 1
    here = before[paragraph:]
    if '"' not in here:
        return None
    marks = [match.start() for match in _MARK.finditer(here)]
    if len(marks) % 2 and '"' not in passage and '"' in after.split("\n")[0] + passage[-1:]:
        return paragraph + marks[-1]
    return None


def _opened_single(before: str, passage: str, after: str) -> int | None:
    """Single marks, which are apostrophes far more often: both must be there, and open and close."""
    if "‘" not in before:
        return None
    opened = regex.search(_SINGLE_OPENED, before + passage[:1])
    if opened is None or not regex.search(_SINGLE_CLOSED, passage[-2:] + after.split("\n")[0]):
        return None
    return opened.start() if not regex.search(_SINGLE_CLOSED_INSIDE, passage[:-1]) else None


def _brought_in(before: str, words: ContextWords) -> int | None:
    """Where words that give the passage to somebody else end right before it.

    "As Dr. Blix reported, …" does; "I said …", "we say …" and "it is said that …" do not.
    """
    stops = before.rstrip()[-1:] in _STOPS
    verb = words.has_citing_verb(before[-CITED_WITHIN:].rsplit(maxsplit=MOST_BETWEEN)[-MOST_BETWEEN:])
    if not (stops or verb):
        return None
    sentence = words.last_sentence(before)
    at = len(before) - len(sentence)
    if stops and (phrase := words.citing_phrase.search(sentence)) is not None:
        return at + phrase.start()
    match = words.citing.search(sentence) if verb else None
    if match is None:
        return None
    end = match["end"].strip()
    if not end and " ".join(match["verb"].lower().split()) not in words.citing_bare:
        return None
    subject = _SUBJECT.match(sentence, 0, match.start())
    assert subject is not None  # an empty one at least
    if not _somebody(subject[0].split(), words, named=not end.endswith((":", ","))):
        return None
    return at + subject.start()


def _given_after(after: str, words: ContextWords) -> str | None:
    """The words after a passage that give it to somebody named: ``, Dr. Blix said.``"""
    match = (
        words.cited_after.match(after)
        if words.has_citing_verb(after.split(maxsplit=MOST_BETWEEN)[:MOST_BETWEEN])
        else None
    )
    if match is None:
        return None
    subject = match["subject"] or match["inverted"]
    return match[0] if _somebody(subject.split(), words, named=True) else None


def _somebody(subject: Sequence[str], words: ContextWords, *, named: bool) -> bool:
    """Whether the subject of a citing verb is somebody else than the one who speaks.

    ``named`` asks for a name or a pronoun; without it any noun will do ("my father said: …").
    """
    parts = [part.strip(",;'’") for part in subject]
    while parts and (parts[-1].lower() in words.between or parts[-1].endswith("ly") or not parts[-1]):
        parts.pop()
    if not parts or any(part.lower() in words.first_person for part in parts[-2:]):
        return False
    last = parts[-1].lower()
    if last in words.nobody:
        return False
    if last in words.third_person or not named:
        return True
    return any(part[0].isupper() and part.lower() not in words.nobody for part in parts[-3:])


def names_author(citation: Citation, person: Person) -> bool:
    """Whether the claimed person's surname stands beside a citation."""
    around = [fold(word) for word in regex.findall(r"[\p{L}\p{M}'’‐‑-]+", citation.around)]
    around += [regex.sub(r"['’]?s$", "", word) for word in around]
    return any(
        word == surname[0] or _inflected(word, surname[0])
        for name in names_of(person)
        for surname in surnames(name)
        for word in around
    )


def _inflected(word: str, surname: str) -> bool:
    """Whether a word is a Russian surname in another case: Путин, Путина, Путиным."""
    longer = len(word) - len(surname)
    return 0 < longer <= 2 and word.startswith(surname) and bool(regex.match(r"\p{Cyrillic}{3}", surname))
