"""Copies from web archives: which are taken, what they must say of themselves, and how often one is asked."""

from __future__ import annotations

import gzip
import itertools
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import SPEECH, Reply, Site
from web_archive import WebArchive, http_date

from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.listing_copies import timemap
from quotetrack.archive.memento_archives import MementoArchive, paces
from quotetrack.archive.mementos import Taken, copy_at, span_of, take
from quotetrack.archive.politeness import Pace
from quotetrack.archive.saving import save
from quotetrack.errors import Refused

PAGE = "http://gone.example/speech.html"
LIMITS = Limits(delay=0, connect=1, resolve=2, read=2, total=5)


def fetcher(limits: Limits = LIMITS, **options: object) -> Fetcher:
    return Fetcher(limits, **{"allow_private": True} | options)  # type: ignore[arg-type]


def taken(memory: WebArchive, date: str | None = "2003-04-02", **more: object) -> Taken:
    return take(PAGE, date, (memory.archive(**more),), fetcher())


def refusal(memory: WebArchive, date: str | None = "2003-04-02", **more: object) -> str:
    with pytest.raises(Refused) as wrong:
        taken(memory, date, **more)
    return str(wrong.value)


def days(found: Taken) -> list[str]:
    return [f"{f.memento.at:%Y%m%d}" for f in found.fetched if f.memento]


def held(memory: WebArchive, *timestamps: str) -> None:
    for timestamp in timestamps:
        memory.hold(PAGE, timestamp, SPEECH)


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


def test_a_redirect_of_the_page_is_followed_inside_the_archive(memory: WebArchive) -> None:
    memory.hold(PAGE, "20030401000000", b"", 301, Location="http://gone.example/new.html")
    memory.hold("http://gone.example/new.html", "20030405000000", SPEECH)
    (found,) = taken(memory).fetched
    assert found.memento is not None
    assert (found.memento.original, found.memento.at.day) == ("http://gone.example/new.html", 5)
    assert [exchange.status for exchange in found.exchanges] == [301, 302, 200]
    assert all(exchange.url.startswith(memory.url("/web/")) for exchange in found.exchanges)
    assert "id_/" in found.url, "the raw form, though the archive leads to the other one"


def test_a_copy_of_the_page_comes_before_a_nearer_redirect(memory: WebArchive) -> None:
    held(memory, "20030301000000")
    memory.hold(PAGE, "20030401000000", b"", 302, Location="http://gone.example/")
    assert days(taken(memory)) == ["20030301"]


def test_an_archive_cannot_lead_elsewhere(memory: WebArchive, site: Site) -> None:
    held(memory, "20030401000000")
    memory.faults.append(("/web/", Reply(b"", 302, {"Location": site.url()})))
    assert f"it leads out of the archive, to {site.url()}" in refusal(memory)
    memory.faults.append(("/cdx/", Reply(b"", 302, {"Location": site.url()})))
    assert "leads out of the archive" in refusal(memory)
    assert site.asked == []


def test_redirects_without_end(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    there = f"/web/20030401000000id_/{PAGE}"
    memory.faults += [("/web/", Reply(b"", 302, {"Location": there}))]
    assert "it redirects for ever" in refusal(memory)


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"Memento-Datetime": http_date("20190401000000")}, "is not the time in its address"),
        ({"Memento-Datetime": "yesterday"}, "Memento-Datetime is no time"),
    ],
)
def test_a_copy_that_contradicts_its_address(memory: WebArchive, headers: dict[str, str], says: str) -> None:
    memory.hold(PAGE, "20030401000000", SPEECH, **headers)
    assert says in refusal(memory)


