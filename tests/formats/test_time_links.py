"""Links to the second: each rule of the list on addresses of its kind, and no link where none fits."""

from __future__ import annotations

import pytest

from quotetrack.formats.time_links import rules, time_link
from quotetrack.model import Locator, LocatorKind

AT = Locator(0, LocatorKind.TIME, "00:01:23.900")

LINKS = {
    "YouTube": [
        ("https://www.youtube.com/watch?v=abc-_1", "https://www.youtube.com/watch?v=abc-_1&t=83s"),
        (
            "https://m.youtube.com/watch?t=5&v=abc&list=x#top",
            "https://m.youtube.com/watch?v=abc&list=x&t=83s",
        ),
        ("https://youtube.com/live/abc", "https://youtube.com/live/abc?t=83s"),
    ],
    "YouTube, short": [("https://youtu.be/abc?si=x&t=9", "https://youtu.be/abc?si=x&t=83s")],
    "Vimeo": [
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871#t=83s"),
        ("https://vimeo.com/channels/staff/76979871#t=2s", "https://vimeo.com/channels/staff/76979871#t=83s"),
    ],
    "C-SPAN": [
        (
            "https://www.c-span.org/video/?526400-1/news",
            "https://www.c-span.org/video/?526400-1/news&start=83",
        ),
        (
            "https://www.c-span.org/program/news/x/1?start=4",
            "https://www.c-span.org/program/news/x/1?start=83",
        ),
    ],
    "media file": [
        ("http://example.org/a/talk.MP4?download=1", "http://example.org/a/talk.MP4?download=1#t=83"),
        ("https://example.org/talk.mp3#t=1,2", "https://example.org/talk.mp3#t=83"),
    ],
}


@pytest.mark.parametrize("name", [rule.name for rule in rules()])
def test_each_rule(name: str) -> None:
    assert LINKS[name]
    for url, link in LINKS[name]:
        assert time_link(url, AT) == link


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "file:talk.vtt",
        "urn:sha256:0",
        "https://example.org/talk.vtt",
        "https://notyoutube.com/watch?v=a",
        "https://youtube.com.evil.org/watch?v=a",
        "https://www.youtube.com/@channel",
        "https://vimeo.com/about",
        "javascript:alert(1)//youtube.com/watch",
        "http://[",
        "ftp://youtube.com/watch?v=a",
    ],
)
def test_no_link(url: str | None) -> None:
    assert time_link(url, AT) is None


def test_only_times_lead_somewhere() -> None:
    url = "https://youtu.be/abc"
    assert time_link(url, None) is None
    assert time_link(url, Locator(0, LocatorKind.PAGE, "00:01:23.900")) is None
    assert time_link(url, Locator(0, LocatorKind.TIME, "at noon")) is None
    assert time_link(url, Locator(0, LocatorKind.TIME, "100:00:00.000")) == "https://youtu.be/abc?t=360000s"
