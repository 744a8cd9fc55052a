"""The reader of HTML pages: by a publisher's profile, else the main text of any page."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Nature
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.lines import LineRules, read_lines
from quotetrack.transcripts.profiles import Profile, recognise

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

NAME = "html"
VERSION = 2
"""Raise with every change here, in `blocks` or in `main_text` that can change the text."""


def read(body: bytes, charset: str | None, url: str | None) -> Content:
    """The text of a page and what the page says of it.

    The reader's name ends in the profile's, or in ``generic``. Raises `UnreadableTranscript`
    when the page has no text.
    """
    soup = _parse(decode(body, charset, markup=True))
    profile, own = recognise(url, lambda candidate: _claims(soup, candidate))
    if profile is not None and _first(soup, profile.body) is not None:
        return _by_profile(soup, profile, own=own)
    return _generic(soup)


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


def _by_profile(soup: BeautifulSoup, profile: Profile, *, own: bool) -> Content:
    from quotetrack.transcripts.blocks import paragraphs_of

    for selector in profile.drop:
        for tag in soup.select(selector):
            tag.decompose()
    body = _first(soup, profile.body)
    lead = _first(soup, profile.lead)
    title = _value(_first(soup, profile.title))
    place = _value(_first(soup, profile.place))
    language = primary(_attribute(soup.html, "lang"))
    day = iso_date(_value(_first(soup, profile.published)) or _in_title(profile, title))
    of_occasion = profile.date_is_occasions == "always" or (
        profile.date_is_occasions == "with-place" and place
    )
    content = Content(
        reader=f"{NAME}:{profile.id}/{VERSION}.{profile.version}",
        paragraphs=tuple(
            paragraph for part in (lead, body) if part is not None for paragraph in paragraphs_of(part)
        ),
        title=title,
        date=day if of_occasion else None,
        published=day if profile.published else None,
        place=place,
        occasion=_value(_first(soup, profile.occasion)),
        language=language,
        publisher=profile.publisher if own else None,
        publisher_id=profile.id if own else None,
        nature_labelled=profile.nature_labelled_by_language.get(language or "", profile.nature_labelled),
        nature_unlabelled=profile.nature_unlabelled,
    )
    return _by_lines(content, body, profile.lines) if profile.lines and body is not None else content


def _by_lines(content: Content, body: Tag, rules: LineRules) -> Content:
    """The same, its text read as lines."""
    found = read_lines(body.get_text(), rules)
    return replace(
        content,
        paragraphs=found.paragraphs,
        title=found.heading or content.title,
        occasion=found.section or content.occasion,
        speaker=found.speaker,
        nature=found.nature or content.nature,
    )


def _in_title(profile: Profile, title: str | None) -> str | None:
    found = re.search(profile.date_in_title, title) if profile.date_in_title and title else None
    return found.group(1) if found else None


def _generic(soup: BeautifulSoup) -> Content:
    from quotetrack.transcripts.main_text import main_text
    from quotetrack.transcripts.page_facts import language_of, published_of, title_of

    title, published, language = title_of(soup), published_of(soup), language_of(soup)
    paragraphs: Sequence[Paragraph] = main_text(soup.body or soup)
    return Content(
        reader=f"{NAME}:generic/{VERSION}",
        paragraphs=tuple(paragraphs),
        title=title,
        published=published,
        language=language,
        nature_labelled=Nature.UNKNOWN,
    )


def _claims(soup: BeautifulSoup, profile: Profile) -> bool:
    head = soup.head or soup
    return any(
        (_value(tag) or "").startswith(starts)
        for selector, starts in profile.claims.items()
        for tag in head.select(selector, limit=3)
    )


def _first(soup: BeautifulSoup, selectors: Sequence[str]) -> Tag | None:
    return next((tag for selector in selectors if (tag := soup.select_one(selector)) is not None), None)


def _value(tag: Tag | None) -> str | None:
    """What a tag says: its machine-readable attribute, else its text."""
    if tag is None:
        return None
    for name in ("datetime", "content", "href"):
        if value := _attribute(tag, name):
            return value
    return " ".join(tag.get_text().split(" ")).strip() or None


def _attribute(tag: Tag | None, name: str) -> str | None:
    value = tag.get(name) if tag is not None else None
    return value.strip() or None if isinstance(value, str) else None
