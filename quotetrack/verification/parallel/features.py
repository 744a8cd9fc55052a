"""What a sentence has that another language's sentence may have too: length, names, numbers, like words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quotetrack.matching.numbers import value
from quotetrack.matching.tokens import Tokens, tokenise
from quotetrack.model import Span
from quotetrack.transcripts.vocabulary import load
from quotetrack.verification.parallel.names import gazetteer
from quotetrack.verification.wordlists import context_words

COGNATE = 6
"""Letters from which on a word may be known in another language by its look."""
ROOT = 4
"""Its first letters, by which it is looked up there."""

_SPELLED = (
    ("kh", "g"), ("ph", "f"), ("th", "t"), ("ts", "c"), ("h", "g"), ("k", "c"), ("q", "c"), ("y", "i"),
    ("w", "v"), ("z", "s"), ("x", "cs"),
)  # fmt: skip
"""Letters that stand for one another in words that languages have in common."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its features."""

    span: Span
    length: int
    """Letters and digits."""
    names: Mapping[str, Span]
    """The code of each state or organisation that it names, and where."""
    numbers: Mapping[Fraction, Span]
    cognates: Mapping[str, Span]
    """Its longer words in Latin letters, by their first letters."""
    asks: bool


def sentences(text: str, language: str | None) -> tuple[Sentence, ...]:
    """The sentences of a text with words in them, in order."""
    return tuple(_sentence(text, span, language) for span in _spans(text, language) if _letters(text, span))


def _spans(text: str, language: str | None) -> Iterator[Span]:
    ends = context_words(language, text[:200]).sentence_end
    at = 0
    for stop in [match.end() for match in ends.finditer(text)] + [len(text)]:
        part = text[at:stop]
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            yield Span(start, start + len(part.strip()))
        at = stop


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, text[span.start : span.end]))


def _sentence(text: str, span: Span, language: str | None) -> Sentence:
    tokens = tokenise(text, windows=(span,))
    names: dict[str, Span] = {}
    for named in gazetteer(language).find(tokens):
        names.setdefault(named.code, named.span)
    return Sentence(
        span,
        _letters(text, span),
        names,
        dict(_numbers(tokens, language)),
        dict(_cognates(tokens)),
        text[span.start : span.end].rstrip("\"'”’») ").endswith("?"),
    )


def _numbers(tokens: Tokens, language: str | None) -> Iterator[tuple[Fraction, Span]]:
    for index in range(len(tokens)):
        word = tokens.word(index)
        # Spelled numbers are read in a few languages only: held against digits they would seem to be missing.
        found = value([word], language or "en") if word[0].isdigit() else None
        if found is not None:
            yield found, tokens.span(index, index + 1)


def _cognates(tokens: Tokens) -> Iterator[tuple[str, Span]]:
    for index, key in enumerate(tokens.keys):
        if len(key) >= COGNATE and key.isalpha():
            yield _root(key), tokens.span(index, index + 1)


@lru_cache(maxsize=65536)
def _root(key: str) -> str:
    """A word's first letters, as they may be spelled in either alphabet: humanitarian, гуманитарный."""
    plain = key[: ROOT + 3].translate(_latin())
    for written, sound in _SPELLED:
        plain = plain.replace(written, sound)
    return plain[:ROOT]


@lru_cache(maxsize=1)
def _latin() -> dict[int, str]:
    """Cyrillic letters to Latin ones."""
    return str.maketrans(load("transliteration")["cyrillic"])
