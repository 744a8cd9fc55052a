"""What the questions of the accuracy benchmark are made of, and the list of their kinds."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotetrack.model import Status, Wording

Place = tuple[int, int]
"""A stretch of a transcript's text, in code points, half-open."""


@dataclass(frozen=True)
class Speech:
    """A transcript to make quotes from."""

    id: str
    text: str
    speaker: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Question:
    """One quote with its claims, the transcript that it is made from, and what is true of it."""

    kind: str
    quote: str
    speech: str
    pieces: tuple[Place, ...]
    """Where its words stand in that transcript; none for words that stand nowhere."""
    wordings: frozenset[Wording]
    """What it may rightly be called, held against that transcript."""
    statuses: frozenset[Status] = frozenset()
    """What its verdict may rightly be, the whole archive asked."""
    speaker: str | None = None
    date: str | None = None
    beyond: tuple[tuple[str, Place], ...] = ()
    """Pieces that stand in other transcripts: their ids and places."""
    caution: str | None = None
    """A caution that has to stand beside the status."""


Maker = Callable[[random.Random, Speech, Sequence[Speech]], Question | None]
"""Makes a question out of one transcript, or ``None`` where its words do not lend themselves to it; the
transcripts of the archive are given for their vocabulary."""
KINDS: dict[str, Maker] = {}
"""The kinds that need no more than one transcript and right claims, by name."""

STATUS = {
    Wording.EXACT: Status.MATCHES,
    Wording.TYPOGRAPHIC: Status.MATCHES,
    Wording.AS_MARKED: Status.AS_MARKED,
    Wording.CLOSE: Status.CLOSE,
    Wording.JOINED: Status.JOINED,
    Wording.DIFFERS: Status.DIFFERS,
    Wording.PARTIAL: Status.NOT_IN_TRANSCRIPTS,
    Wording.ABSENT: Status.NOT_IN_TRANSCRIPTS,
}
"""The status of a quote whose claims are right, by its wording in the one transcript of the occasion."""


def kind(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker in the list of kinds."""

    def register(make: Maker) -> Maker:
        KINDS[name] = make
        return make

    return register


def right(kind: str, quote: str, speech: Speech, pieces: Sequence[Place], *wordings: Wording) -> Question:
    """A question whose claims are right, so that its status follows from its wording."""
    statuses = frozenset(STATUS[wording] for wording in wordings)
    return Question(kind, quote, speech.id, tuple(pieces), frozenset(wordings), statuses)
