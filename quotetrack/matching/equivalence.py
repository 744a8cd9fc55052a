"""Whether two runs of words are one thing written in two ways, and which harmless class that is.

Every rule here is one entry of the closed list of harmless or typographic differences;
the words come from the lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

import regex

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import surface
from quotetrack.model import Weight

Judgement = tuple[str, Weight]
"""The class of a difference, and what it does to the wording."""

_HOUR = regex.compile(r"(?:(?P<hour>\d{1,2})(?:[:.](?P<past>\d\d))?)?(?P<half>\p{L}+)")
_DECADE = regex.compile(r"\d{2,4}s")

RARE = 7
"""Letters from which on a word that no list has is taken for a word."""
MOST_RESPELLED = 4
"""Letters in which two spellings of one word differ at most; a cheap test before the lists."""
ROMAN = frozenset("ivx")
"""Letters of numerals, which are no initials: "World War I. I saw" is not "World War II saw"."""
LONGEST_RUN = 4
"""Tokens on either side that one equivalence may span."""


def equivalent(quote: Sequence[str], transcript: Sequence[str], lexicon: Lexicon) -> Judgement | None:
    """How ``quote`` and ``transcript`` are the same, or ``None`` where no rule says that they are.

    Both are tokens as they stand; neither may be empty.
    """
    left = tuple(map(surface, quote))
    right = tuple(map(surface, transcript))
    if left == right:
        return _typographic(quote, transcript)
    if (judged := _bracketed(quote, right)) is not None:
        return judged
    if _writes_number(left, lexicon) and _writes_number(right, lexicon):
        from quotetrack.matching.amounts import same_amount  # 4 ms that most texts do not need

        if same_amount(quote, transcript, lexicon):
            return "number-format", Weight.TYPOGRAPHIC
    one, other = "".join(left), "".join(right)
    if one[-1] == other[-1] and _same_hour(one, other, lexicon):
        return "number-format", Weight.TYPOGRAPHIC
    if one.replace("-", "") == other.replace("-", "") and (
        (judged := _joined(quote, transcript, left, right, lexicon)) is not None
    ):
        return judged
    stem, others = _without_possessive(left, right)
    for form, klass in lexicon.forms.get(stem, ()):
        if form == others and not _small_letters(quote, transcript, lexicon):
            return klass, Weight.TYPOGRAPHIC if klass == "number-format" else Weight.HARMLESS
    if ("'" in one or "'" in other) and _expansions(left, lexicon) & _expansions(right, lexicon):
        return "contraction", Weight.HARMLESS
    if len(left) == len(right) == 1:
        if _spelled_alike(left[0], right[0], lexicon):
            return "spelling", Weight.HARMLESS
        if _misspelling(quote[0], transcript[0], lexicon):
            return "misspelling", Weight.HARMLESS
    return None


def _writes_number(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a run may write a number at all; cheap, to spare the reading of spelled numbers."""
    if not lexicon.number_words:
        return True
    if not lexicon.number_words.isdisjoint(words):
        return True
    return any(word[0].isnumeric() or word[-1].isnumeric() for word in words)


