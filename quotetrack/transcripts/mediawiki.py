"""The reader of a wiki page as MediaWiki's interface gives it: ``action=parse`` in JSON.

https://www.mediawiki.org/wiki/API:Parsing_wikitext, with ``formatversion=2`` or 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.languages import primary

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile


HEAD = 8192
"""Bytes in which an answer names what it holds; only warnings go before."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_BEGINS = re.compile(rb'"(?:parse|error)"\s*:\s*\{')


def read(body: bytes, url: str | None, own: Sequence[Profile] = ()) -> Content | None:
    """What the page holds, with its revision noted; ``None`` where the JSON is of another form.

    Raises `UnreadableTranscript` with the wiki's own words where it answers with an error.
    """
    if not _BEGINS.search(body[:HEAD]):
        return None  # without reading megabytes of something else
    try:
        form = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(form, dict):
        return None
    error = form.get("error")
    if isinstance(error, dict) and isinstance(error.get("info"), str):
        raise UnreadableTranscript(f"the wiki answers: {error['info']}")
    page = form.get("parse")
    if not isinstance(page, dict):
        return None
    text = page.get("text")
    markup = text.get("*") if isinstance(text, dict) else text
    if not isinstance(markup, str):
        return None
    from quotetrack.transcripts.pages import read_markup

    content = read_markup(_without_surrogates(markup), url, own)
    revision = page.get("revid")
    noted = (f"This is revision {revision} of the page.",) if isinstance(revision, int) and revision else ()
    return replace(
        content,
        title=content.title or _title(page),
        language=content.language or _language(url),
        notes=(*content.notes, *noted),
    )


def _without_surrogates(text: str) -> str:
    """JSON can name halves of a character, which no encoding and no parser of markup takes."""
    return _SURROGATES.sub("\ufffd", text)


def _title(page: dict[str, object]) -> str | None:
    from bs4 import BeautifulSoup

    title = page.get("displaytitle") or page.get("title")
    if not isinstance(title, str):
        return None
    return clean_line(BeautifulSoup(_without_surrogates(title), "lxml").get_text()) or None


def _language(url: str | None) -> str | None:
    """A wiki's language is its host's first name: ru.wikisource.org."""
    try:
        first = (urlsplit(url or "").hostname or "").split(".")[0]
    except ValueError:
        return None
    return primary(first) if len(first) in (2, 3) and first != "www" else None
