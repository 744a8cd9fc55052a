"""A row of a file of quotes: a quote, or a reason why it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quotetrack.bounds import LONGEST_QUOTE
from quotetrack.verification.ad_hoc import AdHoc, ad_hoc_of

LONGEST_CLAIM = 1_000
"""Code points of anything else that a row says."""
MOST_NAMED = 50
"""Transcripts in which a row asks to be looked for."""
OTHER_NAMES = {
    "quote": "text",
    "quotation": "text",
    "quoteid": "id",
    "author": "speaker",
    "lang": "language",
    "event": "occasion",
}
"""What others call our columns; names are compared without case."""
KNOWN = frozenset({*OTHER_NAMES, *OTHER_NAMES.values(), "date", "in"})
"""The columns that are read."""
NOBODY = "None"
"""How Quotebank writes that it knows no speaker."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its keys and values, or what is wrong with it."""

    number: int
    """Its line, from 1, the first where it runs over several; in Parquet its number, from 1."""
    content: bytes | Mapping[str, Any] | str
    """A line of JSON, keys and values, or, as text, the reason why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is no quote, with the reason."""

    row: int
    reason: str


def read(row: Row) -> AdHoc | Reject:
    """The quote of a row, or why it is none."""
    try:
        if isinstance(row.content, str):
            raise ValueError(row.content)
        found = _object(row.content) if isinstance(row.content, bytes) else row.content
        named = _renamed(found)
        _check(named)
        return ad_hoc_of(named, row.number)
    except UnicodeDecodeError:
        return Reject(row.number, "not UTF-8")
    except RecursionError:
        return Reject(row.number, "no JSON object (nested too deeply)")
    except ValueError as wrong:
        return Reject(row.number, str(wrong))


def _object(line: bytes) -> Mapping[str, Any]:
    text = line.decode("utf-8-sig")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise ValueError(f"no JSON object ({wrong})") from None
    if not isinstance(found, dict):
        raise ValueError("a JSON object is needed")
    return found


def _renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row by our names; a name of ours wins over another that means the same."""
    plain = {name.strip().lower(): value for name, value in row.items()}
    if "quotation" in plain and plain.get("speaker") == NOBODY:
        plain["speaker"] = None
    for other, ours in OTHER_NAMES.items():
        value = plain.pop(other, None)
        if plain.get(ours) is None:
            plain[ours] = value
    for name, value in plain.items():
        if isinstance(value, (date, datetime)):
            plain[name] = value.isoformat()[:10]
    return plain


def _check(row: Mapping[str, Any]) -> None:
    """Raises ValueError for what is too long, or cannot be written down again."""
    for name in ("text", "id", "speaker", "date", "occasion", "language"):
        value = row.get(name)
        if not isinstance(value, str):
            continue
        most = LONGEST_QUOTE if name == "text" else LONGEST_CLAIM
        if len(value) > most:
            raise ValueError(f"{name} has {len(value):,} characters; at most {most:,} are taken")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ValueError(f"{name} is not UTF-8")
    within = row.get("in")
    if isinstance(within, list) and len(within) > MOST_NAMED:
        raise ValueError(f"in names {len(within)} transcripts; at most {MOST_NAMED} are taken")
