"""From a page that is gone to the copies of it in web archives, kept as such."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import SPEECH, Reply, Site
from web_archive import WebArchive

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.rebuild import rebuild
from quotetrack.archive.warc_reading import read_records
from quotetrack.gathering import Done, Outcome, Route, Via, Wanted, gather, wanted_by_records, wanted_url
from quotetrack.model import Publication, Quote, Source, Stated
from quotetrack.transcripts.profile_files import parse

LATER = SPEECH.replace(b"harvest", b"crops")


@pytest.fixture
def archive(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Archive.open(tmp_path / "archive") as opened:
        yield opened


def run(archive: Archive, memory: WebArchive, want: Wanted, **route: object) -> Outcome:
    options = {"via": Via.AUTO, "archives": (memory.archive(),)} | route
    fetcher = Fetcher(Limits(delay=0, connect=1, resolve=2), allow_private=True)
    (outcome,) = gather([want], archive, fetcher, Route(**options))  # type: ignore[arg-type]
    return outcome


def want(site: Site, path: str = "/gone", date: str | None = "2003-04-02") -> Wanted:
    return wanted_url(site.url(path), Stated(date=date))


def test_a_page_that_is_gone(archive: Archive, site: Site, memory: WebArchive, tmp_path: Path) -> None:
    url = site.url("/gone")
    memory.hold(url, "20030401100000", SPEECH)
    memory.hold(url, "20030510100000", LATER)
    outcome = run(archive, memory, want(site))
    assert (outcome.done, outcome.live_reason) == (Done.ARCHIVED, "it answers 404 Not Found")
    assert outcome.memento is not None
    assert outcome.memento.url == memory.url(f"/web/20030401100000id_/{url}")
    assert [f"{other.at:%Y-%m-%d}" for other in outcome.other_mementos] == ["2003-05-10"]

    def check(held: Archive) -> None:
        captures = held.captures_of(url)
        assert {c.memento and c.memento.at.month for c in captures} == {4, 5}
        assert {c.url for c in captures} == {c.memento and c.memento.url for c in captures}
        current = held.transcript(outcome.transcript or "")
        assert current is not None
        assert current.memento == outcome.memento, "the copy nearest to the date is the current one"
        assert current.url == url, "a transcript is of the page, not of its copy"
        assert "harvest" in current.text
        assert len(held.transcripts_of(url)) == 2

    check(archive)
    before = (archive.captures_of(url), archive.transcripts_of(url))
    rebuild(tmp_path / "archive")
    with Archive.open(tmp_path / "archive") as anew:
        check(anew)
        assert (anew.captures_of(url), anew.transcripts_of(url)) == before
    assert run(archive, memory, want(site)).done is Done.UNCHANGED
    assert len(archive.transcripts_of(url)) == 2


def test_the_warc_holds_what_the_archive_sent(
    archive: Archive, site: Site, memory: WebArchive, tmp_path: Path
) -> None:
    url = site.url("/gone")
    memory.hold(url, "20030401100000", SPEECH)
    run(archive, memory, want(site))
    (path,) = (tmp_path / "archive").glob("*.warc.gz")
    records = list(read_records(path))
    assert [record.type for record in records] == [
        *("warcinfo", "response", "request", "metadata", "conversion")
    ]
    head, body = records[1].http_message()
    assert body == SPEECH
    assert head.get_header("Memento-Datetime") == "Tue, 01 Apr 2003 10:00:00 GMT"
    assert f"GET /web/20030401100000id_/{url} HTTP/1.1".encode() in records[2].block
    form = records[3].json()
    assert form["address"] == url
    assert form["memento"] == {
        "url": memory.url(f"/web/20030401100000id_/{url}"),
        "original": url,
        "at": "2003-04-01T10:00:00Z",
        "archive": "Wayback Machine",
    }


def test_equal_copies_on_both_sides(archive: Archive, site: Site, memory: WebArchive) -> None:
    for timestamp in ("20030401100000", "20200101000000"):
        memory.hold(site.url("/gone"), timestamp, SPEECH)
    for done in (Done.ARCHIVED, Done.UNCHANGED, Done.UNCHANGED):
        outcome = run(archive, memory, want(site))
        assert outcome.done is done
        current = archive.transcripts_of(site.url("/gone"))[0]
        assert current.memento == outcome.memento
        assert current.memento is not None
        assert current.memento.at.year == 2003


def test_the_live_page_comes_back(archive: Archive, site: Site, memory: WebArchive) -> None:
    memory.hold(site.url("/gone"), "20030401100000", SPEECH)
    run(archive, memory, want(site))
    site.replies["/gone"] = Reply(SPEECH)
    outcome = run(archive, memory, want(site))
    assert (outcome.done, outcome.memento) == (Done.ARCHIVED, None), "the same bytes are new evidence of it"
    assert archive.transcripts_of(site.url("/gone"))[0].memento is None
    assert run(archive, memory, want(site)).done is Done.UNCHANGED


@pytest.mark.parametrize(
    "reply",
    [
        *(Reply(b"no", status) for status in (403, 404, 410, 451, 500, 503)),
        Reply(b"<script>window.bobcmn='1'</script>"),
        Reply(b""),
    ],
)
def test_what_sends_us_to_the_archive(archive: Archive, site: Site, memory: WebArchive, reply: Reply) -> None:
    site.replies["/gone"] = reply
    memory.hold(site.url("/gone"), "20030401100000", SPEECH)
    outcome = run(archive, memory, want(site))
    assert outcome.memento is not None
    assert outcome.live_reason


def test_a_host_that_is_gone(archive: Archive, memory: WebArchive) -> None:
    url = "http://127.0.0.1:9/speech"
    memory.hold(url, "20030401100000", SPEECH)
    outcome = run(archive, memory, wanted_url(url, Stated()))
    assert outcome.memento is not None
    assert "cannot be reached" in (outcome.live_reason or "")


def test_a_site_s_wish_is_not_gone_around(archive: Archive, site: Site, memory: WebArchive) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    memory.hold(site.url("/gone"), "20030401100000", SPEECH)
    outcome = run(archive, memory, want(site))
    assert outcome.done is Done.REFUSED
    assert "robots.txt disallows it" in (outcome.reason or "")
    assert memory.asked == []
    # Asked for by name, the web archive's copy is the web archive's to give.
    assert run(archive, memory, want(site), via=Via.WAYBACK).memento is not None


def test_addresses_off_limits_are_not_told_to_an_archive(archive: Archive, memory: WebArchive) -> None:
    fetcher = Fetcher(Limits(delay=0), allow_private=False)
    route = Route(Via.AUTO, archives=(memory.archive(),))
    for url in ("http://127.0.0.1:9/secret", "http://user:pass@host.example/", "ftp://host.example/"):
        (outcome,) = gather([wanted_url(url, Stated())], archive, fetcher, route)
        assert outcome.done is Done.REFUSED
        assert "Wayback" not in (outcome.reason or "")
    assert memory.asked == []


def test_a_live_page_needs_no_archive(archive: Archive, site: Site, memory: WebArchive) -> None:
    assert run(archive, memory, want(site, "/speech")).memento is None
    assert memory.asked == []


def test_neither_live_nor_kept(archive: Archive, site: Site, memory: WebArchive, tmp_path: Path) -> None:
    outcome = run(archive, memory, want(site))
    assert outcome.reason == "live: it answers 404 Not Found; Wayback Machine: no copy of it"
    assert list((tmp_path / "archive").glob("*.warc.gz")) == []


def test_which_date_counts(archive: Archive, site: Site, memory: WebArchive, tmp_path: Path) -> None:
    for timestamp in ("20030401100000", "20080401100000", "20200101000000"):
        for path in ("/a", "/b", "/c"):
            memory.hold(site.url(path), timestamp, SPEECH + timestamp.encode())
    quote = Quote(
        id="q",
        text="words",
        date="2008-04-02",
        sources=(Source(url=site.url("/a")), Source(url=site.url("/b"), stated=Stated(date="2003-04-02"))),
        claimed_in=(Publication(url=site.url("/c")),),
    )
    wanted = wanted_by_records([quote], project=tmp_path)

    def years(**route: object) -> list[int | None]:
        outcomes = [run(archive, memory, each, via=Via.WAYBACK, **route) for each in wanted]
        return [o.memento.at.year if o.memento else None for o in outcomes]

    assert years() == [2008, 2003, 2020], "the quote's, the source's; a publication's newest"
    assert years(at="2008-05") == [2008, 2008, 2008]


def test_a_copy_without_a_text_does_not_hide_the_other(
    archive: Archive, site: Site, memory: WebArchive, tmp_path: Path
) -> None:
    nothing = {"Content-Type": "image/png"}
    memory.hold(site.url("/gone"), "20030401100000", b"\x89PNG" + bytes(500), **nothing)
    memory.hold(site.url("/gone"), "20030510100000", LATER)
    outcome = run(archive, memory, want(site))
    assert outcome.memento is not None
    assert outcome.memento.at.month == 5
    noted = [event["detail"] for event in events(tmp_path / "archive") if event["outcome"] == "failure"]
    assert any("20030401100000id_" in detail for detail in noted)


# --- saving --------------------------------------------------------------------------


def test_an_independent_copy(archive: Archive, site: Site, memory: WebArchive, tmp_path: Path) -> None:
    outcome = run(archive, memory, want(site, "/speech"), via=Via.LIVE, save=True)
    assert outcome.done is Done.ARCHIVED
    assert outcome.independent is not None
    (capture,) = archive.captures_of(site.url())
    assert (capture.memento, capture.independent) == (None, outcome.independent)
    noted = [event for event in events(tmp_path / "archive") if event["type"] == "independent capture"]
    assert [(event["outcome"], event["detail"]) for event in noted] == [("success", outcome.independent.url)]
    rebuild(tmp_path / "archive")
    with Archive.open(tmp_path / "archive") as anew:
        assert anew.captures_of(site.url()) == (capture,)


def test_a_save_that_fails_fails_nothing_else(
    archive: Archive, site: Site, memory: WebArchive, tmp_path: Path
) -> None:
    memory.faults.append(("/save/", Reply(b"log in", 401)))
    outcome = run(archive, memory, want(site, "/speech"), via=Via.LIVE, save=True)
    assert (outcome.done, outcome.independent) == (Done.ARCHIVED, None)
    assert "answers 401" in (outcome.not_saved or "")
    last = list(events(tmp_path / "archive"))[-1]
    assert (last["type"], last["outcome"], last["detail"]) == (
        *("independent capture", "failure"),
        outcome.not_saved,
    )
    memory.hold(site.url("/gone"), "20030401100000", SPEECH)
    assert "not asked for" in (run(archive, memory, want(site), save=True).not_saved or "")


def test_captures_without_copies_are_stored_as_before(archive: Archive, site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(Limits(delay=0), allow_private=True)
    list(gather([replace(want(site, "/speech"), at=None)], archive, fetcher))
    (path,) = (tmp_path / "archive").glob("*.warc.gz")
    forms = [record.json() for record in read_records(path) if record.type in ("metadata", "conversion")]
    assert not [key for form in forms for key in form if key in ("memento", "independent")]
    assert json.dumps(forms)


def test_a_copy_s_further_pages_are_the_copies_nearest_to_its_day(
    archive: Archive, site: Site, memory: WebArchive
) -> None:
    profile = parse(
        b'id = "town"\nhosts = ["127.0.0.1"]\nbody = ["body"]\ndrop = ["a"]\nnext_page = ["a"]\n', "town.toml"
    )
    memory.hold(site.url("/gone"), "20030401100000", b'<p>The roads are mended.</p><a href="/more">2</a>')
    memory.hold(site.url("/more"), "20030402100000", b"<p>The bridges too.</p>")
    memory.hold(site.url("/more"), "20080101100000", b"<p>Nothing is mended.</p>")
    route = Route(Via.WAYBACK, archives=(memory.archive(),))
    fetcher = Fetcher(Limits(delay=0, connect=1, resolve=2), allow_private=True)
    (outcome,) = gather([want(site)], archive, fetcher, route, [profile])
    transcript = archive.transcript(outcome.transcript or "")
    assert transcript is not None
    assert transcript.text == "The roads are mended.\nThe bridges too."
    assert (transcript.url, transcript.memento) == (site.url("/gone"), outcome.memento)
    (further,) = archive.captures_of(site.url("/more"))
    assert transcript.parts == (further.digest,)
    assert further.memento is not None
    assert further.memento.original == site.url("/more")
    (again,) = gather([want(site)], archive, fetcher, route, [profile])
    assert again.done is Done.UNCHANGED
