"""What a publisher's PDFs have in common, as a profile says it, and what it finds in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotetrack.model import Completeness
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.dates import iso_date

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

_FIRST = 3000
"""A PDF's first so many letters can show whose it is."""


def by_profile(
    content: Content, first_page: str, url: str | None, own: Sequence[Profile], version: int
) -> Content:
    """The content as the publisher's profile reads it; the user's ``own`` profiles go before ours.

    ``first_page`` is the first page's text, one line a line, its head and foot included. The address
    alone does not make a file a record: the first page must read like one.
    """
    # loaded only here: the process that reads the letters needs no profiles
    from quotetrack.transcripts.labels import LabelStyle
    from quotetrack.transcripts.profile_files import packaged_profiles
    from quotetrack.transcripts.profiles import recognise

    first_page = first_page[:_FIRST]
    profile, is_own = recognise(
        url, lambda candidate: _claims(candidate, first_page), (*own, *packaged_profiles())
    )
    if profile is None:
        return content
    if is_own:
        content = replace(content, publisher=profile.publisher, publisher_id=profile.id)
    if profile.pdf is None or not _claims(profile, first_page):
        return content
    rules = profile.pdf
    occasion = " ".join(filter(None, (_found(pattern, first_page) for pattern in rules.occasion))) or None
    return replace(
        content,
        reader=f"pdf:{profile.mark}/{version}.{profile.version}",
        paragraphs=tuple(_kept(content, profile)),
        title=_found(rules.title, first_page) or occasion or content.title,
        date=iso_date(_found(rules.date, first_page)),
        place=_found(rules.place, first_page),
        occasion=occasion,
        language=profile.language,
        nature_labelled=profile.nature.labelled,
        nature_unlabelled=profile.nature.unlabelled_third_person,
        complete=content.complete if content.complete is Completeness.NO else profile.complete,
        label_style=LabelStyle(profile.labels.bare, profile.labels.capitals),
        notes=(*content.notes, *profile.notes),
    )


def _kept(content: Content, profile: Profile) -> list[Paragraph]:
    """The paragraphs from where the text begins, without what is no part of it."""
    furniture = [re.compile(pattern) for pattern in profile.drop_paragraphs]
    kept = [
        paragraph
        for paragraph in content.paragraphs
        if not any(pattern.fullmatch(paragraph.text) for pattern in furniture)
    ]
    begins = profile.pdf.begins if profile.pdf else None
    start = next((at for at, each in enumerate(kept) if begins and re.match(begins, each.text)), 0)
    return kept[start:]


def _claims(profile: Profile, first_page: str) -> bool:
    return profile.pdf is not None and all(
        re.search(pattern, first_page, re.M) for pattern in profile.pdf.first_page
    )


def _found(pattern: str | None, text: str) -> str | None:
    found = re.search(pattern, text, re.M | re.S) if pattern else None
    return " ".join(found.group(1).split()) if found and found.group(1) else None
