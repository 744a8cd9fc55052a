"""The text of a page as a browser lays it out, for links into it."""

from __future__ import annotations

import pytest

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.rendered import rendered

HTML = "text/html"


def blocks(markup: str) -> tuple[str, ...]:
    return rendered(markup.encode(), HTML, "utf-8")


def test_menus_belong_to_it_and_scripts_do_not() -> None:
    page = (
        "<title>T</title><nav><a>One</a> <a>Two</a></nav><script>no()</script><style>b{}</style><p>Text</p>"
    )
    assert blocks(page) == ("One Two", "Text")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a  b\n\tc</p>", ("a b c",)),
        ("<p>a&nbsp;b</p>", ("a\xa0b",)),
        ("<p>a<br>b</p>", ("a", "b")),
        ("<p>a <b>bold</b>, c<sup>1</sup></p>d", ("a bold, c1", "d")),
        ("<p>a<img alt=x>b</p>", ("a", "b")),
        ("<table><tr><td>a<td>b</table>", ("a", "b")),
        ("<pre>a  b\nc\n</pre>d", ("a  b", "c", "d")),
        ("<p>a <span hidden>no</span>b <i style='display: none'>no</i>c</p>", ("a b c",)),
        ("<p>a<!-- no -->b</p>", ("ab",)),
        ("<p>a<noscript>no</noscript>b</p>", ("a", "b")),
        ("", ()),
        ("<p>" * 5000 + "deep", ("deep",)),
    ],
)
def test_blocks(markup: str, expected: tuple[str, ...]) -> None:
    if not markup:
        assert rendered(b"<html></html>", HTML, None) == expected
        return
    assert blocks(markup) == expected


def test_plain_text_is_lines_and_other_things_are_nothing() -> None:
    assert rendered(b"one\r\n two \n\nthree", "text/plain", None) == ("one", "two", "three")
    assert rendered(b"%PDF-1.7", "application/pdf", None) == ()
    assert rendered(b"<p>a</p>", None, None) == ()


def test_the_charset_is_found_as_for_transcripts() -> None:
    page = "<meta charset=windows-1251><p>мост</p>".encode("windows-1251")
    assert rendered(page, HTML, None) == ("мост",)


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(UnreadableTranscript):
        rendered(b"\x00\x01\x02" * 100, HTML, None)
