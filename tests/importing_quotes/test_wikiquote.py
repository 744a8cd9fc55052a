"""Pages of Wikiquote: bullets become quotes, with nothing made up and nothing lost without a word."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quotetrack.importing_quotes.draft import Draft, Rejected
from quotetrack.importing_quotes.wikilines import page_lines
from quotetrack.importing_quotes.wikiquote import read

PAGE = """{{infobox
| name = x
}}
[[File:A.jpg|thumb|'''A caption''']]
'''[[w:George W. Bush|George W. Bush]]''' (born 1946) was president.
<!-- a comment
* no quote -->
== Quotes ==
=== 2004 ===
* We will ''never'' seek a [https://a.b/c permission]<br />slip &amp; more.<ref>a
b</ref>
** [https://x.y/s State of the Union] (20 January 2004)
*** deeper, [//z.w/t more]
: an indented line
* second {{cite|x}} words
* {{lang|ru|Слова [[w:Язык|на русском]]}}
** A translation
* {{nowrap|1=so}} <nowiki>[[it]]</nowiki> is
*
== Quotes about Bush ==
* He was fine.
** Someone, ''Book''
== External links ==
* [https://a.b link]
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.wiki"
    path.write_text(PAGE)
    return path


def test_a_page(page: Path) -> None:
    rows = list(read(page))
    assert [(row.place.rpartition(":")[2], getattr(row, "reason", None)) for row in rows] == [
        ("10", None),
        ("15", "the template {{cite}} stands in it, whose words the page does not hold"),
        ("16", None),
        ("18", "the template {{nowrap}} stands in it, whose words the page does not hold"),
        ("19", "quote is empty"),
        ("21", None),
    ]
    first, russian, about = (row.fields for row in rows if isinstance(row, Draft))
    assert first == {
        "text": "We will never seek a permission\nslip & more.",
        "speaker": {"name": "George W. Bush"},
        "claimed_in": [
            {
                "citation": "Wikiquote, George W. Bush, “Quotes”, “2004”: "
                "State of the Union (20 January 2004); deeper, more"
            },
            {"url": "https://x.y/s"},
            {"url": "https://z.w/t"},
        ],
    }
    assert (russian["text"], russian["language"]) == ("Слова на русском", "ru")
    assert "speaker" not in about, "what others say of him is not his"


def test_whose_page_it_is(page: Path) -> None:
    first, *_ = read(page, speaker="Another")
    assert isinstance(first, Draft)
    assert first.fields["speaker"] == {"name": "Another"}


def test_what_is_never_closed_ends_on_its_line() -> None:
    lines = list(page_lines("* a <!-- b\n* c {{d\n* e <ref>f\n* g <ref name='h' /> i\n== j ==\n"))
    assert [(line.number, line.marker, line.heading) for line in lines] == [
        (1, "*", 0), (2, "*", 0), (3, "*", 0), (4, "*", 0), (5, "", 2), (6, "", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["{{a|" * 50_000, "[[" * 50_000, "<b>" * 20_000, "x" * 200_000])
def test_hostile_lines_are_refused_at_once(tmp_path: Path, line: str) -> None:
    path = tmp_path / "page.wiki"
    path.write_text(f"'''{line}\n== Q ==\n* {line}\n** {line}\n* fine words\n")
    start = time.monotonic()
    bad, good = read(path)
    assert isinstance(bad, Rejected)
    assert isinstance(good, Draft)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"* caf\xe9", "not UTF-8"), (b"x" * (3 << 20), "larger than 2 MiB"), (None, "cannot be read")],
)
def test_pages_that_cannot_be_read(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "page.wiki"
    if content is not None:
        path.write_bytes(content)
    (row,) = read(path)
    assert isinstance(row, Rejected)
    assert row.whole
    assert reason in row.reason
