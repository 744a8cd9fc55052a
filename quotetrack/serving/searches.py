"""A search as the archive takes it."""

from __future__ import annotations

from quotetrack.archive.days import days_of
from quotetrack.archive.full_text import Only
from quotetrack.serving.claims import Search, Wrong


def only(search: Search) -> Only:
    """Which transcripts are asked for. Raises Wrong for a date that is none."""
    wrong: dict[str, str] = {}
    first = last = None
    if search.first:
        first = days_of(search.first)
        if first is None:
            wrong["from"] = "is no date; write 2003-03-20, 2003-03 or 2003"
    if search.last:
        last = days_of(search.last)
        if last is None:
            wrong["to"] = "is no date; write 2003-03-20, 2003-03 or 2003"
    if wrong:
        raise Wrong(wrong)
    return Only(
        speaker=search.speaker or None,
        first=first[0] if first else None,
        last=last[1] if last else None,
        language=search.language or None,
    )
