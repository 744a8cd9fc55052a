"""What stands around every page: names, and the addresses of what it loads and leads to."""

from __future__ import annotations

from dataclasses import dataclass

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""For pages in a folder (Content Security Policy Level 3): nothing runs or loads but files beside them."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    said: str
    url: str
    """Opened as it is: the caller has made sure that it is one a browser may open."""
    current: bool = False
    """Whether it leads to the page it stands on."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The frame of one page. Addresses are as the page itself has to give them."""

    title: str
    site: str
    """Name of the whole."""
    home: str
    style: str
    script: str | None
    navigation: tuple[Link, ...] = ()
    policy: str | None = None
    """Of a page that no server sends a policy with."""
    foot: tuple[str, ...] = ()
    """Sentences at the end of the page."""
