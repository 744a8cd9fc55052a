"""The validation library's findings in our words: what is wrong with a field, and what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from quotetrack.records.schema import (
    ExcerptPart,
    PackagePart,
    PersonPart,
    PublicationPart,
    RecordPart,
    ReviewPart,
    SourcePart,
)

Where = tuple[str | int, ...]

_PARTS: dict[str, type[BaseModel]] = {
    "speaker": PersonPart,
    "claimed_in": PublicationPart,
    "sources": SourcePart,
    "package": PackagePart,
    "excerpt": ExcerptPart,
    "reviews": ReviewPart,
}


def complaints(error: ValidationError) -> list[tuple[Where, str]]:
    """Each finding as the field it is about and one line on it, in the record's order."""
    return [(tuple(found["loc"]), _worded(dict(found))) for found in error.errors(include_url=False)]


def _worded(found: dict[str, Any]) -> str:
    kind, where, given = found["type"], found["loc"], found.get("input")
    match kind:
        case "missing":
            return "missing; add it"
        case "extra_forbidden":
            return _unknown(where)
        case "value_error":
            return str(found["ctx"]["error"])
        case "string_too_short":
            return "empty; fill it in or remove the line"
        case "enum" | "literal_error":
            return f"{_brief(given)} is none of the known words; write {found['ctx']['expected']}"
        case "bool_type":
            return f"{_brief(given)} is neither true nor false; write one of them without quotation marks"
        case "string_pattern_mismatch":
            return f"{_brief(given)} is no digest; write sha256: and 64 hexadecimal digits"
        case "string_type":
            return f"text is needed, not {_kind(given)}; put it in quotation marks or after '>-'"
        case "too_long":
            most, many = found["ctx"]["max_length"], found["ctx"]["actual_length"]
            return f"{many:,} entries, there may be at most {most:,}; keep those that matter"
        case "tuple_type":
            return f"a list is needed, not {_kind(given)}; begin each entry on its own line with '- '"
        case "model_type" | "model_attributes_type":
            known = ", ".join(_fields(where))
            return f"fields are needed, not {_kind(given)}; write them on the lines below ({known})"
    return f"{found['msg']}; see the record's schema: quotetrack schema"


def _unknown(where: Where) -> str:
    """An unknown key: a misspelling is the likeliest reason."""
    known = _fields(where[:-1])
    near = get_close_matches(str(where[-1]), known, 1)
    return (
        f"unknown field; did you mean {near[0]}?" if near else f"unknown field; known are {', '.join(known)}"
    )


def _fields(where: Where) -> list[str]:
    """The known fields of the part that stands there."""
    names = [step for step in where if isinstance(step, str)]
    return list((_PARTS.get(names[-1], RecordPart) if names else RecordPart).model_fields)


def _kind(value: object) -> str:
    match value:
        case bool():
            return f"the word {str(value).lower()}"
        case str():
            return f"the text {_brief(value)}"
        case dict():
            return "fields"
        case list() | tuple():
            return "a list"
    return "nothing"


def _brief(value: object) -> str:
    text = repr(str(value) if not isinstance(value, bool) else value)
    return text if len(text) <= 40 else f"{text[:37]}…{text[0]}"
