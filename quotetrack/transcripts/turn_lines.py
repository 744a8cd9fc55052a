"""The reader of turns as JSON lines: one object a line, or one list of such objects, each with its words.

``text`` is needed in each, and ``speaker`` (or ``null``) or ``start``; ``start`` is the time in the
recording, in seconds or as a time code; ``role`` and ``language`` are taken where they are known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import LocatorKind, Role
from quotetrack.transcripts.canonical import LINE_ENDS, clean_line
from quotetrack.transcripts.captions import milliseconds
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.composing import MOST_TURNS
from quotetrack.transcripts.content import Content, Opening, Paragraph
from quotetrack.transcripts.cues import time_code
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.with_turns import UNNAMED

NAME = "turn-lines/1"
"""Raise the number with every change that can change the text or the turns."""


def read(body: bytes, charset: str | None) -> Content | None:
    """The turns in their order; ``None`` where the first line is of another form.

    Raises `UnreadableTranscript` where a later line is no turn.
    """
    text = decode(body, charset)
    paragraphs: list[Paragraph] = []
    for number, turn in _turns(text):
        if not _is_turn(turn):
            if not paragraphs:
                return None
            raise UnreadableTranscript(
                f"line {number} is no turn: each needs text, and speaker (or null) or start"
            )
        paragraphs += _paragraphs(turn)
        if number > MOST_TURNS:
            raise UnreadableTranscript(f"it has more than {MOST_TURNS} lines: split it")
    if not paragraphs:
        return None
    return Content(reader=NAME, paragraphs=tuple(paragraphs), locators=LocatorKind.TIME)


def _turns(text: str) -> Iterator[tuple[int, Any]]:
    """Each object with the number of its line, or its number in the list; ``None`` for what is no JSON."""
    whole = _parsed(text) if text.lstrip().startswith("[") else None
    if isinstance(whole, list):
        yield from enumerate(whole, start=1)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parsed(line)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_turn(turn: Any) -> bool:
    if not isinstance(turn, dict) or not isinstance(turn.get("text"), str):
        return False
    told = isinstance(turn.get("speaker"), str | None) and isinstance(turn.get("language"), str | None)
    return told and ("speaker" in turn or milliseconds(turn.get("start")) is not None)


def _paragraphs(turn: dict[str, Any]) -> list[Paragraph]:
    name = clean_line(turn.get("speaker") or "")
    label = None if name.lower() in UNNAMED else name
    role = turn.get("role")
    start = milliseconds(turn.get("start"))
    opening = Opening(
        label,
        role=Role(role) if role in list(Role) else None,
        language=primary(turn.get("language")),
        unnamed=label is None,
    )
    shown = [line for line in LINE_ENDS.split(turn["text"]) if clean_line(line)]
    return [
        Paragraph(
            line,
            locator=time_code(start) if start is not None and place == 0 else None,
            opening=opening if place == 0 else None,
        )
        for place, line in enumerate(shown)
    ]
