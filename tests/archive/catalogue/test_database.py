"""A catalogue's file that is damaged, older or newer than this program."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from kept_pages import content

from quotetrack.archive import Archive
from quotetrack.archive.layout import SCHEMA_VERSION
from quotetrack.archive.rebuild import rebuild
from quotetrack.errors import ArchiveError


@pytest.mark.parametrize("damage", [b"no database at all" * 500, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_catalogue_is_made_anew_on_opening(full: Path, damage: bytes) -> None:
    before = content(full)
    (full / "catalogue.sqlite").write_bytes(damage)
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert content(full) == before


def test_a_catalogue_of_an_older_version_is_made_anew_on_opening(full: Path) -> None:
    before = content(full)
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        database.execute("ALTER TABLE transcript DROP COLUMN memento")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    database.close()
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert content(full) == before


def test_a_catalogue_of_the_future_is_left_alone(full: Path) -> None:
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ArchiveError, match=r"newer quotetrack \(schema 99.*quotetrack rebuild"):
        Archive.open(full)
    assert rebuild(full).captures == 4
    Archive.open(full).close()
