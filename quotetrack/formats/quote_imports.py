"""What became of a collection of quotes: one line for each file, one for each row that was refused."""

from __future__ import annotations

import json
from collections import Counter

from quotetrack.formats.cells import plain
from quotetrack.importing_quotes import Done, Outcome


def as_text(name: str, done: Counter[Done], *, dry_run: bool) -> str:
    """How many rows of a file became records, had one already, were refused."""
    added = "would be added" if dry_run else "added"
    parts = [f"{done[Done.ADDED]:,} {added}", f"{done[Done.KNOWN]:,} known already"]
    if done[Done.REFUSED]:
        parts.append(f"{done[Done.REFUSED]:,} refused")
    return f"{plain(name)}: {', '.join(parts)}"


def refusal(outcome: Outcome) -> str:
    """Where the row stands, and why it is no record."""
    return f"{plain(outcome.place)}: {plain(outcome.reason or '')}; skipped"


def as_json(outcome: Outcome) -> str:
    """One JSON object on one line; keys that hold nothing are null."""
    return json.dumps(
        {"row": outcome.place, "done": outcome.done.value, "id": outcome.id, "reason": outcome.reason}
    )
