"""Initials with their stops and without: *C.J.'s* and *CJ's*, *Ph.D.s* and *PhDs*.

What stands between the tokens tells it: an ending after the last stop is a token of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.matching.equivalence import ROMAN
from quotetrack.matching.tokens import Tokens

MOST = 8
"""Tokens of one run of initials."""
_STOPS = (".", ". ", ".\u00a0", ".\u202f")
_LONGEST_ENDING = 3
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))


def same_initials(quote: Tokens, q: int, transcript: Tokens, t: int) -> tuple[int, int] | None:
    """How many tokens of each, from ``q`` and ``t`` on, are initials with stops and the same without.

    Every letter has to be the same, capitals and a possessive's apostrophe too: *U.S.* is never *us*.
    """
    if quote.text.startswith(".", quote.ends[q]) and (size := _written(quote, q, transcript.word(t))):
        return size, 1
    if transcript.text.startswith(".", transcript.ends[t]) and (
        size := _written(transcript, t, quote.word(q))
    ):
        return 1, size
    return None


def _written(tokens: Tokens, start: int, whole: str) -> int:
    """How many tokens from one on are initials that make this word; 0 where none do."""
    whole = whole.translate(_ONE_APOSTROPHE)
    if ROMAN.issuperset(whole.lower()):
        return 0
    return next((size for size, letters in _runs(tokens, start) if letters == whole), 0)


def _runs(tokens: Tokens, start: int) -> Iterator[tuple[int, str]]:
    """Each run of two initials or more from a token on, with an ending or without: its tokens and letters."""
    letters = tokens.word(start)
    if not _is_initial(letters):
        return
    for at in range(start + 1, min(start + MOST, len(tokens))):
        word, gap = tokens.word(at), tokens.gap(at).translate(_ONE_APOSTROPHE)
        if at > start + 1 and gap in (".", ".'") and len(word) <= _LONGEST_ENDING and word.isalpha():
            yield at + 1 - start, letters + gap[1:] + word
        if not (_is_initial(word) and gap in _STOPS):
            return
        letters += word
        yield at + 1 - start, letters


def _is_initial(word: str) -> bool:
    """Whether a word is a capital, alone or with one small letter: *C*, *Ph*."""
    return word[0].isupper() and (len(word) == 1 or (len(word) == 2 and word[1].islower()))
