"""What the catalogue knows of transcripts without their texts: ids, addresses, dates, speakers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.archive.catalogue.database import Catalogue
from quotetrack.archive.catalogue.rows import statement_of
from quotetrack.archive.catalogue.tables import LATEST, Row
from quotetrack.model import Stated


@dataclass(frozen=True, slots=True)
class Reading:
    """A current transcript without its text and turns."""

    id: str
    capture: str | None
    reader: str | None
    url: str | None
    archived_at: str | None
    """As ``time_text`` writes it."""
    parts: tuple[str, ...]


def reading_of(catalogue: Catalogue, address: str) -> Reading | None:
    """What is known of the current transcript of an address, without its text."""
    columns = "id, capture, reader, url, archived_at, parts"
    query = f"SELECT {columns} FROM transcript WHERE address = ? AND current"
    return next(catalogue.made(_reading, query, address), None)


def _reading(row: Row) -> Reading:
    id, capture, reader, url, archived_at, parts = row
    return Reading(id, capture, reader, url, archived_at, tuple(json.loads(parts)))


def stated_of(catalogue: Catalogue, address: str) -> Stated | None:
    """What was stated of an address when its current transcript was read; ``None`` where nobody knows."""
    query = "SELECT stated FROM transcript WHERE address = ? AND current AND stated IS NOT NULL"
    return next(catalogue.made(lambda row: statement_of(row[0]), query, address), None)


def address_of(catalogue: Catalogue, id: str) -> str | None:
    """The address that the transcript of this id was read from."""
    query = f"SELECT address FROM transcript WHERE id = ? {LATEST}"
    return next((row[0] for row in catalogue.found(query, id)), None)


def digests_read(catalogue: Catalogue, address: str) -> int:
    """From how many different captures, or sets of pages, of an address a transcript was read."""
    query = "SELECT count(DISTINCT capture || parts) FROM transcript WHERE address = ?"
    return next(int(row[0]) for row in catalogue.found(query, address))


def read_again(catalogue: Catalogue) -> Iterator[str]:
    """The ids of transcripts of whose address there are several."""
    several = "SELECT address FROM transcript GROUP BY address HAVING count(*) > 1"  # the index has it
    query = f"SELECT id FROM transcript WHERE address IN ({several})"
    yield from (row[0] for row in catalogue.found(query))


def transcript_ids(catalogue: Catalogue) -> Iterator[str]:
    """The ids of the current transcripts, sorted."""
    yield from (row[0] for row in catalogue.found("SELECT id FROM transcript WHERE current ORDER BY id"))


def transcript_digests(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Ids, sorted, with the digests of the captures each current transcript was read from."""
    query = "SELECT id, capture, parts FROM transcript WHERE current ORDER BY id"
    return catalogue.made(_digests, query)


def _digests(row: Row) -> tuple[str, str]:
    id, capture, parts = row
    # Most have no parts; to parse that of each took longer than all the rest.
    return id, " ".join((capture or "", *json.loads(parts))) if parts != "[]" else capture or ""


def stamps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Ids, sorted, with what identifies the text of each current transcript: its capture and reader."""
    query = "SELECT id, capture, reader FROM transcript WHERE current ORDER BY id"
    for id, capture, reader in catalogue.found(query):
        yield id, f"{capture or ''} {reader or ''}"


def dated(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str | None]]:
    """Id, first and last day, and speaker of the current transcripts that have a date."""
    query = "SELECT id, first_day, last_day, speaker FROM transcript WHERE current AND first_day NOTNULL"
    yield from ((row[0], row[1], row[2], row[3]) for row in catalogue.found(query))


def may_be_in(catalogue: Catalogue, language: str) -> bool:
    """Whether a current transcript is in this language (a primary subtag), or in none that is known."""
    query = (
        "SELECT 1 FROM transcript WHERE current AND (language ISNULL OR "
        "substr(lower(replace(language, '_', '-')) || '-', 1, length(?1) + 1) = ?1 || '-') LIMIT 1"
    )
    return any(True for _ in catalogue.found(query, language))


def voices(catalogue: Catalogue, word: str) -> Iterator[str]:
    """The names, folded, of those who speak in a current transcript, a word of which begins so."""
    query = (
        "SELECT DISTINCT name FROM voice JOIN transcript ON transcript.seq = voice.transcript "
        "WHERE current AND instr(name, ?)"
    )
    return (name for (name,) in catalogue.found(query, f" {word}"))
