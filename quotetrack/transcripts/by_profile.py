"""One page read by its publisher's profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from quotetrack.model import LanguageVersion, Nature
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content, Opening, Paragraph
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.labels import LabelStyle
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.lines import LineRules, read_lines
from quotetrack.transcripts.profiles import MarkedTurns, Profile, SpeakerRule
from quotetrack.transcripts.successor import successor
from quotetrack.transcripts.tags import attribute_of, find_every, find_first, value_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

HEAD = 12
"""Paragraphs in which a date and a place are looked for; further on they are spoken of."""


def read_by_profile(
    soup: BeautifulSoup, profile: Profile, url: str | None, *, reader: str, own: bool
) -> Content:
    """The content of a page. ``own`` tells that its address is the publisher's; the page is used up."""
    title = value_of(find_first(soup, profile.title))
    place = value_of(find_first(soup, profile.place))
    language = primary(attribute_of(soup.html, "lang")) or profile.language
    printed = value_of(find_first(soup, profile.published))
    occasion = value_of(find_first(soup, profile.occasion))
    speaker = _speaker(soup, profile.speaker, title)
    versions = tuple(_versions(soup, profile, url, language))
    goes_on = successor(soup, profile, url) if own else None
    parts = [*find_every(soup, profile.lead)[:1], *find_every(soup, profile.body)]
    # Only now, because what is no part of the text may still tell of it.
    for selector in profile.drop:
        for tag in soup.select(selector):
            tag.decompose()
    found = list(_paragraphs(soup, parts, profile))
    # The line that is dropped ("Aired March 17, 2003") may be the one that has the date.
    head = [clean_line(paragraph.text) for paragraph in found[:HEAD]]
    paragraphs = tuple(_kept(found, profile))
    day = iso_date(printed)
    of_occasion = profile.date_is_occasions == "always" or (
        profile.date_is_occasions == "with-place" and place
    )
    content = Content(
        reader=reader,
        paragraphs=paragraphs,
        title=title,
        speaker=speaker or _speaker_in_head(profile.speaker, title, head),
        date=iso_date(
            _taken(profile.date_in_head, head)
            or _taken(profile.date_in_title, [title])
            or (_taken(profile.date_in_address, [url]) if own else None)
            or (printed if of_occasion else None)
        ),
        published=day,
        place=place or _taken(profile.place_in_head, head),
        occasion=occasion,
        language=language,
        publisher=profile.publisher if own else None,
        publisher_id=profile.id if own else None,
        nature=_by_title(profile, title),
        nature_labelled=profile.nature.labelled_by_language.get(language or "", profile.nature.labelled),
        nature_unlabelled=profile.nature.unlabelled_third_person,
        complete=profile.complete,
        notes=profile.notes,
        versions=versions,
        label_style=LabelStyle(profile.labels.bare, profile.labels.capitals),
        goes_on=goes_on,
    )
    return _by_lines(content, parts[-1], profile.lines) if profile.lines and parts else content


def _paragraphs(soup: BeautifulSoup, parts: Sequence[Tag], profile: Profile) -> Iterator[Paragraph]:
    from quotetrack.transcripts.blocks import paragraphs_of
    from quotetrack.transcripts.main_text import main_text

    if not profile.body:
        yield from main_text(soup.body or soup)
    for part in parts:
        turns = profile.turns
        if turns is not None and (items := find_every(part, [turns.item])):
            for item in items:
                yield from _turn(item, turns)
        else:
            yield from paragraphs_of(part)


def _turn(item: Tag, turns: MarkedTurns) -> Iterator[Paragraph]:
    """The paragraphs of one marked turn, the first of them opened under its label."""
    from quotetrack.transcripts.blocks import paragraphs_of

    label = item.select_one(turns.label)
    name = clean_line(label.get_text(" ")) if label is not None else ""
    said = find_every(item, [turns.words]) if turns.words else [item]
    skip = frozenset({id(label)}) if label is not None else frozenset()
    opening: Opening | None = Opening(name or None)
    for tag in said:
        for paragraph in paragraphs_of(tag, skip=skip):
            if clean_line(paragraph.text):
                yield replace(paragraph, opening=opening)
                opening = None


def _kept(paragraphs: Sequence[Paragraph], profile: Profile) -> Iterator[Paragraph]:
    furniture = [re.compile(pattern) for pattern in profile.drop_paragraphs]
    for paragraph in paragraphs:
        line = clean_line(paragraph.text) if furniture else ""
        if not any(pattern.fullmatch(line) for pattern in furniture):
            yield paragraph


def _taken(pattern: str | None, texts: Sequence[str | None]) -> str | None:
    """The first group of the pattern in the first text that has it."""
    if pattern is None:
        return None
    found = next((found for text in texts if text and (found := re.search(pattern, text))), None)
    return found.group(1) if found else None


def _speaker(soup: BeautifulSoup, rule: SpeakerRule | None, title: str | None) -> str | None:
    if rule is None or not _is_under(rule, title):
        return None
    tag = find_first(soup, rule.at)
    said = clean_line(tag.get_text(" ")) if tag is not None else ""
    return (_taken(rule.take, [said]) if rule.take else said) or None


def _speaker_in_head(rule: SpeakerRule | None, title: str | None, head: Sequence[str]) -> str | None:
    return _taken(rule.in_head, head) if rule is not None and _is_under(rule, title) else None


def _is_under(rule: SpeakerRule, title: str | None) -> bool:
    return rule.if_title is None or re.search(rule.if_title, title or "", re.IGNORECASE) is not None


def _versions(
    soup: BeautifulSoup, profile: Profile, url: str | None, language: str | None
) -> Iterator[LanguageVersion]:
    """Each other language once, where its link says which it is."""
    seen = {language}
    for tag in (tag for selector in profile.versions for tag in soup.select(selector, limit=100)):
        code = primary(attribute_of(tag, "hreflang") or attribute_of(tag, "lang"))
        target = attribute_of(tag, "href")
        if code is None or code in seen or target is None:
            continue
        try:
            address = urljoin(url or "", target)
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            seen.add(code)
            yield LanguageVersion(code, address)


def _by_title(profile: Profile, title: str | None) -> Nature:
    rules = profile.nature.by_title.items()
    return next(
        (nature for pattern, nature in rules if re.search(pattern, title or "", re.IGNORECASE)),
        Nature.UNKNOWN,
    )


def _by_lines(content: Content, body: Tag, rules: LineRules) -> Content:
    """The same, its text read as lines."""
    found = read_lines(body.get_text(), rules)
    return replace(
        content,
        paragraphs=found.paragraphs,
        title=found.heading or content.title,
        occasion=found.section or content.occasion,
        speaker=found.speaker or content.speaker,
        nature=found.nature or content.nature,
    )
