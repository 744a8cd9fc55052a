"""What was archived and what was refused: a line for people, a line of JSON for programs."""

from __future__ import annotations

import json

from quotetrack.archive.stored_form import time_text
from quotetrack.formats.cells import plain
from quotetrack.gathering import Outcome

_WIDEST = len("unchanged")


def as_text(outcome: Outcome) -> str:
    """One line: what was done, the address, and the transcript's id or the reason."""
    done = f"{outcome.done:<{_WIDEST}}"
    if outcome.reason is not None:
        return f"{done}  {plain(outcome.address)}: {plain(outcome.reason)}"
    name = f"as {plain(outcome.transcript)}" if outcome.transcript else "(a publication, no witness)"
    return f"{done}  {plain(outcome.address)}  {name}"


def as_json(outcome: Outcome) -> str:
    """One JSON object on one line; keys that hold nothing are null."""
    return json.dumps(
        {
            "url": outcome.address,
            "status": outcome.done.value,
            "reason": outcome.reason,
            "transcript": outcome.transcript,
            "capture": outcome.capture,
            "archived_at": time_text(outcome.archived_at) if outcome.archived_at else None,
        },
        ensure_ascii=False,
    )
