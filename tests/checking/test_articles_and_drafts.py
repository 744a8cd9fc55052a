"""Files, addresses and standard input to documents; quotations to drafts of records."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Reply, Site
from speeches import ARTICLE

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.checking import check_article
from quotetrack.checking.articles import read_article
from quotetrack.checking.drafts import drafts
from quotetrack.errors import QuotetrackError
from quotetrack.quotations import Form, read_document

LIMITS = Limits(delay=0.0, connect=1.0, read=1.0, total=2.0)


def test_a_file_is_read_by_its_form(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A *head*\n")
    assert read_article(str(path), Fetcher(LIMITS)).text == "A head"
    assert read_article(str(path), Fetcher(LIMITS), form=Form.TEXT).text == "# A *head*"


def test_standard_input_is_text_unless_it_shows_otherwise() -> None:
    document = read_article("-", Fetcher(LIMITS), read_input=lambda _: "“Words”".encode())
    assert (document.name, document.text) == ("-", "“Words”")
    page = read_article(
        "-", Fetcher(LIMITS), read_input=lambda _: b"<html><body><p>Some words.</p></body></html>"
    )
    assert page.text == "Some words."


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.md", "missing.md: no such file"),
        (".", "not a file"),
        ("ftp://example.org/a", "only http and https"),
        ("http://[", "http://["),
        ("a\0b.md", "no such file"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(QuotetrackError) as raised:
        read_article(name, Fetcher(LIMITS))
    assert reason in str(raised.value)


def test_too_much_input_is_refused() -> None:
    limits = Limits(decoded_bytes=10)
    with pytest.raises(QuotetrackError, match="larger than"):
        read_article("-", Fetcher(limits), read_input=lambda size: b"a" * size)


def test_an_address_is_read_through_the_polite_fetcher(site: Site) -> None:
    page = "<html><body><article><p>Jane Doe said “we are here”.</p></article></body></html>".encode()
    site.replies["/column"] = Reply(page)
    document = read_article(site.url("/column"), Fetcher(LIMITS, allow_private=True))
    assert document.text == "Jane Doe said “we are here”."
    assert [path for path, _ in site.asked] == ["/robots.txt", "/column"]
    assert site.agents[0].startswith("quotetrack/")


def test_an_address_that_gives_no_article_is_refused(site: Site, faults: dict[str, str]) -> None:
    fetcher = Fetcher(LIMITS, allow_private=True)
    for path in ("/500", "/404", "/wall", "/empty"):
        address = site.url(path)
        with pytest.raises(QuotetrackError) as raised:
            read_article(address, fetcher)
        assert str(raised.value).startswith(f"{address}: ")
        assert faults[address] in str(raised.value)
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    with pytest.raises(QuotetrackError, match="robots"):
        read_article(site.url("/speech"), Fetcher(LIMITS, allow_private=True))
    with pytest.raises(QuotetrackError, match="private or loopback"):
        read_article(site.url("/speech"), Fetcher(LIMITS))


def test_quotations_with_a_speaker_become_drafts(archive: Archive) -> None:
    results = check_article(read_document(ARTICLE.encode(), "paper/a.md"), archive)
    made = list(drafts(results))
    assert [draft.fields["speaker"]["name"] for draft in made] == [
        "George W. Bush", "George W. Bush", "George W. Bush", "Jimmy Carter", "Franklin D. Roosevelt",
        "John F. Kennedy", "John F. Kennedy", "Ann Miller", "John F. Kennedy",
    ]  # fmt: skip
    first = made[0]
    assert first.place == "paper/a.md:3:46"
    assert first.fields == {
        "text": "America will never seek a permission slip to defend the security of our people.",
        "speaker": {"name": "George W. Bush"},
        "language": "en",
        "claimed_in": [{"citation": "paper/a.md", "quotation_marks": True}],
    }
    assert made[5].fields["text"].endswith("such as ours can endure")


def test_an_address_is_where_it_is_claimed_and_standard_input_is_not(archive: Archive) -> None:
    body = "Jane Doe said “we are all here in this place”.".encode()
    (draft,) = drafts(check_article(read_document(body, "https://example.org/a"), archive))
    assert draft.fields["claimed_in"] == [{"url": "https://example.org/a", "quotation_marks": True}]
    (draft,) = drafts(check_article(read_document(body, "-"), archive))
    assert "claimed_in" not in draft.fields
