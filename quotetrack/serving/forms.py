"""A record as a form has it: flat names and texts; and back, with what the form does not show left as it is.

A field's name is its place in the record (``speaker.name``, ``sources.0.title``), so that what the schema
finds wrong is said at the field. Lists of words are a word a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quotetrack.errors import RecordError
from quotetrack.model import Quote, Source
from quotetrack.records import BrokenRecord, record_of, source_fields
from quotetrack.records.parts import record_data, source_data
from quotetrack.serving.claims import Wrong

LINES = ("date", "occasion", "language", "original_language")
STATED = ("title", "publisher", "speaker", "date", "occasion", "language", "nature", "complete")
"""What the form shows of what a record states of a source."""
MOST = 50
"""Entries of a list in a form."""
LARGEST = 300_000
"""Characters of all fields together; a record's file is 1 MiB at most."""
_LISTS = ("claimed_in", "sources")
_SHOWN = {"claimed_in": ("citation", "place"), "sources": (*STATED, "excerpt.text", "excerpt.citation")}
_MAIN = {"claimed_in": "url", "sources": "address"}
"""The field at which all else that is wrong with an entry is said."""

Values = Mapping[str, str]


def values_of(quote: Quote) -> dict[str, str]:
    """The form's values for a record."""
    data = record_data(quote)
    speaker = data.get("speaker") or {}
    values = {name: str(data.get(name, "")) for name in ("text", "notes", *LINES)}
    values |= {
        "kind": quote.kind.value,
        "key_terms": "\n".join(quote.key_terms),
        "speaker.name": speaker.get("name", ""),
        "speaker.role": speaker.get("role", ""),
        "speaker.other_names": "\n".join(speaker.get("other_names", ())),
        "tags": "\n".join(quote.tags),
        "private": "yes" if quote.private else "",
    }
    for number, place in enumerate(quote.claimed_in):
        marks = {True: "yes", False: "no", None: ""}[place.quotation_marks]
        given = {"url": place.url, "citation": place.citation, "place": place.place, "quotation_marks": marks}
        values |= {f"claimed_in.{number}.{name}": value or "" for name, value in given.items()}
    for number, source in enumerate(quote.sources):
        values |= dict(_source_values(f"sources.{number}", number, source))
    return values


def _source_values(prefix: str, number: int, source: Source) -> Iterator[tuple[str, str]]:
    data = source_data(source)
    package, excerpt = data.get("package"), data.get("excerpt") or {}
    place = f"package:{package['name']}/{package['path']}" if package else data.get("url") or data.get("file")
    yield f"{prefix}.was", str(number)
    yield f"{prefix}.address", place or ""
    yield f"{prefix}.excerpt.text", excerpt.get("text", "")
    yield f"{prefix}.excerpt.citation", excerpt.get("citation", "")
    for name in STATED:
        yield f"{prefix}.{name}", data.get(name, "")


def rows(values: Values, name: str, *, spare: int = 1) -> int:
    """How many entries a list's part of the form has: those filled in, and some to fill in."""
    given = _given(values, name)
    return min((given[-1] + 1 if given else 0) + spare, MOST)


def cleaned(form: Mapping[str, str]) -> dict[str, str]:
    """What came in from a form, with the line ends of text and no more."""
    return {name: value.replace("\r\n", "\n") for name, value in form.items()}


def quote_of(id: str, values: Values, before: Quote | None = None) -> Quote:
    """The record that a form describes. ``before`` is the record that it changes.

    Raises Wrong with what is wrong at each field.
    """
    if sum(map(len, values.values())) > LARGEST:
        raise Wrong({"text": f"all fields together have more than {LARGEST:,} characters; shorten them"})
    data = {name: value for name, value in _fields(values, before).items() if value not in (None, "", [], {})}
    if before is not None and before.reviews:
        data["reviews"] = record_data(before)["reviews"]
    try:
        return record_of(id, data)
    except BrokenRecord as wrong:
        raise Wrong(_placed(wrong.problems, values)) from None
    except RecordError as wrong:
        raise Wrong({"id": str(wrong)}) from None


