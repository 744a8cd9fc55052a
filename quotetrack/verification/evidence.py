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
    Witness,
    Wording,
)
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

    @cached_property
    def eligible(self) -> tuple[Witness, ...]:
        """Fit witnesses of the occasion that do not contradict the speaker, the best first."""
        chosen = [w for w in self.witnesses if fit(w) and not elsewhere(w) and not contradicts_speaker(w)]
        return tuple(sorted(chosen, key=_best_first))

    @cached_property
    def decisive(self) -> Witness | None:
        """The one whose values the verdict takes: never a mixture of several.

        Where nothing of the occasion is fit, the best of all that have a passage: its values
        then say why the quote is unchecked.
        """
        if self.eligible:
            best = self.eligible[0]
            if good(best) or best.wording not in (Wording.ABSENT, Wording.PARTIAL):
                return best
        others = sorted((w for w in self.witnesses if fit(w) and good(w)), key=_best_first)
        if others:
            return others[0]
        if self.eligible:
            return self.eligible[0]
        placed = sorted((w for w in self.witnesses if fit(w)), key=_best_first)
        return placed[0] if placed else None

    @property
    def wording(self) -> Wording:
        """The best wording among eligible witnesses."""
        return self.eligible[0].wording or Wording.ABSENT if self.eligible else Wording.ABSENT

    @cached_property
    def translated(self) -> bool:
        """Whether the quote is a translation."""
        quote = self.quote
        both = quote.language is not None and quote.original_language is not None
        return both and not same_language(quote.language, quote.original_language)

    @cached_property
    def independent(self) -> int:
        """How many independent witnesses have the words: copies and reprints count once."""
        texts = set()
        for witness in self.eligible:
            if witness.wording is self.wording or (
                witness.wording and witness.wording.rank >= Wording.TYPOGRAPHIC.rank
            ):
                texts.add(witness.transcript.derived_from or _content(witness.transcript))
        return len(texts)

    @cached_property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """Where the words stand outside the claimed occasion, the earliest first."""
        found = [w for w in self.witnesses if elsewhere(w) and fit(w) and good(w)]
        found.sort(key=lambda w: (w.transcript.date or "9999", w.transcript.id))
        return tuple(
            Elsewhere(
                w.transcript.id, w.transcript.title, w.transcript.date, w.name, w.wording or Wording.ABSENT
            )
            for w in found
        )

    @cached_property
    def listed(self) -> tuple[Witness, ...]:
        """The witnesses a reader is shown: those with a passage, and those of the claimed occasion."""
        of_occasion = (OccasionFinding.CONFIRMED,)
        shown = [
            w for w in self.witnesses if w.passage is not None or w.declared or w.occasion in of_occasion
        ]
        decisive = self.decisive
        shown.sort(key=lambda w: (w is not decisive, elsewhere(w), _best_first(w)))
        return tuple(shown)

    @cached_property
    def single_place(self) -> bool:
        """Whether the quote stands in one place only: several transcripts of one occasion are one place."""
        placed = [w for w in self.witnesses if fit(w) and w.passage is not None]
        occasions = {(w.transcript.date, w.transcript.speaker) for w in placed}
        return len(occasions) == 1 and not any(w.rivals for w in placed)


def _best_first(witness: Witness) -> tuple[int, bool, bool, int, str]:
    rank = witness.wording.rank if witness.wording is not None else -1
    return (
        -rank,
        contradicts_speaker(witness),
        witness.occasion is not OccasionFinding.CONFIRMED,
        _DELIVERED_FIRST.index(witness.transcript.nature),
        witness.transcript.id,
    )


def _content(transcript: Transcript) -> str:
    words = " ".join(transcript.text.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def searched(transcripts: Iterable[tuple[str, str | None]]) -> Searched:
    """What was looked through, from ids and capture digests; for a whole archive its own digest."""
    lines = sorted(f"{name}\t{capture or ''}\n" for name, capture in transcripts)
    digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    return Searched(len(lines), f"sha256:{digest}")


def standings(quote: Quote, digest: str) -> tuple[Standing, ...]:
    """The record's reviews, each current if its reviewer saw this evidence."""
    return tuple(Standing(review, review.evidence == digest) for review in quote.reviews)


def evidence_digest(quote: Quote, witnesses: Iterable[Witness]) -> str:
    """What a reviewer signs: the claim and the bytes it was compared with, not the program's version."""
    claim = (
        quote.text, quote.kind.value, quote.speaker.name if quote.speaker else "", quote.date or "",
        quote.occasion or "", quote.language or "",
    )  # fmt: skip
    lines = sorted(f"{w.transcript.id} {w.transcript.capture or '-'}" for w in witnesses)
    content = "\x1f".join((*claim, *lines))
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
