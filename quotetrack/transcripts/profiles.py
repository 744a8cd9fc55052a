"""Publisher profiles: how the pages of one publisher are built, as data in ``publishers/*.toml``.

A profile is recognised by the address's host, or by what the page says of itself. The second
picks only how the page is read: who published it is recorded only when the host is the
publisher's own, because any page can claim to be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from quotetrack.model import Completeness, Nature
from quotetrack.transcripts.lines import LineRules

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def _selector(text: str) -> str:
    from soupsieve import SelectorSyntaxError
    from soupsieve import compile as compile_selector

    try:
        compile_selector(text)
    except SelectorSyntaxError as wrong:
        raise ValueError(f"no CSS selector ({str(wrong).splitlines()[0].rstrip(':')})") from None
    return text


def _short(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("small letters, digits and hyphens, 40 at the most")
    return text


def _numbered(text: str) -> str:
    if text.count("{n}") != 1:
        raise ValueError("needs {n} once, for the page's number")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as wrong:
        raise ValueError(f"no regular expression ({wrong})") from None
    return text


def _grouped(text: str) -> str:
    if re.compile(_pattern(text)).groups < 1:
        raise ValueError("needs a group, in round brackets, for what is to be taken")
    return text


Selector = Annotated[str, AfterValidator(_selector)]
"""CSS (Selectors Level 4, as soupsieve reads it)."""
Pattern = Annotated[str, AfterValidator(_pattern)]
"""A regular expression of Python's ``re``."""
Grouped = Annotated[str, AfterValidator(_grouped)]
"""A regular expression whose first group is what is to be taken."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Natures(_Part):
    """What kind of witness the publisher's texts are. What a text says of itself goes first."""

    by_title: Mapping[Pattern, Nature] = Field(default_factory=dict)
    """By a pattern found in the title, in any case."""
    labelled: Nature = Nature.UNKNOWN
    labelled_by_language: Mapping[str, Nature] = Field(default_factory=dict)
    unlabelled_third_person: Nature = Nature.UNKNOWN


class LabelRules(_Part):
    """How its labels look, beyond what labels look like everywhere."""

    bare: tuple[str, ...] = ()
    """Labels that stand without a colon: ``Q`` before a question."""
    capitals: bool = False
    """A name in capitals before a colon is a label, also where it stands but once."""


class MarkedTurns(_Part):
    """Turns that the page marks as such: no labels are looked for in its paragraphs."""

    item: Selector
    """One turn, or a piece between turns."""
    label: Selector
    """In the item: under whose name it stands."""
    words: Selector | None = None
    """In the item: where its words are; left out, the item without its label."""


class Instead(_Part):
    """Another address to ask in the place of a page's: an interface made for programs."""

    match: Pattern
    """The whole page's address."""
    ask: str
    r"""The address to ask; ``\1``, ``\g<name>`` are the groups of ``match``, as they stand there."""


class SpeakerRule(_Part):
    """Whose words a text without labels is."""

    at: tuple[Selector, ...] = ()
    in_head: Grouped | None = None
    """Else: in one of the first paragraphs ("Following are ... remarks")."""
    take: Grouped | None = None
    """The name in what stands at ``at``; left out, all of it."""
    if_title: Pattern | None = None
    """Only under such titles: a page may name a president beside his spokesman's words."""


class PdfRules(_Part):
    """How the publisher's PDFs are built. Found on the first page, ``^`` and ``$`` matching at its lines."""

    first_page: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    """All of these stand there, or the file is read as any PDF is."""
    begins: Pattern | None = None
    """How the paragraph begins that the text begins with; what stands before it is no part of it."""
    title: Grouped | None = None
    """Left out, the occasion, else what the file says."""
    date: Grouped | None = None
    """Of the occasion."""
    place: Grouped | None = None
    occasion: tuple[Grouped, ...] = ()
    """What these take, put together, names the occasion."""


