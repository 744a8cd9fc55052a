"""JSON in and out, as the API speaks it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request

from quotetrack.errors import QuotetrackError
from quotetrack.formats.json_text import line

MEDIA_TYPE = "application/json"


def answer(data: object, status: int = 200) -> Response:
    """The values as JSON, on one line that any reader can take."""
    return Response(line(data) + "\n", status, mimetype=MEDIA_TYPE)


def asked() -> dict[str, Any]:
    """The JSON object that was sent. Raises QuotetrackError for anything else."""
    try:
        data = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise QuotetrackError("what was sent is no JSON; send one object") from None
    if not isinstance(data, dict):
        raise QuotetrackError("a JSON object is needed")
    return data


def text_of(data: dict[str, Any], name: str, default: str = "") -> str:
    """A text of the object. Raises QuotetrackError where it is something else."""
    value = data.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise QuotetrackError(f"{name} must be text")
    return value
