"""Where transcripts of one occasion disagree about a quote: the variants of those that have it otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotetrack.model import Caution, Difference, OccasionFinding, Quote, Weight, Witness, Wording
from quotetrack.verification.cautions import ORDER
from quotetrack.verification.copies import same_text
from quotetrack.verification.evidence import contradicts_speaker, fit, good, same_occasion

NAME = "transcripts-disagree"
LEAST_SHARE = 2 / 3
"""Of a quote's words; a witness that has fewer of them has another passage, not a variant of this one."""
MOST = 3
"""Witnesses, and variants of each, that are shown."""


def with_disagreement(quote: Quote, decisive: Witness, witnesses: Sequence[Witness]) -> Witness:
    """The decisive witness, with a caution where others of its occasion have its words otherwise.

    Only where it has the quote's words, and another has the passage with a difference of
    substance: a witness that lacks the passage, or prints it in another way, disagrees with nobody.
    """
    if not good(decisive):
        return decisive
    found = [
        (other, variants)
        for other in witnesses
        if other is not decisive
        and (variants := tuple(_variants(quote, other)))
        and _of_one_occasion(other, decisive)
    ]
    if not found:
        return decisive
    told = [f"{other.transcript.id} {_said(variants)}" for other, variants in found[:MOST]]
    if len(found) > MOST:
        told.append(f"and {len(found) - MOST} more")
    caution = Caution(NAME, "; ".join(told))
    return replace(decisive, cautions=tuple(_in_order((*decisive.cautions, caution))))


def _in_order(cautions: Iterable[Caution]) -> list[Caution]:
    return sorted(cautions, key=lambda caution: ORDER.index(caution.name))


def _of_one_occasion(other: Witness, decisive: Witness) -> bool:
    """Whether both are of one occasion: as a record says, or by speaker and date."""
    if not fit(other) or contradicts_speaker(other) or same_text(other.transcript, decisive.transcript):
        return False
    confirmed = OccasionFinding.CONFIRMED
    if other.declared and decisive.declared:
        return other.occasion is decisive.occasion is confirmed
    return same_occasion(other.transcript, decisive.transcript)


def _variants(quote: Quote, witness: Witness) -> Iterator[Difference]:
    """The differences of substance in a witness that has the passage."""
    if witness.wording not in (Wording.DIFFERS, Wording.JOINED):
        return
    telling = [d for d in witness.differences if d.weight in (Weight.SUBSTANTIVE, Weight.JOIN)]
    changed = sum(len(difference.quote.split()) for difference in telling)
    if changed <= (1 - LEAST_SHARE) * len(quote.text.split()):
        yield from telling


def _said(variants: Sequence[Difference]) -> str:
    """The variants of one witness, in words."""
    told = [_variant(difference) for difference in variants[:MOST]]
    if len(variants) > MOST:
        told.append(f"and {len(variants) - MOST} more")
    return ", ".join(told)


def _variant(difference: Difference) -> str:
    theirs, ours = " ".join(difference.transcript.split()), " ".join(difference.quote.split())
    if difference.weight is Weight.JOIN:
        return f"has {len(theirs.split())} more words between, “{theirs}”"
    if not ours:
        return f"adds “{theirs}”"
    return f"has “{theirs}” for “{ours}”" if theirs else f"lacks “{ours}”"
