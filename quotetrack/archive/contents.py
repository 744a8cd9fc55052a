"""What an archive holds, as people leaf through it: its transcripts without their texts, and who speaks.

Nobody is ranked: what lies in an archive is what somebody happened to save.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from quotetrack.archive.full_text import Only

Rows = Callable[[str, dict[str, Any]], Iterator[tuple[Any, ...]]]
"""Runs a query with named values on a catalogue."""

_COLUMNS = "id, title, date, speaker, occasion, language, publisher, url, nature, archived_at"

_LISTED = f"SELECT {_COLUMNS} FROM transcript WHERE current"
# Those without a date come last, in either direction.
_NEWEST = "ORDER BY first_day IS NULL, first_day DESC, id"
_OLDEST = "ORDER BY first_day IS NULL, first_day, id"

# A transcript with labels is the words of those whom they name; one without, of whom it says.
_SPEAKERS = """
SELECT name, count(DISTINCT seq), min(first_day), max(last_day) FROM (
    SELECT seq, first_day, last_day, speaker AS name FROM transcript WHERE current AND turns = '[]'
    UNION ALL
    SELECT seq, first_day, last_day, json_extract(turn.value, '$.speaker') AS name
    FROM transcript, json_each(transcript.turns) AS turn WHERE current
) WHERE name NOTNULL GROUP BY name ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A current transcript without its text; each field as the transcript has it."""

    id: str
    title: str | None
    date: str | None
    speaker: str | None
    occasion: str | None
    language: str | None
    publisher: str | None
    url: str | None
    nature: str
    archived_at: str | None
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody who speaks in the archive, under one spelling of the name."""

    name: str
    transcripts: int
    first: str | None
    """The first day, ISO 8601, that one of those transcripts can be of; ``None`` where none has a date."""
    last: str | None


def listed(rows: Rows, only: Only, *, oldest_first: bool = False) -> Iterator[Listed]:
    """The current transcripts that are asked for, by date."""
    order = _OLDEST if oldest_first else _NEWEST
    for row in rows(f"{_LISTED} {only.conditions()} {order}", only.values()):
        yield Listed(*row)


def speakers(rows: Rows) -> Iterator[Speaking]:
    """Everybody whom transcripts name as speaking, by name. A label that names nobody is nobody."""
    for row in rows(_SPEAKERS, {}):
        yield Speaking(*row)