class Profile(_Part):
    """How one publisher's pages are read. A list of selectors means the first that finds something."""

    id: Annotated[str, AfterValidator(_short)]
    """Short name: in made ids and in the reader's name."""
    version: Annotated[int, Field(ge=1)] = 1
    """Raised with every change that can change what is read."""
    tried: str = "untried"
    """On which real pages, or ``untried``: a page made from the profile's own selectors proves nothing."""
    publisher: str | None = None
    hosts: tuple[str, ...] = ()
    """The publisher's hosts; a subdomain of one counts."""
    path: Pattern | None = None
    """How the path of an address begins, where only a part of the host is meant."""
    claims: Mapping[Selector, tuple[str, ...]] = Field(default_factory=dict)
    """Selector to text beginnings (of ``content``, ``href`` or the text): one match recognises a page."""
    body: tuple[Selector, ...] = ()
    """Where the text is, all that the selector finds; left out, the main text as of any page."""
    lead: tuple[Selector, ...] = ()
    """Paragraphs that stand before the body."""
    drop: tuple[Selector, ...] = ()
    drop_paragraphs: tuple[Pattern, ...] = ()
    """Whole paragraphs that are no part of the text."""
    title: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    place: tuple[Selector, ...] = ()
    occasion: tuple[Selector, ...] = ()
    speaker: SpeakerRule | None = None
    language: str | None = None
    """Of pages that do not say."""
    date_is_occasions: Literal["never", "always", "with-place"] = "never"
    """When the page's date is also the occasion's."""
    date_in_title: Grouped | None = None
    date_in_head: Grouped | None = None
    """In one of the first paragraphs: the date of the occasion."""
    date_in_address: Grouped | None = None
    """In the page's address, as YYYY-MM-DD or YYYYMMDD: the day of the occasion."""
    place_in_head: Grouped | None = None
    nature: Natures = Natures()
    complete: Completeness = Completeness.UNKNOWN
    """What its texts are unless they say otherwise."""
    notes: tuple[str, ...] = ()
    """What is weak about this publisher's texts; a sentence each."""
    labels: LabelRules = LabelRules()
    turns: MarkedTurns | None = None
    next_page: tuple[Selector, ...] = ()
    """The link to where a long text goes on."""
    page_suffix: Annotated[str, AfterValidator(_numbered)] | None = None
    """What an address ends in on the further pages of a text, ``{n}`` being 2, 3 …: where a page links
    to its successor, the text goes on there."""
    versions: tuple[Selector, ...] = ()
    """Links to the same text in other languages, each with its ``hreflang`` or ``lang``."""
    instead: tuple[Instead, ...] = ()
    lines: LineRules | None = None
    """For text kept in lines (``<pre>``)."""
    pdf: PdfRules | None = None
    """For the publisher's PDFs."""
    own: str | None = Field(default=None, exclude=True)
    """Of a profile from the user's project: a digest of its file, since nobody keeps its version."""

    @property
    def mark(self) -> str:
        """How the reader's name tells this profile and its state from all others."""
        return f"{self.id}@{self.own}" if self.own else self.id

    def is_of(self, url: str | None) -> bool:
        """Whether the address is the publisher's own."""
        try:
            parts = urlsplit(url or "")
            host = parts.hostname if parts.scheme in ("http", "https") else None
        except ValueError:
            return False
        return (
            host is not None
            and any(host == own or host.endswith("." + own) for own in self.hosts)
            and (self.path is None or re.match(self.path, parts.path or "/") is not None)
        )


def recognise(
    url: str | None, claims: Callable[[Profile], bool], profiles: Sequence[Profile]
) -> tuple[Profile | None, bool]:
    """The profile for a page, the first that fits, and whether its address is the publisher's own.

    ``claims`` tells whether the page itself claims to be of a profile.
    """
    for profile in profiles:
        if profile.is_of(url):
            return profile, True
    return next(((profile, False) for profile in profiles if claims(profile)), (None, False))


def address_to_ask(url: str, profiles: Sequence[Profile]) -> str:
    """The address to ask for a page: its own, unless its publisher's profile names another."""
    profile = next((profile for profile in profiles if profile.is_of(url)), None)
    for rule in profile.instead if profile else ():
        if found := re.fullmatch(rule.match, url):
            return found.expand(rule.ask)
    return url
