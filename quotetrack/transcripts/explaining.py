"""Why a transcript's turns have the speakers they have: each label as printed, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quotetrack.model import Role, Stated, Transcript
from quotetrack.transcripts.speakers import Resolution, resolve
from quotetrack.transcripts.turns import Told, known_of


@dataclass(frozen=True, slots=True)
class Explained:
    """One label of a transcript, how often it stands there, and whom it names."""

    resolution: Resolution
    turns: int
    """How many turns it begins; 0 where it is only stated."""
    first: int | None
    """Index of the first of them."""


def explain(transcript: Transcript, stated: Stated) -> tuple[Explained, ...]:
    """Each label in the order in which it first stands, then those that are stated and stand nowhere.

    Resolved by the same function and from the same words as when the transcript was read. Where its
    turns say otherwise, the source itself gave the speaker, or an earlier version read it: they are
    believed, and the rule is ``as-kept``.
    """
    told = Told(transcript.speaker, transcript.title, transcript.language, stated.labels or ())
    labels = [turn.label for turn in transcript.turns]
    found = resolve(labels, known_of(transcript.text, transcript.turns, told))
    explained = []
    for label in dict.fromkeys(label for label in labels if label is not None):
        turns = [turn for turn in transcript.turns if turn.label == label]
        for speaker, role in dict.fromkeys((turn.speaker, turn.role) for turn in turns):
            resolution = found[label]
            if (speaker, role) != (resolution.speaker, resolution.role):
                resolution = replace(
                    resolution,
                    speaker=speaker,
                    role=role,
                    rule="as-kept",
                    because="given by the source itself",
                )
            number = sum((turn.speaker, turn.role) == (speaker, role) for turn in turns)
            explained.append(Explained(resolution, number, turns[0].index))
    printed = {" ".join(label.split()) for label in found}
    for label, name in told.labels:
        if label not in printed:
            nowhere = Resolution(label, name, Role.UNKNOWN, "stated", "stated; no turn has this label")
            explained.append(Explained(nowhere, 0, None))
    return tuple(explained)
