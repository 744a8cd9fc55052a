"""What templates are filled from, and what they make of words from outside."""

from __future__ import annotations

import re
from typing import Any

import pytest
from checked_records import make, witness
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.exporting.receipt import DifferencePart, PassagePart
from quotetrack.formats.exports.citation import citations
from quotetrack.formats.site.environment import environment
from quotetrack.formats.site.places import transcript_pages
from quotetrack.formats.site.views.citing import sentence
from quotetrack.formats.site.views.index import LONGEST, MOST_BYTES, index_view, shortened
from quotetrack.formats.site.views.marking import GAINED, GAP, LONG_LOST, LOST, SAME, passage_runs, quote_runs
from quotetrack.formats.site.views.turns import turn_views
from quotetrack.formats.site.views.verdict import verdict_view
from quotetrack.formats.site.visible import inline, shown, without_controls
from quotetrack.formats.site.words import words
from quotetrack.model import (
    Completeness,
    Nature,
    OccasionFinding,
    SpeakerFinding,
    Status,
    Transcript,
    Turn,
    Wording,
)
from quotetrack.records.ids import fault
from quotetrack.verification.cautions import ORDER
from quotetrack.verification.history import CHANGED_SINCE


def test_something_is_said_of_every_word_of_a_verdict() -> None:
    table = words()
    assert set(table["status"]) == set(table["tone"]) == set(Status)
    assert set(table["tone"].values()) == {"found", "open", "look"}
    assert set(table["wording"]) == {*Wording, "none"}
    assert set(table["speaker"]) == set(SpeakerFinding)
    assert set(table["occasion"]) == set(OccasionFinding)
    assert set(table["nature"]) == set(Nature)
    assert set(table["complete"]) == set(Completeness)
    assert set(table["caution"]) == {*ORDER, CHANGED_SINCE}


def difference(**more: Any) -> DifferencePart:
    whole = {"kind": "substitution", "class": "content", "weight": "substantive", "quote": "broken",
             "transcript": "mended", "quote_span": {"start": 14, "end": 20},
             "transcript_span": {"start": 24, "end": 30}} | more  # fmt: skip
    return DifferencePart.model_validate(whole)


PASSAGE = PassagePart(text="the bridge is mended", start=10, end=30)
QUOTE = "the bridge is broken"


def test_both_sides_are_marked() -> None:
    left, right = quote_runs(QUOTE, [difference()]), passage_runs(PASSAGE, [difference()])
    assert [(run.mark, run.text, run.number) for run in left] == [
        (SAME, "the bridge is ", None),
        (GAINED, "broken", 1),
    ]
    assert [(run.mark, run.text, run.number) for run in right] == [
        (SAME, "the bridge is ", None),
        (LOST, "mended", 1),
    ]


def test_what_one_side_lacks_is_a_gap_there() -> None:
    omission = difference(kind="omission", quote="", quote_span={"start": 3, "end": 3})
    assert [run.mark for run in quote_runs(QUOTE, [omission])] == [SAME, GAP, SAME]


def test_typography_is_not_marked_and_what_is_long_is_folded() -> None:
    assert [run.mark for run in quote_runs(QUOTE, [difference(weight="typographic")])] == [SAME]
    long = PassagePart(text="a" * (LONG_LOST + 1), start=0, end=LONG_LOST + 1)
    (run,) = passage_runs(long, [difference(transcript_span={"start": 0, "end": LONG_LOST + 1})])
    assert run.folded


SPANS = st.none() | st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda s: {"start": s[0], "end": s[1]}
)


@given(st.lists(st.tuples(SPANS, SPANS), max_size=5))
def test_spans_of_any_kind_lose_no_word(spans: list[tuple[Any, Any]]) -> None:
    """A receipt is a file: a hand may have written it."""
    listed = [difference(quote_span=left, transcript_span=right) for left, right in spans]
    assert "".join(run.text for run in quote_runs(QUOTE, listed)) == QUOTE
    assert "".join(run.text for run in passage_runs(PASSAGE, listed)) == PASSAGE.text


def test_a_receipt_of_an_earlier_version_is_shown() -> None:
    """Without spans and classes, as the oldest were."""
    checked = make()
    assert checked.receipt is not None
    view = verdict_view(checked.receipt, checked.quote.text)
    assert view.witnesses[0].passage_text == PASSAGE.text
    assert view.witnesses[0].differences[0].said == "content: the quote has “broken”, the transcript “mended”"
    assert not view.changed_text


