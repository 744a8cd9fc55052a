"""A quote to its tokens and the marks in it: omissions, insertions, a reporter's words.

What a mark encloses is cut out before aligning and kept with the mark: whether it is
a mark at all is known only beside a witness (``[which]`` may stand in the transcript,
and then it is plain text).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

import regex

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import NOTHING, Skips, Tokens, tokenise
from quotetrack.model import Span

# As texts, compiled when first asked: most quotes have no mark.
_DOTS = r"(?:…|\.(?:[ \u00a0]?\.){2,})"
# A bracket after or before a letter is part of a word: [T]he, word[s].
_OMISSION = rf"[\[(<‹]\s*{_DOTS}\s*[\])>›](?:\s*\.)?|[.]?{_DOTS}[.]?|‹\s*›|<\s*>|\*(?:\s*\*){{2,}}"
_SQUARE = r"(?<!\p{L})\[[^\[\]]*\](?!\p{L})"
_ROUND = r"\([^()]*\)"
# ," he said, " : a closing mark, words, an opening mark.
_REPORTER = (
    r"""(?P<close>[,.!?—–-]["”’»]|["”»][,.])"""
    r"""(?P<words>[ \u00a0]?[^"“”«»‘’]{2,80}?)(?P<open>["“„«‘](?=[\s—–-]{0,4}[\p{L}\p{N}\p{Sc}]))"""
)
_OMITTING = ("…", "..", ". .", ".\u00a0.", "<", "‹", "*")
"""What a mark of omission has one of."""
_CLOSING = ('"', "”", "’", "»")
"""What stands before a reporter's words."""
_MARKING = ("[", "(", "<", "‹", "…", "*", '"', "”", "»", "..", ". .", ".\u00a0.")
"""What every mark has something of; a quick test, for most quotes have no mark."""
LONGEST_ROUND_INSERTION = 8
"""Tokens. Longer brackets are the speaker's own far more often than an agency's insertion."""


class MarkKind(StrEnum):
    OMISSION = "omission"
    INSERTION = "insertion"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a quote, between two of its tokens."""

    kind: MarkKind
    at: int
    """The index of the first token after the mark."""
    span: Span
    """Code points of the quote's text, brackets included."""
    inner: Tokens
    """What the mark encloses; none for an omission."""


@dataclass(frozen=True)
class MarkedQuote:
    """A quote ready to be aligned."""

    tokens: Tokens
    marks: tuple[Mark, ...]
    """In the order of the text."""

    def between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that stand before token ``end`` and not before token ``start``, ends included."""
        first = bisect_left(self._ats, start)
        return self.marks[first : bisect_right(self._ats, end, first)]

    @cached_property
    def _ats(self) -> list[int]:
        return [mark.at for mark in self.marks]


def may_have_marks(text: str) -> bool:
    """Whether a quote has anything that could be a mark; hardly any work."""
    return any(map(text.__contains__, _MARKING))


def parse(text: str, lexicon: Lexicon) -> MarkedQuote:
    """Cut a quote at its marks."""
    found = _marks(text, lexicon) if may_have_marks(text) else ()
    whole = tokenise(text, Skips(span for span, _ in found) if found else NOTHING, bracketed=True)
    if found and not len(whole):  # nothing but marks: read it as plain text
        return MarkedQuote(tokenise(text), ())
    marks = []
    for span, kind in found:
        at = bisect_left(whole.starts, span.start)
        inner = Tokens(text, [], [], []) if kind is MarkKind.OMISSION else tokenise(text, windows=(span,))
        marks.append(Mark(kind, at, span, inner))
    return MarkedQuote(whole, tuple(marks))


def without_marks(text: str, lexicon: Lexicon) -> str:
    """A quote without its marks and what they enclose, stops and all: what an index is asked for."""
    if not may_have_marks(text):
        return text
    at, kept = 0, []
    for span, _ in _marks(text, lexicon):
        kept.append(text[at : span.start])
        at = span.end
    without = " ".join((*kept, text[at:]))
    return without if any(map(str.isalnum, without)) else text


@lru_cache(maxsize=64)
def _marks(text: str, lexicon: Lexicon) -> tuple[tuple[Span, MarkKind], ...]:
    """The marks of a quote, in order; remembered, since it is looked up before it is compared."""
    found: list[tuple[Span, MarkKind]] = []
    taken = bytearray(len(text))
    for span, kind in _candidates(text, lexicon):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            found.append((span, kind))
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def _candidates(text: str, lexicon: Lexicon) -> Iterator[tuple[Span, MarkKind]]:
    """Possible marks, those that win where two overlap first."""
    if "[" in text:
        for match in _compiled(_SQUARE).finditer(text):
            kind = MarkKind.OMISSION if not len(tokenise(match[0])) else MarkKind.INSERTION
            yield Span(*match.span()), kind
    if any(sign in text for sign in _OMITTING):
        for match in _compiled(_OMISSION).finditer(text):
            yield Span(*match.span()), MarkKind.OMISSION
    if any(sign in text for sign in _CLOSING):
        for match in _compiled(_REPORTER).finditer(text):
            words = tokenise(match["words"])
            if any(key in lexicon.speech_verbs for key in words.keys):
                yield Span(match.end("close"), match.start("open")), MarkKind.REPORTER
    rounds = list(_compiled(_ROUND).finditer(text)) if "(" in text else []
    total = len(tokenise(text)) if rounds else 0
    for match in rounds:
        size = len(tokenise(match[0]))
        if 0 < size <= LONGEST_ROUND_INSERTION and size * 2 < total:
            yield Span(*match.span()), MarkKind.INSERTION


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)
