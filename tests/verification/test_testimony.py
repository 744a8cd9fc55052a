"""What one transcript says: passage and context by code points, labels and asides apart, other languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotetrack.model import Nature, Quote, Span, Transcript, Witness, Wording
from quotetrack.verification import testimony
from quotetrack.verification.testimony import readable, same_language, skipped

T, Q, S = Callable[..., Transcript], Callable[..., Quote], Callable[[str], str]


def ask(quote: Quote, transcript: Transcript) -> Witness:
    return testimony.testify(quote, transcript, readable(transcript), declared=False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("en", "en-GB", True),
        ("en_US", "EN", True),
        ("en", "ru", False),
        (None, "ru", True),
        ("en", None, True),
    ],
)
def test_same_language(one: str | None, other: str | None, same: bool) -> None:
    assert same_language(one, other) is same


def test_passage_and_context(speech: S, transcript: T, quote: Q) -> None:
    made = transcript(speech("2003-Bush-1"))
    words = "The British Government has learned that Saddam Hussein recently sought significant quantities"
    witness = ask(quote(words), made)
    assert witness.passage is not None
    start, end = witness.passage.start, witness.passage.end
    assert witness.passage.text == made.text[start:end] == words
    assert made.text[:start].endswith(witness.before)
    assert made.text[end:].startswith(witness.after)
    assert 200 < len(witness.before) <= 300
    assert 200 < len(witness.after) <= 300
    assert made.text[start - len(witness.before) - 1].isspace()
    assert made.text[end + len(witness.after)].isspace()


def test_labels_and_asides_are_no_words_of_the_speech(dialogue: T, quote: Q) -> None:
    made = dialogue(("MR. BUSH", "We stay [applause] the course"), ("MR. BLAIR", "and so do all of us."))
    at = made.text.index("[applause]")
    aside = Span(at, at + len("[applause]"))
    made = replace(made, asides=(aside,), turns=(replace(made.turns[0], asides=(aside,)), made.turns[1]))
    labels = [made.text[span.start : span.end].strip() for span in skipped(made)]
    assert labels == ["[applause]", "MR. BUSH:", "[applause]", "MR. BLAIR:"]
    assert ask(quote("We stay the course"), made).wording is not None
    assert ask(quote("We stay the course"), made).wording.rank >= 6  # type: ignore[union-attr]
    both = ask(quote("We stay the course and so do all of us.", "George Bush"), made)
    assert both.wording is not None
    assert both.wording.rank >= 6
    assert both.speaker.value == "other"


def test_the_place_under_the_claimed_name_is_preferred(dialogue: T, quote: Q) -> None:
    made = dialogue(
        ("MR. BLAIR", "We stay the course, my friends."), ("MR. BUSH", "We stay the course, my friends.")
    )
    for speaker, turn in (("Tony Blair", 0), ("George Bush", 1), (None, 0)):
        witness = ask(quote("We stay the course, my friends.", speaker), made)
        assert witness.passage is not None
        assert witness.passage.turn == turn
        assert len(witness.rivals) == 1


def test_a_place_is_no_rival_of_itself(transcript: T, quote: Q) -> None:
    """Two chains of runs may lead to one place."""
    text = "The decision to appeal to the Assembly in the event of the failure of negotiations was late."
    asked = quote(
        "the decision to stop fighting, without knowing whether they could ever resume their liberating "
        "struggle in the event of the negotiations failing. I can tell you personally that, if I had been"
    )
    witness = ask(asked, transcript(text))
    assert (witness.wording, witness.rivals) == (Wording.PARTIAL, ())


def test_a_place_with_two_ways_on_is_no_rival_of_itself(transcript: T, quote: Q) -> None:
    """Its last words stand twice further down; the first, by which it is named, stand once."""
    text = (
        "We hope that what we do here will be used constructively. One of us has asked about the harbour. "
        "The energies of member states must go into development, he said. Another has asked about the road. "
        "The energies of member states must go into development, she said."
    )
    asked = "that what we do here will be used before energies of member states must go into development"
    witness = ask(quote(asked), transcript(text))
    assert witness.rivals == ()


def test_another_language_is_never_compared_by_word(transcript: T, quote: Q) -> None:
    russian = "Сразу же подчеркну.\n…\nВоенная акция – это большая ошибка."
    asked = quote("I stress at once. It is a great mistake.", "Vladimir Putin", language="en")
    long = ask(asked, transcript(russian, language="ru"))
    assert (long.wording, long.passage) == (None, None)
    short = ask(asked, transcript(russian, language="ru", nature=Nature.EXCERPT, speaker="Vladimir Putin"))
    assert short.wording is None
    assert short.speaker.value == "confirmed"
    assert short.passage is not None
    assert short.passage.text == russian
    assert [russian[p.start : p.end] for p in short.pieces] == [
        russian.split("\n")[0],
        russian.split("\n")[2],
    ]
    huge = transcript(russian * 200, language="ru", nature=Nature.EXCERPT)
    assert ask(asked, huge).passage is None


def test_a_report_has_a_passage_and_no_wording(transcript: T, quote: Q) -> None:
    made = transcript("The President said that we stay the course in Iraq.", nature=Nature.REPORT)
    witness = ask(quote("we stay the course in Iraq"), made)
    assert witness.wording is None
    assert witness.passage is not None


def test_absent(transcript: T, quote: Q) -> None:
    witness = ask(quote("nothing like it at all stands here", "A B"), transcript("We stay the course."))
    assert (witness.passage, witness.pieces, witness.cautions) == (None, (), ())
    assert witness.speaker.value == "unlabelled"
    assert ask(quote("nothing like it stands"), transcript("We stay.")).speaker.value == "not-claimed"
