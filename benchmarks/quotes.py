"""Seeded quotes made from real transcripts, each with what must be found: the accuracy benchmark's questions.

Every kind is one function that takes honest words from a transcript and changes them in one
known way. What is expected follows from the change alone, never from the matcher.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.model import Wording

WORD = re.compile(r"\S+")
GOOD = frozenset({Wording.EXACT, Wording.TYPOGRAPHIC})


@dataclass(frozen=True)
class Speech:
    """A transcript to make quotes from."""

    id: str
    text: str
    speaker: str | None = None
    date: str | None = None

    def words(self) -> list[tuple[int, int]]:
        """The places of its words, in code points."""
        return [match.span() for match in WORD.finditer(self.text)]


@dataclass(frozen=True)
class Question:
    """One quote, the transcript it is held against, and what is true of it."""

    kind: str
    quote: str
    speech: str
    pieces: tuple[tuple[int, int], ...]
    """Where its words stand, in code points; none for words that stand nowhere."""
    wordings: frozenset[Wording]
    """What it may rightly be called."""


Maker = Callable[[random.Random, Speech, Sequence[Speech]], Question | None]
KINDS: dict[str, Maker] = {}


def kind(name: str) -> Callable[[Maker], Maker]:
    def register(make: Maker) -> Maker:
        KINDS[name] = make
        return make

    return register


def questions(speeches: Sequence[Speech], seed: int, each: int) -> Iterator[Question]:
    """``each`` questions of every kind, the same for the same seed and speeches."""
    for name, make in KINDS.items():
        rng = random.Random(f"{seed}:{name}")
        made = 0
        for _ in range(each * 40):
            if made == each:
                break
            question = make(rng, rng.choice(speeches), speeches)
            if question is not None:
                made += 1
                yield question


def run(rng: random.Random, speech: Speech, shortest: int = 12, longest: int = 40) -> tuple[int, int] | None:
    """A run of words inside one paragraph without brackets or dots of omission: the places of its ends."""
    words = speech.words()
    size = rng.randint(shortest, longest)
    if len(words) <= size + 40:
        return None
    for _ in range(20):
        first = rng.randrange(20, len(words) - size - 20)
        start, end = words[first][0], words[first + size - 1][1]
        text = speech.text[start:end]
        plain = not re.search(r"[\n\[\](){}<>…*_]|\.\.|\"|“|”", text)
        if plain and len(re.findall(r"[A-Za-z]{3,}", text)) > size / 2:
            return start, end
    return None


def bare(text: str) -> str:
    """Words without punctuation at either end."""
    return text.strip(" ,;:.!?-–—'’‘")


def piece(speech: Speech, place: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """The words of a place, punctuation cut off its ends, and the place that is left."""
    text = speech.text[place[0] : place[1]]
    core = bare(text)
    start = place[0] + text.index(core)
    return core, (start, start + len(core))


def common_words(speeches: Sequence[Speech]) -> list[str]:
    """A few hundred ordinary words of the speeches, to put in place of others."""
    counts: dict[str, int] = {}
    for speech in speeches[:40]:
        for word in re.findall(r"\b[a-z]{4,9}\b", speech.text):
            counts[word] = counts.get(word, 0) + 1
    return sorted(sorted(counts, key=lambda w: -counts[w])[100:900])


def substantive(*extra: Wording) -> frozenset[Wording]:
    return frozenset({Wording.DIFFERS, *extra})


def _honest(
    rng: random.Random,
    speech: Speech,
    name: str,
    change: Callable[[str], str],
    shortest: int = 12,
    longest: int = 40,
    wordings: frozenset[Wording] = GOOD,
) -> Question | None:
    place = run(rng, speech, shortest, longest)
    if place is None:
        return None
    text, where = piece(speech, place)
    quote = change(text)
    return Question(name, quote, speech.id, (where,), wordings) if quote != "" else None


@kind("verbatim")
def verbatim(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    return _honest(rng, speech, "verbatim", str, wordings=frozenset({Wording.EXACT}))


@kind("short-verbatim")
def short_verbatim(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    return _honest(rng, speech, "short-verbatim", str, 5, 8, frozenset({Wording.EXACT}))


@kind("typography")
def typography(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def change(text: str) -> str:
        changed = text.replace("'", "’").replace(" -- ", " — ").replace("—", " – ").replace("  ", " ")
        changed = changed[0].swapcase() + changed[1:] if rng.random() < 0.5 else changed
        changed = changed.replace(", ", " ", 1) if rng.random() < 0.3 else changed
        return f"“{changed}.”" if "?" not in speech.text[: len(changed)] and rng.random() < 0.3 else changed

    return _honest(rng, speech, "typography", change, wordings=GOOD)


Place = tuple[int, int]


def _two_pieces(rng: random.Random, speech: Speech, apart: tuple[int, int]) -> tuple[Place, Place] | None:
    """Two runs of one speech, so many words apart."""
    words = speech.words()
    first, second, gap = rng.randint(7, 16), rng.randint(7, 16), rng.randint(*apart)
    total = first + gap + second
    if len(words) <= total + 40:
        return None
    for _ in range(30):
        at = rng.randrange(20, len(words) - total - 20)
        left = words[at][0], words[at + first - 1][1]
        right = words[at + first + gap][0], words[at + total - 1][1]
        both = speech.text[left[0] : left[1]] + speech.text[right[0] : right[1]]
        if not re.search(r"[\n\[\](){}<>…*_]|\.\.|\"|“|”", both):
            return left, right
    return None


@kind("one-ellipsis")
def one_ellipsis(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = _two_pieces(rng, speech, (2, 60))
    if places is None:
        return None
    (left, a), (right, b) = piece(speech, places[0]), piece(speech, places[1])
    mark = rng.choice(["… ", " … ", "... ", " . . . ", " [...] ", " […] "])
    return Question("one-ellipsis", f"{left}{mark}{right}", speech.id, (a, b), frozenset({Wording.AS_MARKED}))


@kind("two-ellipses")
def two_ellipses(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    words = speech.words()
    sizes = [rng.randint(3, 40) if number % 2 else rng.randint(5, 10) for number in range(5)]
    if len(words) <= sum(sizes) + 40:
        return None
    at = rng.randrange(20, len(words) - sum(sizes) - 20)
    places = []
    for number, size in enumerate(sizes):
        if number % 2 == 0:
            places.append((words[at][0], words[at + size - 1][1]))
        at += size
    parts = [piece(speech, place) for place in places]
    if any(re.search(r"[\n\[\](){}<>…*_]|\.\.|\"|“|”", text) for text, _ in parts):
        return None
    quote = rng.choice([" … ", "... "]).join(text for text, _ in parts)
    where = tuple(place for _, place in parts)
    return Question("two-ellipses", quote, speech.id, where, frozenset({Wording.AS_MARKED}))


def _at_word(rng: random.Random, text: str, put: Callable[[list[str], int], bool]) -> str:
    """The text with one word changed by ``put``, which answers whether it could."""
    words = text.split(" ")
    order = list(range(2, len(words) - 2))
    rng.shuffle(order)
    for at in order:
        changed = list(words)
        if put(changed, at):
            return " ".join(word for word in changed if word)
    return ""


@kind("bracketed-insertion")
def bracketed(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        inserted = rng.choice(["[the president]", "[sic]", "[in Iraq]", "[and others]", "[the bill]"])
        words[at] = f"{inserted} {words[at]}"
        return True

    return _honest(
        rng,
        speech,
        "bracketed-insertion",
        lambda t: _at_word(rng, t, put),
        wordings=frozenset({Wording.AS_MARKED}),
    )


@kind("reporters-words")
def reporters_words(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        if words[at][-1] in ".?!;:":
            return False
        interruptions = [",” he said, “", '," the president added, "', ",” she told reporters, “"]
        words[at] = words[at].rstrip(",") + rng.choice(interruptions)
        words[at] += words.pop(at + 1)
        return True

    return _honest(
        rng,
        speech,
        "reporters-words",
        lambda t: _at_word(rng, t, put),
        wordings=frozenset({Wording.AS_MARKED}),
    )


@kind("splice")
def splice(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = _two_pieces(rng, speech, (50, 300))
    if places is None:
        return None
    (left, a), (right, b) = piece(speech, places[0]), piece(speech, places[1])
    return Question("splice", f"{left} {right}", speech.id, (a, b), frozenset({Wording.JOINED}))


@kind("swapped")
def swapped(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = _two_pieces(rng, speech, (0, 200))
    if places is None:
        return None
    (left, a), (right, b) = piece(speech, places[0]), piece(speech, places[1])
    return Question("swapped", f"{right} {left}", speech.id, (b, a), frozenset({Wording.JOINED}))


NEAR = {
    "new": "now",
    "now": "new",
    "they": "we",
    "we": "they",
    "for": "to",
    "to": "for",
    "our": "their",
    "their": "our",
    "this": "that",
    "in": "on",
    "on": "in",
    "of": "for",
    "will": "would",
    "would": "will",
    "can": "could",
    "must": "may",
    "all": "some",
    "more": "most",
    "many": "some",
    "his": "her",
    "I": "we",
    "from": "of",
    "with": "without",
    "shall": "should",
    "and": "or",
    "or": "and",
    "these": "those",
}


@kind("one-word")
def one_word(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
    near = rng.random() < 0.5
    strangers = common_words(speeches[:3])

    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        if not core:
            return False
        other = NEAR.get(core) if near else rng.choice(strangers)
        if other is None or other.lower() == core.lower() or (not near and len(core) < 4):
            return False
        if words[at - 1].lower() == other or words[at + 1].lower() == other:
            return False
        words[at] = words[at].replace(core, other, 1)
        return True

    return _honest(rng, speech, "one-word", lambda t: _at_word(rng, t, put), wordings=substantive())


@kind("sign")
def sign(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def change(text: str) -> str:
        changed = text.replace("$", rng.choice(["£", "€", ""]), 1)
        return changed if changed != text else ""

    found = [m.start() for m in re.finditer(r"\$\d", speech.text)]
    if not found:
        return None
    at = rng.choice(found)
    words = [w for w in speech.words() if at - 120 < w[0] < at + 120]
    if len(words) < 12:
        return None
    text, where = piece(speech, (words[1][0], words[-2][1]))
    if "\n" in text or re.search(r"[\[\]()<>]|\"|“|”|\.\.", text) or "$" not in text:
        return None
    return Question("sign", change(text), speech.id, (where,), substantive())


@kind("negation-dropped")
def negation_dropped(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    found = [m.start() for m in re.finditer(r"\b(?:not|never)\b", speech.text)]
    if not found:
        return None
    at = rng.choice(found)
    words = [w for w in speech.words() if at - 90 < w[0] < at + 90]
    inside = [i for i, w in enumerate(words) if w[0] <= at < w[1]]
    if not inside or not 3 < inside[0] < len(words) - 4:
        return None
    text, where = piece(speech, (words[0][0], words[-1][1]))
    if re.search(r"[\n\[\](){}<>…*]|\.\.|\"|“|”", text):
        return None
    middle = at - where[0]
    quote = text[:middle].rstrip() + text[middle:].split(" ", 1)[0][len(re.match(r"\w+", text[middle:])[0]) :]  # type: ignore[index]
    quote += " " + text[middle:].split(" ", 1)[1]
    return Question("negation-dropped", quote, speech.id, (where,), substantive())


@kind("negation-added")
def negation_added(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        if bare(words[at]) not in ("is", "are", "was", "were", "will", "can", "should", "must", "has"):
            return False
        if bare(words[at + 1]).lower() in ("not", "no", "never") or words[at][-1] in ".,;:?!":
            return False
        words[at] += " not"
        return True

    return _honest(rng, speech, "negation-added", lambda t: _at_word(rng, t, put), wordings=substantive())


@kind("number-changed")
def number_changed(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    spelled = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty"]

    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        if re.fullmatch(r"\d[\d,]*", core):
            other = re.sub(r"\d", lambda m: str((int(m[0]) % 9) + 1), core, count=1)
        elif core.lower() in spelled:
            other = rng.choice([w for w in spelled if w != core.lower()])
        else:
            return False
        words[at] = words[at].replace(core, other, 1)
        return True

    return _honest(rng, speech, "number-changed", lambda t: _at_word(rng, t, put), wordings=substantive())


@kind("name-changed")
def name_changed(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        names = (
            "America",
            "Congress",
            "Senate",
            "Britain",
            "Europe",
            "Germany",
            "Japan",
            "Russia",
            "China",
            "Mexico",
            "Spain",
            "France",
            "Washington",
            "Texas",
            "Iraq",
            "Soviet",
            "American",
            "Americans",
        )
        if core not in names:
            return False
        words[at] = words[at].replace(core, rng.choice([n for n in names if n != core]), 1)
        return True

    return _honest(rng, speech, "name-changed", lambda t: _at_word(rng, t, put), wordings=substantive())


def _share_changed(share: float) -> Maker:
    name = f"changed-{int(share * 100)}"

    def make(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
        strangers = common_words(speeches[:3])

        def change(text: str) -> str:
            words = text.split(" ")
            for at in rng.sample(range(len(words)), max(1, round(len(words) * share))):
                core = bare(words[at])
                other = rng.choice(strangers)
                if core and other != core.lower():
                    words[at] = words[at].replace(core, other, 1)
            return " ".join(words)

        wordings = substantive(Wording.PARTIAL) if share >= 0.5 else substantive()
        return _honest(rng, speech, name, change, 20, 40, wordings)

    return make


for _share in (0.15, 0.3, 0.5):
    KINDS[f"changed-{int(_share * 100)}"] = _share_changed(_share)


@kind("typos")
def typos(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    def put(words: list[str], at: int) -> bool:
        core = bare(words[at])
        if len(core) < 7 or not core.isalpha() or not core.islower():
            return False
        i = rng.randrange(1, len(core) - 2)
        if core[i] == core[i + 1]:
            return False
        words[at] = words[at].replace(core, core[:i] + core[i + 1] + core[i] + core[i + 2 :], 1)
        return True

    return _honest(
        rng,
        speech,
        "typos",
        lambda t: _at_word(rng, t, put),
        wordings=frozenset({Wording.CLOSE, Wording.DIFFERS}),
    )


@kind("absent")
def absent(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
    """Words of another speech, held against one that does not have them."""
    other = rng.choice(speeches)
    place = run(rng, other, 10, 35)
    if other.id == speech.id or place is None:
        return None
    text, _ = piece(other, place)
    folded = re.sub(r"\W+", " ", speech.text.lower())
    words = re.sub(r"\W+", " ", text.lower()).split()
    if any(" ".join(words[i : i + 5]) in folded for i in range(len(words) - 4)):
        return None
    return Question("absent", text, speech.id, (), frozenset({Wording.ABSENT}))
