"""The word lists of a language: what is harmless, and what class a word is of.

Everything here is data, ``lists/<language>.toml``; another language is another file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from quotetrack.matching.languages import language_of


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lists of one language, lower case, with the straight apostrophe.

    Compared by identity: there is one a language. A language without a file has empty lists:
    nothing but typography is harmless in it.
    """

    language: str
    articles: frozenset[str] = frozenset()
    article_matters_before: frozenset[str] = frozenset()
    """``a few`` is not ``few``."""
    droppable: frozenset[str] = frozenset()
    """Words that may be lost or added, never exchanged: *that*."""
    capitals_only: frozenset[str] = frozenset()
    """Abbreviations that are another word in small letters: *US*, *us*."""
    capital_changes: frozenset[str] = frozenset()
    """Names that are another word in small letters: *May*, *may*."""
    fillers: frozenset[tuple[str, ...]] = frozenset()
    speech_verbs: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    negation_endings: tuple[str, ...] = ()
    modals: frozenset[str] = frozenset()
    quantifiers: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    number_words: frozenset[str] = frozenset()
    currencies: Mapping[str, str] = field(default_factory=dict)
    """A currency's sign, and each word for it, to the sign."""
    scales: Mapping[str, str] = field(default_factory=dict)
    """What stands after a figure for so many, to that number in digits: ``bn``."""
    fractions: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Words that add a part of one to the number before them, to that part: *and a half*, ``1/2``."""
    day_halves: frozenset[str] = frozenset()
    """What follows an hour, its stops left out: ``pm``."""
    forms: Mapping[tuple[str, ...], frozenset[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """A run of words to the runs it may stand for, each with the class of that difference."""
    suffixes: tuple[tuple[str, str], ...] = ()
    """British to American endings: (``ise``, ``ize``)."""
    suffix_exceptions: frozenset[str] = frozenset()
    joining_changes: frozenset[str] = frozenset()
    """First words that make another word of the next: *not able* is not *notable* …"""
    joining_exceptions: frozenset[str] = frozenset()
    """… save in these words, which are the same written as two: *into*."""
    hyphen_changes: frozenset[str] = frozenset()
    """Words with a hyphen that are others without it: *re-sign*, *resign*."""
    stop_changes: frozenset[str] = frozenset()
    """Words that are others with a stop after each letter: *те*, *т.е.*"""
    stems: tuple[tuple[str, str], ...] = ()
    """Spelling variants of a word's beginning: (``colour``, ``color``)."""
    clitics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Contracted endings to the words they stand for: ``'re`` is *are*."""
    letters: tuple[tuple[str, str], ...] = ()
    """Letters that print may exchange: Russian ё and е …"""
    letter_exceptions: frozenset[str] = frozenset()
    """… save in these words, where the letter tells two words apart."""


def lexicon(language: str | None, text: str = "") -> Lexicon:
    """The lists for a language tag, or, where none is stated, for the script of the text."""
    return _load(language_of(language, text))


@lru_cache(maxsize=32)
def _load(language: str) -> Lexicon:
    path = Path(__file__).with_name("lists") / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        return Lexicon(language)
    data = tomllib.loads(path.read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(data.get(key, ()))

    return Lexicon(
        language=language,
        articles=words("articles"),
        article_matters_before=words("article_matters_before"),
        droppable=words("droppable"),
        capitals_only=words("capitals_only"),
        capital_changes=words("capital_changes"),
        fillers=frozenset(tuple(filler.split()) for filler in data.get("fillers", ())),
        speech_verbs=words("speech_verbs"),
        negations=words("negations"),
        negation_endings=tuple(data.get("negation_endings", ())),
        modals=words("modals"),
        quantifiers=words("quantifiers"),
        pronouns=words("pronouns"),
        prepositions=words("prepositions"),
        number_words=words("number_words"),
        currencies={
            form: sign for sign, words in data.get("currencies", {}).items() for form in (sign, *words)
        },
        scales={form: number for number, forms in data.get("scales", {}).items() for form in forms},
        fractions={
            tuple(form.split()): part for part, forms in data.get("fractions", {}).items() for form in forms
        },
        day_halves=words("day_halves"),
        forms=_forms(data.get("variants", {})),
        suffixes=tuple(map(tuple, data.get("suffixes", ()))),
        suffix_exceptions=words("suffix_exceptions"),
        joining_changes=words("joining_changes"),
        joining_exceptions=words("joining_exceptions"),
        hyphen_changes=words("hyphen_changes"),
        stop_changes=words("stop_changes"),
        stems=tuple(map(tuple, data.get("stems", ()))),
        clitics={ending: tuple(full) for ending, full in data.get("clitics", {}).items()},
        letters=tuple(map(tuple, data.get("letters", ()))),
        letter_exceptions=words("letter_exceptions"),
    )


def _forms(
    variants: Mapping[str, Iterable[Iterable[str]]],
) -> dict[tuple[str, ...], frozenset[tuple[tuple[str, ...], str]]]:
    """Each form of a set of variants to all the others, under the class of the set."""
    table: dict[tuple[str, ...], set[tuple[tuple[str, ...], str]]] = {}
    for klass, sets in variants.items():
        for variant in sets:
            runs = [tuple(form.split()) for form in variant]
            for run in runs:
                table.setdefault(run, set()).update((other, klass) for other in runs if other != run)
    return {run: frozenset(others) for run, others in table.items()}
