"""What is kept: a transcript, its turns, and where in its source each place is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from quotetrack.model.kinds import Completeness, Nature, Role, Span

Known = TypeVar("Known")


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
    _known: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def known(self, what: Hashable, read: Callable[[Transcript], Known]) -> Known:
        """What ``read`` tells of this transcript, read when it is first asked for and kept with it.

        For what one quote after another asks of the whole text. ``what`` names it.
        """
        found: Known | None = self._known.get(what)
        if found is None:
            found = self._known[what] = read(self)
        return found
