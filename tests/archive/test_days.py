"""Dates as ranges of days, and asking the archive for a range."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.archive.days import days_of
from quotetrack.archive.incoming import Resource
from quotetrack.archive.rebuild import rebuild
from quotetrack.model import Transcript


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1961", "1961-01-01", "1961-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-03-20", "2003-03-20", "2003-03-20"),
        ("1961~", "1961-01-01", "1961-12-31"),
        ("2003-03-19/2003-03-20", "2003-03-19", "2003-03-20"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
    ],
)
def test_a_date_is_the_days_it_can_be(written: str, first: str, last: str) -> None:
    assert days_of(written) == (first, last)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "2003-02-30",
        "2003-13",
        "20 March 2003",
        "2003-03-20/..",
        "../2003",
        "2003/",
        "-0044",
        "[" * 90,
    ],
)
def test_what_names_no_days(written: str | None) -> None:
    assert days_of(written) is None


DATES = {
    "year": "1961",
    "month": "1961-01",
    "day": "1961-01-20",
    "next-day": "1961-01-21",
    "interval": "1961-01-19/1961-01-22",
    "undated": None,
    "prose": "January 20th",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with Archive.open(tmp_path) as opened:
        for id, date in DATES.items():
            text = Resource(f"file:{id}", id.encode(), "text/plain", "utf-8", datetime.now(UTC))
            opened.keep(text, transcript=Transcript(id, id, date=date, capture=text.digest))
    return tmp_path


def test_the_catalogue_knows_the_days_of_every_date(archive: Path) -> None:
    for again in (False, True):
        if again:
            rebuild(archive)
        with Archive.open(archive) as opened:
            assert {row[0]: row[1:3] for row in opened.dated()} == {
                id: days_of(date) for id, date in DATES.items() if days_of(date)
            }


def test_a_later_reading_takes_the_place_of_the_earlier_one(archive: Path) -> None:
    with Archive.open(archive) as opened:
        opened.add_transcript(Transcript("day", "day", date="1999-05-05", speaker="Smith"), "file:day")
        assert [row for row in opened.dated() if row[0] == "day"] == [
            ("day", "1999-05-05", "1999-05-05", "Smith")
        ]


def test_whether_a_transcript_may_be_in_a_language(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as opened:
        for tag in ("en", "de_AT", "zh-Hans", None):
            text = Resource(f"file:{tag}", str(tag).encode(), "text/plain", "utf-8", datetime.now(UTC))
            made = Transcript(str(tag), str(tag), language=tag, capture=text.digest)
            opened.keep(text, transcript=made)
            if tag is not None:
                asked = {each: opened.may_be_in(each) for each in ("en", "ru", "d")}
                assert asked == {"en": True, "ru": False, "d": False}
        assert opened.may_be_in("ru")  # perhaps: of one the language is not known
