"""What a publisher's PDFs have in common, as a profile says it, and what it finds in one of them."""

from __future__ import annotations

import re
from dataclasses import replace

from quotetrack.transcripts.content import Content
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.profiles import Profile, recognise

_FIRST = 3000
"""A PDF's first so many letters can show whose it is."""


def by_profile(content: Content, first_page: str, url: str | None, version: int) -> Content:
    """The content as the publisher's profile reads it; unchanged where no profile has rules for it.

    ``first_page`` is the first page's text, one line a line, its head and foot included. The address
    alone does not make a file a record: the first page must read like one.
    """
    profile, own = recognise(url, lambda candidate: _claims(candidate, first_page))
    if profile is None or profile.pdf is None or not _claims(profile, first_page):
        return content
    rules = profile.pdf
    dropped = re.compile("|".join(f"(?:{pattern})" for pattern in rules.drop) or "(?!)")
    paragraphs = [paragraph for paragraph in content.paragraphs if not dropped.fullmatch(paragraph.text)]
    begin = re.compile(rules.begins) if rules.begins else None
    start = next((at for at, paragraph in enumerate(paragraphs) if begin and begin.match(paragraph.text)), 0)
    occasion = " ".join(filter(None, (_found(pattern, first_page) for pattern in rules.occasion))) or None
    return replace(
        content,
        reader=f"pdf:{profile.id}/{version}.{profile.version}",
        paragraphs=tuple(paragraphs[start:]),
        title=_found(rules.title, first_page) or occasion or content.title,
        date=iso_date(_found(rules.date, first_page)),
        place=_found(rules.place, first_page),
        occasion=occasion,
        language=rules.language,
        publisher=profile.publisher if own else None,
        publisher_id=profile.id if own else None,
        nature_labelled=profile.nature_labelled,
        notes=(*content.notes, *rules.notes),
    )


def _claims(profile: Profile, first_page: str) -> bool:
    return profile.pdf is not None and all(
        re.search(pattern, first_page[:_FIRST], re.M) for pattern in profile.pdf.first_page
    )


def _found(pattern: str | None, text: str) -> str | None:
    found = re.search(pattern, text[:_FIRST], re.M | re.S) if pattern else None
    return " ".join(found.group(1).split()) if found else None
