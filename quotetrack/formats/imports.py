"""What became of an import: one line for each file, and one for each row that was refused."""

from __future__ import annotations

from collections import Counter

from quotetrack.formats.cells import plain
from quotetrack.gathering.outcome import Done, Outcome


def as_text(name: str, done: Counter[Done]) -> str:
    """How many rows of a file, folder or package were archived, unchanged and refused."""
    parts = [f"{done[kind]} {kind.value}" for kind in Done if done[kind] or kind is not Done.REFUSED]
    return f"{plain(name)}: {', '.join(parts)}"


def refusal(outcome: Outcome) -> str:
    """Where the row stands, and why it is not imported."""
    return f"{plain(outcome.address)}: {plain(outcome.reason or '')}; skipped"
