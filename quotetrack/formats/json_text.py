"""JSON that any terminal and any reader of lines can take: one line of it, or an indented document."""

from __future__ import annotations

import json
import re
from typing import Any

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def line(data: Any) -> str:
    """One line, without its end."""
    # A verdict takes a tenth of the time that the standard library needs; and a process that writes no JSON
    # does not load it.
    import orjson

    try:
        return escaped(orjson.dumps(data).decode())
    except TypeError:  # what UTF-8 has not: unpaired surrogates
        return escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def document(data: Any) -> str:
    """An indented document with a new line at its end."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def filled(**values: Any) -> dict[str, Any]:
    """The values that hold something. A name's ``at_`` stands for ``@``."""
    return {
        name.replace("at_", "@", 1) if name.startswith("at_") else name: value
        for name, value in values.items()
        if value is not None and value != [] and value != {} and value != ""
    }


def escaped(text: str) -> str:
    """Unpaired surrogates, and what steers a terminal or ends a line somewhere, as JSON's own escapes.

    That is C1 controls, separators, marks of direction; the others JSON escapes itself.
    """
    if text.replace("\u00a0", " ").isprintable():  # no-break spaces stand in many texts
        return text
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
