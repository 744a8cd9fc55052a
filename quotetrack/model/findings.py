"""What is found: passages, differences, cautions, and the verdict that they make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quotetrack.model.claims import Quote, Review
from quotetrack.model.kinds import Span
from quotetrack.model.texts import Locator, Transcript, locator_at


class Wording(StrEnum):
    """How a quote's words stand in one witness, worst first."""

    ABSENT = "absent"
    PARTIAL = "partial"
    DIFFERS = "differs"
    JOINED = "joined"
    CLOSE = "close"
    AS_MARKED = "as-marked"
    TYPOGRAPHIC = "typographic"
    EXACT = "exact"

    @property
    def rank(self) -> int:
        """0 for the worst, 7 for the best."""
        return _RANKS[self]


_RANKS = {wording: rank for rank, wording in enumerate(Wording)}


class SpeakerFinding(StrEnum):
    CONFIRMED = "confirmed"
    OTHER = "other"
    QUOTING = "quoting"
    """The claimed person speaks, and cites somebody."""
    SECOND_HAND = "second-hand"
    """Another speaks, and cites the claimed person."""
    UNLABELLED = "unlabelled"
    NOT_CLAIMED = "not-claimed"


class OccasionFinding(StrEnum):
    CONFIRMED = "confirmed"
    OTHER = "other"
    UNKNOWN = "unknown"
    NOT_CLAIMED = "not-claimed"


class Status(StrEnum):
    """The one-word summary of a verdict, in the order in which the rules are tried."""

    UNCHECKED = "unchecked"
    REPORTED = "reported"
    MATCHES = "matches"
    AS_MARKED = "as-marked"
    CLOSE = "close"
    MATCHES_TRANSLATION = "matches-translation"
    OTHER_SPEAKER = "other-speaker"
    SECOND_HAND = "second-hand"
    OTHER_OCCASION = "other-occasion"
    TRANSLATED = "translated"
    JOINED = "joined"
    DIFFERS = "differs"
    NOT_IN_TRANSCRIPTS = "not-in-transcripts"


class Weight(StrEnum):
    """What a difference does to the wording."""

    TYPOGRAPHIC = "typographic"
    MARKED = "marked"
    """The quote itself marks it."""
    HARMLESS = "harmless"
    """On the closed list of differences common between honest transcripts."""
    JOIN = "join"
    """An unmarked gap between two pieces that both stand in the witness."""
    SUBSTANTIVE = "substantive"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry of the edit script from the witness's passage to the quote."""

    kind: str
    """``substitution``, ``omission`` (the quote lacks it), ``insertion`` (the witness does) or ``order``."""
    klass: str
    """What the edit is about: ``case``, ``article``, ``negation``, ``content`` … (docs/verdicts.md)."""
    weight: Weight
    quote: str
    """The quote's words, empty for an omission."""
    transcript: str
    """The witness's words, empty for an insertion."""
    quote_span: Span
    """In code points of the quote's text."""
    transcript_span: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a quote stands in one transcript and how it differs there."""

    wording: Wording
    pieces: tuple[Span, ...] = ()
    """The runs of the transcript that the quote answers to, in the quote's order; empty when absent."""
    differences: tuple[Difference, ...] = ()
    matched: int = 0
    """How many of the quote's tokens stand there unchanged or typographically."""

    @property
    def span(self) -> Span | None:
        """From the first to the last code point of all pieces."""
        if not self.pieces:
            return None
        return Span(min(p.start for p in self.pieces), max(p.end for p in self.pieces))


@dataclass(frozen=True, slots=True)
class Passage:
    """The span of a witness that a quote answers to: ``text == transcript.text[start:end]``."""

    text: str
    start: int
    end: int
    turn: int | None
    """Index of the turn it starts in."""
    locator: Locator | None = None
    """The page, column or time it starts at."""

    @classmethod
    def of(cls, transcript: Transcript, span: Span, turn: int | None) -> Passage:
        """The passage of a span of a transcript, which starts in the turn of this index."""
        words = transcript.text[span.start : span.end]
        return cls(words, span.start, span.end, turn, locator_at(transcript.locators, span.start))