def _without_possessive(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The two runs without the *'s* that both end with, if both do: ``Qaida's``, ``Qaeda's``."""
    if left[-1].endswith("'s") and right[-1].endswith("'s"):
        return tuple((*run[:-1], run[-1].removesuffix("'s")) for run in (left, right))
    return left, right


def _same_hour(left: str, right: str, lexicon: Lexicon) -> bool:
    """``3pm`` and ``3:00 p.m.``; ``PM`` and ``p.m.`` where the hour is the same on both sides."""
    if not left.endswith(tuple(lexicon.day_halves)):
        return False
    one, other = _HOUR.fullmatch(left), _HOUR.fullmatch(right)
    if one is None or other is None or one["half"] not in lexicon.day_halves:
        return False
    return (one["hour"], int(one["past"] or 0), one["half"]) == (
        other["hour"],
        int(other["past"] or 0),
        other["half"],
    )


def _typographic(quote: Sequence[str], transcript: Sequence[str]) -> Judgement:
    """The same letters: what still tells the two apart."""
    cased = [(a, b) for a, b in zip(quote, transcript, strict=True) if a.lower() != a or b.lower() != b]
    if any(a != b and a.lower() == b.lower() for a, b in cased):
        return "case", Weight.TYPOGRAPHIC
    return "characters", Weight.TYPOGRAPHIC


def _bracketed(quote: Sequence[str], right: tuple[str, ...]) -> Judgement | None:
    """``[T]he`` for *the*; ``word[s]`` for *word*."""
    if len(quote) != 1 or "[" not in quote[0]:
        return None
    whole = surface(quote[0].replace("[", "").replace("]", ""))
    outside = surface(quote[0][: quote[0].index("[")] + quote[0][quote[0].index("]") + 1 :])
    return ("bracketed-letters", Weight.MARKED) if right in ((whole,), (outside,)) else None


def _joined(
    quote: Sequence[str],
    transcript: Sequence[str],
    left: tuple[str, ...],
    right: tuple[str, ...],
    lexicon: Lexicon,
) -> Judgement | None:
    """``co-operate`` and *cooperate*, ``every one`` and *everyone*, ``U.S.`` and *US*.

    Of two runs that have the same letters.
    """
    if len(left) == len(right):
        return "hyphen", Weight.TYPOGRAPHIC
    if any(word[0].isdigit() for word in (*left, *right)):
        if _DECADE.fullmatch("".join(left)):
            return "number-format", Weight.TYPOGRAPHIC  # "1960s" and "1960's"
        return None  # "1 000" is judged by value, "20 15" is not "2015"
    if all(len(word) == 1 for word in max(left, right, key=len)):
        # initials: "U.S." is "US" and never "us"
        word = min(left, right, key=len)[0]
        if "".join(quote) != "".join(transcript) or word in lexicon.stop_changes or ROMAN.issuperset(word):
            return None
        return "punctuation", Weight.TYPOGRAPHIC
    whole, parts = sorted((left, right), key=len)
    if "-".join(parts) in lexicon.hyphen_changes:
        return None
    if parts[0] in lexicon.joining_changes and whole[0] not in lexicon.joining_exceptions:
        return None if "-" not in whole[0] else ("joined-split", Weight.HARMLESS)
    return "joined-split", Weight.HARMLESS


def _small_letters(quote: Sequence[str], transcript: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a form that is an abbreviation only in capitals stands in small letters."""
    return any(
        len(run) == 1 and run[0].lower() in lexicon.capitals_only and not run[0].isupper()
        for run in (quote, transcript)
    )


@lru_cache(maxsize=16384)
def _expand(word: str, language: Lexicon) -> tuple[tuple[str, ...], ...]:
    full: list[tuple[str, ...]] = [(word,)]
    for ending, words in language.clitics.items():
        stem = word.removesuffix(ending)
        if stem and stem != word:
            full += [(stem, other) for other in words]
    full += [form for form, klass in language.forms.get((word,), ()) if klass == "contraction"]
    return tuple(full)


def _expansions(words: tuple[str, ...], lexicon: Lexicon) -> set[tuple[str, ...]]:
    """The run with its contractions written out, in every way they may be."""
    if len(words) > LONGEST_RUN:
        return {words}
    options = [_expand(word, lexicon) for word in words]
    return {tuple(word for part in choice for word in part) for choice in product(*options)}


def _spelled_alike(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether two words are two spellings of one, by their endings, their stems or single letters."""
    same_start = left[:3] == right[:3]  # no ending begins earlier
    same_stem = (left[0], right[0]) in _beginnings(lexicon)
    if not (same_start or same_stem or lexicon.letters):
        return False
    from rapidfuzz.distance import Levenshtein

    if Levenshtein.distance(left, right, score_cutoff=MOST_RESPELLED) > MOST_RESPELLED:
        return False
    if same_start and (_by_ending(left, right, lexicon) or _by_ending(right, left, lexicon)):
        return True
    if same_stem and (_by_stem(left, right, lexicon) or _by_stem(right, left, lexicon)):
        return True
    if left in lexicon.letter_exceptions or right in lexicon.letter_exceptions:
        return False
    for one, other in lexicon.letters:
        left, right = left.replace(one, other), right.replace(one, other)
    return left == right


@lru_cache(maxsize=32)
def _beginnings(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """The first letters of two spellings of one stem, either of them first."""
    return frozenset((a[0], b[0]) for pair in lexicon.stems for a, b in (pair, pair[::-1]))


def _by_ending(left: str, right: str, lexicon: Lexicon) -> bool:
    if left in lexicon.suffix_exceptions or right in lexicon.suffix_exceptions:
        return False
    return any(
        left.endswith(one) and len(left) > len(one) + 2 and left.removesuffix(one) + other == right
        for one, other in lexicon.suffixes
    )


def _by_stem(left: str, right: str, lexicon: Lexicon) -> bool:
    return any(
        left.startswith(one) and other + left.removeprefix(one) == right for one, other in lexicon.stems
    )


def _misspelling(quote: str, transcript: str, lexicon: Lexicon) -> bool:
    """A slip of the key: the quote's form is near the transcript's and is no word; a name never is a slip."""
    left, right = surface(quote), surface(transcript)
    if min(len(left), len(right)) < 4 or not (left.isalpha() and right.isalpha()):
        return False
    if quote[0].isupper() or transcript[0].isupper():
        return False
    if left.endswith(right) or right.endswith(left):
        return False  # "ilegal" is nearer to "illegal" than to "legal"
    from rapidfuzz.distance import DamerauLevenshtein

    slips = DamerauLevenshtein.distance(left, right, score_cutoff=2)
    if slips > (1 if len(right) < 7 else 2):
        return False
    words = known_words(lexicon.language)
    if words is None or left in words:
        return False
    # A rare word that the list does not have either may be slipped on once.
    return right in words or (slips == 1 and len(right) >= RARE)


@lru_cache(maxsize=4)
def known_words(language: str) -> frozenset[str] | None:
    """The words of a language that pyspellchecker knows; ``None`` where it has no list."""
    import gzip
    from importlib.util import find_spec

    import orjson

    # Read from its file: the library takes 0.2 s to make itself ready for suggestions, which nobody asks for.
    library = find_spec("spellchecker")
    if library is None or library.origin is None or not language.isalpha():
        return None
    file = Path(library.origin).with_name("resources") / f"{language}.json.gz"
    return frozenset(orjson.loads(gzip.decompress(file.read_bytes()))) if file.is_file() else None
