"""Pages as they come in, transcripts as if read from them, and what a catalogue then holds."""

from __future__ import annotations

import gzip
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from quotetrack.archive.incoming import Exchange, Fetched, Resource
from quotetrack.model import Completeness, Nature, Role, Span, Transcript, Turn

PAGE = "<p>Words, слова, 言葉.</p>".encode()
ADDRESS = "https://site.example/speech?a=b"


def fetched(
    body: bytes = PAGE, *, address: str = ADDRESS, at: datetime | None = None, packed: bool = False
) -> Fetched:
    at = at or datetime.now(UTC)
    headers = [("Content-Type", "text/html; charset=UTF-8"), ("X-Odd", "caf\xe9")]
    payload = gzip.compress(body, mtime=0) if packed else body
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    request = b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"
    answer = Exchange(address, request, "HTTP/1.1", 200, "OK", tuple(headers), payload, at, "93.184.216.34")
    moved = replace(answer, url="https://old.example/", status=301, phrase="Moved", payload=b"", headers=())
    return Fetched(address, (moved, answer), body)


def transcript(
    of: Fetched | Resource, id: str = "a-speech", text: str = "Words.\nWords again."
) -> Transcript:
    return Transcript(
        id=id,
        text=text,
        turns=(
            Turn(0, 0, 6, "MR. A", "A", Role.CHAIR, "en", "ru", "p. 1", (Span(1, 2), Span(3, 4))),
            Turn(1, 7, 12),
        ),
        asides=(Span(1, 2), Span(3, 4)),
        title="“A speech” — о войне",
        speaker="A",
        date="2003-03",
        published="2003-04-01",
        place="Somewhere",
        occasion="A meeting",
        language="en",
        publisher="P",
        nature=Nature.VERBATIM,
        complete=Completeness.NO,
        derived_from="other",
        url=of.url,
        capture=of.digest,
        archived_at=of.archived_at,
        reader="test/1",
    )


def content(folder: Path) -> list[str]:
    """Every row of the catalogue, without the numbers that say only in which order they came."""
    database = sqlite3.connect(folder / "catalogue.sqlite")
    found = []
    for table in ("warc", "capture", "transcript"):
        rows = database.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        found += [repr([(n, v) for n, v in zip(names, row, strict=True) if n != "seq"]) for row in rows]
    database.close()
    return sorted(found)
