"""One row of what is imported: a transcript's bytes and what is stated of it; or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from quotetrack.model import Completeness, Nature, Stated
from quotetrack.records.dates import check_date

LONGEST = 32 * 2**20
"""Bytes of a row as it stands in a file; a longer one is refused. The longest speeches have 1 MB."""
LONGEST_ID = 200
"""Characters."""
SCHEME = "import:"
"""Before the id, the address of a row: the same id is the same transcript, wherever its file lies."""

_Value = TypeVar("_Value", bound=Enum)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, for people."""

    file: str
    line: int
    """From 1; the first, where a row runs over several. 0 for a file as a whole."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is not imported, with the reason; the rest goes on."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A transcript that is to be kept."""

    place: Place
    id: str
    address: str
    body: bytes
    """What is kept as evidence: a text as UTF-8, a text with its turns as JSON, a file's own bytes."""
    media_type: str | None
    charset: str | None
    url: str | None
    """Where the source says the text is from."""
    licence: str | None
    stated: Stated
    """The id left out."""


class Fault(ValueError):
    """What is wrong with a row, in a few words."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of a row but its text, checked."""

    id: str | None
    url: str | None
    licence: str | None
    stated: Stated


def read_fields(row: Mapping[str, Any]) -> Fields:
    """What the row says of its transcript; keys that are not known are passed over. Raises Fault."""
    date = _words(row, "date")
    if date is not None:
        try:
            check_date(date)
        except ValueError as wrong:
            raise Fault(f"date: {wrong}") from None
    stated = Stated(
        title=_words(row, "title"),
        publisher=_words(row, "publisher"),
        speaker=_words(row, "speaker"),
        date=date,
        occasion=_words(row, "occasion"),
        language=_words(row, "language"),
        nature=_one_of(Nature, "nature", row.get("nature")),
        complete=_one_of(Completeness, "complete", _yes_or_no(row.get("complete"))),
        derived_from=_words(row, "derived_from"),
    )
    licence = _words(row, "licence") or _words(row, "license")
    return Fields(_id(row), _words(row, "url"), licence, stated)


def row_of_text(place: Place, row: Mapping[str, Any]) -> Row:
    """A row that holds its own text. Raises Fault."""
    fields = read_fields(row)
    if fields.id is None:
        raise Fault("id is missing")
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise Fault("text must be text")
    if text is None or not text.strip():
        raise Fault("text is missing")
    turns = _turns(row.get("turns"))
    if turns is None:
        body, media_type = text.encode("utf-8", "replace"), "text/plain"
    else:
        # One form, whatever the file's: the same text and turns are the same bytes.
        whole = json.dumps({"text": text, "turns": turns}, ensure_ascii=False, separators=(",", ":"))
        body, media_type = whole.encode("utf-8", "replace"), "application/json"
    return Row(
        place=place,
        id=fields.id,
        address=SCHEME + fields.id,
        body=body,
        media_type=media_type,
        charset="utf-8",
        url=fields.url,
        licence=fields.licence,
        stated=fields.stated,
    )


def _words(row: Mapping[str, Any], key: str) -> str | None:
    """A value of words, without white space around them; nothing for an empty one."""
    value = row.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and key in ("id", "date"):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Fault(f"{key} must be text")
    return " ".join(value.split()) or None


def _id(row: Mapping[str, Any]) -> str | None:
    id = _words(row, "id")
    if id is not None and not id.isprintable():
        raise Fault("id has characters that do not print")
    if id is not None and len(id) > LONGEST_ID:
        raise Fault(f"id is longer than {LONGEST_ID} characters")
    return id


def _yes_or_no(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _one_of(kind: type[_Value], key: str, value: Any) -> _Value | None:
    if value is None or value == "":
        return None
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise Fault(f"{key} must be one of {known}") from None


def _turns(value: Any) -> list[dict[str, str | None]] | None:
    """Speakers and texts of the turns, and nothing else; ``None`` where none are given."""
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)  # as a table holds them
        except (ValueError, RecursionError):
            raise Fault("turns must be a list, as JSON") from None
    if value in (None, "", []):
        return None
    if not isinstance(value, list):
        raise Fault("turns must be a list")
    turns: list[dict[str, str | None]] = []
    for number, turn in enumerate(value, start=1):
        speaker, text = (turn.get("speaker"), turn.get("text")) if isinstance(turn, dict) else (5, None)
        if not isinstance(text, str) or not (speaker is None or isinstance(speaker, str)):
            raise Fault(f"turn {number} must have a text, and a speaker or null")
        turns.append({"speaker": speaker, "text": text})
    return turns
