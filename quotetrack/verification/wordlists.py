"""The words of a language that the rules of context look for; data in ``words/<language>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import regex


@dataclass(frozen=True, eq=False)
class ContextWords:
    """The lists of one language. A language without a file has none, and its rules find nothing."""

    roles: frozenset[str]
    """A label made of these alone names nobody."""
    questioners: frozenset[str]
    citing_verbs: tuple[str, ...]
    citing_phrases: tuple[str, ...]
    end_of_quotation: tuple[str, ...]
    first_person: frozenset[str]
    limits: tuple[str, ...]
    conditions: tuple[str, ...]
    hidden: tuple[str, ...]
    corrections: tuple[str, ...]

    @cached_property
    def limit(self) -> regex.Pattern[str]:
        """One of the limits, at the start of what follows."""
        return regex.compile(rf"[\s,;:–—\-]*(?P<word>{_any(self.limits)})\b", regex.IGNORECASE)

    @cached_property
    def condition(self) -> regex.Pattern[str]:
        return _words(self.conditions)

    @cached_property
    def hidden_word(self) -> regex.Pattern[str]:
        return _words(self.hidden)

    @cached_property
    def correction(self) -> regex.Pattern[str]:
        return _words(self.corrections)

    @cached_property
    def citing(self) -> regex.Pattern[str]:
        """A verb or phrase that brings in words, at the end of what precedes them."""
        return regex.compile(
            r"(?<subject>[\p{L}.'’ -]{0,60}?)\b"
            rf"(?P<verb>{_any((*self.citing_verbs, *self.citing_phrases))})"
            r"(?:\s+(?:that|что))?\s*[,:–—-]*\s*$",
            regex.IGNORECASE,
        )


def context_words(language: str | None, text: str = "") -> ContextWords:
    """The lists for a language tag, or, where none is stated, for the script of the text."""
    if language is None:
        language = "ru" if regex.search(r"\p{Cyrillic}", text) else "en"
    return _load(language.replace("_", "-").split("-")[0].lower())


@lru_cache(maxsize=32)
def _load(language: str) -> ContextWords:
    path = files(__package__) / "words" / f"{language}.toml"
    known = language.isalpha() and len(language) in (2, 3) and path.is_file()
    data = tomllib.loads(path.read_text(encoding="utf-8")) if known else {}
    return ContextWords(
        roles=frozenset(data.get("roles", ())),
        questioners=frozenset(data.get("questioners", ())),
        citing_verbs=tuple(data.get("citing_verbs", ())),
        citing_phrases=tuple(data.get("citing_phrases", ())),
        end_of_quotation=tuple(data.get("end_of_quotation", ())),
        first_person=frozenset(data.get("first_person", ())),
        limits=tuple(data.get("limits", ())),
        conditions=tuple(data.get("conditions", ())),
        hidden=tuple(data.get("hidden", ())),
        corrections=tuple(data.get("corrections", ())),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches for none."""
    ordered = sorted(words, key=len, reverse=True)
    return (
        "|".join(regex.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
        or r"(?!)"
    )


def _words(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}'’])(?:{_any(words)})(?![\p{{L}}'’])", regex.IGNORECASE)