@dataclass(frozen=True, slots=True)
class Caution:
    """Something true about the context that a reader must know before repeating the quote."""

    name: str
    words: str
    """The words that caused it."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name or a number of one side of a translation that the other side lacks at this place."""

    text: str
    span: Span
    """In code points of the side that has it."""
    elsewhere: bool
    """Whether the other side has it at another place."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """One sentence of a translated quote, or two, and the original's sentences that answer to it."""

    quote: Span
    """In code points of the quote's text."""
    original: tuple[Span, ...]
    """In code points of the original's; empty where nothing there answers to it."""
    anchors: tuple[tuple[Span, Span], ...] = ()
    """Names and numbers that both have: in the quote, in the original."""
    missing: tuple[Unmatched, ...] = ()
    """Names and numbers of the quote that these sentences of the original lack."""
    left_out: tuple[Unmatched, ...] = ()
    """Names and numbers of these sentences that the quote lacks here."""
    passed_over: Span | None = None
    """What stands in the original between the sentences before and these, and is not in the quote."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one transcript says of one quote."""

    transcript: Transcript
    declared: bool
    """Whether the quote's record names it as a source."""
    wording: Wording | None
    """``None`` when its wording cannot be compared: another language, or a report."""
    speaker: SpeakerFinding
    label: str | None
    """The label of the turn, as printed."""
    name: str | None
    """Who the witness says spoke."""
    occasion: OccasionFinding
    passage: Passage | None
    pieces: tuple[Span, ...] = ()
    rivals: tuple[Span, ...] = ()
    """Where else in the same transcript the quote stands just as well."""
    before: str = ""
    after: str = ""
    differences: tuple[Difference, ...] = ()
    cautions: tuple[Caution, ...] = ()
    parallel: tuple[Parallel, ...] = ()
    """For an original in another language: sentence by sentence, found by structure, never by meaning."""
    translated_from: str | None = None
    """The language the passage was spoken in, where the transcript notes that it prints a translation."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key term stands."""

    transcript: str
    span: Span
    exact: bool
    """Whether its words stand there as they are given, but for capital letters; else in other forms."""


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A word or words of a reported statement, and where the transcripts have them, if they do."""

    term: str
    found: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place outside the claimed occasion where the words stand."""

    transcript: str
    title: str | None
    date: str | None
    name: str | None
    wording: Wording


@dataclass(frozen=True, slots=True)
class Standing:
    """A review, and whether the evidence its reviewer saw is still the evidence."""

    review: Review
    current: bool


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through."""

    transcripts: int
    digest: str
    """``sha256:`` over the sorted ids and capture digests of those transcripts."""
    read_whole: int | None = None
    """How many of them were held against the quote word by word, from end to end; ``None`` where an index
    named the places, or the transcripts were named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings for one quote."""

    quote: Quote
    status: Status
    reason: str
    wording: Wording | None
    speaker: SpeakerFinding
    occasion: OccasionFinding
    cautions: tuple[Caution, ...]
    elsewhere: tuple[Elsewhere, ...]
    searched: Searched
    witnesses: tuple[Witness, ...]
    """The decisive one first."""
    versions: tuple[tuple[str, str], ...]
    """Name and version of everything the answer depends on."""
    evidence: str
    """``sha256:`` over the claim and the captures it was compared with: what a reviewer signs."""
    reviews: tuple[Standing, ...] = ()
    key_terms: tuple[KeyTerm, ...] = ()
    """Of a reported statement."""
    stale: bool = False
    """The evidence has changed since this verdict was reached; beside the status, never a status."""

    @property
    def cleared(self) -> bool:
        """Whether people's current reviews find the quote accurate, and none of them anything worse.

        People decide, the program measures; where they disagree, nothing is decided. Who signs again
        replaces what they signed before.
        """
        last = {each.review.reviewer: each.review.conclusion for each in self.reviews if each.current}
        said = set(last.values())
        return "accurate" in said and said.isdisjoint({"inaccurate", "misleading"})
