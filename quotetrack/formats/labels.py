"""The speaker labels of a transcript: how often each stands, whom it names, by which rule and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from quotetrack.formats.cells import padded, plain, shortened, width
from quotetrack.transcripts.explaining import Explained

LABELS_SCHEMA = "quotetrack/labels/1"
WIDEST = 40
"""Columns that a label or a name may take on a screen."""
_HEADS = ("label", "turns", "role", "speaker", "rule", "because")


def as_json(transcript: str, rows: Sequence[Explained]) -> str:
    """One JSON object; labels in the order in which they first stand."""
    form = {"schema": LABELS_SCHEMA, "transcript": transcript, "labels": [_form(row) for row in rows]}
    return json.dumps(form, ensure_ascii=False, indent=2)


def as_text(rows: Sequence[Explained]) -> str:
    """A table, a label a line; one line that says so where there are no labels."""
    if not rows:
        return "no speaker labels: nothing in this text says who speaks"
    lines = [_HEADS, *map(_cells, rows)]
    widths = [min(WIDEST, max(width(line[column]) for line in lines)) for column in range(len(_HEADS) - 1)]
    return "\n".join(
        "  ".join(
            [
                *(
                    padded(shortened(cell, columns), columns)
                    for cell, columns in zip(line, widths, strict=False)
                ),
                line[-1],
            ]
        ).rstrip()
        for line in lines
    )


def _form(row: Explained) -> dict[str, Any]:
    found = row.resolution
    return {
        "label": found.label,
        "turns": row.turns,
        "first": row.first,
        "role": found.role.value,
        "speaker": found.speaker,
        "rule": found.rule,
        "because": found.because,
    }


def _cells(row: Explained) -> tuple[str, ...]:
    found = row.resolution
    speaker = plain(found.speaker) if found.speaker else "-"
    return plain(found.label), str(row.turns), found.role.value, speaker, found.rule, plain(found.because)
