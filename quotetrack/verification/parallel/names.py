"""Names of states and organisations in a text of any language, with their endings.

The names of states are the Unicode CLDR's, as the library babel has them for some 200
languages; names.toml has others, and short forms. What is found only places sentences beside one another,
and says what a sentence names: an ending too many or too few is no matter.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import regex

from quotetrack.matching.languages import main_language
from quotetrack.matching.tokens import Tokens, fold
from quotetrack.model import Span

LONG = 5
"""Letters of a stem from which on a word may go on for long, and begin with a small letter."""
_LAST_VOWEL = regex.compile(r"(?<=\p{L}{4})[aeiouyаеиоуыэюя]$")
_NO_PLACE = frozenset({"XA", "XB", "ZZ", "QO", "EZ"})
"""CLDR's codes that name no territory anybody speaks of."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands in a text."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Word:
    whole: str
    stem: str
    acronym: bool


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The names of one language, by the first letters of their first word."""

    by_start: Mapping[str, tuple[tuple[tuple[_Word, ...], str], ...]]
    """The longest names first."""
    adjectives: tuple[str, ...]

    def find(self, tokens: Tokens) -> Iterator[Named]:
        """The names in a text, in order, not overlapping."""
        at = 0
        while at < len(tokens):
            size, code = self._at(tokens, at)
            if code is not None:
                yield Named(code, tokens.span(at, at + size))
            at += size

    def _at(self, tokens: Tokens, at: int) -> tuple[int, str | None]:
        for words, code in self.by_start.get(tokens.keys[at][:2], ()):
            if at + len(words) <= len(tokens) and all(
                self._is(word, tokens.word(at + number), tokens.keys[at + number], first=number == 0)
                for number, word in enumerate(words)
            ):
                return len(words), code
        return 1, None

    def _is(self, word: _Word, written: str, key: str, *, first: bool) -> bool:
        """Whether a token is this word of a name, in whatever case it stands."""
        if word.acronym:
            return key == word.whole and written.isupper()
        if not key.startswith(word.stem):
            return False
        rest = key[len(word.stem) :]
        if len(rest) > (6 if len(word.stem) >= LONG else 2) and not rest.startswith(self.adjectives):
            return False
        if not first or written[:1].isupper():
            return True
        return len(word.stem) >= LONG or rest.startswith(self.adjectives or ("\0",))


@lru_cache(maxsize=16)
def gazetteer(language: str | None) -> Gazetteer:
    """The names of a language, by its tag; one that babel does not know has none but our own."""
    main = main_language(language or "en")
    data = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    held: dict[tuple[_Word, ...], str] = {}
    for code, name in [*_territories(main), *_own(data["names"], main)]:
        for part in regex.split(r"[()]", name):
            words = tuple(_word(each) for each in regex.findall(r"[\p{L}\p{M}'’]+", part))
            if words:
                held.setdefault(words, code)
    starts: dict[str, list[tuple[tuple[_Word, ...], str]]] = defaultdict(list)
    for words, code in sorted(held.items(), key=lambda item: -len(item[0])):
        starts[words[0].whole[:2]].append((words, code))
    return Gazetteer(
        {start: tuple(names) for start, names in starts.items()}, tuple(data["adjectives"].get(main, ()))
    )


def _territories(language: str) -> Iterator[tuple[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return
    for code, name in territories.items():
        if len(code) == 2 and code not in _NO_PLACE:
            yield code, name


def _own(names: Mapping[str, Mapping[str, list[str]]], language: str) -> Iterator[tuple[str, str]]:
    for code, by_language in names.items():
        for name in by_language.get(language, ()):
            yield code, name


def _word(written: str) -> _Word:
    key = fold(written)
    acronym = written.isupper() and len(written) <= 6
    return _Word(key, key if acronym else _LAST_VOWEL.sub("", key), acronym)
