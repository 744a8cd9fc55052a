"""Honest quotes: the transcript's words, changed in nothing, in typography, or where they say so."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from quotes.cutting import bare, piece, plain, run, somewhere, two_runs
from quotes.values import Question, Speech, kind, right
from quotetrack.model import Wording


@kind("verbatim")
def verbatim(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    place = run(rng, speech)
    if place is None:
        return None
    text, where = piece(speech, place)
    return right("verbatim", text, speech, [where], Wording.EXACT)


@kind("short-verbatim")
def short_verbatim(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    place = run(rng, speech, 5, 8)
    if place is None:
        return None
    text, where = piece(speech, place)
    return right("short-verbatim", text, speech, [where], Wording.EXACT)


@kind("typography")
def typography(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    """Other dashes, apostrophes and capitals, a comma lost, quotation marks and a stop around it."""
    place = run(rng, speech)
    if place is None:
        return None
    text, where = piece(speech, place)
    changed = text.replace("'", "’").replace(" -- ", " — ").replace("—", " – ").replace("  ", " ")
    changed = changed[0].swapcase() + changed[1:] if rng.random() < 0.5 else changed
    changed = changed.replace(", ", " ", 1) if rng.random() < 0.3 else changed
    # A stop in place of a question mark is not typography.
    if speech.text[where[1]] not in "?!" and rng.random() < 0.3:
        changed = f"“{changed}.”"
    return right("typography", changed, speech, [where], Wording.EXACT, Wording.TYPOGRAPHIC)


@kind("one-ellipsis")
def one_ellipsis(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = two_runs(rng, speech, (2, 60))
    if places is None:
        return None
    (left, a), (right_, b) = piece(speech, places[0]), piece(speech, places[1])
    mark = rng.choice(["… ", " … ", "... ", " . . . ", " [...] ", " […] "])
    return right("one-ellipsis", f"{left}{mark}{right_}", speech, [a, b], Wording.AS_MARKED)


@kind("two-ellipses")
def two_ellipses(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    sizes = [rng.randint(3, 40) if number % 2 else rng.randint(5, 10) for number in range(5)]
    words = somewhere(rng, speech, sum(sizes))
    if words is None:
        return None
    places, at = [], 0
    for number, size in enumerate(sizes):
        if number % 2 == 0:
            places.append((words[at][0], words[at + size - 1][1]))
        at += size
    parts = [piece(speech, place) for place in places]
    if not all(plain(text) for text, _ in parts):
        return None
    quote = rng.choice([" … ", "... "]).join(text for text, _ in parts)
    return right("two-ellipses", quote, speech, [place for _, place in parts], Wording.AS_MARKED)


def at_word(rng: random.Random, text: str, put: Callable[[list[str], int], bool]) -> str:
    """The text changed at one word by ``put``, which answers whether it could; empty where it never could."""
    words = text.split()  # a no-break space parts words like any other
    order = list(range(2, len(words) - 2))
    rng.shuffle(order)
    for at in order:
        changed = list(words)
        if put(changed, at):
            return " ".join(word for word in changed if word)
    return ""


def _put_in(
    rng: random.Random, speech: Speech, name: str, put: Callable[[list[str], int], bool]
) -> Question | None:
    place = run(rng, speech)
    if place is None:
        return None
    text, where = piece(speech, place)
    quote = at_word(rng, text, put)
    return right(name, quote, speech, [where], Wording.AS_MARKED) if quote else None


@kind("bracketed-insertion")
def bracketed(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        inserted = rng.choice(["[the president]", "[sic]", "[in Iraq]", "[and others]", "[the bill]"])
        words[at] = f"{inserted} {words[at]}"
        return True

    return _put_in(rng, speech, "bracketed-insertion", put)


@kind("reporters-words")
def reporters_words(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        if not bare(words[at]) or words[at][-1] in ".?!;:":
            return False
        interruptions = [",” he said, “", '," the president added, "', ",” she told reporters, “"]
        words[at] = words[at].rstrip(",") + rng.choice(interruptions)
        words[at] += words.pop(at + 1)
        return True

    return _put_in(rng, speech, "reporters-words", put)
