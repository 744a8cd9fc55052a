"""Which copy of a web archive something is from: as JSON, and in words."""

from __future__ import annotations

from datetime import UTC

from quotetrack.formats.cells import plain
from quotetrack.model import Memento


def memento_data(memento: Memento | None) -> dict[str, str] | None:
    """The copy's address, the time it was taken and the archive's name; null for a page of its own."""
    if memento is None:
        return None
    at = memento.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"url": memento.url, "at": at, "archive": memento.archive}


def in_words(memento: Memento) -> str:
    """As in: from the Wayback Machine's copy of 2003-04-02."""
    return f"from the {plain(memento.archive)}'s copy of {memento.at:%Y-%m-%d}"