def test_a_copy_that_does_not_say_when(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.silent_about_time = True
    assert "it has no Memento-Datetime" in refusal(memory)


def test_a_cut_copy_is_none(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.copies[PAGE, "20030401000000"].manner = "cut"
    assert "the body is cut" in refusal(memory)


def test_the_caps_hold_for_copies_and_lists(memory: WebArchive) -> None:
    bomb = {"Content-Encoding": "gzip"}
    memory.hold(PAGE, "20030401000000", gzip.compress(bytes(70 * 2**20)), **bomb)
    assert "unpacks to more than 64 MiB" in refusal(memory)
    memory.faults.append(("/cdx/", Reply(gzip.compress(bytes(70 * 2**20)), headers=bomb)))
    assert "unpacks to more than 64 MiB" in refusal(memory)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b""), "no copy of it"),
        (Reply(b"<html>an error page</html>"), "its list of copies cannot be read"),
        (Reply(b"key 2003 x"), "its list of copies cannot be read"),
        (Reply(b"\xff\xfe\x00"), "its list of copies cannot be read"),
        (Reply(b"\n"), "its list of copies cannot be read"),
        (Reply(b"RobotAccessControlException: blocked", 403), "its list of copies cannot be read"),
        (Reply(b"broken", 503), "its list of copies cannot be read"),
        (Reply(b"later", 503, {"Retry-After": "3600"}), "asks to come back in 3600 s"),
    ],
)
def test_lists_that_are_none(memory: WebArchive, reply: Reply, says: str) -> None:
    memory.faults += [("/cdx/", reply), ("/cdx/", reply)]
    said = refusal(memory)
    assert said.startswith("Wayback Machine: ")
    assert says in said
    assert "\n" not in said


