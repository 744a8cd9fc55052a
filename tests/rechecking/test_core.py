"""Addresses captured again: pages that change in their bytes, their text, a passage, or are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import SPEECH, Reply, Site

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.rebuild import rebuild
from quotetrack.gathering import gather, wanted_by_records
from quotetrack.model import Publication, Quote, Source, Stated
from quotetrack.rechecking.core import recheck
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.rechecking.findings import Found, Rechecked

WORDS = "the roads that lead to the market"
PAGE = SPEECH.replace(
    b"<p>MAYOR SMITH: Paragraph 3", b"<p>MAYOR SMITH: We never promised anybody a new bridge. Then"
)
"""The speech with a sentence that is nothing like the others."""
Run = Callable[..., Rechecked]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as opened:
        yield opened


def fetcher() -> Fetcher:
    return Fetcher(Limits(delay=0, connect=1, resolve=2), allow_private=True)


@pytest.fixture
def quote(site: Site) -> Quote:
    site.replies["/speech"] = Reply(PAGE)
    return Quote("q", "We never promised anybody a new bridge", sources=(Source(url=site.url()),))


@pytest.fixture
def again(archive: Archive, tmp_path: Path) -> Run:
    """Recheck the one address of a quote."""

    def run(quote: Quote, *rested: str) -> Rechecked:
        wanted = wanted_by_records([quote], project=tmp_path)
        (found,) = recheck(wanted, [quote], archive, fetcher(), lambda _: {(digest,) for digest in rested})
        return found

    return run


def test_the_first_time_there_is_nothing_to_compare_with(again: Run, quote: Quote) -> None:
    found = again(quote)
    assert (found.found, found.earlier, found.news) == (Found.FIRST, None, False)
    assert found.now is not None


def test_the_same_bytes_are_kept_as_a_revisit(again: Run, quote: Quote, archive: Archive, site: Site) -> None:
    again(quote)
    found = again(quote)
    assert (found.found, found.hunks, found.news) == (Found.UNCHANGED, (), False)
    assert [capture.kind for capture in archive.captures_of(site.url())] == ["revisit", "response"]


def test_other_bytes_with_the_same_text(again: Run, quote: Quote, archive: Archive, site: Site) -> None:
    """A token that is another one at every visit changes the page and nothing that anybody said."""
    again(quote)
    digest, evidence = archive.digest(), archive.transcripts_of(site.url())
    for visit in range(3):
        page = PAGE.replace(b"<body>", b"<body data-token='%d'><!-- ad -->" % visit)
        site.replies["/speech"] = Reply(page)
        found = again(quote)
        assert (found.found, found.hunks, found.news) == (Found.SAME_TEXT, (), False)
        assert found.now is not None
        assert archive.payload(found.now.capture) == page, "every capture is kept"
    assert len(archive.captures_of(site.url())) == 4
    assert archive.transcripts_of(site.url()) == evidence
    assert archive.digest() == digest
    assert again(quote).found is Found.UNCHANGED


def test_text_outside_the_passage(again: Run, quote: Quote, site: Site) -> None:
    again(quote)
    site.replies["/speech"] = Reply(PAGE.replace(b"Paragraph 9 of a speech", b"Paragraph 9 of his speech"))
    found = again(quote)
    assert (found.found, found.news) == (Found.TEXT, True)
    (hunk,) = found.hunks
    assert (hunk.lost, hunk.gained) == (1, 1)
    (passage,) = found.passages
    assert (passage.quote, passage.changed) == ("q", False)


def test_the_passage_itself(again: Run, quote: Quote, site: Site) -> None:
    again(quote)
    site.replies["/speech"] = Reply(PAGE.replace(b"a new bridge", b"a bridge"))
    found = again(quote)
    assert found.found is Found.PASSAGE
    (passage,) = found.passages
    assert passage.before is not None
    assert passage.after is not None
    assert passage.before.words == "We never promised anybody a new bridge"
    assert passage.after.words == "We never promised anybody a bridge"


def test_the_same_words_under_another_label(again: Run, quote: Quote, site: Site) -> None:
    again(quote)
    site.replies["/speech"] = Reply(PAGE.replace(b"MAYOR SMITH: We never", b"DEPUTY JONES: We never"))
    found = again(quote)
    assert found.found is Found.PASSAGE
    (passage,) = found.passages
    assert [each and each.label for each in (passage.before, passage.after)] == [
        "MAYOR SMITH",
        "DEPUTY JONES",
    ]


@pytest.mark.parametrize(
    ("reply", "found", "says"),
    [
        (Reply(b"no", 404), Found.GONE, "answers 404"),
        (Reply(b"no", 410), Found.GONE, "answers 410"),
        (Reply(b"no", 500), Found.REFUSED, "answers 500"),
        (Reply(b"no", 403), Found.REFUSED, "answers 403"),
        (Reply(b"<html><head><script>window.bobcmn='1'</script></head><body></body></html>"),
         Found.REFUSED, "bot defence"),
        (Reply(manner="cut"), Found.REFUSED, "is cut"),
    ],
)  # fmt: skip
def test_what_brings_nothing_leaves_the_earlier_capture_standing(
    again: Run, quote: Quote, archive: Archive, site: Site, reply: Reply, found: Found, says: str
) -> None:
    again(quote)
    before = archive.captures_of(site.url())
    site.replies["/speech"] = reply
    first, second = again(quote), again(quote)
    assert (first.found, first.again, first.news) == (found, False, True)
    assert (second.found, second.again, second.news) == (found, True, False), "it is news only once"
    assert says in (first.reason or "")
    assert first.now is None
    assert first.earlier is not None
    assert first.earlier.capture == before[0].digest
    assert archive.captures_of(site.url()) == before
    site.replies["/speech"] = Reply(PAGE)
    assert again(quote).found is Found.UNCHANGED, "it may come back"


def test_a_file_that_is_gone(again: Run, quote: Quote, tmp_path: Path) -> None:
    quote = replace(quote, sources=(Source(file="speech.txt"),))
    (tmp_path / "speech.txt").write_text(f"MAYOR SMITH: I speak of {WORDS}, and of the winter.\n")
    assert again(quote).found is Found.FIRST
    assert again(quote).found is Found.UNCHANGED
    (tmp_path / "speech.txt").unlink()
    assert again(quote).found is Found.GONE


def test_a_redirect_to_another_page(again: Run, quote: Quote, site: Site) -> None:
    again(quote)
    site.replies["/moved"] = Reply(PAGE)
    site.replies["/speech"] = Reply(b"", 302, {"Location": "/moved"})
    found = again(quote)
    assert found.moved
    assert found.news
    assert found.now is not None
    assert found.now.url == site.url("/moved")


def test_a_page_of_another_kind_in_its_place(again: Run, quote: Quote, site: Site) -> None:
    again(quote)
    site.replies["/speech"] = Reply(b"<p>Welcome to our new site, where you find all we have to offer.</p>")
    found = again(quote)
    assert found.found is Found.PASSAGE
    assert found.passages[0].after is None or found.passages[0].after.wording.value == "partial"


def test_a_publication_is_compared_too_and_is_no_witness(
    again: Run, quote: Quote, archive: Archive, site: Site
) -> None:
    quote = replace(quote, sources=(), claimed_in=(Publication(url=site.url()),))
    again(quote)
    assert again(quote).found is Found.UNCHANGED
    site.replies["/speech"] = Reply(PAGE.replace(b"<body>", b"<body><!-- ad -->"))
    assert again(quote).found is Found.SAME_TEXT
    site.replies["/speech"] = Reply(PAGE.replace(b"a new bridge", b"a bridge"))
    found = again(quote)
    assert (found.publication, found.found) == (True, Found.PASSAGE)
    site.replies["/speech"] = Reply(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"})
    assert again(quote).found is Found.UNREAD
    assert archive.transcripts_of(site.url()) == ()


def test_what_was_archived_meanwhile_is_not_passed_over(
    again: Run, quote: Quote, archive: Archive, site: Site, tmp_path: Path
) -> None:
    """``archive --all`` between, or a run that was killed: the stored verdict says what it rests on."""
    first = again(quote)
    site.replies["/speech"] = Reply(PAGE.replace(b"a new bridge", b"a bridge"))
    list(gather(wanted_by_records([quote], project=tmp_path), archive, fetcher()))
    assert first.now is not None
    found = again(quote, first.now.capture)
    assert found.found is Found.PASSAGE
    assert found.earlier is not None
    assert found.earlier.capture == first.now.capture
    assert again(quote).found is Found.UNCHANGED, "without a verdict the newest is compared with"


def test_a_better_reader_is_no_change_of_the_page(
    again: Run, quote: Quote, archive: Archive, site: Site
) -> None:
    again(quote)
    (transcript,) = archive.transcripts_of(site.url())
    older = replace(transcript, text=transcript.text.replace("winter", "Winter"), reader="html/0")
    archive.add_transcript(older, site.url(), stated=Stated())
    assert again(quote).found is Found.UNCHANGED
    site.replies["/speech"] = Reply(PAGE.replace(b"Paragraph 9 of a", b"Paragraph 9 of his"))
    found = again(quote)
    assert (found.found, sum(hunk.lost for hunk in found.hunks)) == (Found.TEXT, 1)


def test_each_comparison_is_in_the_log(again: Run, quote: Quote, tmp_path: Path, site: Site) -> None:
    again(quote)
    again(quote)
    site.replies["/speech"] = Reply(b"no", 404)
    again(quote)
    logged = [event for event in events(tmp_path / "archive") if event["type"] == "comparison"]
    assert [event["outcome"] for event in logged] == ["first-capture", "unchanged", "gone"]
    assert {event["object"] for event in logged} == {site.url()}
    assert logged[1]["detail"].count("sha256:") == 2


def test_earlier_texts_are_known_to_a_catalogue_made_anew(
    again: Run, quote: Quote, site: Site, tmp_path: Path
) -> None:
    pages = [PAGE, PAGE.replace(b"<body>", b"<body><!-- 1 -->"), PAGE.replace(b"winter", b"summer")]
    for page in pages:
        site.replies["/speech"] = Reply(page)
        again(quote)

    def earlier() -> list[str | None]:
        with Archive.open(tmp_path / "archive") as archive:
            (id,) = archive.transcript_ids()
            current = archive.transcript(id)
            assert current is not None
            assert "summer" in current.text
            return [each.capture for each in earlier_in(archive)(current)]

    before = earlier()
    assert len(before) == 1, "the capture with other bytes says the same as the first"
    rebuild(tmp_path / "archive")
    assert earlier() == before
