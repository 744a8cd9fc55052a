"""What words in quotation marks are there for, where nobody is said to have said them."""

from __future__ import annotations

import regex

from quotetrack.quotations.quotation import QuotationKind
from quotetrack.quotations.saying import Saying

MOST_SCARE_WORDS = 4
MOST_TITLE_WORDS = 12
NEAR = 200
"""Code points before a quotation in which its last words say what it is."""
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*")


def unclaimed_kind(text: str, before: str, words: Saying, *, title_marks: bool) -> QuotationKind:
    """The kind of words that are given to nobody; ``before`` is what precedes them in their sentence."""
    found, before = _WORD.findall(text), before[-NEAR:]
    if title_marks or _is_title(text, found, before, words):
        return QuotationKind.TITLE
    sentence = text.rstrip()[-1:] in ".!?…" and len(found) > 1
    most = 2 * MOST_SCARE_WORDS if words.at_a_distance.search(before) else MOST_SCARE_WORDS
    return QuotationKind.SCARE if len(found) <= most and not sentence else QuotationKind.UNATTRIBUTED


def is_named_so(before: str, words: Saying) -> bool:
    """Whether what stands right before says that the next words are only a name or a term."""
    before = before[-NEAR:]
    last = _WORD.findall(before)[-1:]
    work = bool(last) and last[0].lower() in words.works and before.rstrip()[-1:].isalpha()
    return work or words.at_a_distance.search(before) is not None


def _is_title(text: str, found: list[str], before: str, words: Saying) -> bool:
    if not 0 < len(found) <= MOST_TITLE_WORDS or found[0][0].islower():
        return False
    if any(word.lower() in words.works for word in _WORD.findall(before)[-2:]):
        return True
    large = [word for word in found if word.lower() not in words.small]
    return len(large) > 1 and not any(word[0].islower() for word in large) and not text.isupper()
