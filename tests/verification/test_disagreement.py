"""One official transcript has the words, another of the same occasion has them otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quotetrack.model import Caution, Quote, Transcript, Verdict
from quotetrack.verification import verify

T, Q = Callable[..., Transcript], Callable[..., Quote]
WORDS = "We have found the weapons of mass destruction, and we will find more of them before the year is out."
CLAIM: dict[str, Any] = {"speaker": "George W. Bush", "date": "2003-05-29"}


def witness(transcript: T, id: str, text: str, **facts: Any) -> Transcript:
    facts = {"speaker": "George W. Bush", "date": "2003-05-29"} | facts
    return transcript(f"Thank you all. {text} Thank you.", id, **facts)


def caution(verdict: Verdict) -> Caution | None:
    return next((c for c in verdict.cautions if c.name == "transcripts-disagree"), None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("have found", "have not found"), "b adds “not”"),
        (("more of them", "some of them"), "b has “some” for “more”"),
        (("of mass destruction, ", ""), "b lacks “of mass destruction”"),
    ],
)
def test_the_variant_is_shown(transcript: T, quote: Q, change: tuple[str, str], said: str) -> None:
    made = [witness(transcript, "a", WORDS), witness(transcript, "b", WORDS.replace(*change))]
    verdict = verify(quote(WORDS, **CLAIM), made)
    assert verdict.status.value == "matches"
    assert verdict.cautions == (Caution("transcripts-disagree", said),)
    assert verdict.witnesses[0].cautions == verdict.cautions
    assert not verdict.witnesses[1].cautions


@pytest.mark.parametrize(
    "other",
    [
        WORDS.replace("We have", "We've"),
        WORDS.replace("weapons of", "Weapons -- of"),
        "Now let me speak of taxes, and of what we will find in them before the year is out.",
        "We have found that nobody is perfect; he who looks for faults will find many more of them than I.",
    ],
)
def test_what_is_harmless_or_lacks_the_passage_disagrees_with_nobody(
    transcript: T, quote: Q, other: str
) -> None:
    made = [witness(transcript, "a", WORDS), witness(transcript, "b", other)]
    assert caution(verify(quote(WORDS, **CLAIM), made)) is None


def test_another_occasion_disagrees_with_nobody(transcript: T, quote: Q) -> None:
    other = witness(transcript, "b", WORDS.replace("more", "some"), date="2003-06-05")
    made = [witness(transcript, "a", WORDS), other]
    assert caution(verify(quote(WORDS, **CLAIM), made)) is None
    # where a record names both, it says that they are of one occasion
    declared = frozenset({"a", "b"})
    assert caution(verify(quote(WORDS, **CLAIM), made, declared=declared)) is not None


def test_without_a_claim_the_transcripts_themselves_say_that_they_are_of_one_occasion(
    transcript: T, quote: Q
) -> None:
    made = [witness(transcript, "a", WORDS), witness(transcript, "b", WORDS.replace("more", "some"))]
    assert caution(verify(quote(WORDS), made)) is not None
    undated = witness(transcript, "b", WORDS.replace("more", "some"), date=None)
    assert caution(verify(quote(WORDS), [made[0], undated])) is None


def test_no_more_than_three_are_shown(transcript: T, quote: Q) -> None:
    others = [
        witness(transcript, f"b{number}", WORDS.replace("more", word))
        for number, word in enumerate(["some", "few", "all", "both", "none"])
    ]
    found = caution(verify(quote(WORDS, **CLAIM), [witness(transcript, "a", WORDS), *others]))
    assert found is not None
    assert found.words.endswith("; and 2 more")


def test_where_all_differ_the_status_says_it(transcript: T, quote: Q) -> None:
    made = [
        witness(transcript, id, WORDS.replace("more", word)) for id, word in (("a", "some"), ("b", "few"))
    ]
    verdict = verify(quote(WORDS, **CLAIM), made)
    assert (verdict.status.value, caution(verdict)) == ("differs", None)
