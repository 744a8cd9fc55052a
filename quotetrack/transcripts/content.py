"""What a format reader hands on: paragraphs in order, and what the source says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.model import Completeness, LanguageVersion, LocatorKind, Nature, Role
from quotetrack.transcripts.labels import ANY_STYLE, LabelStyle


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a source says by itself that a turn begins."""

    label: str | None
    """Under whose name; ``None`` where nobody's words begin."""
    speaker: str | None = None
    """Who that is, where the source itself says so beyond the label."""
    role: Role | None = None
    language: str | None = None
    translated_from: str | None = None
    unnamed: bool = False
    """Somebody's words begin, and the source does not say whose; then ``label`` is ``None``."""
    pointer: bool = False
    """``label`` is an identifier, or stands for several: no name is read out of it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as the source prints it, before it is made canonical."""

    text: str
    emphasised: str = ""
    """The words at its start that the source sets apart (bold), as labels often are; else empty."""
    locator: str | None = None
    """The page or column it starts on, or the time, as the source prints it."""
    further: tuple[tuple[int, str], ...] = ()
    """Further pages, columns or times that begin in its midst: code point of ``text``, and name."""
    asides: tuple[tuple[int, int], ...] = ()
    """What the source itself says is an editor's note or no speech: from and to, code points of ``text``."""
    opening: Opening | None = None
    """Set where the source gives the turns and one begins here; no labels are looked for then."""


@dataclass(frozen=True, slots=True)
class Content:
    """The readable part of one capture. ``None`` means that the source does not say."""

    reader: str
    """Name and version of the reader, and of the publisher profile where one applied."""
    paragraphs: tuple[Paragraph, ...]
    locators: LocatorKind = LocatorKind.PAGE
    """What the paragraphs' locators count."""
    title: str | None = None
    speaker: str | None = None
    """Whose words the whole text is, where the source says so."""
    date: str | None = None
    """Of the occasion, ISO 8601."""
    published: str | None = None
    """Of the page, ISO 8601."""
    place: str | None = None
    occasion: str | None = None
    language: str | None = None
    publisher: str | None = None
    """Only where the address belongs to the publisher: a page's claim about itself is not taken for it."""
    publisher_id: str | None = None
    """The profile's short name, for made ids; set under the same condition."""
    nature: Nature = Nature.UNKNOWN
    """What the source's own section or note says it is, labelled or not."""
    nature_labelled: Nature = Nature.UNKNOWN
    """What the profile says a text with turns is."""
    nature_unlabelled: Nature = Nature.UNKNOWN
    """What the profile says a text without turns, told in the third person, is."""
    complete: Completeness = Completeness.UNKNOWN
    notes: tuple[str, ...] = ()
    """What the profile says is weak about such texts."""
    versions: tuple[LanguageVersion, ...] = ()
    label_style: LabelStyle = ANY_STYLE
    """How this publisher sets labels."""
    goes_on: str | None = None
    """The address at which the text goes on."""
