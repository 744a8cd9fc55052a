"""Words that a transcript takes back further down."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quotetrack.model import Quote, Transcript
from quotetrack.verification import verify

T, Q = Callable[..., Transcript], Callable[..., Quote]
SAID = "We have trained 240 thousand soldiers of the Iraqi army this year."
MORE = "Let me now speak of taxes, which are far too high for most of us and for our children too. " * 4


def corrected(made: Transcript, quote: Quote) -> str | None:
    return next((c.words for c in verify(quote, [made]).cautions if c.name == "corrected-later"), None)


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        ("I misspoke on the army: it is 240 in all, not thousand.", True),
        ("I should have said that we trained Iraqi soldiers for two years.", True),
        ("I misspoke about the price of oil.", False),
        ("They have to correct the record on the Iraqi army and its soldiers.", False),
    ],
)
def test_a_correction_must_speak_of_the_same(transcript: T, quote: Q, later: str, shown: bool) -> None:
    made = transcript(f"{SAID} {MORE}{later} {MORE}", speaker="Bush")
    assert corrected(made, quote(SAID, "Bush")) == (later if shown else None)


def test_nobody_corrects_another(dialogue: T, quote: Q) -> None:
    later = "I misspoke: it is 240 soldiers in all."
    own = dialogue(("MR. BUSH", SAID), ("Q", MORE), ("MR. BUSH", later))
    assert corrected(own, quote(SAID, "George Bush")) == later
    other = dialogue(("MR. BUSH", SAID), ("Q", MORE), ("Q", later))
    assert corrected(other, quote(SAID, "George Bush")) is None


def test_what_was_said_before_corrects_nothing(transcript: T, quote: Q) -> None:
    made = transcript(f"I misspoke: it is 240 soldiers. {MORE}{SAID} {MORE}", speaker="Bush")
    assert corrected(made, quote(SAID, "Bush")) is None
