"""What would be kept of a source: its facts and its turns, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from quotetrack.formats.cells import counted, plain, shortened
from quotetrack.model import Completeness, Nature, Transcript, Turn

SCHEMA = "quotetrack/preview/1"
MOST_TURNS = 40
"""Shown on a screen; the JSON has all."""
ENDS = 6
"""Words shown of a turn's beginning and of its end."""


def as_text(address: str, transcript: Transcript) -> str:
    """The facts, one a line, then a line for each turn. What is not known is said to be so."""
    facts = [
        ("address", plain(address)),
        ("id", plain(transcript.id)),
        ("date", _date(transcript)),
        ("place", transcript.place),
        ("occasion", transcript.occasion),
        ("speaker", transcript.speaker),
        ("language", transcript.language),
        ("publisher", transcript.publisher),
        ("nature", transcript.nature if transcript.nature is not Nature.UNKNOWN else None),
        ("complete", transcript.complete if transcript.complete is not Completeness.UNKNOWN else None),
        ("reader", transcript.reader),
        *(("note", note) for note in transcript.notes),
        *(("version", f"{version.language}: {version.url}") for version in transcript.versions),
        ("text", _size(transcript)),
    ]
    lines = [plain(transcript.title or "(no title)")]
    lines += (f"  {name:<9}  {plain(value) if value else 'unknown'}" for name, value in facts)
    if not transcript.turns:
        lines.append(f"  no labels: {_ends(transcript.text)}")
    for turn in transcript.turns[:MOST_TURNS]:
        lines.append(f"  {_who(turn)}: {_ends(transcript.text[turn.start : turn.end])}")
    if len(transcript.turns) > MOST_TURNS:
        lines.append(f"  … and {counted(len(transcript.turns) - MOST_TURNS, 'turn')} more; --json has all")
    lines.append("Nothing was kept.")
    return "\n".join(lines)


def as_json(address: str, transcript: Transcript) -> str:
    """One JSON object on one line; keys that hold nothing are null."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "address": address,
            "id": transcript.id,
            "title": transcript.title,
            "date": transcript.date,
            "published": transcript.published,
            "place": transcript.place,
            "occasion": transcript.occasion,
            "speaker": transcript.speaker,
            "language": transcript.language,
            "publisher": transcript.publisher,
            "nature": transcript.nature.value,
            "complete": transcript.complete.value,
            "reader": transcript.reader,
            "notes": list(transcript.notes),
            "versions": [[version.language, version.url] for version in transcript.versions],
            "capture": transcript.capture,
            "parts": list(transcript.parts),
            "words": len(transcript.text.split()),
            "turns": [_turn(transcript.text[turn.start : turn.end], turn) for turn in transcript.turns],
        },
        ensure_ascii=False,
    )


def _turn(said: str, turn: Turn) -> dict[str, Any]:
    words = said.split()
    return {
        "label": turn.label,
        "speaker": turn.speaker,
        "role": turn.role.value,
        "words": len(words),
        "first": " ".join(words[:ENDS]),
        "last": " ".join(words[-ENDS:]),
    }


def _date(transcript: Transcript) -> str | None:
    if transcript.date is not None:
        return transcript.date
    return f"unknown (published {transcript.published})" if transcript.published else None


def _size(transcript: Transcript) -> str:
    paragraphs = counted(transcript.text.count("\n") + 1, "paragraph")
    labelled = sum(turn.label is not None for turn in transcript.turns)
    words = counted(len(transcript.text.split()), "word")
    return f"{words} in {paragraphs}; {counted(labelled, 'labelled turn')}"


def _who(turn: Turn) -> str:
    if turn.label is None:
        return "(no label)"
    name = turn.speaker or f"nobody named ({turn.role.value})"
    return f"{plain(turn.label)} → {plain(name)}"


def _ends(text: str) -> str:
    words = plain(text).split()
    if len(words) <= 2 * ENDS:
        shown = " ".join(words)
    else:
        shown = f"{' '.join(words[:ENDS])} … {' '.join(words[-ENDS:])}"
    return f"{counted(len(words), 'word')}: {shortened(shown, 160)}"
