"""Annotations of Hypothesis, as its API and its client give them: what somebody marked in a page.

The marked words are the quote, the page is where it circulates, the comment becomes the notes. Who is
said to have spoken the annotation does not tell. What is not shared with the world makes a private record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quotetrack.importing_quotes.documents import read_annotations
from quotetrack.importing_quotes.draft import Draft, Fault, Rejected, publication, quoted, words
from quotetrack.importing_quotes.selectors import address, exact_words, several

WORLD = "group:__world__"


def read(path: Path) -> Iterator[Draft | Rejected]:
    """The quotes of the file's annotations; notes on a page as a whole and replies are refused."""
    yield from read_annotations(path, _drafts)


def _drafts(place: str, item: Mapping[str, Any]) -> Iterator[Draft]:
    targets = several(item.get("target"))
    marked = [text for target in targets for text in exact_words(target)]
    if not marked:
        raise Fault("a reply, no quote" if item.get("references") else "it marks no words of the page")
    page = address(item.get("uri")) or next(
        (address(each.get("source")) for each in targets if isinstance(each, dict)), None
    )
    document = item.get("document")
    titles = several(document.get("title")) if isinstance(document, dict) else []
    published = publication(page, words(titles[0], "title") if titles else None)
    fields = {
        "text": quoted("\n".join(marked)),
        "claimed_in": [published] if published else [],
        "notes": _comment(item.get("text")),
        "tags": [tag for each in several(item.get("tags")) if (tag := words(each, "tags"))],
        "private": _private(item),
    }
    filled = {name: value for name, value in fields.items() if value not in (None, [], False)}
    yield Draft(place, filled)


def _comment(value: Any) -> str | None:
    """The comment with its paragraphs."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return quoted(value, "comment")


def _private(item: Mapping[str, Any]) -> bool:
    """Whether only its author or a group may read it."""
    if item.get("hidden") is True:
        return True
    permissions = item.get("permissions")
    readers = several(permissions.get("read")) if isinstance(permissions, dict) else []
    if readers:
        return WORLD not in readers
    return item.get("group") not in (None, "__world__")
