"""Text to tokens: words, numbers and signs, with their places and the keys they are found by.

A token's *key* is folded (case, accents, apostrophes, soft hyphens, ligatures, end-of-line
hyphens) and only ever locates. Whether two tokens are the same is judged on ``surface``,
the characters that stand there. What is not a token (stops, commas, dashes, quotation
marks, spaces) lies in the gaps between tokens and is judged there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

import regex

from quotetrack.model import Span

_LETTER = r"[\p{L}\p{M}\u00ad\u200d]"
_APOSTROPHE = "['’ʼ‘`´]"
# Scripts written without spaces: every character is a token of its own.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_BRACKETED = rf"\[\p{{L}}{{1,3}}\]{_LETTER}+|{_LETTER}+\[\p{{L}}{{1,4}}\]{_LETTER}*"
_NUMBER = (
    r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"  # 1 000 000 with no-break spaces
    r"|\d+(?:[.,:/]\d+)*[\u00bc-\u00be\u2150-\u215e]?\p{L}*"  # 1,000 · 9/11 · 2½ · 5th · 1960s
    r"|[\u00bc-\u00be\u2150-\u215e]"
)
_WORD = (
    rf"\p{{L}}(?:{_LETTER}|\d)*+(?:{_APOSTROPHE}{_LETTER}+)*+"
    # a word cut by the end of a line is one word
    rf"(?:[-\u2010]\n\p{{Ll}}{_LETTER}*(?:{_APOSTROPHE}{_LETTER}+)*)?"
)
# A minus only before a digit and after nothing that it could join or range from.
_SIGN = r"\p{Sc}|[%‰&=°§№#@×÷±]|(?<![\p{L}\p{N}\p{P}])[-−–+](?=\p{Sc}?\d)"
_TOKEN = rf"{_UNSPACED}|{_NUMBER}|{_WORD}|{_SIGN}"
_TOKEN_OR_BRACKETED = rf"{_BRACKETED}|{_TOKEN}"

# The same for the characters of most English texts, by Python's own engine, which takes half the time.
_PLAIN = re.compile(r"[\x00-\x7f–—‘’“”…]*+(?:\u00a0(?!\d)[\x00-\x7f–—‘’“”…]*+)*+")
_PLAIN_APOSTROPHE = "['’‘`]"
_PLAIN_PUNCTUATION = r"!-#%-*,-/:;?@\[-\]_{}–—‘’“”…"
# In the order of how often each comes, and a minus looked at before what stands around it. An apostrophe is
# taken only once a letter is seen after it: Python before 3.11.5 keeps what a possessive group took in vain.
_PLAIN_TOKEN = re.compile(
    rf"([A-Za-z][A-Za-z0-9]*+(?:(?={_PLAIN_APOSTROPHE}[A-Za-z]).[A-Za-z]+)*+"
    rf"(?:-\n[a-z][A-Za-z]*(?:{_PLAIN_APOSTROPHE}[A-Za-z]+)*)?"
    rf"|\d+(?:[.,:/]\d+)*[A-Za-z]*|[$%&=#@]"
    rf"|[-–+](?=\$?\d)(?<![A-Za-z0-9{_PLAIN_PUNCTUATION}][-–+]))",
    re.ASCII,
)
_PLAIN_BRACKETED = re.compile(r"\[[A-Za-z]{1,4}\]")

_DROPPED_IN_KEY = str.maketrans(dict.fromkeys("'’ʼ‘`´\u00ad\u200d[]\n-\u2010\u00a0\u202f\u2009"))
_DROPPED_IN_SURFACE = str.maketrans(dict.fromkeys("\u00ad\u200d\n"))
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))
_MOST_FOLDED = 65_536
"""Words whose keys are remembered."""


def fold(word: str) -> str:
    """The key a token is found by. Many words share one key: it must never confirm anything."""
    return _folded[word]


class _Folded(dict[str, str]):
    """What was folded before; begun anew when full, since to note which was used last costs more."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_FOLDED:
            self.clear()
        key = self[word] = _fold(word)
        return key


_folded = _Folded()


