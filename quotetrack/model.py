"""The values that travel through the program: what was claimed, what was kept, what was found.

All are frozen; none knows how it is made, stored or shown. Every offset is a count of
Unicode code points into a transcript's canonical text (or into the quote's text where
the field says so), half-open: ``text[start:end]``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Nature(StrEnum):
    """What kind of witness a transcript is; ``unknown`` is a legal answer."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    """Corrected on principle, as Hansard and its like."""
    PREPARED = "prepared"
    """Written before the speech; not proof of what was delivered."""
    INTERPRETED = "interpreted"
    """What an interpreter said, not the speaker."""
    TRANSLATION = "translation"
    CAPTIONS = "captions"
    REPORT = "report"
    """A third-person summary: never a witness of wording."""
    EXCERPT = "excerpt"
    """Typed in by hand from a source the reader cannot open here."""
    UNKNOWN = "unknown"


class Completeness(StrEnum):
    """Whether a transcript holds the whole occasion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What part the speaker of a turn plays on the occasion."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    QUESTION = "question"
    NARRATOR = "narrator"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """How a statement circulates."""

    DIRECT = "direct"
    REPORTED = "reported"
    """What someone is said to have said, without quotation marks: there is no wording to check."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


# --- what is claimed -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody said to have spoken."""

    name: str
    role: str | None = None
    other_names: tuple[str, ...] = ()
    """Other names and spellings under which transcripts print this person."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words typed in by hand, with where they stand."""

    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file shipped inside an installed Python package."""

    package: str
    """The distribution's name as pip knows it."""
    path: str
    """Relative to the place the package is installed in, with ``/``."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of a transcript. Each field that is set wins over what is read from the bytes."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    date: str | None = None
    """The date of the occasion, ISO 8601 or EDTF."""
    occasion: str | None = None
    language: str | None = None
    nature: Nature | None = None
    complete: Completeness | None = None
    derived_from: str | None = None
    """The id or the address of the transcript that it reprints."""
    labels: tuple[tuple[str, str | None], ...] | None = None
    """Whom labels name: label as printed and person, or ``None`` for nobody known."""


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript that a record names. Exactly one of url, file, package, excerpt is set."""

    url: str | None = None
    file: str | None = None
    """A path relative to the folder that holds ``quotes/``."""
    package: PackageFile | None = None
    excerpt: Excerpt | None = None
    stated: Stated = Stated()
    private: bool = False
    """Whether it stays out of everything that is published."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a quote circulates. Archived like a source, but never a witness."""

    url: str | None = None
    citation: str | None = None
    place: str | None = None
    """``headline`` or ``body``."""
    quotation_marks: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """Evidence that only a person has seen: a tape, a letter, a conversation."""

    description: str
    private: bool = False
    """Left out of everything that is published; that there is such evidence is still said."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person's conclusion, kept beside the machine's verdict and never instead of it."""

    reviewer: str
    date: str
    conclusion: str
    """``accurate``, ``inaccurate``, ``misleading`` or ``undecided``."""
    evidence: str
    """The digest of the evidence the reviewer saw; another digest makes the review stale."""
    note: str | None = None
    seen: OwnEvidence | None = None
    """What the conclusion rests on besides."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as it circulates, with who is said to have said it, when and where."""

    id: str
    text: str
    """Exactly as it circulates, marks of omission included."""
    kind: Kind = Kind.DIRECT
    key_terms: tuple[str, ...] = ()
    speaker: Person | None = None
    date: str | None = None
    """As claimed: ISO 8601, EDTF, or (ad hoc) any way people write dates."""
    occasion: str | None = None
    language: str | None = None
    original_language: str | None = None
    """Differs from ``language`` when the quote is a translation."""
    claimed_in: tuple[Publication, ...] = ()
    sources: tuple[Source, ...] = ()
    reviews: tuple[Review, ...] = ()
    notes: str | None = None
    tags: tuple[str, ...] = ()
    private: bool = False


# --- what is kept --------------------------------------------------------------------


class LocatorKind(StrEnum):
    """In what a source counts its places."""

    PAGE = "page"
    COLUMN = "column"
    TIME = "time"
    """A time code, ``HH:MM:SS.mmm`` from the start of the recording."""


@dataclass(frozen=True, slots=True)
class Locator:
    """From ``start`` on, a transcript's words stand on this page or column, or are said at this time."""

    start: int
    kind: LocatorKind
    text: str
    """As the source prints it."""


def locator_at(locators: tuple[Locator, ...], at: int) -> Locator | None:
    """The page, column or time of a code point; ``locators`` in order."""
    place = bisect_right(locators, at, key=lambda locator: locator.start)
    return locators[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The same text in another language, as its page links it."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Memento:
    """A web archive's copy of a page as it was at one time (RFC 7089)."""

    url: str
    """Where the copy is: the URI-M."""
    original: str
    """What it is a copy of: the URI-R."""
    at: datetime
    """When the web archive took it, UTC, to the second (Memento-Datetime)."""
    archive: str
    """The web archive's name."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech. The label is not part of the turn's text."""

    index: int
    start: int
    end: int
    label: str | None = None
    """As printed, without the colon; ``None`` for words before the first label."""
    speaker: str | None = None
    """The person the label resolves to, or ``None``: never a guess."""
    role: Role = Role.UNKNOWN
    language: str | None = None
    translated_from: str | None = None
    locator: str | None = None
    """Page, column or time code, as the source prints it."""
    asides: tuple[Span, ...] = ()
    """Stage directions and editor's notes, in the transcript's code points."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text of what was said on one occasion, as one reader read one capture."""

    id: str
    text: str
    """Canonical: NFC, one newline between paragraphs, none at either end."""
    turns: tuple[Turn, ...] = ()
    """In order, not overlapping; empty when the text has no labels."""
    asides: tuple[Span, ...] = ()
    """All asides of the text, those inside turns included."""
    locators: tuple[Locator, ...] = ()
    """Where each page, column or cue begins, in order."""
    title: str | None = None
    speaker: str | None = None
    """Whose transcript this is as a whole, for texts without labels."""
    date: str | None = None
    """Of the occasion, as precise as known; not the page's date of publication."""
    published: str | None = None
    place: str | None = None
    occasion: str | None = None
    language: str | None = None
    publisher: str | None = None
    nature: Nature = Nature.UNKNOWN
    complete: Completeness = Completeness.UNKNOWN
    notes: tuple[str, ...] = ()
    """What is known to be weak about texts of this kind, from the publisher's profile; a sentence each."""
    versions: tuple[LanguageVersion, ...] = ()
    derived_from: str | None = None
    """The id or the address of the transcript this one reprints: a reprint is no independent witness."""
    url: str | None = None
    capture: str | None = None
    """``sha256:`` and the hex digest of the captured bytes."""
    parts: tuple[str, ...] = ()
    """The digests of the further captures it was read from, in order: pages on which a long text goes on."""
    archived_at: datetime | None = None
    """When the bytes were captured, UTC."""
    reader: str | None = None
    """Name and version of the reader; same bytes and same reader give the same text."""
    memento: Memento | None = None
    """The copy in a web archive that the bytes are from; ``None`` when they are the page's own."""


# --- what is found -------------------------------------------------------------------


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
    translated_from: str | None = None
    """The language the passage was spoken in, where the transcript notes that it prints a translation."""
    parallel: tuple[Parallel, ...] = ()
    """For an original in another language: sentence by sentence, found by structure, never by meaning."""


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
