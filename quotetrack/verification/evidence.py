"""The witnesses of one quote taken together: which count, which decides, what they may support."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotetrack.model import (
    Completeness,
    Elsewhere,
    Nature,
    OccasionFinding,
    Quote,
    Searched,
    SpeakerFinding,
    Standing,
    Transcript,
    Weight,
    Witness,
    Wording,
)
from quotetrack.verification.copies import Alike, independent, nearly_same, reprints, same_text
from quotetrack.verification.dates import compare_dates, read_date
from quotetrack.verification.names import same_name
from quotetrack.verification.testimony import same_language

GOOD = Wording.CLOSE.rank
"""From here on the words stand in the witness."""
_NEVER_AGAINST = frozenset({Nature.PREPARED, Nature.REPORT, Nature.EXCERPT})
"""Natures that never show that something was not said."""
_DELIVERED_FIRST = (
    Nature.VERBATIM, Nature.EDITED, Nature.UNKNOWN, Nature.TRANSLATION, Nature.INTERPRETED, Nature.PREPARED,
    Nature.CAPTIONS, Nature.EXCERPT, Nature.REPORT,
)  # fmt: skip


def fit(witness: Witness) -> bool:
    """Whether it can be a witness of wording: text in the quote's language, neither report nor excerpt."""
    return witness.wording is not None and witness.transcript.nature is not Nature.EXCERPT


def good(witness: Witness) -> bool:
    """Whether the words stand in it, with harmless or marked differences at most."""
    return witness.wording is not None and witness.wording.rank >= GOOD


def elsewhere(witness: Witness) -> bool:
    """Whether it is a transcript of another occasion than the claimed one."""
    return witness.occasion is OccasionFinding.OTHER


def contradicts_speaker(witness: Witness) -> bool:
    """Whether it prints the words under another's name, or as cited from the claimed person."""
    return witness.speaker in (SpeakerFinding.OTHER, SpeakerFinding.SECOND_HAND)


def may_deny(witness: Witness) -> bool:
    """Whether words that it lacks, or has otherwise, may be called so in a verdict.

    An incomplete one never may; one whose completeness is unknown may, and the reason says so.
    """
    transcript = witness.transcript
    return (
        fit(witness)
        and transcript.nature not in _NEVER_AGAINST
        and transcript.complete is not Completeness.NO
    )


def lacks(witness: Witness) -> bool:
    """Whether it is a witness of the claimed occasion (any, if none is claimed) without the words."""
    of_occasion = witness.occasion in (OccasionFinding.CONFIRMED, OccasionFinding.NOT_CLAIMED)
    without = witness.wording in (Wording.ABSENT, Wording.PARTIAL) or contradicts_speaker(witness)
    return of_occasion and without and may_deny(witness)


@dataclass(frozen=True)
class Evidence:
    """A quote and every witness of it, in no order that matters."""

    quote: Quote
    witnesses: Sequence[Witness]
    passed_over: int = 0
    """Transcripts in which an index finds no trace of the words; not among the witnesses."""
    alike: Alike = nearly_same
    """Whether two texts are nearly the same."""
    foreign: int = 0
    """Transcripts that are no witnesses because they are in another language than the quote."""

    more: bool = False
    """Whether there are more transcripts that have something of the quote than these witnesses."""

    @property
    def any_occasion(self) -> bool:
        """Whether no occasion is claimed, so that every transcript is a witness."""
        return self.quote.date is None and self.quote.occasion is None

    @cached_property
    def eligible(self) -> tuple[Witness, ...]:
        """Fit witnesses of the occasion that do not contradict the speaker, the best first.

        One of which the occasion cannot be told is heard too, unless a witness of the claimed
        occasion is there to say that the words are not in it.
        """
        chosen = [w for w in self.witnesses if fit(w) and not elsewhere(w) and not contradicts_speaker(w)]
        of_occasion = [w for w in chosen if w.occasion is not OccasionFinding.UNKNOWN]
        if any(lacks(w) for w in of_occasion) and not any(_near(w) for w in of_occasion):
            chosen = of_occasion
        return tuple(sorted(chosen, key=best_first))

    @cached_property
    def wording(self) -> Wording:
        """The best wording among eligible witnesses."""
        return self.eligible[0].wording or Wording.ABSENT if self.eligible else Wording.ABSENT

    @cached_property
    def against(self) -> tuple[Witness, ...]:
        """Those of the eligible that may support that words differ or are not there, the best first."""
        return tuple(w for w in self.eligible if may_deny(w))

    @cached_property
    def translated(self) -> bool:
        """Whether the quote is a translation."""
        quote = self.quote
        both = quote.language is not None and quote.original_language is not None
        return both and not same_language(quote.language, quote.original_language)

    @cached_property
    def independent(self) -> int:
        """How many independent witnesses have the words: copies and reprints count once."""
        having = [w.transcript for w in self.eligible if w.wording and w.wording.rank >= self.wording.rank]
        return independent(having, self.alike)

    @cached_property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """Where the words stand outside the claimed occasion, the earliest first."""
        outside = (OccasionFinding.OTHER, OccasionFinding.UNKNOWN)
        heard = {w.transcript.id for w in self.eligible}
        found = [
            w
            for w in self.witnesses
            if w.occasion in outside and fit(w) and good(w) and w.transcript.id not in heard
        ]
        found.sort(key=lambda w: (w.transcript.date or "9999", w.transcript.id))
        return tuple(
            Elsewhere(
                w.transcript.id, w.transcript.title, w.transcript.date, w.name, w.wording or Wording.ABSENT
            )
            for w in found
        )

    def listed(self, decisive: Witness | None) -> tuple[Witness, ...]:
        """The witnesses a reader is shown: those with a passage, and those of the claimed occasion."""
        of_occasion = (OccasionFinding.CONFIRMED,)
        shown = [
            w for w in self.witnesses if w.passage is not None or w.declared or w.occasion in of_occasion
        ]
        shown.sort(key=lambda w: (w is not decisive, elsewhere(w), best_first(w)))
        return tuple(shown)

    @cached_property
    def places(self) -> int:
        """In how many places the quote stands: several transcripts of one occasion are one place.

        Those of the claimed occasion alone where it stands there; and those where it stands
        unchanged alone, where there are any.
        """
        placed = [w for w in self.witnesses if fit(w) and w.passage is not None]
        placed = [w for w in placed if good(w)] or placed
        placed = [w for w in placed if w.occasion is OccasionFinding.CONFIRMED] or placed
        apart: list[Witness] = []
        for witness in placed:
            if not any(same_occasion(witness.transcript, other.transcript) for other in apart):
                apart.append(witness)
        return sum(1 + len(w.rivals) for w in apart)