def _fields(values: Values, before: Quote | None) -> dict[str, Any]:
    """The record's fields as plain values."""
    speaker = {
        "name": values.get("speaker.name", "").strip(),
        "role": values.get("speaker.role", "").strip(),
        "other_names": _lines(values.get("speaker.other_names", "")),
    }
    fields: dict[str, Any] = {
        "text": values.get("text", "").strip("\n"),
        "kind": values.get("kind", "direct"),
        "key_terms": _lines(values.get("key_terms", "")),
        "speaker": {name: value for name, value in speaker.items() if value},
        **{name: values.get(name, "").strip() for name in LINES},
        "claimed_in": [_publication(values, number) for number in _given(values, "claimed_in")],
        "sources": [_source(values, number, before) for number in _given(values, "sources")],
        "notes": values.get("notes", "").strip(),
        "tags": _lines(values.get("tags", "")),
        "private": values.get("private") == "yes" or None,
    }
    return fields


def _publication(values: Values, number: int) -> dict[str, Any]:
    place: dict[str, Any] = {}
    for name in ("url", "citation", "place"):
        if value := values.get(f"claimed_in.{number}.{name}", "").strip():
            place[name] = value
    marks = values.get(f"claimed_in.{number}.quotation_marks", "")
    if marks in ("yes", "no"):
        place["quotation_marks"] = marks == "yes"
    return place


def _source(values: Values, number: int, before: Quote | None) -> dict[str, Any]:
    prefix = f"sources.{number}"
    address = values.get(f"{prefix}.address", "").strip()
    source: dict[str, Any] = source_fields(address) if address else {}
    excerpt = {
        name: value
        for name in ("text", "citation")
        if (value := values.get(f"{prefix}.excerpt.{name}", "").strip())
    }
    if excerpt:
        source["excerpt"] = excerpt
    for name in STATED:
        if value := values.get(f"{prefix}.{name}", "").strip():
            source[name] = value
    return _unseen(values.get(f"{prefix}.was", ""), before) | source


def _unseen(was: str, before: Quote | None) -> dict[str, Any]:
    """What the record states of a source and the form does not show: its id, whom its labels name."""
    if before is None or not was.isdecimal() or int(was) >= len(before.sources):
        return {}
    data = source_data(before.sources[int(was)])
    return {name: data[name] for name in ("id", "labels") if name in data}


def _given(values: Values, name: str) -> list[int]:
    """The numbers of the entries that have something in them, in order."""
    passed = ("was",)
    numbers = {
        int(parts[1])
        for key, value in values.items()
        if (parts := key.split("."))[0] == name
        and len(parts) > 2
        and re.fullmatch(r"\d{1,3}", parts[1])
        and parts[2] not in passed
        and value.strip()
    }
    return sorted(numbers)[:MOST]


def _lines(text: str) -> list[str]:
    return [line for each in text.split("\n") if (line := " ".join(each.split()))]


def _placed(problems: Sequence[RecordError], values: Values) -> dict[str, str]:
    """What is wrong, by the form's field; several things at one field follow on each other."""
    placed: dict[str, str] = {}
    for problem in problems:
        name, _, what = str(problem).partition(": ")
        field = _field(name, values)
        what = what if field == name else f"{name.rpartition('.')[2]}: {what}"
        placed[field] = f"{placed[field]}; {what}" if field in placed else what
    return placed


def _field(name: str, values: Values) -> str:
    """The field of the form that shows this field of the record."""
    first, *rest = name.split(".")
    if first in _LISTS and rest and rest[0].isdecimal():
        given, number = _given(values, first), int(rest[0])
        number = given[number] if number < len(given) else number
        part = ".".join(rest[1:])
        return f"{first}.{number}.{part if part in _SHOWN[first] else _MAIN[first]}"
    if first == "speaker":
        return f"speaker.{rest[0] if rest else 'name'}"
    return first if first != "record" else "text"
