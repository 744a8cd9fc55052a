"""Words that stand somewhere and prove nothing: what the reader is told of them."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.model import Nature, OccasionFinding, Role, Weight, Witness
from quotetrack.verification.evidence import (
    Evidence,
    best_first,
    contradicts_speaker,
    elsewhere,
    fit,
    good,
    may_deny,
)


def no_conclusion(evidence: Evidence) -> str:
    """Why there are witnesses and no verdict."""
    if evidence.elsewhere:
        first = evidence.elsewhere[0]
        return (
            "No transcript of the claimed occasion to compare with; the words stand elsewhere: "
            f"{first.transcript}, {first.date or 'no date'}."
        )
    if typed := typed_in(evidence):
        title = title_of(typed)
        return f"These words stand only in an excerpt typed in by hand, which proves nothing ({title})."
    if evidence.eligible and not may_deny(evidence.eligible[0]):
        return "Not so in the transcripts we read; prepared or incomplete, they prove nothing against it."
    if evidence.eligible:
        return "Not in the transcripts we read, and none of them is known to be of the claimed occasion."
    under_another = [w for w in evidence.witnesses if fit(w) and w.occasion is not OccasionFinding.OTHER]
    under_another = [w for w in under_another if contradicts_speaker(w) and w.passage is not None]
    if under_another:
        return _not_his(min(under_another, key=best_first))
    return "No transcript of the claimed occasion to compare with."


def _not_his(witness: Witness) -> str:
    """Why words under another's name give no verdict: they differ, or it proves nothing."""
    name = printed_under(witness)
    if not good(witness):
        return f"The nearest words stand under {name}, and differ ({title_of(witness)})."
    return (
        f"These words stand under {name} ({title_of(witness)}); prepared or incomplete, it does not prove "
        "that nobody else said them."
    )


def printed_under(witness: Witness) -> str:
    """Whose words the transcript prints them as; a label that names nobody is told to be a questioner's."""
    turn = witness.passage.turn if witness.passage else None
    if witness.name is None and turn is not None and witness.transcript.turns[turn].role is Role.QUESTION:
        return f"a questioner's label, {witness.label}"
    return witness.name or witness.label or witness.transcript.speaker or "another"


def typed_in(evidence: Evidence) -> Witness | None:
    """An excerpt typed in by hand that has the words: no proof, but then they are not nowhere either."""
    excerpts = (w for w in evidence.witnesses if w.transcript.nature is Nature.EXCERPT and good(w))
    return next((w for w in excerpts if not elsewhere(w)), None)


def told(evidence: Evidence) -> str:
    """A sentence on a report in the third person that has these words, or nothing."""
    reports = [w for w in evidence.witnesses if w.transcript.nature is Nature.REPORT]
    telling = [w for w in reports if w.passage is not None and not elsewhere(w) and not _changed(w)]
    if not telling:
        return ""
    return (
        f"A report tells it in these words, which need not be the speaker's ({title_of(earliest(telling))}). "
    )


def _changed(witness: Witness) -> bool:
    return any(d.weight in (Weight.SUBSTANTIVE, Weight.JOIN) for d in witness.differences)


def earliest(witnesses: Sequence[Witness]) -> Witness:
    return min(witnesses, key=lambda w: (w.transcript.date or "9999", w.transcript.id))


def title_of(witness: Witness) -> str:
    return witness.transcript.title or witness.transcript.id
