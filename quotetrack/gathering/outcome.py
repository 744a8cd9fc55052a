"""What became of one source that was to be archived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Done(StrEnum):
    """What was done."""

    ARCHIVED = "archived"
    """Something new is kept: bytes, or another reading of bytes that were kept."""
    UNCHANGED = "unchanged"
    """The same bytes, read the same way, are kept already."""
    REFUSED = "refused"
    """Nothing is kept, for the reason given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One source's outcome. A refusal is a result with a reason, not an error of the run."""

    address: str
    done: Done
    reason: str | None = None
    """Why it was refused; one line."""
    transcript: str | None = None
    """The id of the transcript; ``None`` for a refusal and for a publication, which is no witness."""
    capture: str | None = None
    """The capture's digest."""
    archived_at: datetime | None = None
    """When these bytes were last received, UTC."""
    gone: bool = False
    """Refused because nothing stands there any more, by the site's own word, or no such file."""
