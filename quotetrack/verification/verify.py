"""Quote and witnesses in, verdict out: the core of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from quotetrack.matching import RULES, Text
from quotetrack.matching.languages import main_language
from quotetrack.model import (
    Kind,
    OccasionFinding,
    Quote,
    Searched,
    SpeakerFinding,
    Status,
    Transcript,
    Verdict,
    Witness,
)
from quotetrack.transcripts.languages import detect
from quotetrack.verification.copies import Alike, nearly_same
from quotetrack.verification.disagreement import with_disagreement
from quotetrack.verification.evidence import Evidence, evidence_digest, good, searched, standings
from quotetrack.verification.library import Library
from quotetrack.verification.reported import key_terms_of, with_nearest
from quotetrack.verification.status import decisive_of, status_of
from quotetrack.verification.testimony import readable, testify
from quotetrack.version import __version__

_SETTLED = frozenset({Status.MATCHES, Status.AS_MARKED, Status.CLOSE, Status.MATCHES_TRANSLATION})
"""With these the words stand in the record's own sources, and the archive need not be asked."""


Readable = Transcript | tuple[Transcript, Text]
"""A transcript, perhaps with its text already made ready (``readable``), for many quotes."""


def verify(
    quote: Quote, transcripts: Iterable[Readable], *, declared: frozenset[str] = frozenset()
) -> Verdict:
    """Check a quote against transcripts, every one of them read whole.

    ``declared`` are the ids of those that the quote's record names as its sources.
    """
    return verdict_of(quote, _testimonies(quote, transcripts, declared))


def verdict_of(
    quote: Quote,
    witnesses: Sequence[Witness],
    whole: Searched | None = None,
    alike: Alike = nearly_same,
    holds: Callable[[str], bool] = lambda _: True,
) -> Verdict:
    """The verdict from what transcripts say of a quote (``testify``).

    ``whole`` is the archive that was searched for them; ``None`` where they were named, and are all that
    was looked through. ``alike`` tells copies where the witnesses' transcripts come without their texts;
    ``holds`` whether a transcript of the archive may be in a language.
    """
    if whole is None:
        looked_through = searched(witness.transcript for witness in witnesses)
        return _verdict(Evidence(quote, witnesses, alike=alike), looked_through)
    passed_over, foreign = _unheard(quote, witnesses, whole, holds)
    return _verdict(Evidence(quote, _telling(witnesses, ()), passed_over, alike, foreign), whole)


def _unheard(
    quote: Quote, witnesses: Sequence[Witness], whole: Searched, holds: Callable[[str], bool]
) -> tuple[int, int]:
    """How many transcripts of an archive have no trace of the words, and how many could not have any.

    Where none is in the quote's language, none was read for its words.
    """
    rest = max(0, whole.transcripts - len(witnesses))
    if rest and not any(witness.wording is not None for witness in witnesses):
        language = quote.language or detect(quote.text)
        if language is not None and not holds(main_language(language)):
            return 0, rest
    return rest, 0


@dataclass(frozen=True)
class Heard:
    """What was heard of a quote so far, and the verdict from that."""

    verdict: Verdict
    own: Sequence[Witness] = ()
    """Its own sources."""
    found: Sequence[Witness] | None = None
    """What an archive has, as its index and its calendar name it; ``None`` where it was not asked."""

    @property
    def open(self) -> bool:
        """Whether the archive was asked and did not settle it, so that to read all of it may find more."""
        return self.found is not None and self.verdict.status not in _SETTLED


def verify_everywhere(
    quote: Quote, library: Callable[[], Library], sources: Iterable[Transcript] = ()
) -> Verdict:
    """Check a quote against its own sources and, where they do not have the words, a whole archive.

    ``library`` is called only where it is needed. What stands elsewhere is a finding only where a
    witness of the claimed occasion lacks it.
    """
    return hear_everywhere(quote, library, sources).verdict


def hear_everywhere(
    quote: Quote, library: Callable[[], Library], sources: Iterable[Transcript] = ()
) -> Heard:
    """The same, with the witnesses that were heard."""
    own = _testimonies(quote, sources, frozenset(source.id for source in sources))
    if own or quote.kind is Kind.REPORTED:
        looked_through = searched(witness.transcript for witness in own)
        verdict = _verdict(Evidence(quote, own), looked_through)
        if verdict.status in _SETTLED or quote.kind is Kind.REPORTED:
            return Heard(verdict, own)
    shelves = library()
    seen = {witness.transcript.id for witness in own}
    found = [
        testify(quote, transcript, text, False)
        for transcript, text in shelves.look_for(quote)
        if transcript.id not in seen
    ]
    return Heard(conclude(quote, own, found, shelves, shelves.searched), own, found)


