"""Where a capital letter makes another word: *US* and *us*, *May* and *may*, inside a sentence.

The words are data, a short list; and a capital says nothing where everything is in capitals, in a
headline, at a sentence's start, or where somebody writes none at all.
"""

from __future__ import annotations

import regex

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import Tokens

NEAR = 6
"""Words on either side, of which one in small letters shows that a capital is no headline's."""
FAR = 40
"""Words on either side, of which one with a capital shows that small letters are meant."""
LONG = 4
"""Letters from which on headlines begin a word with a capital."""
_STARTS = regex.compile(r"[.?!…\n:;\"“”„«»‘(\[–—]|--")


def capital_tells(quote: Tokens, q: int, transcript: Tokens, t: int, lexicon: Lexicon) -> bool:
    """Whether two tokens of the same letters are two words, by their capitals."""
    left, right = quote.word(q), transcript.word(t)
    word = left.lower()
    if word in lexicon.capitals_only:
        left_large, right_large = left.isupper(), right.isupper()
    elif word in lexicon.capital_changes and not _starts(quote, q) and not _starts(transcript, t):
        left_large, right_large = left[0].isupper(), right[0].isupper()
    else:
        return False
    if left_large == right_large:
        return False
    if left_large:
        meant = _among_capitals(transcript, t) and not _evened(transcript, t, quote, q)
        return meant and _among_small(quote, q)
    return _among_small(transcript, t) and not _evened(quote, q, transcript, t)


def letter_by_name(tokens: Tokens, at: int) -> bool:
    """Whether a word is one capital amid small letters, which names something: "plan A is", no article."""
    word = tokens.word(at)
    if len(word) > 1 or not word.isupper() or at == 0 or tokens.gap(at).strip(" \u00a0"):
        return False
    if at + 1 == len(tokens):
        return True
    return tokens.word(at + 1)[0].islower() and not tokens.gap(at + 1).startswith(".")


def _starts(tokens: Tokens, at: int) -> bool:
    """Whether a token may begin a sentence; a quote's first word may."""
    return at == 0 or bool(_STARTS.search(tokens.gap(at)))


def _among_small(tokens: Tokens, at: int) -> bool:
    """Whether words near it are in small letters that a headline would begin with a capital."""
    near = tokens.words(max(0, at - NEAR), min(len(tokens), at + NEAR + 1))
    return any(word.islower() and len(word) >= LONG for word in near)


def _among_capitals(tokens: Tokens, at: int) -> bool:
    """Whether a transcript writes capitals at all: captions often have none."""
    near = tokens.words(max(0, at - FAR), min(len(tokens), at + FAR + 1))
    return any(word[0].isupper() for word in near)


def _evened(small: Tokens, at: int, large: Tokens, there: int) -> bool:
    """Whether other words too have lost their capitals, as in a message typed in small letters."""
    for step in (*range(-FAR, 0), *range(1, FAR + 1)):
        one, other = at + step, there + step
        if not (0 <= one < len(small) and 0 <= other < len(large)):
            continue
        word = large.word(other)
        capital = word[0].isupper() and (word == "I" or not _starts(large, other))
        if capital and small.word(one) == word.lower():
            return True
    return False
