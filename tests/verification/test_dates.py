"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.verification.dates import compare_dates, read_date

READ = [
    ("2003-01-28", "2003-01-28", "2003-01-28"),
    ("20030128", "2003-01-28", "2003-01-28"),
    ("1/20/81", "1981-01-20", "1981-01-20"),
    ("20.03.2003", "2003-03-20", "2003-03-20"),
    ("Sept. 11, 2001", "2001-09-11", "2001-09-11"),
    ("December 7th, 1941", "1941-12-07", "1941-12-07"),
    ("the 20th of March, 2003", "2003-03-20", "2003-03-20"),
    ("Tuesday, January 28, 2003", "2003-01-28", "2003-01-28"),
    ("January 28, 2003, 9:01 p.m. EST", "2003-01-28", "2003-01-28"),
    ("20 марта 2003 г.", "2003-03-20", "2003-03-20"),
    ("7 décembre 1941", "1941-12-07", "1941-12-07"),
    ("2009年1月20日", "2009-01-20", "2009-01-20"),
    ("March 2003", "2003-03-01", "2003-03-31"),
    ("1988", "1988-01-01", "1988-12-31"),
    ("c. 1863", "1863-01-01", "1863-12-31"),
    ("1961~", "1961-01-01", "1961-12-31"),
    ("196X", "1960-01-01", "1969-12-31"),
    ("1940s", "1940-01-01", "1949-12-31"),
    ("the 1860s", "1860-01-01", "1869-12-31"),
    ("1861-1865", "1861-01-01", "1865-12-31"),
    ("2003-W05", "2003-01-27", "2003-02-02"),
    ("2003-W05-2", "2003-01-28", "2003-01-28"),
    ("2003-03-19/2003-03-20", "2003-03-19", "2003-03-20"),
    ("2001-21", "2001-03-01", "2001-05-31"),
]


@pytest.mark.parametrize(("written", "first", "last"), READ)
def test_what_a_date_means(written: str, first: str, last: str) -> None:
    reading = read_date(written)
    assert reading.reason is None
    (interval,) = reading.intervals
    assert (interval.first.isoformat(), interval.last.isoformat()) == (first, last)


def test_day_and_month_in_either_order() -> None:
    assert {i.first for i in read_date("05/04/2009").intervals} == {date(2009, 5, 4), date(2009, 4, 5)}
    assert {i.first for i in read_date("1/20/1981").intervals} == {date(1981, 1, 20)}
    assert set(read_date("9/11").days_of_year) == {(9, 11), (11, 9)}


@pytest.mark.parametrize("written", ["September 20", "January 27th", "20 March", "Feb 29"])
def test_a_day_without_a_year_is_a_day_of_any(written: str) -> None:
    reading = read_date(written)
    assert len(reading.days_of_year) == 1
    assert not reading.intervals


@pytest.mark.parametrize(
    "written",
    [
        "", "  ", "last week", "State of the Union address last week", "Tuesday", "May", "2003-02-30",
        "31/31/2003", "13/13", "2003-W60", "0000", "99999", "44 BC", "-0044-03-15", "2003-03-20..", "/2003",
        "2003-03-20/", "1865-1861", "12", "x" * 100_000, "1" * 100_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unknown_with_the_reason(written: str) -> None:
    reading = read_date(written)
    assert not reading.intervals
    assert not reading.days_of_year
    assert reading.reason
    assert compare_dates(reading, read_date("2003-01-28")).value == "unknown"


@pytest.mark.parametrize(
    ("claimed", "witness", "finding"),
    [
        ("2003-01-28", "2003-01-29", "confirmed"),
        ("2003-01-28", "2003-01-30", "other"),
        ("2003-01", "2003-01-28", "confirmed"),
        ("2003-01", "2003-02-01", "confirmed"),
        ("2003-01", "2003-02-02", "other"),
        ("1988", "1988-08-15", "confirmed"),
        ("1988", "1989-08-15", "other"),
        ("1961-01-20", "1961", "unknown"),
        ("1961-01-20", "1962", "other"),
        ("05/04/2009", "2009-04-05", "confirmed"),
        ("05/04/2009", "2009-05-04", "confirmed"),
        ("05/04/2009", "1962-09-12", "other"),
        ("September 20", "2001-09-20", "confirmed"),
        ("September 20", "2001-09-22", "other"),
        ("September 20", "2001", "unknown"),
        ("December 31", "2003-01-01", "confirmed"),
        ("Feb 29", "2004-03-01", "confirmed"),
        ("Feb 29", "2003-03-01", "other"),
        ("1940s", "1941-12-08", "confirmed"),
        ("0001-01-01", "9999-12-31", "other"),
        ("9999-12-31", "9999-12-31", "confirmed"),
    ],
)
def test_within_a_day_at_the_claimed_precision(claimed: str, witness: str, finding: str) -> None:
    assert compare_dates(read_date(claimed), read_date(witness)).value == finding


dates = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789-/.XYu?~%[]{}, W", max_size=20),
    st.dates().map(str),
    st.sampled_from([written for written, _, _ in READ]),
)


@settings(deadline=None)  # the first prose date loads the languages
@given(dates, dates)
def test_any_text_is_a_date_or_unknown(one: str, other: str) -> None:
    readings = [read_date(one), read_date(other)]
    for reading in readings:
        assert bool(reading.intervals or reading.days_of_year) != bool(reading.reason)
        assert all(interval.first <= interval.last for interval in reading.intervals)
    compare_dates(*readings)
