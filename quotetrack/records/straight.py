"""The straight way for a record in which nothing is wrong: the models' library takes 0.1 s to start.

The models in ``schema`` are the rule. What is here only ever says yes to values that they would take as
well, and gives them as the models do; whatever else it meets is left to the models, which say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from quotetrack.bounds import MOST_NAMES, long_quote
from quotetrack.model import Completeness, Kind, Nature
from quotetrack.records.dates import check_date
from quotetrack.records.shapes import check_language, check_package, check_path, check_url

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class _Doubt(Exception):
    """Something that may be wrong."""


def straight(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values of a record as its model would hold them, without those left out; None where in doubt."""
    try:
        return _record(data)
    except (_Doubt, ValueError):  # ValueError: the checks' own complaint, which the models will word
        return None


def _text(value: object) -> str:
    if type(value) is not str:
        raise _Doubt
    text = value.strip(" \n\t")
    # Of other white space the two languages that strip it have lists of their own.
    if not text or text != text.strip():
        raise _Doubt
    return text


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise _Doubt
    return value


def _checked(check: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: check(_text(value))


def _word(known: type[StrEnum]) -> Callable[[object], StrEnum]:
    return lambda value: known(str(value))  # ValueError for any other word


def _one_of(*known: str) -> Callable[[object], str]:
    def word(value: object) -> str:
        if type(value) is not str or value not in known:
            raise _Doubt
        return value

    return word


def _digest(value: object) -> str:
    text = _text(value)
    if not _DIGEST.fullmatch(text):
        raise _Doubt
    return text


def _labels(value: object) -> dict[str, str | None]:
    if type(value) is not dict:
        raise _Doubt
    return {_text(label): None if name is None else _text(name) for label, name in value.items()}


def _each(of: Callable[[object], Any], most: int | None = None) -> Callable[[object], tuple[Any, ...]]:
    def values(value: object) -> tuple[Any, ...]:
        if type(value) is not list or (most is not None and len(value) > most):
            raise _Doubt
        return tuple(map(of, value))

    return values


def _part(
    known: Mapping[str, Callable[[object], Any]], *needed: str, one_or_more: str = "", just_one: str = ""
) -> Callable[[object], dict[str, Any]]:
    """A mapping with no fields but the known; ``needed`` all, of some one or more, or just one."""
    any_of, one_of = set(one_or_more.split()), set(just_one.split())

    def fields(value: object) -> dict[str, Any]:
        if type(value) is not dict or not value.keys() <= known.keys() or not value.keys() >= set(needed):
            raise _Doubt
        if any_of and not any_of & value.keys():
            raise _Doubt
        if one_of and len(one_of & value.keys()) != 1:
            raise _Doubt
        return {name: known[name](each) for name, each in value.items()}

    return fields


_date, _language, _url = _checked(check_date), _checked(check_language), _checked(check_url)
_path = _checked(check_path)

_PERSON = _part({"name": _text, "role": _text, "other_names": _each(_text, MOST_NAMES)}, "name")
_PUBLICATION = _part(
    {"url": _url, "citation": _text, "place": _one_of("headline", "body"), "quotation_marks": _flag},
    one_or_more="url citation",
)
_PACKAGE = _part({"name": _checked(check_package), "path": _path}, "name", "path")
_EXCERPT = _part({"text": _text, "citation": _text}, "text", "citation")
_SOURCE = _part(
    {
        "url": _url,
        "file": _path,
        "package": _PACKAGE,
        "excerpt": _EXCERPT,
        "id": _text,
        "title": _text,
        "publisher": _text,
        "speaker": _text,
        "date": _date,
        "occasion": _text,
        "language": _language,
        "nature": _word(Nature),
        "complete": _word(Completeness),
        "derived_from": _text,
        "labels": _labels,
        "private": _flag,
    },
    just_one="url file package excerpt",
)
_REVIEW = _part(
    {
        "reviewer": _text,
        "date": _date,
        "conclusion": _one_of("accurate", "inaccurate", "misleading", "undecided"),
        "evidence": _digest,
        "note": _text,
        "seen": _part({"description": _text, "private": _flag}, "description"),
    },
    "reviewer",
    "date",
    "conclusion",
    "evidence",
)
_RECORD = _part(
    {
        "text": _text,
        "kind": _word(Kind),
        "key_terms": _each(_text, MOST_NAMES),
        "speaker": _PERSON,
        "date": _date,
        "occasion": _text,
        "language": _language,
        "original_language": _language,
        "claimed_in": _each(_PUBLICATION),
        "sources": _each(_SOURCE),
        "reviews": _each(_REVIEW),
        "notes": _text,
        "tags": _each(_text),
        "private": _flag,
    },
    "text",
)


def _record(data: Mapping[str, Any]) -> dict[str, Any]:
    values = _RECORD(data)
    if not any(map(str.isalnum, values["text"])) or long_quote(values["text"]) is not None:
        raise _Doubt
    if values.get("key_terms") and values.get("kind", Kind.DIRECT) is Kind.DIRECT:
        raise _Doubt
    return values
