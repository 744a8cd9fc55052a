"""One row of a collection: the fields of a record that is to be written, or what is wrong with the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quotetrack.bounds import LONGEST_QUOTE

LONGEST_VALUE = 20_000
"""Code points of any other value."""
MOST_ENTRIES = 50
"""Entries of any list."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote as its row has it, with the record's own field names."""

    place: str
    """File and row, for people."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """As ``records.record_of`` takes them; not checked yet."""
    id: str | None = None
    """A name the row gives itself."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that becomes no record, with the reason; the rest goes on."""

    place: str
    reason: str
    whole: bool = False
    """It is about the whole file: nothing of it could be read."""


class Fault(ValueError):
    """What is wrong with a row, in a few words."""


def words(value: Any, name: str) -> str | None:
    """A value of words on one line, without white space around them; ``None`` where there are none.

    Raises Fault for what is no text, or longer than a field is.
    """
    if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "date"):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Fault(f"{name} must be text")
    if len(value) > LONGEST_VALUE:
        raise Fault(f"{name} is longer than {LONGEST_VALUE:,} characters")
    return " ".join(value.split()) or None


def quoted(value: Any, name: str = "text") -> str:
    """The words of a quote, exactly, but for white space around them and at line ends. Raises Fault."""
    if value is None:
        raise Fault(f"{name} is missing")
    if not isinstance(value, str):
        raise Fault(f"{name} must be text")
    if len(value) > LONGEST_QUOTE:
        raise Fault(f"{name} has {len(value):,} characters; a quote has at most {LONGEST_QUOTE:,}")
    text = "\n".join(line.rstrip() for line in value.strip().splitlines())
    if not text:
        raise Fault(f"{name} is empty")
    for c in text:
        if not (c.isprintable() or c in "\n\t") and (c < "\xa0" or "\ud800" <= c <= "\udfff"):
            raise Fault(f"{name} holds a character that is no text (U+{ord(c):04X})")
    return text


def publication(url: str | None, citation: str | None) -> dict[str, str]:
    """The fields of a publication; an address that no record takes becomes part of the citation."""
    from quotetrack.records.shapes import check_url

    if url is not None:
        try:
            return {"url": check_url(url)} | ({"citation": citation} if citation else {})
        except ValueError:
            citation = ", ".join(filter(None, [citation, url]))
    return {"citation": citation} if citation else {}