def test_a_witness_of_the_occasion_without_the_words_is_only_named() -> None:
    absent = witness(transcript="other", title="Other", wording="absent", passage=None)
    receipt = make(witnesses=[witness(), absent]).receipt
    assert receipt is not None
    view = verdict_view(receipt, "text")
    assert [each.title for each in view.witnesses] == ["Address on the Bridge"]
    assert view.without == ("Other",)
    assert view.changed_text is False


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\x07", "\x1b", "\ufeff", "\u2028", "\ud800", "\U000e0041"]
)
def test_what_would_not_be_seen_is_named(sign: str) -> None:
    markup = shown(f"a{sign}<b>")
    assert sign not in markup
    assert re.fullmatch(r'a<span class="unseen" title="U\+[0-9A-F]{4,5}">[^<]+</span>&lt;b&gt;', str(markup))
    assert sign not in without_controls(f"a{sign}")


def test_marks_that_belong_to_the_script_stay() -> None:
    assert shown("שלום\u200f, می\u200cخواهم\n") == "שלום\u200f, می\u200cخواهم\n"
    assert inline("a&b") == "<bdi>a&amp;b</bdi>"


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    made = (
        environment()
        .from_string("{{ a|shown }}{{ a|inline }}<i title='{{ a|one_line }}'></i>{{ a }}")
        .render(a=text)
    )
    tags = re.findall(r"</?([a-z]+)", made)
    assert set(tags) <= {"span", "bdi", "i"}
    assert made.count("<i ") == 1


@given(st.text())
def test_a_row_is_short(text: str) -> None:
    made = shortened(text)
    assert len(made) <= LONGEST + 1
    assert len(made.encode("utf-8", "replace")) <= MOST_BYTES + 3
    assert "\n" not in made


def test_speakers_are_listed_by_name_and_never_counted() -> None:
    records = [make(id=f"q{n}", record={"speaker": {"name": name}}) for n, name in enumerate("ZZAZ")]
    assert index_view(records).speakers == ("A", "Z")


def test_pages_of_transcripts_have_safe_names_of_their_own() -> None:
    ids = ["speech", "Speech", "speech ", "a/b", "a-b", "../up", "con", "мост", "-", "x" * 200, "."]
    transcripts = [Transcript(id, "", capture=f"sha256:{n}") for n, id in enumerate(ids)]
    transcripts.append(Transcript("a-b", "", capture="sha256:other"))
    pages = transcript_pages(transcripts)
    assert len(set(pages.values())) == len(transcripts)
    for page in pages.values():
        folder, _, name = page.partition("/")
        assert folder == "transcripts"
        assert fault(name) is None
    assert pages["speech", "sha256:0"] != "transcripts/speech.html"  # it shares its stem with others
    assert transcript_pages(transcripts[3:5])["a-b", "sha256:4"] != transcript_pages(transcripts[3:4])


def turned(text: str, *turns: tuple[str | None, int, int]) -> Transcript:
    made = tuple(Turn(n, start, end, label) for n, (label, start, end) in enumerate(turns))
    return Transcript("t", text, turns=made)


def test_turns_are_shown_under_their_labels() -> None:
    text = "Heading\nA: one two three\nB: four five"
    transcript = turned(text, ("A", 11, 24), ("B", 28, 37))
    views = list(turn_views(transcript, 0, len(text), [(15, 33)]))
    assert [(view.label, "".join(s.text for s in view.segments)) for view in views] == [
        (None, "Heading"),
        ("A", "one two three"),
        ("B", "four five"),
    ]
    marked = [s.text for view in views for s in view.segments if s.marks]
    assert marked == ["two three", "four "]
    assert sum(bool(s.opens) for view in views for s in view.segments) == 1
    assert sum(bool(s.closes) for view in views for s in view.segments) == 1


@given(st.lists(st.tuples(st.integers(0, 37), st.integers(0, 37)).map(sorted), max_size=4))
def test_marks_lose_no_word_of_a_turn(marks: list[list[int]]) -> None:
    text = "Heading\nA: one two three\nB: four five"
    transcript = turned(text, ("A", 11, 24), ("B", 28, 37))
    views = list(turn_views(transcript, 0, len(text), [(start, end) for start, end in marks]))
    shown_ = {view.label: "".join(s.text for s in view.segments) for view in views if view.label}
    assert shown_ == {"A": "one two three", "B": "four five"}


def test_a_citation_in_a_sentence() -> None:
    (citation,) = citations(make())
    assert sentence(citation) == (
        "Jane Doe, “Address on the Bridge”, town meeting, 28 January 2003, The Town. Verbatim transcript. "
        "https://example.org/speech?a=1&b=2. Saved 2 May 2024."
    )
