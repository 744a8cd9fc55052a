"""A verdict as JSON: plain values, one line, nothing that steers a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.formats.verdict_json import as_data, as_line
from quotetrack.model import Person, Quote, Review, Transcript
from quotetrack.verification import verify

MADE = Transcript(
    "t", "Now we shall overcome one day, deep in my heart.", title="A song", date="1963-08-28", language="en",
    url="https://example.org/", capture="sha256:0", archived_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
)  # fmt: skip
QUOTE = Quote("q", "we shall overcome some day, deep in my heart", speaker=Person("A B"), date="1963")


def test_the_values() -> None:
    data = as_data(verify(QUOTE, [MADE]))
    assert data["quote"] == {
        "id": "q",
        "text": QUOTE.text,
        "speaker": "A B",
        "date": "1963",
        "occasion": None,
    }
    (witness,) = data["witnesses"]
    assert witness["archived_at"] == "2020-01-02T03:04:05+00:00"
    assert (witness["transcript"], witness["url"], witness["nature"]) == ("t", MADE.url, "unknown")
    assert witness["passage"]["text"] == MADE.text[witness["passage"]["start"] : witness["passage"]["end"]]
    assert data["versions"].keys() >= {"quotetrack", "differences", "readers"}
    assert json.loads(json.dumps(data)) == data


def test_what_is_not_known_is_null() -> None:
    data = as_data(verify(Quote("q", "we shall overcome some day"), []))
    assert (data["wording"], data["speaker"], data["occasion"]) == (None, "not-claimed", "not-claimed")
    assert (data["witnesses"], data["cautions"], data["elsewhere"]) == ([], [], [])
    bare = Transcript("t", "Something else altogether is said here.", date="1963", speaker="A B")
    (witness,) = as_data(verify(QUOTE, [bare]))["witnesses"]
    assert (witness["passage"], witness["archived_at"], witness["capture"]) == (None, None, None)


def test_reviews_stand_beside_the_verdict() -> None:
    review = Review("me", "2020-01-01", "accurate", "sha256:x", "seen")
    (found,) = as_data(verify(replace(QUOTE, reviews=(review,)), [MADE]))["reviews"]
    assert found == {
        "reviewer": "me", "date": "2020-01-01", "conclusion": "accurate", "note": "seen", "seen": None,
        "current": False,
    }  # fmt: skip


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_one_line_that_reads_back(text: str) -> None:
    line = as_line(verify(replace(QUOTE, text=text), [MADE]))
    assert json.loads(line)["quote"]["text"] == text
    assert len(line.splitlines()) == 1
    assert not any(c in line for c in "\x00\x07\x1b\x7f\x9b\u202e\u2028")
    line.encode("utf-8")
