"""Which transcripts are of a claimed date."""

from __future__ import annotations

import pytest

from quotetrack.model import Person, Quote
from quotetrack.verification import Calendar, Dated

DATED = [
    Dated("farewell", "1961-01-17", "1961-01-17", "Dwight D. Eisenhower"),
    Dated("inaugural", "1961-01-20", "1961-01-20", "John F. Kennedy"),
    Dated("papers", "1961-01-21", "1961-01-21", None),
    Dated("debate", "1961-01-01", "1961-12-31", None),
    Dated("moon", "1962-09-12", "1962-09-12", "John F. Kennedy"),
]


@pytest.mark.parametrize(
    ("date", "speaker", "ids"),
    [
        ("1961-01-20", None, ["inaugural", "papers"]),
        ("1961-01-20", "J. F. Kennedy", ["inaugural", "papers"]),
        ("January 20, 1961", "Eisenhower", ["papers"]),
        ("1961", None, ["debate", "farewell", "inaugural", "papers"]),
        ("1961", "Kennedy", ["debate", "inaugural", "papers"]),
        ("12/09/1962", "Kennedy", ["moon"]),
        ("1963", "Kennedy", []),
        ("last week", "Kennedy", []),
        ("9999-12-31", None, []),
        (None, "Kennedy", []),
    ],
)
def test_those_dated_within_the_claim_that_name_nobody_else(
    date: str | None, speaker: str | None, ids: list[str]
) -> None:
    quote = Quote("q", "words", speaker=Person(speaker) if speaker else None, date=date)
    assert sorted(Calendar(lambda: DATED).of(quote)) == ids


def test_they_are_listed_once_and_only_if_a_date_is_claimed() -> None:
    asked = []

    def dated() -> list[Dated]:
        asked.append(1)
        return DATED

    calendar = Calendar(dated)
    list(calendar.of(Quote("q", "words")))
    assert asked == []
    for _ in range(3):
        list(calendar.of(Quote("q", "words", date="1961")))
    assert asked == [1]


def test_by_speaker_under_any_form_of_the_name() -> None:
    calendar = Calendar(lambda: DATED)
    assert list(calendar.by(Person("J. F. Kennedy"))) == ["inaugural", "moon"]
    assert list(calendar.by(Person("Robert Kennedy"))) == []