def _fold(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    bare = word.translate(_DROPPED_IN_KEY).replace(",", "")
    decomposed = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or word


@lru_cache(maxsize=65536)
def surface(word: str) -> str:
    """A token's characters as they count: case, apostrophe glyph, ligature and soft hyphen set aside.

    Accents, й and ё, ß are kept: ``lower`` is used because ``casefold`` turns ß into ss.
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = word.translate(_ONE_APOSTROPHE).translate(_DROPPED_IN_SURFACE)
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        plain = plain.replace(ligature, letters)
    return unicodedata.normalize("NFC", plain).lower()


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text, as parallel sequences of equal length."""

    text: str
    starts: Sequence[int]
    """Code points into ``text``."""
    ends: Sequence[int]
    keys: list[str]
    """The folded form of each token: for finding, never for judging."""

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """The token's characters as they stand."""
        return self.text[self.starts[index] : self.ends[index]]

    def words(self, start: int, end: int) -> list[str]:
        """The characters of the tokens ``start`` to ``end`` (half-open)."""
        bounds = zip(self.starts[start:end], self.ends[start:end], strict=True)
        return [self.text[first:last] for first, last in bounds]

    def gap(self, index: int) -> str:
        """What stands between token ``index - 1`` and token ``index``."""
        return self.text[self.ends[index - 1] : self.starts[index]]

    def span(self, start: int, end: int) -> Span:
        """The code points from token ``start`` to the end of token ``end - 1``.

        An empty range is the empty place just after the token before it.
        """
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        place = self.ends[start - 1] if start else (self.starts[0] if len(self) else 0)
        return Span(place, place)

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]


class Skips:
    """The stretches of a transcript that nobody spoke (asides, labels), sorted and merged."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        merged: list[Span] = []
        for span in sorted(spans, key=lambda s: (s.start, s.end)):
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self.spans = tuple(merged)
        self._starts = [span.start for span in merged]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """Those that touch the stretch."""
        if not self.spans:
            return ()
        first = bisect_right(self._starts, start)
        if first and self.spans[first - 1].end > start:
            first -= 1
        return self.spans[first : bisect_left(self._starts, end, first)]


NOTHING = Skips()


@lru_cache(maxsize=2)
def _compiled(pattern: str) -> regex.Pattern[str]:
    """Compiled when the first text needs it: that takes 2 ms, and most texts are plain."""
    return regex.compile(pattern)


def _is_plain(text: str, window: Span) -> bool:
    first = max(0, window.start - 1)  # what stands before a minus tells whether it is one
    if text[first : window.end].isascii():
        return True
    found = _PLAIN.match(text, first, window.end)
    return found is not None and found.end() == window.end


def tokenise(
    text: str, skips: Skips = NOTHING, *, windows: Sequence[Span] | None = None, bracketed: bool = False
) -> Tokens:
    """The tokens of a text outside the skipped stretches, and inside ``windows`` if any are given.

    ``bracketed`` reads ``[T]he`` and ``word[s]``, an editor's mark inside a word, as one token:
    so in quotes, never in transcripts.
    """
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    for window in windows if windows is not None else (Span(0, len(text)),):
        pattern = _pattern(text, window, bracketed)
        for start, end in _between(skips, window):
            bounds, words = _read(pattern, text, start, end)
            starts += bounds[1:-1:2]
            ends += bounds[2:-1:2]
            keys += map(_folded.__getitem__, words)
    return Tokens(text, starts, ends, keys)


def _between(skips: Skips, window: Span) -> Iterator[tuple[int, int]]:
    """The stretches of a window that are not skipped."""
    at = window.start
    for skip in skips.within(window.start, window.end):
        if skip.start > at:
            yield at, skip.start
        at = max(at, skip.end)
    if at < window.end:
        yield at, window.end


def _pattern(text: str, window: Span, bracketed: bool) -> re.Pattern[str] | regex.Pattern[str]:
    plain = _is_plain(text, window)
    if bracketed and "[" in text and not (plain and _PLAIN_BRACKETED.search(text) is None):
        return _compiled(_TOKEN_OR_BRACKETED)
    return _PLAIN_TOKEN if plain else _compiled(_TOKEN)


def _read(
    pattern: re.Pattern[str] | regex.Pattern[str], text: str, start: int, end: int
) -> tuple[list[int], list[str]]:
    """Where the gaps and tokens between two places begin and end, by turns, a gap first and last; the tokens.

    To split a stretch and count takes half the time of asking each match for its place.
    """
    if pattern is _PLAIN_TOKEN and text[start] not in "-–+":  # whether that is a minus stands before it
        parts: list[str] = _PLAIN_TOKEN.split(text[start:end])
        return list(accumulate(map(len, parts), initial=start)), parts[1::2]
    spans = chain.from_iterable(match.span() for match in pattern.finditer(text, start, end))
    bounds = [start, *spans, end]
    return bounds, [text[first:last] for first, last in zip(bounds[1:-1:2], bounds[2:-1:2], strict=True)]