def test_what_stands_before_a_malformed_row_counts(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.rows = ["this is no row"]
    assert days(taken(memory, None)) == ["20030401"]


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


def test_a_name_that_moves_does_not_move_the_request(memory: WebArchive) -> None:
    """DNS rebinding: every address a name has is checked, at each connection, and the checked one is used."""
    held(memory, "20030401000000")
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    named = MementoArchive(
        name="Other",
        cdx=f"http://archive.example:{memory.port}/cdx/",
        memento=f"http://archive.example:{memory.port}/web/" + "{timestamp}id_/{url}",
    )
    using = fetcher(resolve=lambda *_: answers.pop(0))
    with pytest.raises(Refused, match=r"169\.254\.169\.254, which is link-local"):
        take(PAGE, None, (named,), using)
    assert [path.partition("?")[0] for path, _ in memory.asked] == ["/cdx/"]


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


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_no_more_requests_a_minute_than_the_pace() -> None:
    clock, asked = Clock(), list[float]()
    pace = Pace(24, clock=clock, sleep=clock.sleep)
    for _ in range(100):
        pace.wait()
        asked.append(clock.now)
    assert min(b - a for a, b in itertools.pairwise(asked)) >= 2.5
    assert max(sum(start <= moment < start + 60 for moment in asked) for start in asked) <= 24
    clock.now += 3600
    before = clock.now
    pace.wait()
    assert clock.now == before, "time that nobody used is not waited for, nor saved up"


def test_every_request_to_the_archive_keeps_the_pace(memory: WebArchive) -> None:
    held(memory, "20030401000000", "20030520000000")
    clock = Clock()
    authority = next(iter(memory.archive().authorities))
    stamps: list[float] = []

    def note(seconds: float) -> None:
        stamps.append(seconds)
        clock.sleep(seconds)

    using = fetcher(paces={authority: Pace(24, clock=clock, sleep=note)})
    take(PAGE, "2003-04-02", (memory.archive(),), using)
    save(PAGE, (memory.archive(),), using)
    using.fetch(memory.url(f"/web/20030401000000id_/{PAGE}"))
    assert len(stamps) == len(memory.asked) - 1
    assert clock.now - 1000 == pytest.approx(2.5 * (len(memory.asked) - 1))


@pytest.mark.parametrize(("headers", "wait"), [({"Retry-After": "7"}, 7.0), ({}, 60.0)])
def test_a_429_is_obeyed(memory: WebArchive, headers: dict[str, str], wait: float) -> None:
    held(memory, "20030401000000")
    memory.faults.append(("/cdx/", Reply(b"slow down", 429, headers)))
    clock, authority = Clock(), next(iter(memory.archive().authorities))
    started = time.monotonic()
    using = fetcher(paces={authority: Pace(600, clock=clock, sleep=clock.sleep)})
    assert days(take(PAGE, None, (memory.archive(),), using)) == ["20030401"]
    assert clock.now - 1000 >= wait
    assert time.monotonic() - started < wait, "by the pace's clock, not by ours"


def test_a_429_without_end(memory: WebArchive) -> None:
    memory.faults += [("/cdx/", Reply(b"slow down", 429, {"Retry-After": "9"}))] * 3
    clock, authority = Clock(), next(iter(memory.archive().authorities))
    using = fetcher(paces={authority: Pace(600, clock=clock, sleep=clock.sleep)})
    with pytest.raises(Refused, match="it answers 429, also after 2 waits of 9 s as it asked"):
        take(PAGE, None, (memory.archive(),), using)


def test_the_table_s_rate_is_the_pace(memory: WebArchive) -> None:
    found = paces((memory.archive(), memory.archive(name="Slow", requests_per_minute=2.0)))
    (pace,) = found.values()
    assert pace._between == 30.0, "one host has one pace, the slower"


# --- lists in link format ------------------------------------------------------------


def test_a_timemap_as_archives_write_it() -> None:
    archive = MementoArchive(
        "A", "https://a.example/web/{timestamp}id_/{url}", timemap="https://a.example/{url}"
    )
    text = (
        '<http://p.example/a;b?c=1,2>; rel="original",\n'
        '<https://a.example/timemap/link/x>; rel="self"; type="application/link-format"; '
        'from="Tue, 20 Jun 2000 18:02:59 GMT",\n'
        '<https://a.example/web/20000620180259/http://p.example/a;b?c=1,2>; rel="first memento";'
        ' datetime="Tue, 20 Jun 2000 18:02:59 GMT"\n'
        ', <https://a.example/m/2>;rel=memento;datetime="Wed, 21 Jun 2000 04:41:56 GMT",'
        '<https://a.example/m/3>; rel="memento"; datetime="never", nonsense, <'
    )
    assert [(c.url, c.original) for c in timemap(archive, text, "http://p.example/")] == [
        ("https://a.example/web/20000620180259id_/http://p.example/a;b?c=1,2", "http://p.example/a;b?c=1,2"),
        ("https://a.example/web/20000621044156id_/http://p.example/a;b?c=1,2", "http://p.example/a;b?c=1,2"),
    ]


@given(st.text(alphabet='<>;,="\\ rel*memntodai0:/', max_size=200))
def test_any_text_is_a_timemap_without_copies_or_with_some(text: str) -> None:
    archive = MementoArchive("A", "https://a.example/{timestamp}/{url}", timemap="https://a.example/{url}")
    list(timemap(archive, text, "http://p.example/"))


# --- saving --------------------------------------------------------------------------


def test_an_archive_saves_a_page(memory: WebArchive) -> None:
    memento = save(PAGE, (memory.archive(),), fetcher())
    assert memory.paths() == [f"/save/{PAGE}"]
    assert memento.original == PAGE
    assert memento.url in {memory.url(f"/web/{timestamp}id_/{PAGE}") for _, timestamp in memory.copies}


def test_an_archive_that_names_its_copy_by_content_location(memory: WebArchive) -> None:
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    memory.faults.append(("/save/", Reply(b"saved", 200, {"Content-Location": f"/web/{now}/{PAGE}"})))
    assert save(PAGE, (memory.archive(),), fetcher()).url == memory.url(f"/web/{now}id_/{PAGE}")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"log in", 401), "answers 401"),
        (Reply(b"busy", 523), "answers 523"),
        (Reply(b"saved"), "does not say where"),
        (Reply(b"old", 302, {"Location": f"/web/20030401000000/{PAGE}"}), "not say where"),
        (Reply(b"", 302, {"Location": "http://127.0.0.2:9/"}), "leads out of the archive"),
    ],
)
def test_an_archive_that_saves_nothing(memory: WebArchive, reply: Reply, says: str) -> None:
    memory.hold(PAGE, "20030401000000", SPEECH)
    memory.faults.append(("/save/", reply))
    with pytest.raises(Refused) as wrong:
        save(PAGE, (memory.archive(),), fetcher())
    assert says in str(wrong.value)
    assert f"ask it yourself at {memory.url('/save/')}{PAGE}" in str(wrong.value)
