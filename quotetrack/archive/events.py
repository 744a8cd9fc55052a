"""The event log: what was done to the archive, when and with what outcome; one JSON object a line.

Names and parts follow PREMIS 3.0 (eventType, eventDateTime, eventOutcome, eventOutcomeDetail, agent, object).
It is only ever appended to, and tells what the WARC files cannot: what was tried and refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from quotetrack.archive.append import append_line, whole_lines
from quotetrack.archive.stored_form import time_text
from quotetrack.version import __version__

FILE_NAME = "events.jsonl"


class EventType(StrEnum):
    CAPTURE = "capture"
    """An address was asked for: success, unchanged or failure."""
    INGESTION = "ingestion"
    """A finished WARC file was found that the catalogue did not know, and was taken up."""
    INTERPRETATION = "interpretation"
    """Bytes kept before were read anew."""
    COMPARISON = "comparison"
    """An address was captured again and compared with its earlier capture."""
    IMPORT = "import"
    """Many transcripts of one file, folder or package were kept, or some of them refused."""
    REBUILD = "rebuild"
    """The catalogue was made anew from the WARC files."""


def note_event(
    folder: Path, type: EventType, *, object: str, outcome: str, detail: str | None = None
) -> None:
    """Append one event; raises ArchiveError.

    ``object`` is the address, file or transcript it happened to.
    """
    event: dict[str, Any] = {
        "type": type.value,
        "at": time_text(datetime.now(UTC)),
        "agent": f"quotetrack/{__version__}",
        "object": object,
        "outcome": outcome,
    }
    if detail is not None:
        event["detail"] = detail
    append_line(folder / FILE_NAME, json.dumps(event, ensure_ascii=False))


def events(folder: Path) -> Iterator[dict[str, Any]]:
    """All events, oldest first; a line torn by a crash is passed over."""
    for line in whole_lines(folder / FILE_NAME):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event
