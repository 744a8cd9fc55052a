"""Whether the words of a passage are somebody else's, cited by the one who speaks."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from quotetrack.model import Person, Span
from quotetrack.verification.names import fold, names_of, surnames
from quotetrack.verification.wordlists import ContextWords

REACH = 600
"""Code points before a passage in which an opening quotation mark is looked for."""
NAMED_WITHIN = 300
"""Code points before a citation in which its author may be named."""
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that show that a passage is cited."""

    words: str
    """From what brings the citation in to its first words."""
    around: str
    """The text before and just after the passage, in which its author may be named."""


def find_citation(text: str, passage: Span, turn: Span, words: ContextWords) -> Citation | None:
    """Whether a passage stands in quotation marks, or after words that bring in somebody's words.

    ``turn`` bounds the search: nobody cites across another's turn.
    """
    start = max(turn.start, passage.start - REACH)
    before = text[start : passage.start]
    after = text[passage.end : min(turn.end, passage.end + 150)]
    opened = _opened(before, text[passage.start : passage.end], after)
    if opened is None:
        opened = _brought_in(before, words)
    if opened is None:
        return None
    sentence = regex.split(r"(?<=[.?!…])\s+|\n", before[:opened])[-1]
    first_words = text[passage.start : passage.end].split()[:4]
    return Citation(f"{sentence}{before[opened:]}{' '.join(first_words)} …", before[-NAMED_WITHIN:] + after)


def _opened(before: str, passage: str, after: str) -> int | None:
    """Where the quotation mark opens that holds the whole passage."""
    for opening, closing in _PAIRS:
        at = before.rfind(opening)
        if at >= 0 and closing not in before[at + 1 :] and closing not in passage[:-1]:
            return at
    # Straight marks are paired by counting from the start of the paragraph.
    paragraph = before.rfind("\n") + 1
    here = before[paragraph:]
    if here.count('"') % 2 and '"' not in passage and '"' in after.split("\n")[0] + passage[-1:]:
        return paragraph + here.rfind('"')
    return None


def _brought_in(before: str, words: ContextWords) -> int | None:
    """Where a citing phrase with somebody else as its subject ends right before the passage.

    "As Dr. Blix reported, …" is one; "I said …" and "we say …" are not.
    """
    sentence = regex.split(r"(?<=[.?!…])\s+(?=\p{Lu}\p{Ll}{3,})|\n", before)[-1]
    match = words.citing.search(sentence)
    if match is None:
        return None
    subject = match["subject"].strip().split()
    if any(word.lower() in words.first_person for word in subject[-2:]):
        return None
    named = any(word[0].isupper() for word in subject)
    phrase = regex.search(r"quote|words of|according|цит|словам", match["verb"], regex.IGNORECASE)
    if not named and not phrase:
        return None
    return len(before) - len(sentence) + match.start()


def names_author(citation: Citation, person: Person) -> bool:
    """Whether the claimed person's surname stands beside a citation."""
    around = [fold(word) for word in regex.findall(r"[\p{L}\p{M}'’‐‑-]+", citation.around)]
    bare = {regex.sub(r"['’]?s$", "", word) for word in around}
    return any(
        surname[0] in around or surname[0] in bare for name in names_of(person) for surname in surnames(name)
    )
