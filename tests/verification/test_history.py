"""The caution changed-since: what a witness said before, and only where that is other words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quotetrack.model import Quote, Transcript, Verdict
from quotetrack.verification import verify
from quotetrack.verification.history import CHANGED_SINCE, with_history

T, Q = Callable[..., Transcript], Callable[..., Quote]
NOW = "MAYOR: Good morning. We shall not yield to them in this matter today. Thank you all."
THEN = NOW.replace("shall not yield", "shall yield")
DAYS = [datetime(2024, 1, 9 - n, tzinfo=UTC) for n in range(4)]
QUOTE = "We shall yield to them in this matter today"


@pytest.fixture
def told(transcript: T, quote: Q) -> Callable[..., Verdict]:
    """The verdict on the quote where a text stands now and the others stood before, newest first."""

    def told(now: str, *before: str, words: str = QUOTE, **facts: object) -> Verdict:
        current = transcript(now, "t", **facts)
        earlier = [
            replace(
                current,
                text=text,
                capture=f"sha256:{n}{n}{n}",
                archived_at=datetime(2024, 1, 9 - n, tzinfo=UTC),
            )
            for n, text in enumerate(before, 1)
        ]
        verdict = verify(quote(words), [current], declared=frozenset({"t"}))
        return with_history(verdict, lambda _: earlier)

    return told


def caution(verdict: Verdict) -> str | None:
    on_witness = [c.words for w in verdict.witnesses for c in w.cautions if c.name == CHANGED_SINCE]
    on_verdict = [c.words for c in verdict.cautions if c.name == CHANGED_SINCE]
    assert len(on_verdict) <= 1
    assert not on_verdict or on_verdict[0] in on_witness
    return on_verdict[0] if on_verdict else None


def test_a_text_that_was_never_another_has_none(told: Callable[..., Verdict]) -> None:
    assert caution(told(NOW)) is None


def test_the_capture_the_day_and_the_words_before(told: Callable[..., Verdict]) -> None:
    said = caution(told(NOW, THEN))
    assert said == f"as saved on 2024-01-08 (sha256:111…), it read: “{QUOTE}”"


def test_the_status_stays_and_so_does_what_is_signed(told: Callable[..., Verdict]) -> None:
    plain, changed = told(NOW), told(NOW, THEN)
    assert (changed.status, changed.evidence) == (plain.status, plain.evidence)
    assert changed.cautions[-1].name == CHANGED_SINCE, "the last of the cautions"


def test_words_that_were_taken_out(told: Callable[..., Verdict]) -> None:
    verdict = told("MAYOR: Good morning. Thank you all, and goodbye until tomorrow.", THEN)
    assert verdict.status.value == "not-in-transcripts"
    assert "it read: “We shall yield" in (caution(verdict) or "")


def test_words_that_were_put_in(told: Callable[..., Verdict]) -> None:
    assert "the words did not stand there" in (caution(told(THEN, "MAYOR: Good morning. Thank you.")) or "")


def test_of_several_the_one_that_had_the_words_best(told: Callable[..., Verdict]) -> None:
    middle = NOW.replace("We shall not yield to them", "We shall hardly ever yield to those")
    said = caution(told(NOW, middle, THEN))
    assert said == f"as saved on 2024-01-07 (sha256:222…), it read: “{QUOTE}”"


def test_other_words_of_the_text_are_said_to_be_that(told: Callable[..., Verdict]) -> None:
    said = caution(told(THEN, THEN.replace("Thank you all.", "Thank you.")))
    assert said == (
        "as saved on 2024-01-08 (sha256:111…), other words of this text; the passage was as it is"
    )


def test_where_the_quote_has_no_place_other_words_are_nothing(
    told: Callable[..., Verdict],
) -> None:
    assert (
        caution(told("MAYOR: Good morning.", "MAYOR: Good evening.", words="a wholly other matter indeed"))
        is None
    )


def test_what_lies_between_joined_pieces_is_not_their_passage(
    told: Callable[..., Verdict],
) -> None:
    text = "We shall win this war for all. {} We shall then rebuild the town for all of them."
    filler = "It has been long, and it cost us much, and many of us have gone home by now. " * 3
    joined = "We shall win this war for all. We shall then rebuild the town for all of them."
    verdict = told(text.format(filler), text.format(filler.replace("long", "short")), words=joined)
    assert verdict.status.value == "joined"
    assert "the passage was as it is" in (caution(verdict) or "")
