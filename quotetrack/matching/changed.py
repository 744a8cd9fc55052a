"""A changed stretch of two texts, and what kind of words changed: names, numbers, negations and so on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import Tokens, surface

_SENTENCE_END = regex.compile(r"[.?!…\n:]")


class Stretch(NamedTuple):
    """A changed stretch, as token ranges of both texts."""

    quote: int
    quote_end: int
    place: int
    place_end: int


def class_of(parts: Sequence[Stretch], quote: Tokens, transcript: Tokens, lexicon: Lexicon) -> str:
    """The class of an entry, by the words of it that are not harmless."""
    left = [surface(word) for part in parts for word in quote.words(part.quote, part.quote_end)]
    right = [surface(word) for part in parts for word in transcript.words(part.place, part.place_end)]
    if left == right:
        return "content"  # another word by its capital
    if len(left) == len(right) == 1 and left[0].replace("'", "") == right[0].replace("'", ""):
        return "apostrophe"
    klass = gravest([*left, *right], lexicon)
    if klass == "content" and any(_is_name(part, quote, transcript, lexicon) for part in parts):
        return "name"
    return klass


def changed_words(stretch: Stretch, quote: Tokens, transcript: Tokens) -> list[str]:
    """The words that only one side of a long stretch has."""
    left = {surface(word) for word in quote.words(stretch.quote, stretch.quote_end)}
    right = {surface(word) for word in transcript.words(stretch.place, stretch.place_end)}
    return sorted(left ^ right)


def gravest(words: Sequence[str], lexicon: Lexicon) -> str:
    """The class of the word that changes most, by the order of ``word_class``'s answers."""
    order = ("negation", "sign", "number", "modality", "quantifier", "pronoun", "preposition", "content")
    classes = {word_class(word, lexicon) for word in words}
    content = "content" in classes
    for klass in order[:4] if content else order:
        if klass in classes:
            return klass
    return "content"


@lru_cache(maxsize=16384)
def word_class(word: str, lexicon: Lexicon) -> str:
    """The class of one word (its surface form)."""
    if word in lexicon.negations or word.endswith(lexicon.negation_endings or ("\0",)):
        return "negation"
    if not any(c.isalnum() for c in word):
        return "sign"
    from quotetrack.matching.numbers import value

    if word in lexicon.number_words or value([word], lexicon.language) is not None:
        return "number"
    for klass, words in (
        ("modality", lexicon.modals),
        ("quantifier", lexicon.quantifiers),
        ("pronoun", lexicon.pronouns),
        ("preposition", lexicon.prepositions),
    ):
        if word in words:
            return klass
    return "content"


def _is_name(part: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon) -> bool:
    """Whether a changed word is written as a name: with a capital letter inside a sentence."""
    for tokens, start, end in (
        (quote, part.quote, part.quote_end),
        (transcript, part.place, part.place_end),
    ):
        for i in range(start, end):
            word = tokens.word(i)
            large = word[0].isupper() and surface(word) not in lexicon.pronouns
            if large and i > 0 and not _SENTENCE_END.search(tokens.gap(i)):
                return True
    return False
