"""Captures and transcripts as rows, and rows that hold something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kept_pages import ADDRESS, fetched, transcript

from quotetrack.archive import Archive, Capture, CaptureKind
from quotetrack.archive.catalogue import CatalogueDamaged
from quotetrack.archive.catalogue.rows import capture_of, capture_row, transcript_of, transcript_row
from quotetrack.archive.catalogue.tables import CAPTURE, TRANSCRIPT
from quotetrack.model import LanguageVersion, Locator, LocatorKind, Memento, Stated

MEMENTO = Memento("https://web.example/1/x", "https://x", datetime(2003, 4, 2, tzinfo=UTC), "Web")


def test_a_transcript_comes_back_and_its_values_stand_in_the_columns_order() -> None:
    full = replace(
        transcript(fetched()),
        locators=(Locator(0, LocatorKind.PAGE, "1"), Locator(3, LocatorKind.TIME, "00:00:01.000")),
        notes=("Only a part.",),
        versions=(LanguageVersion("ru", "https://site.example/ru"),),
        parts=("sha256:1", "sha256:2"),
        memento=MEMENTO,
    )
    for one in (full, replace(full, turns=(), asides=(), notes=(), archived_at=None, memento=None)):
        row = dict(zip(TRANSCRIPT, transcript_row(one), strict=True))
        assert (row["id"], row["reader"], row["text"]) == (one.id, one.reader, one.text)
        assert (row["nature"], row["complete"]) == ("verbatim", "no")
        assert transcript_of(tuple(row.values())) == one


def test_a_capture_comes_back_and_its_values_stand_in_the_columns_order() -> None:
    at = datetime(2003, 3, 20, 1, 2, 3, 456, tzinfo=UTC)
    stated = Stated(title="T")
    for memento, independent in ((None, None), (MEMENTO, None), (None, MEMENTO)):
        one = Capture(
            *(ADDRESS, ADDRESS, "sha256:1", at, "text/html", None, 200, "a.warc.gz", stated),
            *(CaptureKind.RESPONSE, memento, independent),
        )
        row = dict(zip(CAPTURE, capture_row(one), strict=True))
        assert (row["address"], row["status"], row["warc"]) == (ADDRESS, 200, "a.warc.gz")
        assert capture_of(tuple(row.values())) == one


def _transcript(archive: Archive) -> object:
    return archive.transcript("a-speech")


def _reading(archive: Archive) -> object:
    return archive.reading_of(ADDRESS)


def _captures(archive: Archive) -> object:
    return archive.captures_of(ADDRESS)


@pytest.mark.parametrize(
    ("table", "column", "value", "ask"),
    [
        ("transcript", "turns", '[{"start": 1}]', _transcript),
        ("transcript", "parts", "[cut", _transcript),
        ("transcript", "parts", "[cut", _reading),
        ("transcript", "nature", "a novel", _transcript),
        ("transcript", "archived_at", "yesterday", _transcript),
        ("transcript", "text", None, _transcript),
        ("transcript", "text", b"\xff", _transcript),
        ("capture", "stated", "{", _captures),
        ("capture", "kind", "photograph", _captures),
    ],
)
def test_a_row_that_makes_no_sense_is_damage_in_one_line(
    full: Path, table: str, column: str, value: str | bytes | None, ask: Callable[[Archive], object]
) -> None:
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        database.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT)", (value,))
    database.close()
    said = r"^[^\n]+damaged[^\n]+rebuild$"
    with Archive.open(full) as archive, pytest.raises(CatalogueDamaged, match=said):
        ask(archive)
