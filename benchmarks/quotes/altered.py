"""Quotes in which words differ: one word, a sign, a negation, a number, a name, many words; and slips."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from quotes.cutting import around, bare, common_words, known_words, piece, run
from quotes.honest import at_word
from quotes.values import Maker, Question, Speech, kind, right
from quotetrack.model import Wording

NEAR = {
    "new": "now", "now": "new", "will": "would", "would": "will", "can": "could", "must": "may",
    "shall": "should", "all": "some", "more": "most", "many": "some", "and": "or", "or": "and",
    "then": "than", "than": "then", "were": "are", "was": "is", "is": "was", "has": "had",
}  # fmt: skip
PRONOUNS = {
    "they": "we", "we": "they", "our": "their", "their": "our", "this": "that", "his": "her", "I": "we",
    "these": "those", "my": "our", "them": "us", "it": "he", "he": "she", "who": "which",
}  # fmt: skip
PREPOSITIONS = {
    "for": "to", "to": "for", "in": "on", "on": "in", "of": "for", "from": "of", "with": "without",
    "by": "for", "before": "after", "under": "over", "against": "for", "at": "in",
}  # fmt: skip
NUMBERS = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    ("hundred", "thousand", "million", "billion"),
    ("hundreds", "thousands", "millions", "billions"),
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
)
"""Each may stand for any other of its group."""
NAMES = (
    "America", "Congress", "Senate", "Britain", "Europe", "Germany", "Japan", "Russia", "China", "Mexico",
    "Spain", "France", "Washington", "Texas", "Iraq", "Soviet", "American", "Americans", "Cuba", "Canada",
    "Italy", "Brazil", "Lincoln", "Jefferson", "Jackson", "Monday", "January",
)  # fmt: skip
_SIGNED = re.compile(r"[$£€]\d|\d(?:%| per ?cent\b)")
_DENIED = re.compile(
    r"\b(?:(?:not|never) (?=[a-z])|cannot\b|(?:do|does|did|is|are|was|were|would|have|has)n['’]t\b)"
)
_AFFIRMED = re.compile(
    r"\b(?:is|are|was|were|will|can|should|must|has|have)\b(?= [a-z])(?! (?:not|no|never|nor|neither|none)\b)"
)
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}\b(?!['’-])")
_DIGITS = re.compile(r"(?<![\d.,/-])\d+(?:,\d{3})*(?![\d/-]|[.,]\d|st|nd|rd|th)")
_SPELLED = re.compile(rf"\b(?:{'|'.join(word for group in NUMBERS for word in group)})\b")


def _changed(
    rng: random.Random,
    speech: Speech,
    name: str,
    target: re.Pattern[str],
    change: Callable[[str], str | None],
) -> Question | None:
    """A quote in which some match of a pattern is changed, as what it is changed to says."""
    found = around(rng, speech, target)
    if found is None:
        return None
    text, where, (start, end) = found
    other = change(text[start:end])
    if other is None:
        return None
    return right(name, text[:start] + other + text[end:], speech, [where], Wording.DIFFERS)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{'|'.join(words)})(?= )")


_NEAR = [(table, _any_of(list(table))) for table in (NEAR, PRONOUNS, PREPOSITIONS)]


@kind("one-word")
def one_word(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
    """Half of the time by a near-word, a pronoun, a preposition, a sign; else by a stranger."""
    if rng.random() < 0.5:
        which = rng.randrange(4)
        if which == 3:
            return _changed(rng, speech, "one-word", _SIGNED, lambda found: _other_sign(rng, found))
        table, pattern = _NEAR[which]
        return _changed(rng, speech, "one-word", pattern, table.get)
    stranger = rng.choice(common_words(speeches))

    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        if len(core) < 4 or stranger in (word.lower() for word in words[at - 1 : at + 2]):
            return False
        words[at] = words[at].replace(core, stranger, 1)
        return True

    return _one_at(rng, speech, "one-word", put, Wording.DIFFERS)


def _one_at(
    rng: random.Random, speech: Speech, name: str, put: Callable[[list[str], int], bool], wording: Wording
) -> Question | None:
    place = run(rng, speech)
    if place is None:
        return None
    text, where = piece(speech, place)
    quote = at_word(rng, text, put)
    return right(name, quote, speech, [where], wording) if quote else None


def _other_sign(rng: random.Random, found: str) -> str:
    """Another currency, or none; a share that becomes a bare number."""
    if found[0] in "$£€":
        return rng.choice([sign for sign in ("$", "£", "€", "") if sign != found[0]]) + found[1:]
    return found[0]


@kind("sign")
def sign(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    return _changed(rng, speech, "sign", _SIGNED, lambda found: _other_sign(rng, found))


@kind("negation-dropped")
def negation_dropped(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def change(found: str) -> str:
        return "can" if found == "cannot" else "" if found[-1] == " " else found[:-3]

    return _changed(rng, speech, "negation-dropped", _DENIED, change)


@kind("negation-added")
def negation_added(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    return _changed(rng, speech, "negation-added", _AFFIRMED, lambda found: f"{found} not")


@kind("number-in-digits")
def number_in_digits(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def change(found: str) -> str:
        at = rng.choice([place for place, sign in enumerate(found) if sign.isdigit()])
        return found[:at] + rng.choice([d for d in "123456789" if d != found[at]]) + found[at + 1 :]

    return _changed(rng, speech, "number-in-digits", _DIGITS, change)


@kind("number-in-words")
def number_in_words(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def change(found: str) -> str:
        group = next(group for group in NUMBERS if found in group)
        return rng.choice([word for word in group if word != found])

    return _changed(rng, speech, "number-in-words", _SPELLED, change)


@kind("name-changed")
def name_changed(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    return _changed(
        rng, speech, "name-changed", _NAME, lambda found: rng.choice([n for n in NAMES if n != found])
    )


def _share_changed(share: float) -> Maker:
    name = f"changed-{int(share * 100)}"
    wordings = (Wording.DIFFERS, Wording.PARTIAL) if share >= 0.5 else (Wording.DIFFERS,)

    def make(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
        place = run(rng, speech, 20, 40)
        if place is None:
            return None
        text, where = piece(speech, place)
        words = text.split()  # a no-break space parts words like any other
        changeable = [at for at, word in enumerate(words) if bare(word)]
        strangers = common_words(speeches)
        for at in rng.sample(changeable, min(len(changeable), round(len(words) * share))):
            core = bare(words[at])
            other = rng.choice([word for word in strangers if word != core.lower()])
            words[at] = words[at].replace(core, other, 1)
        return right(name, " ".join(words), speech, [where], *wordings)

    return make


for _share in (0.15, 0.3, 0.5):
    kind(f"changed-{int(_share * 100)}")(_share_changed(_share))


@kind("typos")
def typos(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
    """Two letters of one word change places, and what comes of it is no word of any transcript."""
    known = known_words(speeches)

    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        if len(core) < 7 or not core.isalpha() or not core.islower():
            return False
        i = rng.randrange(1, len(core) - 2)
        other = core[:i] + core[i + 1] + core[i] + core[i + 2 :]
        if other in known:
            return False
        words[at] = words[at].replace(core, other, 1)
        return True

    return _one_at(rng, speech, "typos", put, Wording.CLOSE)
