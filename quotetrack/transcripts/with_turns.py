"""The reader of a text whose source gives its turns: one JSON object with ``text`` and ``turns``.

Each turn has ``speaker`` (or ``null``) and ``text``; the turns' texts stand in the whole text one after
another. What stands between them is nobody's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content, Opening, Paragraph
from quotetrack.transcripts.plain import pieces

NAME = "turns/2"
"""Raise the number with every change that can change the text or the turns."""

UNNAMED = frozenset({"", "unknown"})
"""Instead of a name, in lower case."""


def read(body: bytes) -> Content | None:
    """What the object holds; ``None`` where the JSON is of another form.

    Raises `UnreadableTranscript` where a turn does not stand in the text.
    """
    try:
        form = json.loads(body)
        given = [(turn["speaker"], turn["text"]) for turn in form["turns"]]
        text = form["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(text, str) or not all(_is_turn(speaker, said) for speaker, said in given):
        return None
    parts = list(_parts(text, given))
    paragraphs = [
        paragraph
        for (label, _), found in zip(parts, pieces([part for _, part in parts]), strict=True)
        for paragraph in _opened(found, label)
    ]
    return Content(reader=NAME, paragraphs=tuple(paragraphs))


def _is_turn(speaker: Any, said: Any) -> bool:
    return (speaker is None or isinstance(speaker, str)) and isinstance(said, str)


def _parts(text: str, given: Sequence[tuple[str | None, str]]) -> Iterator[tuple[str | None, str]]:
    """The whole text in pieces, each with the name it is given under."""
    end = 0
    for number, (speaker, said) in enumerate(given, start=1):
        start = text.find(said, end)
        if start < 0:
            raise UnreadableTranscript(f"turn {number} does not stand in the text after the turn before it")
        yield None, text[end:start]
        label = clean_line(speaker or "")
        yield None if label.lower() in UNNAMED else label, said
        end = start + len(said)
    yield None, text[end:]


def _opened(found: list[Paragraph], label: str | None) -> list[Paragraph]:
    """The paragraphs of a piece, the first that shows anything marked as its opening."""
    shown = [paragraph for paragraph in found if clean_line(paragraph.text)]
    return [replace(shown[0], opening=Opening(label)), *shown[1:]] if shown else []
