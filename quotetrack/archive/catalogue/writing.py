"""Writing to the catalogue, inside a transaction of its own: WARC files, captures, transcripts."""

from __future__ import annotations

from quotetrack.archive import full_text
from quotetrack.archive.capture import Capture
from quotetrack.archive.catalogue.database import Catalogue
from quotetrack.archive.catalogue.rows import capture_row, statement, transcript_row
from quotetrack.archive.catalogue.tables import CAPTURE, TRANSCRIPT
from quotetrack.archive.days import days_of
from quotetrack.model import Stated, Transcript


def clear(catalogue: Catalogue) -> None:
    """Forget everything."""
    catalogue.execute("INSERT INTO full_text (full_text) VALUES ('delete-all')")
    for table in ("warc", "capture", "transcript", "voice"):
        catalogue.execute(f"DELETE FROM {table}")


def add_warc(catalogue: Catalogue, name: str, problem: str | None = None) -> None:
    """Note that everything this file holds is in the catalogue, or why it cannot be."""
    catalogue.execute("INSERT OR REPLACE INTO warc VALUES (?, ?)", (name, problem))


def add_capture(catalogue: Catalogue, capture: Capture, offset: int) -> None:
    """``offset`` is where its record starts in the WARC file, in bytes."""
    catalogue.insert("capture", (*CAPTURE, "offset"), (*capture_row(capture), offset))


def add_transcript(
    catalogue: Catalogue,
    transcript: Transcript,
    address: str,
    kept_at: str,
    warc: str,
    stated: Stated | None = None,
) -> None:
    """``kept_at`` is the WARC-Date of its record: of one address, the one kept last is current.

    ``stated`` is what it was read with, ``None`` where its record does not say.
    """
    before = catalogue.execute(
        "SELECT seq, kept_at, warc FROM transcript WHERE address = ? AND current", (address,)
    ).fetchone()
    # The row that becomes current is written as such: changing it later would write its text again.
    current = before is None or (kept_at, warc) >= before[1:]
    if before is not None and current:
        catalogue.execute("UPDATE transcript SET current = 0 WHERE seq = ?", before[:1])
    seq = catalogue.insert(
        "transcript",
        ("address", "kept_at", "warc", "current", "first_day", "last_day", "stated", *TRANSCRIPT),
        (
            *(address, kept_at, warc, int(current)),
            *(days_of(transcript.date) or (None, None)),
            statement(stated) if stated is not None else None,
            *transcript_row(transcript),
        ),
    )
    catalogue.execute(
        "INSERT INTO full_text (rowid, text) VALUES (?, ?)", (seq, full_text.folded(transcript.text))
    )
    for name in full_text.voices(transcript):
        catalogue.execute("INSERT OR IGNORE INTO voice VALUES (?, ?)", (seq, name))