def _near(witness: Witness) -> bool:
    """Whether the words stand in it, or something like them."""
    return witness.wording is not None and witness.wording.rank > Wording.PARTIAL.rank


def same_occasion(one: Transcript, other: Transcript) -> bool:
    """Whether two transcripts are of one occasion: copies, or the same day and nobody else's words."""
    if same_text(one, other) or reprints(one, other) or reprints(other, one):
        return True
    if one.date is None or other.date is None:
        return False
    if compare_dates(read_date(one.date), read_date(other.date)) is not OccasionFinding.CONFIRMED:
        return False
    return one.speaker is None or other.speaker is None or same_name(one.speaker, other.speaker)


def best_first(witness: Witness) -> tuple[int, bool, bool, bool, int, int, int, str]:
    """The order of witnesses: best wording, then delivered over prepared over captions, then the nearest.

    Before that, who names the claimed speaker over who names nobody.
    """
    rank = witness.wording.rank if witness.wording is not None else -1
    return (
        -rank,
        contradicts_speaker(witness),
        witness.occasion is not OccasionFinding.CONFIRMED,
        witness.speaker is SpeakerFinding.UNLABELLED,
        _DELIVERED_FIRST.index(witness.transcript.nature),
        _changed(witness),
        -sum(piece.end - piece.start for piece in witness.pieces),
        witness.transcript.id,
    )


def _changed(witness: Witness) -> int:
    """How much of a quote is other than in a witness: places and words, of a gap the place alone."""
    grave = [d for d in witness.differences if d.weight in (Weight.SUBSTANTIVE, Weight.JOIN)]
    return sum(
        1 + len(d.quote.split()) + (len(d.transcript.split()) if d.weight is Weight.SUBSTANTIVE else 0)
        for d in grave
    )


def searched(transcripts: Iterable[Transcript]) -> Searched:
    """What was looked through, from ids and capture digests; for a whole archive its own digest."""
    lines = sorted(f"{each.id}\t{' '.join((each.capture or '', *each.parts))}\n" for each in transcripts)
    digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    return Searched(len(lines), f"sha256:{digest}")


def standings(quote: Quote, digest: str) -> tuple[Standing, ...]:
    """The record's reviews, each current if its reviewer saw this evidence."""
    return tuple(Standing(review, review.evidence == digest) for review in quote.reviews)


def evidence_digest(quote: Quote, witnesses: Iterable[Witness]) -> str:
    """What a reviewer signs: the claim and the bytes it was compared with, not the program's version."""
    claim = (
        quote.text, quote.kind.value, quote.speaker.name if quote.speaker else "", quote.date or "",
        quote.occasion or "", quote.language or "", *_more(quote),
    )  # fmt: skip
    lines = sorted(
        " ".join((w.transcript.id, w.transcript.capture or "-", *w.transcript.parts)) for w in witnesses
    )
    content = "\x1f".join((*claim, *lines))
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _more(quote: Quote) -> Iterable[str]:
    """What only some claims have: another language it was spoken in, the terms of a paraphrase."""
    if quote.original_language:
        yield f"original_language {quote.original_language}"
    yield from (f"key_term {term}" for term in quote.key_terms)
