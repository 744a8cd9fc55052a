"""A turn a line: taken as given, with the time where there is one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Locator, LocatorKind, Role, Transcript

Read = Callable[..., Transcript]

TURNS = [
    {
        "speaker": "Ann Lee",
        "text": "We have mended the roads.\nAnd the bridges.",
        "start": 1.5,
        "role": "chair",
    },
    {"speaker": None, "text": "Who paid?", "start": "00:01:23,400"},
    {"speaker": "Боб", "text": "Город.", "language": "ru-RU"},
]


def lines(turns: list[dict[str, object]]) -> str:
    return "".join(json.dumps(turn, ensure_ascii=False) + "\n" for turn in turns)


@pytest.mark.parametrize("media_type", ["application/jsonl", "application/x-ndjson", "text/plain", None])
@pytest.mark.parametrize("whole", [True, False])
def test_turns(read: Read, media_type: str | None, whole: bool) -> None:
    body = json.dumps(TURNS) if whole else "\n" + lines(TURNS)
    transcript = read(body, media_type=media_type)
    assert transcript.reader == "turn-lines/1"
    assert [(turn.label, turn.role, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("Ann Lee", Role.CHAIR, "We have mended the roads.\nAnd the bridges."),
        (None, Role.UNKNOWN, "Who paid?"),
        ("Боб", Role.SPEAKER, "Город."),
    ]
    assert transcript.turns[2].language == "ru"
    assert transcript.locators == (
        Locator(0, LocatorKind.TIME, "00:00:01.500"),
        Locator(transcript.text.index("Who"), LocatorKind.TIME, "00:01:23.400"),
    )


def test_no_label_is_looked_for(read: Read) -> None:
    transcript = read(
        lines(
            [
                {"speaker": "Ann", "text": "MR. SMITH: he said."},
                {"speaker": "unknown", "text": "MS. LEE: no."},
            ]
        )
    )
    assert [turn.label for turn in transcript.turns] == ["Ann", None]


def test_a_later_line_that_is_no_turn(read: Read) -> None:
    with pytest.raises(UnreadableTranscript, match="line 3 is no turn"):
        read(lines(TURNS[:2]) + '{"speaker": "Ann"}\n')
    with pytest.raises(UnreadableTranscript, match="line 3 is no turn"):
        read(lines(TURNS[:2]) + '{"speaker": "An')


def test_too_many_lines(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.transcripts.turn_lines.MOST_TURNS", 2)
    with pytest.raises(UnreadableTranscript, match="more than 2 lines"):
        read(lines(TURNS))


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "Words."}\n',
        '{"speaker": 5, "text": "Words."}\n',
        '[{"text": 5}]',
        '{"a": 1}\n{"b": 2}',
        "[" * 5000,
    ],
)
def test_json_of_another_form_is_text(read: Read, body: str) -> None:
    assert read(body + " and words", media_type="application/jsonl").reader == "text/4"


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["speaker", "text", "start", "role", "language"]),
            st.none() | st.text(max_size=9) | st.integers() | st.floats() | st.lists(st.none()),
            max_size=5,
        ),
        max_size=4,
    )
)
def test_any_objects_are_read_or_refused(read: Read, turns: list[dict[str, object]]) -> None:
    with suppress(UnreadableTranscript):
        read("".join(json.dumps(turn) + "\n" for turn in turns), media_type="application/jsonl")
