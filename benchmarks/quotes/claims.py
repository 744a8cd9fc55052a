"""Quotes whose words are right and whose claims are not: another turn, another date, words only cited; and
words that stand nowhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from quotes.cutting import piece, run
from quotes.holdings import Holdings
from quotes.values import Question, Speech, right
from quotetrack.model import Status, Wording

ClaimMaker = Callable[[random.Random, Holdings], Question | None]
CLAIM_KINDS: dict[str, ClaimMaker] = {}
"""The kinds that need more than one transcript, by name."""
NOWHERE = 8
"""Words in a row: with so many in the archive, words are not absent from it."""
ALTERED = 0.7
"""With so many of its words in one stretch a quote is that stretch with three of ten words changed, as in the
kind changed-30: it differs from it, and is not absent."""
SOME = 5
"""With so many they stand there in part."""


def claim_kind(name: str) -> Callable[[ClaimMaker], ClaimMaker]:
    """Enter a maker in the list of kinds."""

    def register(make: ClaimMaker) -> ClaimMaker:
        CLAIM_KINDS[name] = make
        return make

    return register


def _of_turn(rng: random.Random, holdings: Holdings, name: str) -> tuple[Question, str, str] | None:
    """Words of a turn of a debate; who says them, and who else speaks in it."""
    if not holdings.debates:
        return None
    debate = rng.choice(holdings.debates)
    speaker, paragraph = rng.choice(debate.said)
    others = sorted({other for other, _ in debate.said} - {speaker})
    place = run(rng, debate.speech, 10, 30, paragraph)
    if place is None or not others:
        return None
    text, where = piece(debate.speech, place)
    made = right(name, text, debate.speech, [where], Wording.EXACT)
    return replace(made, date=debate.speech.date), speaker, rng.choice(others)


@claim_kind("words-of-a-turn")
def of_a_turn(rng: random.Random, holdings: Holdings) -> Question | None:
    found = _of_turn(rng, holdings, "words-of-a-turn")
    return replace(found[0], speaker=found[1]) if found else None


@claim_kind("words-of-another-turn")
def of_another_turn(rng: random.Random, holdings: Holdings) -> Question | None:
    found = _of_turn(rng, holdings, "words-of-another-turn")
    if found is None:
        return None
    return replace(found[0], speaker=found[2], statuses=frozenset({Status.OTHER_SPEAKER}))


@claim_kind("words-of-another-date")
def of_another_date(rng: random.Random, holdings: Holdings) -> Question | None:
    speech = rng.choice(holdings.speeches)
    others = [
        other
        for other in holdings.speeches
        if speech.speaker and other.speaker == speech.speaker and _years_apart(speech, other)
    ]
    place = run(rng, speech)
    if place is None or not others:
        return None
    text, where = piece(speech, place)
    if holdings.speaker_at(speech.id, [where]) != speech.speaker:
        return None
    made = right("words-of-another-date", text, speech, [where], Wording.EXACT)
    return replace(
        made,
        speaker=speech.speaker,
        date=rng.choice(others).date,
        statuses=frozenset({Status.OTHER_OCCASION}),
    )


def _years_apart(one: Speech, other: Speech) -> bool:
    return bool(one.date and other.date) and (one.date or "")[:4] != (other.date or "")[:4]


def _of_citation(rng: random.Random, holdings: Holdings, name: str) -> tuple[Question, Speech, Speech] | None:
    """A cited sentence; the speech that it is of, and the one that cites it."""
    if not holdings.cited:
        return None
    cited = rng.choice(holdings.cited)
    host = next(speech for speech in holdings.speeches if speech.id == cited.host)
    start = host.text.find(cited.sentence[:-1])
    if start < 0:
        return None
    text, where = piece(host, (start, start + len(cited.sentence) - 1))
    return right(name, text, host, [where], Wording.EXACT), cited.source, host


@claim_kind("cited-sentence")
def cited_sentence(rng: random.Random, holdings: Holdings) -> Question | None:
    """Claimed for the one who is cited, of whom no transcript has it."""
    found = _of_citation(rng, holdings, "cited-sentence")
    if found is None:
        return None
    question, source, _ = found
    date = source.date if rng.random() < 0.5 else None
    second_hand = frozenset({Status.SECOND_HAND})
    return replace(question, speaker=source.speaker, date=date, statuses=second_hand)


@claim_kind("citing-somebody")
def citing_somebody(rng: random.Random, holdings: Holdings) -> Question | None:
    """Claimed for the one who cites: he did say it."""
    found = _of_citation(rng, holdings, "citing-somebody")
    if found is None:
        return None
    question, _, host = found
    return replace(question, speaker=host.speaker, date=host.date, caution="quoting")


@claim_kind("absent")
def absent(rng: random.Random, holdings: Holdings) -> Question | None:
    """Words of a transcript that is left out, claimed of one that is there, or of none in particular."""
    source, claimed = rng.choice(holdings.left_out), rng.choice(holdings.speeches)
    place = run(rng, source, 10, 35)
    if place is None:
        return None
    text, _ = piece(source, place)
    longest = holdings.repeats.longest(text)
    if longest >= NOWHERE or holdings.repeats.places(text) or holdings.repeats.share(text) >= ALTERED:
        return None
    wordings = (Wording.ABSENT,) if longest < SOME else (Wording.ABSENT, Wording.PARTIAL)
    made = right("absent", text, claimed, [], *wordings)
    if rng.random() < 0.5:
        return made
    return replace(made, speaker=holdings.speaker_at(claimed.id, [(0, len(claimed.text))]), date=claimed.date)
