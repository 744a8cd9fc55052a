"""What readers hand on is put where it belongs in the canonical text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import LocatorKind, Stated, Transcript
from quotetrack.transcripts import composing
from quotetrack.transcripts.assembly import assemble
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content, Opening, Paragraph

PIECES = st.lists(
    st.sampled_from(["a", " ", "  ", "e\u0301", "\u200b", "\xa0", "\t", "(laughter)", "b.", "[note]"]),
    max_size=9,
)


def assembled(*paragraphs: Paragraph) -> Transcript:
    content = Content(reader="x/1", paragraphs=paragraphs, locators=LocatorKind.TIME)
    return assemble(
        content, url=None, capture="sha256:0", archived_at=datetime.now(UTC), stated=Stated(id="x")
    )


def test_asides_that_the_source_gives() -> None:
    text = "  Hello  there ♪ la ♪ (laughter) you"
    start = text.index("♪")
    transcript = assembled(Paragraph("First."), Paragraph(text, asides=((start, start + 6),)))
    assert [transcript.text[aside.start : aside.end] for aside in transcript.asides] == [
        "♪ la ♪",
        "(laughter)",
    ]


def test_where_a_given_aside_and_a_found_one_overlap_the_given_stays() -> None:
    transcript = assembled(Paragraph("one [see (laughter) there] two", asides=((4, 26),)))
    assert [transcript.text[aside.start : aside.end] for aside in transcript.asides] == [
        "[see (laughter) there]"
    ]


def test_what_is_nobodys_is_one_turn_and_somebody_unnamed_is_another() -> None:
    transcript = assembled(
        Paragraph("Heading", opening=Opening(None)),
        Paragraph("Note", opening=Opening(None)),
        Paragraph("Words", opening=Opening(None, unnamed=True)),
        Paragraph("Others", opening=Opening(None, unnamed=True)),
        Paragraph("P1: more", opening=Opening("P1", pointer=True)),
    )
    assert [transcript.text[turn.start : turn.end] for turn in transcript.turns] == [
        "Heading\nNote",
        "Words",
        "Others",
        "more",
    ]
    assert transcript.turns[3].speaker is None


def test_too_many_turns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "MOST_TURNS", 3)
    composer = composing.Composer()
    for _ in range(3):
        composer.open(Opening(None))
    with pytest.raises(UnreadableTranscript, match="more than 3 turns"):
        composer.open(Opening(None))


@given(PIECES, PIECES, PIECES)
def test_places_are_those_of_the_words_before_them(
    first: list[str], second: list[str], third: list[str]
) -> None:
    parts = ["x" + "".join(first), "y" + "".join(second), "z" + "".join(third)]
    text = "".join(parts)
    further = ((len(parts[0]), "2"), (len(parts[0]) + len(parts[1]), "3"))
    transcript = assembled(Paragraph(text, locator="1", further=further))
    assert transcript.text == clean_line(text)
    assert [transcript.text[locator.start] for locator in transcript.locators] == ["x", "y", "z"]


def test_a_place_between_two_spaces() -> None:
    text = "a  b c"
    transcript = assembled(Paragraph(text, locator="1", further=((2, "2"), (text.index("c"), "3"))))
    assert [(locator.start, locator.text) for locator in transcript.locators] == [
        (0, "1"),
        (2, "2"),
        (4, "3"),
    ]
