"""Whether a transcript is of the claimed occasion: a declared source, or same speaker and date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quotetrack.model import Quote, Transcript
from quotetrack.verification.occasion import Occasion, occasion_of

T, Q = Callable[..., Transcript], Callable[..., Quote]
CLAIM = {"speaker": "George W. Bush", "date": "2003-01-28"}
FACTS = {"speaker": "George W. Bush", "date": "2003-01-28"}


@pytest.mark.parametrize(
    ("claim", "facts", "finding"),
    [
        (CLAIM, FACTS, "confirmed"),
        (CLAIM, FACTS | {"date": "2003-01-29"}, "confirmed"),
        (CLAIM, FACTS | {"date": "2004-01-20"}, "other"),
        (CLAIM, FACTS | {"date": "2003"}, "unknown"),
        (CLAIM, FACTS | {"date": None}, "unknown"),
        (CLAIM, FACTS | {"speaker": "Tony Blair"}, "unknown"),
        (CLAIM, FACTS | {"speaker": None}, "unknown"),
        (CLAIM | {"speaker": None}, FACTS, "confirmed"),
        (CLAIM | {"date": "2003"}, FACTS, "confirmed"),
        (CLAIM | {"date": "01/28"}, FACTS, "confirmed"),
        (CLAIM | {"date": "28/1/03"}, FACTS, "confirmed"),
        (CLAIM | {"date": "last week"}, FACTS, "unknown"),
        (CLAIM | {"date": None}, FACTS, "not-claimed"),
        (CLAIM | {"date": None, "occasion": "State of the Union"}, FACTS, "unknown"),
        (
            CLAIM | {"date": None, "occasion": "State of the Union!"},
            FACTS | {"occasion": "state of the Union"},
            "confirmed",
        ),
        (
            CLAIM | {"occasion": "a dinner"},
            FACTS | {"speaker": "Tony Blair", "occasion": "A dinner"},
            "confirmed",
        ),
    ],
)
def test_by_date_and_speaker(
    quote: Q, transcript: T, claim: dict[str, Any], facts: dict[str, Any], finding: str
) -> None:
    found = occasion_of(quote("words", **claim), transcript("words", **facts), declared=False)
    assert found.finding.value == finding
    if finding in ("other", "unknown") and claim["date"]:
        assert found.note


def test_a_declared_source_is_of_the_occasion_and_a_contradiction_is_told(quote: Q, transcript: T) -> None:
    asked = quote("words", **CLAIM)
    assert occasion_of(asked, transcript("words"), declared=True) == Occasion(
        occasion_of(asked, transcript("words", **FACTS), declared=True).finding
    )
    wrong = occasion_of(asked, transcript("words", **FACTS | {"date": "2004-01-20"}), declared=True)
    assert wrong.finding.value == "confirmed"
    assert wrong.note == "claimed 2003-01-28, the transcript is dated 2004-01-20"


def test_an_unreadable_date_says_why(quote: Q, transcript: T) -> None:
    found = occasion_of(quote("w", date="last week"), transcript("w", date="2003-01-28"), declared=False)
    assert found.note == "the claimed date 'last week' names no date by itself"
    found = occasion_of(quote("w", date="2003-01-28"), transcript("w", date="2003-99"), declared=False)
    assert found.note == "the transcript's date '2003-99' cannot be read as a date"
