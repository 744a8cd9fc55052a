"""Reported statements: key terms found or not, the nearest passage, no word on meaning."""

from __future__ import annotations

from collections.abc import Callable

from quotetrack.model import Kind, Quote, Transcript
from quotetrack.verification import verify

T, Q, S = Callable[..., Transcript], Callable[..., Quote], Callable[[str], str]
SAID = "He said that Saddam Hussein never accounted for thousands of liters of anthrax."
TERMS = ("anthrax", "account for", "irrefutable")


def test_key_terms_and_the_nearest_passage(speech: S, transcript: T, quote: Q) -> None:
    made = transcript(speech("2003-Bush-1"), speaker="George W. Bush", date="2003-01-28")
    asked = quote(SAID, "George W. Bush", date="2003-01-28", kind=Kind.REPORTED, key_terms=TERMS)
    verdict = verify(asked, [made], declared=frozenset({"t"}))
    assert (verdict.status.value, verdict.wording) == ("reported", None)
    anthrax, account, irrefutable = verdict.key_terms
    assert {made.text[p.span.start : p.span.end] for p in anthrax.found} == {"anthrax"}
    assert {(made.text[p.span.start : p.span.end], p.exact) for p in account.found} >= {
        ("accounted for", False)
    }
    assert irrefutable.found == ()
    (witness,) = verdict.witnesses
    assert (witness.wording, witness.differences, witness.cautions) == (None, (), ())
    assert witness.passage is not None
    assert "anthrax" in witness.passage.text
    assert witness.speaker.value == "confirmed"


def test_where_nothing_is_near_nothing_is_shown(transcript: T, quote: Q) -> None:
    made = transcript("Now to taxes, which are too high.", date="2003-01-28")
    asked = quote(SAID, date="2003-01-28", kind=Kind.REPORTED, key_terms=TERMS)
    verdict = verify(asked, [made], declared=frozenset({"t"}))
    assert verdict.witnesses[0].passage is None
    assert all(not term.found for term in verdict.key_terms)


def test_a_direct_quote_has_no_key_terms(transcript: T, quote: Q) -> None:
    assert verify(quote("we will win this war"), [transcript("we will win this war")]).key_terms == ()
