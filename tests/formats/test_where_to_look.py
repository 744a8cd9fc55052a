"""Where to look for what an archive lacks: links from a list, made of what is known and nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.formats.where_to_look import LONGEST, places, rules

KNOWN = {
    "speaker", "words", "url", "date", "day", "year", "first", "last", "first_us", "last_us",
    "first_us_slashes", "last_us_slashes", "first_compact",
}  # fmt: skip


def test_each_entry_of_the_list_can_be_made() -> None:
    made = places("some words of it", "Ann Smith", "2003-05-01", ("https://example.org/a",))
    made += places("some words of it", "Ann Smith", None) + places("some words", None, "2003")
    made += places("words", None, None, ("https://example.org/a",))
    assert {place.name for place in made} == {rule.name for rule in rules()}
    for rule in rules():
        assert set(rule.needs) <= KNOWN
        assert set(rule.unless) <= KNOWN
        assert rule.url.startswith("https://")
        rule.url.format_map(dict.fromkeys(KNOWN, "x"))
        assert rule.what.endswith(".")


def links(*known: object) -> dict[str, str]:
    return {place.name: place.url for place in places(*known)}  # type: ignore[arg-type]


def test_a_day_leads_to_that_day() -> None:
    found = links("We will go on", "Tony Blair", "18 March 2003", ("http://www.example.org/a?b=1#c",))
    assert parse_qs(urlsplit(found["Hansard"]).query)["startDate"] == ["2003-03-18"]
    assert parse_qs(urlsplit(found["Hansard"]).query)["searchTerm"] == ["We will go on"]
    assert parse_qs(urlsplit(found["American Presidency Project"]).query)["from[date]"] == ["03-18-2003"]
    assert parse_qs(urlsplit(found["C-SPAN"]).query)["edate"] == ["03/18/2003"]
    made = [
        place.url for place in places("x", "Tony Blair", "18 March 2003", ("http://www.example.org/a?b=1#c",))
    ]
    assert "https://www.govinfo.gov/app/details/CREC-2003-03-18" in made
    assert "https://web.archive.org/web/20030318*/http://www.example.org/a?b=1#c" in made


def test_a_year_leads_to_the_year_and_to_no_day() -> None:
    made = [place.url for place in places("x y z", "Tony Blair", "2003")]
    assert not any("CREC" in url for url in made)
    assert any("startDate=2003-01-01&endDate=2003-12-31" in url for url in made)


@pytest.mark.parametrize(
    ("date", "lacks"),
    [("1793-12-03", "Hansard"), ("1940-06-04", "C-SPAN"), ("1940-06-04", "UN Digital Library")],
)
def test_no_place_is_offered_for_times_of_which_it_has_nothing(date: str, lacks: str) -> None:
    assert lacks not in links("words", "Somebody", date)


@pytest.mark.parametrize("date", ["05/04/2009", "yesterday", "nonsense", "", None])
def test_a_date_that_may_be_another_is_as_good_as_none(date: str | None) -> None:
    assert "American Presidency Project" not in links("words", "Somebody", date)
    assert "UN Digital Library" in links("words", "Somebody", date)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "no address", "data:,x"]
)
def test_what_is_no_address_is_put_behind_none(url: str) -> None:
    assert not any(url in unquote(place.url) for place in places("words", "Somebody", None, (url,)))


@given(text=st.text(), speaker=st.none() | st.text(), date=st.none() | st.text(max_size=30), url=st.text())
def test_whatever_is_claimed_a_link_stays_on_its_site(
    text: str, speaker: str | None, date: str | None, url: str
) -> None:
    hosts = {urlsplit(rule.url).netloc for rule in rules()}
    for place in places(text, speaker, date, (url,)):
        assert urlsplit(place.url).netloc in hosts
        assert place.url.isascii()
        assert place.url.isprintable()
        assert len(place.url) < 12 * LONGEST + 9 * len(url) + 500
        assert '"' not in place.url
        assert "<" not in place.url
