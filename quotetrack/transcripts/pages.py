"""The reader of HTML pages: by a publisher's profile, else the main text of any page."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Nature
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.profile_files import packaged_profiles
from quotetrack.transcripts.profiles import Profile, recognise
from quotetrack.transcripts.tags import find_every, value_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

NAME = "html"
VERSION = 5
"""Raise with every change here, in `by_profile`, in `blocks` or in `main_text` that can change the text."""


def read(body: bytes, charset: str | None, url: str | None, own: Sequence[Profile] = ()) -> Content:
    """The text of a page and what the page says of it.

    ``own`` are profiles of the user's, which go before ours. The reader's name ends in the
    profile's, or in ``generic``. Raises `UnreadableTranscript` when the page has no text.
    """
    return read_markup(decode(body, charset, markup=True), url, own)


def read_markup(markup: str, url: str | None, own: Sequence[Profile] = ()) -> Content:
    """The same, of a page or a part of one that is decoded already."""
    from quotetrack.transcripts.by_profile import read_by_profile

    soup = _parse(markup)
    profile, is_own = recognise(url, lambda candidate: _claims(soup, candidate), (*own, *packaged_profiles()))
    if profile is None:
        return _generic(soup)
    if not profile.body or find_every(soup, profile.body):
        return read_by_profile(soup, profile, url, reader=_reader(profile), own=is_own)
    # A page of the publisher's of another kind: what its profile says of transcripts may not hold.
    content = _generic(soup)
    if is_own:
        return replace(content, publisher=profile.publisher, publisher_id=profile.id)
    return content


def _reader(profile: Profile) -> str:
    return f"{NAME}:{profile.mark}/{VERSION}.{profile.version}"


def _parse(markup: str) -> BeautifulSoup:
    # loaded only here: 60 ms that no other reader needs
    from bs4 import BeautifulSoup
    from lxml.etree import LxmlError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns of markup that looks like a file name or XML
        try:
            return BeautifulSoup(markup, "lxml")
        except (LxmlError, ValueError, AssertionError, RecursionError) as problem:
            raise UnreadableTranscript(
                f"this page's markup cannot be read: save it as text ({problem})"
            ) from problem


def _generic(soup: BeautifulSoup) -> Content:
    from quotetrack.transcripts.fallback import more_of
    from quotetrack.transcripts.main_text import main_text
    from quotetrack.transcripts.page_facts import language_of, published_of, title_of

    title, published, language = title_of(soup), published_of(soup), language_of(soup)
    paragraphs = main_text(soup.body or soup)
    reader = f"{NAME}:generic/{VERSION}"
    if (more := more_of(soup, paragraphs)) is not None:
        paragraphs, version = more
        reader = f"{NAME}:generic+trafilatura-{version}/{VERSION}"
    return Content(
        reader=reader,
        paragraphs=tuple(paragraphs),
        title=title,
        published=published,
        language=language,
        nature_labelled=Nature.UNKNOWN,
    )


def _claims(soup: BeautifulSoup, profile: Profile) -> bool:
    head = soup.head or soup
    return any(
        (value_of(tag) or "").startswith(starts)
        for selector, starts in profile.claims.items()
        for tag in head.select(selector, limit=3)
    )


def next_page(body: bytes, charset: str | None, url: str, own: Sequence[Profile] = ()) -> str | None:
    """Where the publisher's page says that its text goes on; an absolute address, or ``None``."""
    from quotetrack.transcripts.successor import successor

    profile = next((each for each in (*own, *packaged_profiles()) if each.is_of(url)), None)
    if profile is None or not (profile.next_page or profile.page_suffix):
        return None
    return successor(_parse(decode(body, charset, markup=True)), profile, url)