def conclude(
    quote: Quote,
    own: Sequence[Witness],
    found: Sequence[Witness],
    shelves: Library,
    looked_through: Searched,
    *,
    more: bool = False,
) -> Verdict:
    """The verdict from a quote's own sources and what was found of it in a whole archive.

    ``more``: further transcripts have something of it.
    """
    passed_over, foreign = _unheard(quote, [*own, *found], looked_through, shelves.holds)
    heard = [*own, *_telling(found, own)]
    evidence = Evidence(quote, heard, passed_over, shelves.alike, foreign, more)
    return _verdict(evidence, looked_through)


def not_looked_for(quote: Quote, reason: str) -> Verdict:
    """The verdict on a quote that was held against nothing, for a reason that goes after "the quote"."""
    return replace(_verdict(Evidence(quote, ()), searched(())), reason=f"The quote {reason}; not looked for.")


def hear(
    quote: Quote, library: Callable[[], Library], sources: Iterable[Transcript] = ()
) -> tuple[Witness, ...]:
    """What a quote's own sources and all that an archive has of it say, settled or not: for a collation."""
    own = _testimonies(quote, sources, frozenset(source.id for source in sources))
    seen = {witness.transcript.id for witness in own}
    found = (pair for pair in library().look_for(quote) if pair[0].id not in seen)
    return (*own, *_testimonies(quote, found, frozenset()))


def _testimonies(quote: Quote, transcripts: Iterable[Readable], declared: frozenset[str]) -> list[Witness]:
    pairs = (item if isinstance(item, tuple) else (item, readable(item)) for item in transcripts)
    return [testify(quote, transcript, text, transcript.id in declared) for transcript, text in pairs]


def _telling(found: Sequence[Witness], own: Sequence[Witness]) -> list[Witness]:
    """Of what an archive has, the witnesses worth hearing.

    Scattered words of a quote stand in many transcripts. Where its words stand whole somewhere, or
    its own sources are there, only those that have them, and those of the claimed occasion, tell
    anything.
    """
    if not own and not any(good(witness) for witness in found):
        return list(found)
    return [w for w in found if good(w) or w.occasion is OccasionFinding.CONFIRMED]


def _verdict(evidence: Evidence, looked_through: Searched) -> Verdict:
    """The findings put together."""
    quote = evidence.quote
    status, reason = status_of(evidence)
    decisive = decisive_of(evidence, status)
    listed = evidence.listed(decisive)
    if quote.kind is Kind.REPORTED:
        nearest = {witness.transcript.id: with_nearest(quote, witness) for witness in evidence.witnesses}
        listed = tuple(nearest[witness.transcript.id] for witness in listed)
        decisive = nearest[decisive.transcript.id] if decisive is not None else None
    elif decisive is not None:
        # it comes first, if it is listed
        warned = with_disagreement(quote, decisive, evidence.witnesses)
        listed = tuple(warned if witness is decisive else witness for witness in listed)
        decisive = warned
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
        searched=looked_through,
        witnesses=listed,
        versions=versions(witness.transcript for witness in listed),
        evidence=signed,
        reviews=standings(quote, signed),
        key_terms=key_terms_of(quote, evidence.witnesses),
    )


def versions(transcripts: Iterable[Transcript]) -> tuple[tuple[str, str], ...]:
    """Everything a verdict depends on that may change: program, rules, readers."""
    readers = sorted({transcript.reader for transcript in transcripts if transcript.reader})
    return (("quotetrack", __version__), ("differences", RULES), ("readers", ", ".join(readers)))


def _unknown_speaker(quote: Quote) -> SpeakerFinding:
    return SpeakerFinding.UNLABELLED if quote.speaker else SpeakerFinding.NOT_CLAIMED


def _unknown_occasion(quote: Quote) -> OccasionFinding:
    return OccasionFinding.UNKNOWN if quote.date or quote.occasion else OccasionFinding.NOT_CLAIMED
