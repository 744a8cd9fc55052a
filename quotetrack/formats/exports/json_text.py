"""JSON as exports write it: readable, in UTF-8, with escapes for what cannot be encoded."""

from __future__ import annotations

import json
import re
from typing import Any

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def document(data: Any) -> str:
    """An indented document with a new line at its end."""
    return _escaped(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def line(data: Any) -> str:
    """One line, with its end."""
    return _escaped(json.dumps(data, ensure_ascii=False)) + "\n"


def filled(**values: Any) -> dict[str, Any]:
    """The values that hold something. A name's ``at_`` stands for ``@``."""
    return {
        name.replace("at_", "@", 1) if name.startswith("at_") else name: value
        for name, value in values.items()
        if value is not None and value != [] and value != {} and value != ""
    }


def _escaped(text: str) -> str:
    """Unpaired surrogates, and what steers a terminal or ends a line somewhere, as JSON's own escapes."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
