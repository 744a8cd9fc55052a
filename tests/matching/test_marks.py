"""Marks in quotes: what is cut out, and where."""

import pytest

from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.marks import MarkKind, parse

EN = lexicon("en")


def read(text: str) -> tuple[list[str], list[tuple[str, int, str]]]:
    quote = parse(text, EN)
    tokens = quote.tokens
    marks = [(mark.kind.value, mark.at, text[mark.span.start : mark.span.end]) for mark in quote.marks]
    return tokens.words(0, len(tokens)), marks


@pytest.mark.parametrize(
    "mark", ["…", "...", ". . .", "....", "[…]", "[...]", "<…>", "‹…›", "(...)", "* * *"]
)
def test_every_mark_of_omission(mark: str) -> None:
    words, marks = read(f"We will {mark} win")
    assert words == ["We", "will", "win"]
    assert [(kind, at) for kind, at, _ in marks] == [("omission", 2)]
    assert mark.strip(".") in marks[0][2]


def test_square_brackets_are_insertions() -> None:
    assert read("We [the people] will win") == (["We", "will", "win"], [("insertion", 1, "[the people]")])


def test_short_round_brackets_are_insertions_and_long_ones_are_speech() -> None:
    assert read("He (Bush) said it was over and done")[1] == [("insertion", 1, "(Bush)")]
    long = "We left (and I tell you this as one who was there from the first day to the last) and went home"
    assert read(long)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        'We will win," he said, "and soon',
        "We will win,” the president told reporters, “and soon",
        "We will win”, he added, “and soon",
    ],
)
def test_a_reporters_words_need_a_verb_of_speech(text: str) -> None:
    words, marks = read(text)
    assert words == ["We", "will", "win", "and", "soon"]
    assert [kind for kind, _, _ in marks] == ["reporter"]


def test_quotations_inside_a_quote_are_its_own_words() -> None:
    words, marks = read('We call it "peace," and not "war" any more')
    assert marks == []
    assert "and" in words


def test_a_quote_of_nothing_but_a_mark_is_plain_text() -> None:
    words, marks = read("[the people]")
    assert words == ["the", "people"]
    assert marks == []


def test_marks_keep_what_they_enclose() -> None:
    quote = parse("We will [not] win", EN)
    assert quote.marks[0].inner.words(0, 1) == ["not"]
    assert quote.marks[0].kind is MarkKind.INSERTION
