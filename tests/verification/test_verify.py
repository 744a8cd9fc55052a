"""The core: any text against any text gives a verdict whose offsets are right."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotetrack.formats.verdict_json import as_line
from quotetrack.formats.verdict_page import as_text
from quotetrack.model import Nature, Person, Quote, Transcript, Turn, Verdict
from quotetrack.verification import readable, verify

S = Callable[[str], str]


def check_offsets(verdict: Verdict) -> None:
    for witness in verdict.witnesses:
        text = witness.transcript.text
        spans = [*witness.pieces, *witness.rivals, *(d.transcript_span for d in witness.differences)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        for difference in witness.differences:
            quoted = difference.quote_span
            assert 0 <= quoted.start <= quoted.end <= len(verdict.quote.text)
        if witness.passage is not None:
            passage = witness.passage
            assert passage.text == text[passage.start : passage.end]
            assert text[: passage.start].endswith(witness.before)
            assert text[passage.end :].startswith(witness.after)
            assert all(passage.start <= p.start < p.end <= passage.end for p in witness.pieces)


ENGLISH = (
    'we shall not never “ ” " ‘ ’ … ... [ ] (Laughter) quote, unquote said Blix Dr. : , . ? if but unless'
)
OTHERS = "5 $5 ½ мы не сказал что é \u0301 \u00ad \u200b \ufeff ﬁ 𝒙 \x00 \x1b[31m \ud800 < >"
words = st.sampled_from([*ENGLISH.split(), *OTHERS.split(), "\n", "I should say"])
texts = st.one_of(st.lists(words, max_size=40).map(" ".join), st.text(max_size=80))
names = st.one_of(
    st.none(), st.sampled_from(["Hans Blix", "Q", "Mrs. Clinton", "В.В.Путин", ""]), st.text(max_size=20)
)
dates = st.one_of(
    st.none(), st.sampled_from(["2003", "05/04/2009", "9/11", "last week"]), st.text(max_size=12)
)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    turns = tuple(
        Turn(i, start, end, draw(names), draw(names)) for i, (start, end) in enumerate(pairwise(cuts))
    )
    return Transcript(
        draw(st.sampled_from("ab")), text, turns, speaker=draw(names), date=draw(dates),
        nature=draw(st.sampled_from(Nature)), language=draw(st.sampled_from([None, "en", "ru", "xx"])),
    )  # fmt: skip


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, made=st.lists(transcripts(), max_size=3), speaker=names, date=dates)
def test_any_text_against_any_text(
    text: str, made: list[Transcript], speaker: str | None, date: str | None
) -> None:
    quote = Quote("q", text, speaker=Person(speaker) if speaker is not None else None, date=date)
    verdict = verify(quote, made)
    check_offsets(verdict)
    assert verify(quote, made) == verdict
    as_line(verdict)
    shown = as_text(verdict)
    assert not any(c in click.unstyle(shown) for c in "\x00\x1b\x07\x9b")


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_honest_quote_matches_in_its_place(data: st.DataObject, speech: S) -> None:
    text = speech("2004-Bush-1")
    start = data.draw(st.integers(0, len(text) - 200))
    end = start + data.draw(st.integers(60, 200))
    start, end = text.rindex(" ", 0, start) + 1 if " " in text[:start] else 0, text.rindex(" ", 0, end)
    made = Transcript("t", text, speaker="George W. Bush", language="en", nature=Nature.VERBATIM)
    verdict = verify(Quote("q", text[start:end], speaker=Person("Bush")), [made])
    check_offsets(verdict)
    assert verdict.status.value in ("matches", "as-marked"), text[start:end]
    passage = verdict.witnesses[0].passage
    assert passage is not None
    spans = [passage, *verdict.witnesses[0].rivals]
    assert any(start <= span.start <= start + 3 for span in spans)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "…", "...", "[…]", "“”", "—", ".", "[not]", "( )", "\x00", "\ud800"]
)
def test_quotes_of_nothing_but_marks(text: str) -> None:
    verdict = verify(Quote("q", text), [Transcript("t", "We stay the course, my friends.", language="en")])
    assert verdict.status.value == "unchecked"


def test_a_text_made_ready_gives_the_same(speech: S) -> None:
    made = Transcript("t", speech("2004-Bush-1"), language="en")
    quote = Quote("q", "America will never seek a permission slip to defend the security of our people.")
    assert verify(quote, [made]) == verify(quote, [(made, readable(made))])


def test_everything_the_answer_depends_on_is_named() -> None:
    made = Transcript("t", "We stay the course, my friends.", reader="text/2")
    versions = dict(verify(Quote("q", "We stay the course, my friends."), [made]).versions)
    assert set(versions) == {"quotetrack", "differences", "readers"}
    assert versions["readers"] == "text/2"


def test_declared_witnesses_are_of_the_occasion() -> None:
    made = Transcript("t", "We stay the course, my friends.", date="1999-01-01")
    quote = Quote("q", "We stay the course, my friends.", date="2004-01-20")
    assert verify(quote, [made]).status.value == "unchecked"
    verdict = verify(quote, [made], declared=frozenset({"t"}))
    assert verdict.status.value == "matches"
    assert ("occasion-unconfirmed", "claimed 2004-01-20, the transcript is dated 1999-01-01") in [
        (caution.name, caution.words) for caution in verdict.cautions
    ]
