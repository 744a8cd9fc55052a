"""Copies from web archives: which are taken, from which archive, for which date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from gone_page import PAGE, days, fetcher, held, taken
from loopback import Reply
from web_archive import WebArchive

from quotetrack.archive.mementos import copy_at, span_of, take
from quotetrack.errors import Refused


@pytest.mark.parametrize("way", ["cdx", "timemap"])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2003-04-02", ["20030520", "20030401"]),
        ("2003-05-19", ["20030401", "20030520"]),
        ("2003-05-20", ["20200101", "20030520"]),
        ("2003-05", ["20200101", "20030520"]),
        ("1999", ["20030401"]),
        ("2021-01-01", ["20200101"]),
        (None, ["20200101"]),
    ],
)
def test_the_nearest_before_and_after_the_nearer_last(
    memory: WebArchive, way: str, date: str | None, expected: list[str]
) -> None:
    held(memory, "20030401100000", "20030520235959", "20200101000000", "20030401090000")
    more = {} if way == "cdx" else {"cdx": None, "timemap": memory.url("/timemap/") + "{url}"}
    found = taken(memory, date, **more)
    assert days(found) == expected
    (memento,) = (f.memento for f in found.fetched[-1:])
    assert memento is not None
    assert memento.original == PAGE
    assert memento.archive == "Wayback Machine"
    assert memento.url == f"{memory.url('/web/')}{memento.at:%Y%m%d%H%M%S}id_/{PAGE}"
    assert found.fetched[-1].address == PAGE
    assert found.fetched[-1].url == memento.url, "the exchange is the archive's"


def test_a_copy_that_is_no_evidence_gives_way_to_the_next(memory: WebArchive) -> None:
    held(memory, "20030301000000")
    memory.hold(PAGE, "20030302000000", b"<script>window.bobcmn='1'</script>")
    memory.hold(PAGE, "20030303000000", b"gone", 200)
    memory.faults.append(("/web/20030303", Reply(b"broken", 503)))
    found = taken(memory)
    assert days(found) == ["20030301"]
    assert ["answers 503" in found.failures[0], "bot" in found.failures[1]] == [True, True], found.failures


def test_a_copy_of_the_page_comes_before_a_nearer_redirect(memory: WebArchive) -> None:
    held(memory, "20030301000000")
    memory.hold(PAGE, "20030401000000", b"", 302, Location="http://gone.example/")
    assert days(taken(memory)) == ["20030301"]


def test_the_next_archive_is_asked_when_one_has_nothing(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    other = WebArchive()
    try:
        archives = (other.archive(name="Other"), memory.archive())
        found = take(PAGE, None, archives, fetcher())
    finally:
        other.stop()
    assert days(found) == ["20030401"]
    assert found.failures == ("Other: no copy of it",)


def test_a_private_archive_is_asked_only_with_leave(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    with pytest.raises(Refused, match="is private or loopback"):
        take(PAGE, None, (memory.archive(),), fetcher(allow_private=False))
    assert memory.asked == []


def test_an_archive_s_robots_txt_is_not_asked(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    taken(memory)
    assert "/robots.txt" not in [path for path, _ in memory.asked]


def test_the_address_of_a_copy_means_its_raw_form(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    typed = memory.url(f"/web/20030401000000/{PAGE}")
    found = copy_at(typed, (memory.archive(),), fetcher())
    assert found is not None
    assert found.memento is not None
    assert (found.address, found.url) == (typed, memory.url(f"/web/20030401000000id_/{PAGE}"))
    assert copy_at(PAGE, (memory.archive(),), fetcher()) is None


def test_days_that_a_date_means() -> None:
    span = span_of("2003-04")
    assert span is not None
    assert (span.start, span.end) == (
        datetime(2003, 4, 1, tzinfo=UTC),
        datetime(2003, 4, 30, 23, 59, 59, tzinfo=UTC),
    )
    assert span_of("some time") is None


# --- how often -----------------------------------------------------------------------
