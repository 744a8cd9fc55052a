"""Whether a transcript takes words back further down: "Earlier I said fifty; I misspoke." """

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.tokens import fold, tokenise
from quotetrack.model import Quote, Span, Transcript
from quotetrack.verification.signs import near_signs
from quotetrack.verification.wordlists import ContextWords

LEAST_IN_COMMON = 3
"""Telling words that a correction must share with what it corrects; or one number."""
TELLING = 4
"""Letters from which on a word may tell what is spoken of."""
STEM = 6
"""Letters by which two forms of one word are known to be one."""
AROUND = 300
"""Code points on either side of the correcting words in which they say what they correct."""


def later_correction(
    transcript: Transcript, at: int, turn: int | None, quote: Quote, words: ContextWords
) -> str | None:
    """The sentence after ``at`` that takes back words of the quote, ``None`` without one.

    Words that speak of a correction are nothing by themselves: the sentence, or one beside it, must
    speak of the same, and be said under the same label, which ``turn`` has.
    """
    text = transcript.text
    wanted: set[str] | None = None
    for match in transcript.known((_corrections, words), lambda each: _corrections(each, words)):
        if match.start < at:
            continue
        stretch = _his_own(transcript, at, turn, match)
        if stretch is None:
            continue
        wanted = wanted if wanted is not None else set(_telling(quote.text, quote.language))
        sentence, around = _sentences(text, stretch.start, stretch.end, match, words)
        shared = wanted & set(_telling(around, quote.language))
        numbers = any(word[0].isdigit() for word in shared)
        if numbers or len(shared) >= LEAST_IN_COMMON:
            return sentence
    return None


def _corrections(transcript: Transcript, words: ContextWords) -> tuple[Span, ...]:
    """What speaks of a correction in a transcript."""
    return tuple(
        Span(*match.span())
        for near in near_signs(transcript.text, words.later_correction_signs)
        for match in words.later_correction.finditer(transcript.text, near.start, near.end)
    )


def _his_own(transcript: Transcript, at: int, turn: int | None, match: Span) -> Span | None:
    """What is said around a match, after a place, if it is said under the label of this turn."""
    if turn is None:
        return Span(at, len(transcript.text))
    turns = transcript.turns
    each = turns[max(turn, bisect_right(turns, match.start, key=attrgetter("start")) - 1)]
    his = each.label == turns[turn].label and each.start <= match.start and match.end <= each.end
    return Span(max(each.start, at), each.end) if his else None


def _telling(text: str, language: str | None) -> Iterator[str]:
    """The numbers and the longer words of a text, by their stems."""
    tokens = tokenise(text)
    small = lexicon(language, text)
    for index in range(len(tokens)):
        key = fold(tokens.word(index))
        if key[:1].isdigit() or key in small.number_words:
            yield key
        elif len(key) >= TELLING and key not in small.modals | small.pronouns | small.prepositions:
            yield key[:STEM]


def _sentences(text: str, start: int, end: int, match: Span, words: ContextWords) -> tuple[str, str]:
    """The sentence that corrects, and the same with its neighbours."""
    low, high = max(start, match.start - AROUND), min(end, match.end + AROUND)
    stops = [stop.end() for stop in words.sentence_end.finditer(text, low, high)]
    before = [stop for stop in stops if stop <= match.start]
    after = [stop for stop in stops if stop >= match.end]
    first = before[-1] if before else low
    last = after[0] if after else high
    wide = text[before[-2] if len(before) > 1 else low : after[1] if len(after) > 1 else high]
    return " ".join(text[first:last].split()), wide
