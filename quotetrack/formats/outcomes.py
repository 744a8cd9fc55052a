"""What was archived and what was refused: a line for people, a line of JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from quotetrack.archive.stored_form import time_text
from quotetrack.formats.cells import plain
from quotetrack.formats.memento import memento_data
from quotetrack.gathering import Outcome

_WIDEST = len("unchanged")


def as_text(outcome: Outcome) -> str:
    """One line: what was done, the address, and the transcript's id or the reason."""
    done = f"{outcome.done:<{_WIDEST}}"
    if outcome.reason is not None:
        return f"{done}  {plain(outcome.address)}: {plain(outcome.reason)}"
    name = f"as {plain(outcome.transcript)}" if outcome.transcript else "(a publication, no witness)"
    return f"{done}  {plain(outcome.address)}  {name}{_from_memory(outcome)}"


def _from_memory(outcome: Outcome) -> str:
    """Which web archive's copies were taken, and why not the live page; nothing where it was."""
    if outcome.independent is not None:
        return f"; the {plain(outcome.independent.archive)} saved it too"
    if outcome.memento is None:
        return ""
    days = f"{outcome.memento.at:%Y-%m-%d}"
    if outcome.other_mementos:
        days += f", and {', '.join(f'{other.at:%Y-%m-%d}' for other in outcome.other_mementos)}"
    live = f" (live: {plain(outcome.live_reason)})" if outcome.live_reason else ""
    return f", from the {plain(outcome.memento.archive)}, {days}{live}"


def not_saved(outcome: Outcome) -> str | None:
    """Why no web archive has taken a copy at our asking: one line, or ``None`` when that is no matter."""
    if outcome.not_saved is None:
        return None
    return f"{plain(outcome.address)}: no independent copy: {plain(outcome.not_saved)}"


def as_json(outcome: Outcome, *, web: bool = False) -> str:
    """One JSON object on one line; keys that hold nothing are null.

    With ``web`` it tells of copies in web archives too, which nothing but a web address has.
    """
    line: dict[str, Any] = {
        "url": outcome.address,
        "status": outcome.done.value,
        "reason": outcome.reason,
        "transcript": outcome.transcript,
        "capture": outcome.capture,
        "archived_at": time_text(outcome.archived_at) if outcome.archived_at else None,
    }
    if web:
        line |= {
            "memento": memento_data(outcome.memento),
            "other_mementos": [memento_data(other) for other in outcome.other_mementos],
            "live_reason": outcome.live_reason,
            "independent": memento_data(outcome.independent),
            "not_saved": outcome.not_saved,
        }
    return json.dumps(line, ensure_ascii=False)
