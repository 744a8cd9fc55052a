"""Seeded quotes made from real transcripts, each with what must be found: the accuracy benchmark's questions.

Every kind is one function that takes words from a transcript and changes them, or their claims, in
one known way. What is expected follows from the change alone, never from the matcher; where chance
could make it wrong, the words are checked against the texts, and left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from quotes import altered, honest, joined  # noqa: F401  (they enter their kinds)
from quotes.another import with_others
from quotes.claims import CLAIM_KINDS
from quotes.cutting import piece, run
from quotes.holdings import Holdings, hold
from quotes.values import KINDS, Maker, Place, Question, Speech
from quotetrack.model import Turn

__all__ = [
    "KINDS",
    "Holdings",
    "Place",
    "Question",
    "Speech",
    "hold",
    "piece",
    "questions",
    "run",
    "with_others",
]

TRIES = 40
"""For each question; a kind for which the archive has no words stays short of what is asked."""

_TRANSLATED = re.compile(
    r"\((?:re-?)?translated|\(spoke\s+in|\(in\s+(?-i:[A-Z])\w+\.?\)|\(via\s+interp", re.I
)
"""Notes that what follows was spoken in another language."""


def questions(holdings: Holdings, seed: int, each: int, kinds: Collection[str] = ()) -> Iterator[Question]:
    """``each`` questions of these kinds, or of every kind; the same for the same seed and holdings."""
    makers: dict[str, Callable[[random.Random], Question | None]] = {
        **{name: partial(_of_one, make, holdings) for name, make in KINDS.items()},
        **{name: partial(_of_all, name, holdings) for name in CLAIM_KINDS},
    }
    for name, make in makers.items():
        if kinds and name not in kinds:
            continue
        rng = random.Random(f"{seed}:{name}")
        made: set[str] = set()
        for _ in range(each * TRIES):
            if len(made) == each:
                break
            question = make(rng)
            if question is not None and question.quote not in made and fair(question, holdings):
                made.add(question.quote)
                yield question


def _of_one(make: Maker, holdings: Holdings, rng: random.Random) -> Question | None:
    """A question about one transcript, with right claims."""
    question = make(rng, rng.choice(holdings.speeches), holdings.speeches)
    if question is None:
        return None
    transcript = holdings.transcripts[question.speech]
    speaker = holdings.speaker_at(question.speech, question.pieces)
    return replace(question, speaker=speaker, date=transcript.date)


def _of_all(name: str, holdings: Holdings, rng: random.Random) -> Question | None:
    return CLAIM_KINDS[name](rng, holdings)


def fair(question: Question, holdings: Holdings) -> bool:
    """Whether it has one right answer: each piece is some one's words, and stands once in the archive.

    Words after a note that they were spoken in another language are right as those of a translation,
    whatever was done to them; that is another question than these.
    """
    places = [(question.speech, place) for place in question.pieces] + [*question.beyond]
    return all(
        _spoken(holdings.transcripts[id].turns, place)
        and not _TRANSLATED.search(holdings.transcripts[id].text, 0, place[0])
        and holdings.repeats.places(holdings.transcripts[id].text[slice(*place)]) == 1
        for id, place in places
    )


def _spoken(turns: Sequence[Turn], place: Place) -> bool:
    """Whether it lies within a turn, where there are any: labels are no words of anybody."""
    return not turns or any(turn.start <= place[0] and place[1] <= turn.end for turn in turns)
