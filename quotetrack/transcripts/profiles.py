"""Publisher profiles: how the pages of one publisher are built, as data in ``publishers/*.toml``.

A profile is recognised by the address's host, or by what the page says of itself. The second
picks only how the page is read: who published it is recorded only when the host is the
publisher's own, because any page can claim to be anybody's.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from quotetrack.model import Nature
from quotetrack.transcripts.lines import LineRules
from quotetrack.transcripts.pdf.profile import PdfRules


@dataclass(frozen=True, slots=True)
class Profile:
    """How one publisher's pages are read. Selectors are CSS."""

    id: str
    """Short name: in made ids and in the reader's name."""
    version: int
    """Raised with every change that can change what is read."""
    publisher: str | None = None
    hosts: tuple[str, ...] = ()
    """The publisher's hosts; a subdomain of one counts."""
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Selector to text beginnings (of ``content``, ``href`` or the text): one match recognises a page."""
    body: tuple[str, ...] = ()
    """Where the text is: the first selector that finds something."""
    lead: tuple[str, ...] = ()
    """Paragraphs that stand before the body."""
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    date_is_occasions: str = "never"
    """When the page's date is also the occasion's: ``never``, ``always``, ``with-place``."""
    date_in_title: str | None = None
    """A regular expression with one group, for pages that give the date in their title only."""
    nature_labelled: Nature = Nature.UNKNOWN
    nature_labelled_by_language: Mapping[str, Nature] = field(default_factory=dict)
    nature_unlabelled: Nature = Nature.UNKNOWN
    lines: LineRules | None = None
    """For text kept in lines (``<pre>``)."""
    pdf: PdfRules | None = None
    """For the publisher's PDFs."""


@cache
def all_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, by id."""
    folder = resources.files(__package__ or __name__).joinpath("publishers")
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
    return tuple(parse(tomllib.loads(entry.read_text(encoding="utf-8"))) for entry in files)


def parse(table: Mapping[str, Any]) -> Profile:
    """A profile from its TOML table. Raises `TypeError` for a key that no profile has."""
    values = copy.deepcopy(dict(table))
    natures = values.pop("nature", {})
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    values["claims"] = {selector: tuple(starts) for selector, starts in values.get("claims", {}).items()}
    if lines := values.pop("lines", None):
        by_section = {name: Nature(value) for name, value in lines.pop("nature_by_section", {}).items()}
        rules: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in lines.items()
        }
        values["lines"] = LineRules(**rules, nature_by_section=by_section)
    if pdf := values.pop("pdf", None):
        rules = {name: tuple(value) if isinstance(value, list) else value for name, value in pdf.items()}
        values["pdf"] = PdfRules(**rules)
    return Profile(
        **values,
        nature_labelled=Nature(natures.get("labelled", "unknown")),
        nature_labelled_by_language={
            k: Nature(v) for k, v in natures.get("labelled_by_language", {}).items()
        },
        nature_unlabelled=Nature(natures.get("unlabelled_third_person", "unknown")),
    )


def recognise(url: str | None, claims: Callable[[Profile], bool]) -> tuple[Profile | None, bool]:
    """The profile for a page, and whether its address is the publisher's own.

    ``claims`` tells whether the page itself claims to be of a profile.
    """
    host = _host(url)
    for profile in all_profiles():
        if host and any(host == own or host.endswith("." + own) for own in profile.hosts):
            return profile, True
    return next(((profile, False) for profile in all_profiles() if claims(profile)), (None, False))


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
