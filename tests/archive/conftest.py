"""An archive for the tests of its parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kept_pages import fetched, transcript

from quotetrack.archive import Archive
from quotetrack.archive.incoming import Resource
from quotetrack.model import Stated


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """An archive with one of everything."""
    folder = tmp_path / "archive"
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with Archive.open(folder) as archive:
        page = fetched(at=start)
        archive.keep(page, stated=Stated(title="T"), transcript=transcript(page))
        archive.keep(fetched(at=start + timedelta(days=1)))
        other = fetched(b"changed", at=start + timedelta(days=2), packed=True)
        archive.keep(other, transcript=transcript(other, text="Changed"))
        text = Resource("file:ä b.txt", "ж".encode(), "text/plain", "utf-8", start)
        archive.keep(text, transcript=transcript(text, "a-file"))
        archive.add_transcript(transcript(text, "a-file", "read anew"), "file:ä b.txt")
        archive.note_refused("https://gone.example/", "it answers 404")
    return folder
