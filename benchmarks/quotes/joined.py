"""Quotes put together from pieces with no mark: of one speech, in another order, of two speeches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from quotes.cutting import piece, run, two_runs
from quotes.values import Question, Speech, kind, right
from quotetrack.model import Wording


@kind("splice")
def splice(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = two_runs(rng, speech, (50, 300))
    if places is None:
        return None
    (left, a), (right_, b) = piece(speech, places[0]), piece(speech, places[1])
    return right("splice", f"{left} {right_}", speech, [a, b], Wording.JOINED)


@kind("swapped")
def swapped(rng: random.Random, speech: Speech, _: Sequence[Speech]) -> Question | None:
    places = two_runs(rng, speech, (0, 200))
    if places is None:
        return None
    (left, a), (right_, b) = piece(speech, places[0]), piece(speech, places[1])
    return right("swapped", f"{right_} {left}", speech, [b, a], Wording.JOINED)


@kind("splice-of-two")
def splice_of_two(rng: random.Random, speech: Speech, speeches: Sequence[Speech]) -> Question | None:
    """Claimed for the first of two documents, which holds a half of it and lacks the other.

    Where one half is much the longer, the other is as good as words put in: the quote differs.
    """
    other = rng.choice(speeches)
    first, second = run(rng, speech, 7, 16), run(rng, other, 7, 16)
    if first is None or second is None or other.id == speech.id:
        return None
    (left, a), (right_, b) = piece(speech, first), piece(other, second)
    made = right("splice-of-two", f"{left} {right_}", speech, [a], Wording.PARTIAL, Wording.DIFFERS)
    return replace(made, beyond=((other.id, b),))
