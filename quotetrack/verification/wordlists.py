"""The words of a language that the rules of context look for; data in ``words/<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import regex

from quotetrack.matching.languages import language_of

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
"""Letters, and what apostrophes join to them: no phrase of the lists begins or ends inside one."""
_STOPS = ".?!…;\n"
"""With what the end of a sentence begins."""
_PASSED_OVER = " \n\t\r\f\v\u00a0\u2009\u202f.,;:–—-\"”'’»)("
"""Signs between a passage and the words that may limit it."""
_LONGEST = 120
"""Code points. No phrase of the lists is half as long."""


@dataclass(frozen=True, eq=False)
class ContextWords:
    """The lists of one language. A language without a file has none, and its rules find nothing."""

    roles: frozenset[str]
    """A label made of these alone names nobody."""
    questioners: frozenset[str]
    citing_verbs: tuple[str, ...]
    citing_bare: frozenset[str]
    """Of these verbs, those that need neither comma nor "that"."""
    citing_phrases: tuple[str, ...]
    """They stand right before the words cited."""
    citing_of: tuple[str, ...]
    """They stand before the name of who is cited."""
    between: frozenset[str]
    """Words between a subject and its citing verb."""
    first_person: frozenset[str]
    third_person: frozenset[str]
    nobody: frozenset[str]
    """Before a citing verb they are nobody in particular, or no subject at all."""
    limits: tuple[str, ...]
    limits_alone: tuple[str, ...]
    """They limit where nothing follows them but a stop: "Not."."""
    no_limits: tuple[str, ...]
    """They begin with one of the limits and limit nothing."""
    limiting_sentences: tuple[str, ...]
    """A next sentence that begins so takes back part of what was said."""
    conditions: tuple[str, ...]
    hedges: tuple[str, ...]
    """Right before the words they make an opinion or a guess of them."""
    denials: tuple[str, ...]
    no_denials: tuple[str, ...]
    clause_starts: tuple[str, ...]
    """After a comma they begin a clause of its own, which no earlier denial reaches."""
    hidden: tuple[str, ...]
    relatives: tuple[str, ...]
    """After a comma they begin a clause that tells more of what stands before it."""
    corrections: tuple[str, ...]
    no_corrections: tuple[str, ...]
    later_corrections: tuple[str, ...]
    """They speak of words said before, and take them back."""
    later_correction_signs: tuple[str, ...]
    """Each of these phrases has one of them: a quick test before the pattern."""
    affirmations: tuple[str, ...]
    no_affirmations: tuple[str, ...]
    """They begin with a yes and say none."""
    abbreviations: tuple[str, ...]
    """The full stop after these ends no sentence."""

    # These patterns take 3 ms each to make, and seldom find anything: first a look whether a phrase is there.

    def may_limit(self, text: str) -> bool:
        """Whether what follows may be a limit of any of the three kinds; most often it is none."""
        return _begins(text, self._all_limits)

    @cached_property
    def _all_limits(self) -> tuple[str, ...]:
        return (*self.limits, *self.limits_alone, *self.limiting_sentences)

    def limit_after(self, text: str) -> regex.Match[str] | None:
        """One of the limits, at the start of what follows."""
        return self.limit.match(text) if _begins(text, self.limits) else None

    def limit_alone_after(self, text: str) -> regex.Match[str] | None:
        """What follows, or the next sentence, where it is no more than a retraction."""
        return self.limit_alone.match(text) if _begins(text, self.limits_alone) else None

    def limiting_sentence_after(self, text: str) -> regex.Match[str] | None:
        """The first words of a next sentence that limits this one."""
        return self.limiting_sentence.match(text) if _begins(text, self.limiting_sentences) else None

    def correction_in(self, text: str) -> regex.Match[str] | None:
        """A correction after a stop, a comma, a dash or a bracket: not "we must make that happen"."""
        there = any(map(_plain(text).__contains__, self.corrections))
        return self.correction.search(text) if there else None

    @cached_property
    def limit(self) -> regex.Pattern[str]:
        return regex.compile(
            rf"[\s,;:–—\-\"”’»)]*(?!(?:{_any(self.no_limits)})\b)(?P<word>{_any(self.limits)})\b",
            regex.IGNORECASE,
        )

    @cached_property
    def limit_alone(self) -> regex.Pattern[str]:
        return regex.compile(
            rf"[\s.,;:–—\-\"”’»)(]*(?<![\p{{L}}])(?P<word>{_any(self.limits_alone)})(?=\s*[.!)]|\n|$)",
            regex.IGNORECASE,
        )

    @cached_property
    def limiting_sentence(self) -> regex.Pattern[str]:
        return regex.compile(
            rf"[\s.\"”’»)]*(?<=\s)(?P<word>{_any(self.limiting_sentences)})\b", regex.IGNORECASE
        )

    @cached_property
    def condition(self) -> regex.Pattern[str]:
        return _words(self.conditions)

    @cached_property
    def hedge(self) -> regex.Pattern[str]:
        """One of the hedges at the end of what precedes."""
        return regex.compile(
            rf"(?<![\p{{L}}'’])(?:{_any(self.hedges)})(?:,?\s+(?:that|что|dass|que))?[\s,–—-]*$",
            regex.IGNORECASE,
        )

    @cached_property
    def denial(self) -> regex.Pattern[str]:
        """A denial that reaches to the end: no other clause begins after it."""
        clause = rf"[;:–—]|--|,\s+(?:{_any(self.clause_starts)})\b"
        return regex.compile(
            rf"(?<![\p{{L}}'’])(?:{_any(self.denials)})(?![\p{{L}}'’])"
            rf"(?:(?!{clause}).)*$",
            regex.IGNORECASE | regex.DOTALL,
        )

    @cached_property
    def no_denial(self) -> regex.Pattern[str]:
        return _words(self.no_denials)

    # The patterns of what governs take 5 µs each on a few words: first a look at the words themselves.

    @cached_property
    def condition_words(self) -> frozenset[str]:
        """The longest word of each condition."""
        return _longest(self.conditions)

    @cached_property
    def denial_words(self) -> frozenset[str]:
        """The longest word of each denial."""
        return _longest(self.denials)

    @cached_property
    def hedge_words(self) -> frozenset[str]:
        """The longest word of each hedge."""
        return _longest(self.hedges)

    @cached_property
    def governing_words(self) -> frozenset[str]:
        """All of these."""
        return self.condition_words | self.denial_words | self.hedge_words

    @cached_property
    def hidden_word(self) -> regex.Pattern[str]:
        return _words(self.hidden)

    @cached_property
    def hidden_source(self) -> regex.Pattern[str]:
        """A citing verb and the next subject, at the start of an omission.

        "Britain has … sought", for "has learned that Iraq sought", makes the one who tells the one who did.
        """
        return regex.compile(
            rf"[^\p{{L}}]*(?:{_any(self.citing_verbs)})(?![\p{{L}}'’])"
            r"(?:\s+[\p{L}'’-]+){0,4}?,?\s+(?:that|что|dass|que)\s+\p{L}",
            regex.IGNORECASE,
        )

    @cached_property
    def relative_clause(self) -> regex.Pattern[str]:
        """A relative clause between two commas, or a comma and the sentence's end, without the second."""
        return regex.compile(
            rf",\s+(?:\p{{L}}+\s+)?(?:{_any(self.relatives)})\b[^,;:.!?–—]*(?=[,;.!?])", regex.IGNORECASE
        )

    @cached_property
    def correction(self) -> regex.Pattern[str]:
        return regex.compile(
            rf"[.,;:?!…–—\-(\[]\s*(?!(?:{_any(self.no_corrections)})\b)(?P<word>{_any(self.corrections)})"
            r"(?![\p{L}'’])",
            regex.IGNORECASE,
        )

    @cached_property
    def later_correction(self) -> regex.Pattern[str]:
        return _words(self.later_corrections)

    @cached_property
    def affirmation(self) -> regex.Pattern[str]:
        """A yes at the start of an answer."""
        return regex.compile(
            rf"[\s–—\-\"“«]*(?!(?:{_any(self.no_affirmations)})\b)(?:{_any(self.affirmations)})\b",
            regex.IGNORECASE,
        )

    @cached_property
    def citing(self) -> regex.Pattern[str]:
        """A verb that brings in words, and what may follow it, at the end of what precedes them."""
        return regex.compile(
            r"(?<![\p{L}'’])"
            rf"(?P<verb>{_any(self.citing_verbs)})(?![\p{{L}}'’])"
            r"(?P<end>(?:\s+[\p{L}'’-]+){0,6}\s*:|(?:\s+[\p{L}'’-]+){0,4},?\s+(?:that|whether|что)|\s*[,–—-]*)\s*$",
            regex.IGNORECASE,
        )

    @cached_property
    def _verb_heads(self) -> frozenset[str]:
        return frozenset(verb.split()[0] for verb in self.citing_verbs)

    def has_citing_verb(self, words: Iterable[str]) -> bool:
        """Whether one of these words begins a citing verb; a cheap test before the patterns."""
        bare = [word if word.isalpha() else word.strip(".,:;!?\"'“”‘’«»()—–-") for word in words]
        return not self._verb_heads.isdisjoint(map(str.lower, bare))

    @cached_property
    def citing_phrase(self) -> regex.Pattern[str]:
        """ "Quote, …", "in the words of Dr. Blix, …", at the end of what precedes."""
        return regex.compile(
            rf"(?<![\p{{L}}'’])(?:(?:{_any(self.citing_phrases)})\s*[,:–—.-]+"
            rf"|(?:{_any(self.citing_of)})\s+[^,:;]{{2,60}}[,:])\s*$",
            regex.IGNORECASE,
        )

    @cached_property
    def cited_after(self) -> regex.Pattern[str]:
        """ "…, Dr. Blix said." and "…, said Dr. Blix."; the verb or the name ends the clause."""
        verbs, stop = _any(self.citing_verbs), r"(?=\s*(?:[.,;:?!—–]|\n|$))"
        name = r"(?:[\p{L}.'’-]+ ){0,4}[\p{L}.'’-]+?"
        return regex.compile(
            rf"[,?!—–\s\"”’»]*[,?!—–\"”’»]\s+(?:as\s+|как\s+)?(?:(?P<subject>{name})\s+(?:{verbs})"
            rf"|(?:{verbs})\s+(?P<inverted>{name})){stop}",
            regex.IGNORECASE,
        )

    @cached_property
    def sentence_end(self) -> regex.Pattern[str]:
        """A stop that ends a sentence, or the end of a paragraph.

        A stop may lack its space: "the end.Next". Each begins with one of ``_STOPS``.
        """
        run_on = r"(?<=\p{Ll}{2}[.?!][\"”’»)\]]*)(?=\p{Lu}\p{Ll}|\p{Lu}\s)"
        return regex.compile(
            rf"(?<!(?<![\p{{L}}])(?:(?i:{_any(self.abbreviations)})|\p{{Lu}}))\.[\"”’»)\]]*(?:(?=\s|$)|{run_on})"
            rf"|[?!…][\"”’»)\]]*(?:(?=\s|$)|{run_on})|\n|;(?=\s+\p{{Lu}})",
        )

    def last_sentence(self, text: str) -> str:
        """What stands after the last end of a sentence."""
        at = len(text)
        while (at := max([text.rfind(stop, 0, at) for stop in _STOPS])) >= 0:
            end = self.sentence_end.match(text, at)
            if end is not None:
                return text[end.end() :].lstrip()
        return text


