"""What an audit finds: one thing that is not as it was written, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

REBUILD = "make it anew: quotetrack audit --repair, or quotetrack rebuild"
"""What to do about a damaged catalogue."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One damage, named as closely as is known."""

    file: str
    """Inside the archive folder; a path as it was given for a mirror or a receipt."""
    what: str
    """What is wrong, in one line."""
    do: str
    """What to do next; what was done, where it is healed."""
    record: str | None = None
    """The record, line or row inside the file."""
    healed: bool = False
    """Whether it was made good."""


def in_one_line(said: object) -> str:
    """What an error or SQLite says, for a finding."""
    return " ".join(str(said).split())
