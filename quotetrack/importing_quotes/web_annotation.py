"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): what somebody marked in a page.

One quote a target with a text quote selector. Its page is where the quote circulates; what the
annotation says of it becomes the notes, its tags the tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quotetrack.importing_quotes.documents import read_annotations
from quotetrack.importing_quotes.draft import Draft, Fault, Rejected, publication, quoted, words
from quotetrack.importing_quotes.selectors import address, exact_words, several


def read(path: Path) -> Iterator[Draft | Rejected]:
    """The quotes of the file's annotations: one, a list, an AnnotationPage or an AnnotationCollection."""
    yield from read_annotations(path, _drafts)


def _drafts(place: str, item: Mapping[str, Any]) -> Iterator[Draft]:
    if "Annotation" not in several(item.get("type") or item.get("@type")):
        raise Fault("it is no Annotation: its type says otherwise")
    found = [(text, target) for target in several(item.get("target")) for text in exact_words(target)]
    if not found:
        raise Fault("it marks no words: no target has a TextQuoteSelector with exact words")
    notes, tags = _bodies(item)
    for number, (text, target) in enumerate(found, 1):
        page = address(target.get("source"))
        fields = {
            "text": quoted(text, "exact"),
            "language": words(target.get("language"), "language"),
            "claimed_in": [publication(page, None)] if page else [],
            "notes": "\n".join(notes) or None,
            "tags": tags,
        }
        filled = {name: value for name, value in fields.items() if value not in (None, [], {})}
        yield Draft(f"{place}, target {number}" if len(found) > 1 else place, filled)


def _bodies(item: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Texts and tags of the annotation."""
    notes, tags = [], []
    if isinstance(item.get("bodyValue"), str):
        notes.append(quoted(item["bodyValue"], "bodyValue"))
    for body in several(item.get("body")):
        if not isinstance(body, dict) or not isinstance(body.get("value"), str) or not body["value"].strip():
            continue
        value = quoted(body["value"], "body")
        if "tagging" in several(body.get("purpose")):
            tags.append(" ".join(value.split()))
        else:
            notes.append(value)
    return notes, tags
