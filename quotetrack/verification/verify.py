"""Quote and witnesses in, verdict out: the core of the program."""

from __future__ import annotations

from collections.abc import Iterable

from quotetrack.matching import RULES, Text
from quotetrack.model import OccasionFinding, Quote, SpeakerFinding, Transcript, Verdict
from quotetrack.verification.evidence import Evidence, evidence_digest, searched, standings
from quotetrack.verification.status import decisive_of, status_of
from quotetrack.verification.testimony import readable, testify
from quotetrack.version import __version__


def verify(
    quote: Quote,
    transcripts: Iterable[Transcript | tuple[Transcript, Text]],
    *,
    declared: frozenset[str] = frozenset(),
) -> Verdict:
    """Check a quote against transcripts.

    ``declared`` are the ids of those that the quote's record names as its sources. A
    transcript may come with its text already made ready (``readable``), for many quotes.
    """
    witnesses, looked_through = [], []
    for item in transcripts:
        transcript, text = item if isinstance(item, tuple) else (item, readable(item))
        looked_through.append((transcript.id, transcript.capture))
        witnesses.append(testify(quote, transcript, text, transcript.id in declared))
    evidence = Evidence(quote, witnesses)
    status, reason = status_of(evidence)
    decisive = decisive_of(evidence, status)
    listed = evidence.listed(decisive)
    signed = evidence_digest(quote, listed)
    return Verdict(
        quote=quote,
        status=status,
        reason=reason,
        wording=decisive.wording if decisive else None,
        speaker=decisive.speaker if decisive else _unknown_speaker(quote),
        occasion=decisive.occasion if decisive else _unknown_occasion(quote),
        cautions=decisive.cautions if decisive else (),
        elsewhere=evidence.elsewhere,
        searched=searched(looked_through),
        witnesses=listed,
        versions=versions(witness.transcript for witness in listed),
        evidence=signed,
        reviews=standings(quote, signed),
    )


def versions(transcripts: Iterable[Transcript]) -> tuple[tuple[str, str], ...]:
    """Everything a verdict depends on that may change: program, rules, readers."""
    readers = sorted({transcript.reader for transcript in transcripts if transcript.reader})
    return (("quotetrack", __version__), ("differences", RULES), ("readers", ", ".join(readers)))


def _unknown_speaker(quote: Quote) -> SpeakerFinding:
    return SpeakerFinding.UNLABELLED if quote.speaker else SpeakerFinding.NOT_CLAIMED


def _unknown_occasion(quote: Quote) -> OccasionFinding:
    return OccasionFinding.UNKNOWN if quote.date or quote.occasion else OccasionFinding.NOT_CLAIMED