def context_words(language: str | None, text: str = "") -> ContextWords:
    """The lists for a language tag, or, where none is stated, for the script of the text."""
    return _load(language_of(language, text))


@lru_cache(maxsize=32)
def _load(language: str) -> ContextWords:
    path = Path(__file__).with_name("words") / f"{language}.toml"
    known = language.isalpha() and len(language) in (2, 3) and path.is_file()
    data = tomllib.loads(path.read_text(encoding="utf-8")) if known else {}
    return ContextWords(
        roles=frozenset(data.get("roles", ())),
        questioners=frozenset(data.get("questioners", ())),
        citing_verbs=tuple(data.get("citing_verbs", ())),
        citing_bare=frozenset(data.get("citing_bare", ())),
        citing_phrases=tuple(data.get("citing_phrases", ())),
        citing_of=tuple(data.get("citing_of", ())),
        between=frozenset(data.get("between", ())),
        first_person=frozenset(data.get("first_person", ())),
        third_person=frozenset(data.get("third_person", ())),
        nobody=frozenset(data.get("nobody", ())),
        limits=tuple(data.get("limits", ())),
        limits_alone=tuple(data.get("limits_alone", ())),
        no_limits=tuple(data.get("no_limits", ())),
        limiting_sentences=tuple(data.get("limiting_sentences", ())),
        conditions=tuple(data.get("conditions", ())),
        hedges=tuple(data.get("hedges", ())),
        denials=tuple(data.get("denials", ())),
        no_denials=tuple(data.get("no_denials", ())),
        clause_starts=tuple(data.get("clause_starts", ())),
        hidden=tuple(data.get("hidden", ())),
        relatives=tuple(data.get("relatives", ())),
        corrections=tuple(data.get("corrections", ())),
        no_corrections=tuple(data.get("no_corrections", ())),
        later_corrections=tuple(data.get("later_corrections", ())),
        later_correction_signs=tuple(data.get("later_correction_signs", ())),
        affirmations=tuple(data.get("affirmations", ())),
        no_affirmations=tuple(data.get("no_affirmations", ())),
        abbreviations=tuple(data.get("abbreviations", ())),
    )


def words_in(text: str) -> set[str]:
    """The words of a text, as the longest words of the lists are written."""
    return set(_WORD.findall(text.lower().replace("’", "'")))


def _longest(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(max(_WORD.findall(phrase), key=len) for phrase in phrases)


def _plain(text: str) -> str:
    """A text as the lists are written: small letters, straight apostrophes, single spaces."""
    return " ".join(text.casefold().replace("’", "'").split())


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text may begin with one of the phrases, after the signs that the patterns pass over."""
    return _plain(text.lstrip(_PASSED_OVER)[:_LONGEST]).startswith(phrases)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches for none."""
    ordered = sorted(words, key=len, reverse=True)
    return (
        "|".join(regex.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
        or r"(?!)"
    )


def _words(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}'’])(?:{_any(words)})(?![\p{{L}}'’])", regex.IGNORECASE)
