"""Where words stand and prove nothing, the reader is told where, and never that they stand nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotetrack.model import Completeness, Nature, Quote, Role, Transcript
from quotetrack.verification import verify

T, Q = Callable[..., Transcript], Callable[..., Quote]
WORDS = "We have mended every road of the old town this year"
SMITH, JONES = ("MAYOR SMITH", "Good evening to all of you."), ("MR. JONES", f"{WORDS}.")
OTHER = "The harvest was good, and the school has a new roof and forty new pupils."


@pytest.fixture
def other(transcript: T) -> Transcript:
    return transcript(OTHER, id="other", language="en", complete=Completeness.YES)


@pytest.mark.parametrize("date", [None, "2003-05-01"])
def test_words_of_an_excerpt_are_not_called_absent(
    transcript: T, quote: Q, other: Transcript, date: str | None
) -> None:
    typed = transcript(f"{WORDS}.", id="typed", title="Notes", nature=Nature.EXCERPT, date="2003-05-01")
    verdict = verify(quote(WORDS, "Ann Smith", date=date), [typed, other])
    assert verdict.status.value == "unchecked"
    assert "only in an excerpt typed in by hand, which proves nothing (Notes)" in verdict.reason


def test_a_report_that_has_the_words_is_named(transcript: T, quote: Q, other: Transcript) -> None:
    says = f"Mr Smith said that {WORDS[0].lower()}{WORDS[1:]}."
    report = transcript(says, id="report", title="News of the day", nature=Nature.REPORT)
    verdict = verify(quote(WORDS, "Ann Smith"), [report, other])
    assert verdict.status.value == "not-in-transcripts"
    assert "A report tells it in these words" in verdict.reason
    assert "(News of the day)" in verdict.reason
    changed = verify(quote(WORDS.replace("every", "no"), "Ann Smith"), [report, other])
    assert "report" not in changed.reason


def test_words_under_another_name_in_a_part_of_the_transcript(dialogue: T, quote: Q) -> None:
    part = dialogue(SMITH, JONES, id="part", title="Council", date="2003-05-01", complete=Completeness.NO)
    verdict = verify(quote(WORDS, "Ann Smith", date="2003-05-01"), [part])
    assert verdict.status.value == "unchecked"
    assert verdict.reason.startswith("These words stand under MR. JONES (Council)")
    changed = verify(quote(WORDS.replace("every", "no"), "Ann Smith", date="2003-05-01"), [part])
    assert changed.reason == "The nearest words stand under MR. JONES, and differ (Council)."


def test_a_questioner_s_words_are_said_to_be_one_s(dialogue: T, quote: Q) -> None:
    asked = dialogue(SMITH, ("Q", f"{WORDS}."), id="asked", title="Council", date="2003-05-01")
    turns = (asked.turns[0], replace(asked.turns[1], role=Role.QUESTION))
    verdict = verify(quote(WORDS, "Ann Smith", date="2003-05-01"), [replace(asked, turns=turns)])
    assert verdict.status.value == "other-speaker"
    assert verdict.reason == "The transcript prints these words under a questioner's label, Q (Council)."
