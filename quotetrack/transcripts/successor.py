"""Where a text that its publisher sets on several pages goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from quotetrack.transcripts.profiles import Profile
from quotetrack.transcripts.tags import attribute_of, find_first

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


def successor(soup: BeautifulSoup, profile: Profile, url: str | None) -> str | None:
    """The address of the next page of this text, as this page links it; ``None`` where it ends here."""
    if url is None:
        return None
    link = find_first(soup, profile.next_page)
    if link is not None and (target := attribute_of(link, "href")):
        return _joined(url, target)
    return _by_suffix(soup, profile.page_suffix, url) if profile.page_suffix else None


def _by_suffix(soup: BeautifulSoup, suffix: str, url: str) -> str | None:
    """The page's address with the next number, if the page links to it."""
    before, after = (re.escape(part) for part in suffix.split("{n}"))
    path = urlsplit(url).path.rstrip("/")
    here = re.fullmatch(rf"(.*?)(?:{before}(\d{{1,4}}){after})?", path)
    if here is None:
        return None
    wanted = here.group(1) + suffix.replace("{n}", str(int(here.group(2) or 1) + 1))
    host = urlsplit(url).netloc
    for tag in soup.select("a[href], link[href]"):
        address = _joined(url, attribute_of(tag, "href") or "")
        if address and urlsplit(address).netloc == host and urlsplit(address).path.rstrip("/") == wanted:
            return address
    return None


def _joined(url: str, target: str) -> str | None:
    try:
        parts = urlsplit(urljoin(url, target))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    return urlunsplit(parts._replace(fragment=""))
