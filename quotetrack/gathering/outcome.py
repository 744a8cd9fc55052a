"""What became of one source that was to be archived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quotetrack.model import Memento


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
    memento: Memento | None = None
    """The web archive's copy that was taken; ``None`` when the address itself answered."""
    other_mementos: tuple[Memento, ...] = ()
    """Copies kept beside it: those from the other side of the date."""
    live_reason: str | None = None
    """Why the live page was not taken, when a copy stands in for it."""
    independent: Memento | None = None
    """The copy that a web archive took at our asking."""
    not_saved: str | None = None
    """Why it took none, when it was to."""
    broken: str | None = None
    """Where a further page of the text could not be had, and why; one line."""
    further_changed: bool = False
    """Whether a further page of the text has other bytes than before, or is a new one."""
    gone: bool = False
    """Refused because nothing stands there any more, by the site's own word, or no such file."""
