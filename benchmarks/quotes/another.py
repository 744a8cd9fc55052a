"""Honest quotes cut from another transcript of a speech than the one that the archive has."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from quotes.claims import claim_kind
from quotes.collation import Collation, collate, truth
from quotes.cutting import piece, run
from quotes.holdings import Holdings, read
from quotes.pairs import pairs
from quotes.values import Question, Speech, right
from quotetrack.model import Transcript

NEAR = 150
"""Code points on either side of a difference, from which half of the quotes are cut."""


def with_others(holdings: Holdings, others: Iterable[Speech]) -> Holdings:
    """The holdings with second transcripts of some of their speeches, which the archive does not have."""
    by_id = {speech.id: speech for speech in holdings.speeches}
    held = [holdings.transcripts[speech.id] for speech in holdings.speeches]
    readings = [reading for reading in map(read, others) if not reading.turns]
    sources = [Speech(t.id, t.text, t.speaker, t.date) for t in readings]
    found = pairs(sources, [transcript for transcript in held if not transcript.turns])
    return replace(
        holdings,
        collations=holdings.collations
        + tuple(
            collate(pair.source, _spoken(by_id[pair.witness], holdings.transcripts[pair.witness]))
            for pair in found
        ),
    )


def _spoken(speech: Speech, transcript: Transcript) -> Speech:
    """With blanks in place of what nobody spoke: "[Laughter]" is no word that a quote lacks."""
    text = speech.text
    for aside in transcript.asides:
        text = text[: aside.start] + " " * (aside.end - aside.start) + text[aside.end :]
    return replace(speech, text=text)


@claim_kind("words-of-another-transcript")
def of_another_transcript(rng: random.Random, holdings: Holdings) -> Question | None:
    """As they stand in the other: half of them from anywhere, half from where the two differ."""
    if not holdings.collations:
        return None
    collation: Collation = rng.choice(holdings.collations)
    differing = collation.differing
    within = None
    if rng.random() < 0.5 and differing:
        start, end = rng.choice(differing)
        within = (max(1, start - NEAR), min(len(collation.source.text), end + NEAR))
    place = run(rng, collation.source, within=within)
    if place is None:
        return None
    text, where = piece(collation.source, place)
    true = truth(collation, where)
    if true is None or holdings.repeats.places(text) != 1:
        return None
    made = right("words-of-another-transcript", text, collation.witness, true.pieces, *true.wordings)
    return replace(made, speaker=collation.witness.speaker, date=collation.witness.date)
