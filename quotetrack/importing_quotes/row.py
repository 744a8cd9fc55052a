"""A row of a table or of JSON lines with our own names, or names like them, as the fields of a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from quotetrack.importing_quotes.draft import MOST_ENTRIES, Draft, Fault, publication, quoted, words
from quotetrack.records import source_fields

NAMES = {
    "quote": "text",
    "quotation": "text",
    "author": "speaker",
    "lang": "language",
    "event": "occasion",
    "claimedin": "claimed_in",
    "source": "sources",
    "note": "notes",
    "tag": "tags",
    "originallanguage": "original_language",
}
"""What others call our fields; names are compared in lower case, with ``_`` for spaces and hyphens."""
WORDS = ("kind", "date", "occasion", "language", "original_language", "notes")
LISTS = ("key_terms", "tags")
BETWEEN = "|"
"""Between the entries of a list in one cell of a table."""
YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})


def draft_of_row(place: str, row: Mapping[str, Any]) -> Draft:
    """The draft; names that are not known are passed over, verdicts and reviews too. Raises Fault."""
    row = _renamed(row)
    fields: dict[str, Any] = {"text": quoted(row.get("text"))}
    for name in WORDS:
        fields[name] = words(row.get(name), name)
    for name in LISTS:
        fields[name] = _entries(row.get(name), name)
    fields["speaker"] = _speaker(row)
    fields["claimed_in"] = [_published(each) for each in _list(row.get("claimed_in"), "claimed_in")]
    fields["sources"] = [_source(each) for each in _list(row.get("sources"), "sources")]
    fields["private"] = _yes(row.get("private"))
    filled = {name: value for name, value in fields.items() if value not in (None, [], {}, False)}
    return Draft(place, filled, words(row.get("id"), "id"))


def _renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row by our names; a name of ours wins over one that only means the same."""
    found: dict[str, Any] = {}
    plain = {name.strip().lower().replace(" ", "_").replace("-", "_"): value for name, value in row.items()}
    for name, value in plain.items():
        ours = NAMES.get(name, name)
        if ours == name or ours not in plain:
            found.setdefault(ours, value)
    return found


def _speaker(row: Mapping[str, Any]) -> dict[str, Any]:
    value = row.get("speaker")
    if isinstance(value, Mapping):
        parts: Mapping[str, Any] = value
    else:
        parts = {"name": value, "role": row.get("role"), "other_names": row.get("other_names")}
    speaker = {
        "name": words(parts.get("name"), "speaker"),
        "role": words(parts.get("role"), "role"),
        "other_names": _entries(parts.get("other_names"), "other_names"),
    }
    if speaker["name"] is None:
        return {}
    return {name: value for name, value in speaker.items() if value}


def _published(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        known = ("url", "citation", "place", "quotation_marks")
        return {name: value[name] for name in known if value.get(name) is not None}
    named = words(value, "claimed_in") or ""
    return publication(named, None) if "://" in named else publication(None, named)


def _source(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {str(name): part for name, part in value.items() if part is not None}
    return source_fields(words(value, "sources") or "")


def _entries(value: Any, name: str) -> list[str]:
    return [entry for each in _list(value, name) if (entry := words(each, name)) is not None]


def _list(value: Any, name: str) -> list[Any]:
    """A list as it is; in a cell, what stands between bars."""
    if isinstance(value, str):
        value = [part.strip() for part in value.split(BETWEEN) if part.strip()]
    elif isinstance(value, Mapping):
        value = [value]
    if value is None:
        return []
    if not isinstance(value, list):
        raise Fault(f"{name} must be a list or text")
    if len(value) > MOST_ENTRIES:
        raise Fault(f"{name} has {len(value)} entries; at most {MOST_ENTRIES} are taken")
    return value


def _yes(value: Any) -> bool:
    said = json.dumps(value) if isinstance(value, bool) else words(value, "private") or ""
    if said.lower() in YES:
        return True
    if said.lower() in NO:
        return False
    raise Fault("private must be yes or no")
