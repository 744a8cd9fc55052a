"""The words of a language that give quoted words to somebody; data in ``words/<language>.toml``.

The verbs are those of verification and matching, with what an article needs beside them. A language
without a file has colons, dashes and names alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import regex

from quotetrack.matching.languages import language_of
from quotetrack.matching.lexicon import lexicon
from quotetrack.verification.names import name_words
from quotetrack.verification.wordlists import ContextWords, context_words


@dataclass(frozen=True, eq=False)
class Saying:
    """The lists of one language; what each is, its file says."""

    context: ContextWords
    verbs: frozenset[str]
    cut_out: frozenset[str]
    """Of the verbs, those that matching knows for a reporter's words inside a quote."""
    of: tuple[str, ...]
    between: frozenset[str]
    """They may stand between a subject and its verb."""
    passive: frozenset[str]
    no_names: frozenset[str]
    no_subject: frozenset[str]
    pronouns: Mapping[str, str]
    """To the sex they tell, ``m`` or ``f``; empty for either; ``-`` for those that stand for nobody named."""
    addressing: frozenset[str]
    relative: frozenset[str]
    joining: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    titles: frozenset[str]
    """Titles and offices that are written before a name."""
    offices: frozenset[str]
    """These, and words for people without a name."""
    strangers: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    works: frozenset[str]
    small: frozenset[str]
    distance: tuple[str, ...]
    verb_second: bool

    @cached_property
    def verb(self) -> regex.Pattern[str]:
        """A verb of saying; in small letters, for the United States say nothing."""
        return regex.compile(rf"(?<![\p{{L}}'’-])(?:{_any(self.verbs)})(?![\p{{L}}'’-])")

    @cached_property
    def stranger(self) -> regex.Pattern[str]:
        """Another person without a name, not one set apart: "the sailor", but not "Smith, the sailor"."""
        nouns = rf"(?:{_any(self.determiners)})\s+(?:[\p{{Ll}}-]+\s+)?(?:{_any(self.strangers)})"
        return regex.compile(rf"(?<!,\s)\b{nouns}(?![\p{{L}}'’-])", regex.IGNORECASE)

    @cached_property
    def of_whom(self) -> regex.Pattern[str]:
        """What stands before the name of whose words they are."""
        return regex.compile(rf"(?<![\p{{L}}'’])(?:{_any(self.of)})\s+", regex.IGNORECASE)

    @cached_property
    def at_a_distance(self) -> regex.Pattern[str]:
        """What keeps the next words at a distance."""
        return regex.compile(rf"(?<![\p{{L}}'’])(?:{_any(self.distance)})\s*$", regex.IGNORECASE)


def saying(language: str | None, text: str = "") -> Saying:
    """The lists for a language tag, or, where none is stated, for the script of the text."""
    return _load(language_of(language, text))


@lru_cache(maxsize=16)
def _load(language: str) -> Saying:
    path = files(__package__) / "words" / f"{language}.toml"
    known = language.isalpha() and len(language) in (2, 3) and path.is_file()
    data = tomllib.loads(path.read_text(encoding="utf-8")) if known else {}
    context, speech = context_words(language), lexicon(language).speech_verbs

    def listed(name: str) -> frozenset[str]:
        return frozenset(data.get(name, ()))

    titles = (name_words().titles | context.roles | listed("titles")) - listed("no_titles")
    return Saying(
        context=context,
        verbs=frozenset({*context.citing_verbs, *speech, *listed("verbs")}),
        cut_out=speech | listed("cut_out"),
        of=(*context.citing_of, *data.get("of", ())),
        between=context.between | listed("between"),
        passive=listed("passive"),
        no_names=listed("no_names"),
        no_subject=listed("no_subject"),
        pronouns=dict(data.get("pronouns", {})),
        addressing=listed("addressing"),
        relative=listed("relative"),
        joining=listed("joining"),
        determiners=listed("determiners"),
        prepositions=listed("prepositions"),
        titles=titles,
        offices=titles | context.questioners | listed("people"),
        strangers=listed("strangers"),
        bodies=listed("bodies"),
        documents=listed("documents"),
        works=listed("works"),
        small=listed("small"),
        distance=tuple(data.get("distance", ())),
        verb_second=bool(data.get("verb_second", False)),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches for none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"
