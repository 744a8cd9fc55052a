"""The event log: what was done to the archive, when and with what outcome; one JSON object a line.

Names and parts follow PREMIS 3.0 (eventType, eventDateTime, eventOutcome, eventOutcomeDetail, agent, object).
It is only ever appended to, and tells what the WARC files cannot: what was tried and refused. Each line
ends with a chain, which vouches for the line and the one before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from quotetrack.archive.append import append_line, whole_lines
from quotetrack.archive.chain import Body, chain_of
from quotetrack.archive.stored_form import storable, time_text
from quotetrack.version import __version__

FILE_NAME = "events.jsonl"
_CHAINED = re.compile(rb'(\{.*), "chain": "([0-9a-f]{64})"\}')


class EventType(StrEnum):
    CAPTURE = "capture"
    """An address was asked for: success, unchanged or failure."""
    INDEPENDENT_CAPTURE = "independent capture"
    """A web archive was asked to save the address too: success with its copy's address, or failure."""
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
    FIXITY_CHECK = "fixity check"
    """Everything was compared with its digests."""
    RECOVERY = "recovery"
    """Something damaged was made good."""
    REPLICATION = "replication"
    """The mirror was brought up to date."""
    EXPORT = "export"
    """Captures were copied out."""
    TIMESTAMP = "timestamp"
    """An authority stamped the manifest."""


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
    body = storable(json.dumps(event, ensure_ascii=False))

    def line(before: bytes) -> str:
        return f'{body[:-1]}, "chain": "{chain_of(before, body.encode())}"}}'

    append_line(folder / FILE_NAME, line)


def split(line: bytes) -> Body | None:
    """What a line's chain is over, and the chain."""
    match = _CHAINED.fullmatch(line)
    return (match[1] + b"}", match[2].decode()) if match else None


def events(folder: Path) -> Iterator[dict[str, Any]]:
    """All events, oldest first; a line torn by a crash is passed over."""
    for line in whole_lines(folder / FILE_NAME):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event
