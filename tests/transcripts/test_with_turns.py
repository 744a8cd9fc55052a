"""Texts whose source gives the turns: they are taken as given, and nothing else is."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Role, Stated, Transcript
from quotetrack.transcripts import read_transcript

RECORD = """[[Page S1]]
  Mr. McCONNELL. Mr. President, I ask unanimous consent that the order be
rescinded.
  The PRESIDING OFFICER (Mr. Crapo). Without objection, it is so ordered.
  The Clerk read the title of the bill.
                          ____________________
"""
GIVEN = [
    ("Mr. McCONNELL",
     "  Mr. McCONNELL. Mr. President, I ask unanimous consent that the order be\nrescinded.\n"),
    ("The PRESIDING OFFICER",
     "  The PRESIDING OFFICER (Mr. Crapo). Without objection, it is so ordered.\n"),
    ("The Clerk", "  The Clerk read the title of the bill.\n"),
]  # fmt: skip


def read(form: object, media_type: str = "application/json") -> Transcript:
    body = json.dumps(form).encode() if not isinstance(form, bytes) else form
    return read_transcript(
        body,
        media_type=media_type,
        charset="utf-8",
        url=None,
        capture="sha256:00",
        archived_at=datetime.now(UTC),
        stated=Stated(id="x"),
    )


def form(text: str, turns: list[tuple[str | None, str]]) -> dict[str, object]:
    return {"text": text, "turns": [{"speaker": speaker, "text": said} for speaker, said in turns]}


def test_turns_are_those_given_without_their_labels() -> None:
    transcript = read(form(RECORD, GIVEN))
    assert transcript.reader == "turns/2"
    assert [(turn.label, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        (None, "[[Page S1]]"),
        ("Mr. McCONNELL", "Mr. President, I ask unanimous consent that the order be\nrescinded."),
        ("The PRESIDING OFFICER", "Without objection, it is so ordered."),
        ("The Clerk", "The Clerk read the title of the bill."),
        (None, "____________________"),
    ]
    assert transcript.turns[2].role is Role.CHAIR
    assert "Mr. McCONNELL. Mr. President" in transcript.text, "what is printed stays in the text"


def test_the_text_is_that_of_the_plain_reader() -> None:
    assert read(form(RECORD, GIVEN)).text == read(RECORD.encode(), "text/plain").text


def test_no_label_is_looked_for() -> None:
    text = "MR. SMITH: Words.\nMS. JONES: Other words.\n"
    assert len(read(text.encode(), "text/plain").turns) == 2
    transcript = read(form(text, [("Everybody", text)]))
    assert [turn.label for turn in transcript.turns] == ["Everybody"]


@pytest.mark.parametrize("name", [None, "", "Unknown", "unknown", "\u200b"])
def test_nobody_named_is_nobody(name: str | None) -> None:
    assert read(form("Some words.", [(name, "Some words.")])).turns == ()
    transcript = read(form("Some words.\nMore.", [(name, "Some words.\n"), ("Ann", "More.")]))
    assert [turn.label for turn in transcript.turns] == [None, "Ann"]


def test_a_turn_that_does_not_stand_in_the_text() -> None:
    with pytest.raises(UnreadableTranscript, match="turn 2 does not stand in the text"):
        read(form("One. Two.", [("A", "Two."), ("B", "One.")]))


@pytest.mark.parametrize(
    "other",
    [{"text": "Words."}, {"text": 5, "turns": []}, {"text": "Words.", "turns": [5]}, ["Words."], b"{Words"],
)
def test_json_of_another_form_is_read_as_text(other: object) -> None:
    assert read(other).reader == "text/4"


PART = st.tuples(st.none() | st.sampled_from(["Ann", "Mr. B", "Unknown"]), st.text(max_size=30))


@given(st.lists(PART, max_size=6), st.text(max_size=10))
def test_every_turn_stands_in_order(turns: list[tuple[str | None, str]], between: str) -> None:
    text = between.join(said for _, said in turns) + " end"
    try:
        transcript = read(json.dumps(form(text, turns)).encode())
    except UnreadableTranscript:
        return
    at = 0
    for turn in transcript.turns:
        assert at <= turn.start < turn.end <= len(transcript.text)
        at = turn.end
    named = [label for label, _ in turns]
    assert all(turn.label in named for turn in transcript.turns if turn.label)
