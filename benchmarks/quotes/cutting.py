"""Cutting words out of transcripts: runs, pairs of runs, words around a target, sentences.

All are cut at white space within one paragraph, free of brackets, quotation marks and dots of omission:
what such signs mean in a quote is a question of its own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import lru_cache

from quotes.values import Place, Speech

WORD = re.compile(r"\S+")
_MARKED = re.compile(r"[\n\[\](){}<>…*_`]|\.\.|\"|“|”|„|«|»|(?<!\w)['‘’]|['’](?!\w)|(?<!\w)-(?=\d)")
"""Also an apostrophe that begins or ends a word, and a sign before a number: cutting could cut them off."""
MARGIN = 120
"""Code points at either end of a transcript that are left alone: headings, dates, salutations."""
_SENTENCE = re.compile(r"(?<=[a-z][.?!] )[A-Z][^.?!\n]{50,240}[.](?=\s)")


def plain(text: str) -> bool:
    """Whether it lies in one paragraph and has no mark that could mean something in a quote."""
    return not _MARKED.search(text)


def bare(text: str) -> str:
    """Words without punctuation at either end."""
    return text.strip(" ,;:.!?-–—")


def piece(speech: Speech, place: Place) -> tuple[str, Place]:
    """The words of a place, punctuation cut off its ends, and the place that is left."""
    text = speech.text[place[0] : place[1]]
    core = bare(text)
    start = place[0] + text.index(core)
    return core, (start, start + len(core))


def words_from(speech: Speech, at: int, number: int, last: int) -> list[Place] | None:
    """So many words from the first one that begins after ``at``; ``None`` where ``last`` comes before."""
    found: list[Place] = []
    for match in WORD.finditer(speech.text, at):
        if match.end() > last:
            return None
        if match.start() > at:  # the first may be cut
            found.append(match.span())
        if len(found) == number:
            return found
    return None


def somewhere(
    rng: random.Random, speech: Speech, number: int, within: Place | None = None
) -> list[Place] | None:
    """So many words in a row from anywhere in a transcript, or in a part of it."""
    first, last = within or (MARGIN, len(speech.text) - MARGIN)
    return words_from(speech, rng.randrange(first - 1, last), number, last) if 0 < first < last else None


def run(
    rng: random.Random, speech: Speech, shortest: int = 12, longest: int = 40, within: Place | None = None
) -> Place | None:
    """A run of words inside one paragraph: the places of its ends."""
    size = rng.randint(shortest, longest)
    for _ in range(20):
        words = somewhere(rng, speech, size, within)
        if words is None:
            continue
        start, end = words[0][0], words[-1][1]
        text = speech.text[start:end]
        if plain(text) and len(re.findall(r"[^\W\d_]{3,}", text)) > size / 2:
            return start, end
    return None


def two_runs(
    rng: random.Random, speech: Speech, apart: tuple[int, int], sizes: tuple[int, int] = (7, 16)
) -> tuple[Place, Place] | None:
    """Two runs of one speech, so many words apart."""
    first, second, gap = rng.randint(*sizes), rng.randint(*sizes), rng.randint(*apart)
    for _ in range(30):
        words = somewhere(rng, speech, first + gap + second)
        if words is None:
            continue
        left, right = (words[0][0], words[first - 1][1]), (words[first + gap][0], words[-1][1])
        if plain(speech.text[slice(*left)]) and plain(speech.text[slice(*right)]):
            return left, right
    return None


def around(
    rng: random.Random, speech: Speech, target: re.Pattern[str], least: int = 4, most: int = 16
) -> tuple[str, Place, Place] | None:
    """Words around some match of a pattern: the text, its place, and the place of the match in the text."""
    found = [match.span() for match in target.finditer(speech.text, MARGIN, len(speech.text) - MARGIN)]
    rng.shuffle(found)
    for start, end in found[:8]:
        before = [m.start() for m in WORD.finditer(speech.text, max(0, start - 14 * most), start)][1:]
        after = [m.end() for m in WORD.finditer(speech.text, end, end + 14 * most)][:-1]
        left, right = rng.randint(least, most), rng.randint(least, most)
        if min(len(before), left) < least or min(len(after), right) < least:
            continue
        text, place = piece(speech, (before[-left:][0], after[:right][-1]))
        if plain(text):
            return text, place, (start - place[0], end - place[0])
    return None


def sentences(speech: Speech) -> list[Place]:
    """Whole sentences of some length that stand inside a paragraph."""
    found = (match.span() for match in _SENTENCE.finditer(speech.text, MARGIN, len(speech.text) - MARGIN))
    return [(start, end) for start, end in found if plain(speech.text[start:end])]


_COUNTS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DIGITS = {word: str(number) for number, word in enumerate(_COUNTS)}
_DIGITS |= {word: str(10 * number) for number, word in enumerate(_TENS, 2)}


def words(text: str) -> list[str]:
    """The words in small letters, without signs: what counts as the same words in a check of the texts.

    An "eight-hour day" is an 8-hour day too.
    """
    found = re.findall(r"[^\W_]+", text.lower().replace("cannot", "can not"))
    return [_DIGITS.get(word, word) for word in found]


@lru_cache(maxsize=4)
def _common(speeches: tuple[Speech, ...]) -> list[str]:
    counts: dict[str, int] = {}
    for speech in speeches:
        for word in re.findall(r"\b[a-z]{4,9}\b", speech.text):
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return sorted(ranked[100:900] or ranked)


def common_words(speeches: Sequence[Speech]) -> list[str]:
    """A few hundred ordinary words of the speeches, to put in place of others."""
    return _common(tuple(speeches[:3]))


@lru_cache(maxsize=2)
def _known(speeches: tuple[Speech, ...]) -> frozenset[str]:
    return frozenset(word for speech in speeches for word in set(re.findall(r"[a-z]+", speech.text.lower())))


def known_words(speeches: Sequence[Speech]) -> frozenset[str]:
    """All words of the speeches, in small letters."""
    return _known(tuple(speeches))
