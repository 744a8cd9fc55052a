"""When a capture can have been made: at no time that is still to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

CLOCKS_DIFFER = timedelta(days=1)
"""By so much the clock of who captured may be before ours; time zones written as UTC are within it."""


def is_to_come(at: datetime) -> bool:
    """Whether this time lies in the future, whoever's clock is a little fast. ``at`` has a zone."""
    return at > datetime.now(UTC) + CLOCKS_DIFFER
