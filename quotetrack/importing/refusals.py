"""What of an import was refused, as the archive's event log tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotetrack.archive import Archive
from quotetrack.gathering.outcome import Done, Outcome

MOST_LOGGED = 20
"""Refused rows of which the event log tells one by one."""


def noted(outcomes: Iterable[Outcome], archive: Archive, source: str) -> Iterator[Outcome]:
    """The outcomes as they come; at their end the log tells of those that were refused. Raises ArchiveError.

    ``source`` is what is imported.
    """
    refused: list[str] = []
    number = 0
    for outcome in outcomes:
        if outcome.done is Done.REFUSED:
            number += 1
            if number <= MOST_LOGGED:
                refused.append(f"{outcome.address}: {outcome.reason}")
        yield outcome
    if refused:
        more = [f"and {number - MOST_LOGGED} more"] if number > MOST_LOGGED else []
        archive.note_import_refused(source, "; ".join([*refused, *more]))
