from __future__ import annotations

import pytest

from quotetrack.transcripts.asides import find_asides, is_aside


@pytest.mark.parametrize(
    "content",
    [
        "Applause.",
        "Laughter",
        "laughter and applause",
        "Applause continued",
        "Loud and sustained applause",
        "inaudible",
        "Inaudible.",
        "sic",
        "Audience interruption.",
        "Moment of silence",
        "spoke in Russian",
        "In\xa0Russian.",
        "retranslated",
        "Аплодисменты.",
        "Смех",
        "Бурные, продолжительные аплодисменты",
        "Applaudissements",
        "Video plays.",
        "Laughter, applause.",
        "no audible response",
        "translated from Spanish",
        "Heiterkeit und Beifall",
    ],
)
def test_asides(content: str) -> None:
    assert is_aside(content)


@pytest.mark.parametrize(
    "content",
    [
        "and",
        "the",
        "to the Federal Assembly",
        "COVID-19",
        "LEHRER: Good evening.",
        "I heard laughter",
        "1967",
        "not",
        "in millions",
        "IMMIGRATION",
        "the President",
        "which was met with applause by every Member of this House that day",
        "spoke in anger",
        "in Iraq",
        "CSTO",
        "Mr. Poe",
        "Washington",
        "and such are some of the abuses",
        "",
        "pause 2",
    ],
)
def test_speech_in_brackets(content: str) -> None:
    assert not is_aside(content)


def test_spans_include_the_brackets_of_any_kind() -> None:
    text = "Thank you. (Applause.) We [the States] go on. [Laughter] So <inaudible> be it. <LEHRER: No.>"
    assert [text[a.start : a.end] for a in find_asides(text)] == ["(Applause.)", "[Laughter]", "<inaudible>"]
