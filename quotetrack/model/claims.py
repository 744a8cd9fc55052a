"""What is claimed: a quote, who is said to have said it, where it circulates, what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.model.kinds import Completeness, Kind, Nature


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
