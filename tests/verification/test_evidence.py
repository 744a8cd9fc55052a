"""The witnesses taken together: which decides, which count, which are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotetrack.model import Completeness, Nature, Quote, Review, Status, Transcript
from quotetrack.verification import verify

T, Q = Callable[..., Transcript], Callable[..., Quote]
WORDS = "We will stay the course in that country until the work is done."
FACTS = {"speaker": "George W. Bush", "date": "2004-01-20"}
CLAIM = FACTS


@pytest.fixture
def having(transcript: T) -> T:
    return lambda id, text=WORDS, **facts: transcript(text, id, **(FACTS | facts))


def test_the_best_wording_decides_and_is_never_mixed(having: T, quote: Q) -> None:
    changed = having("changed", WORDS.replace("until", "unless"))
    unlabelled = having("unlabelled", speaker=None)
    verdict = verify(quote(WORDS, **CLAIM), [changed, unlabelled])
    first = verdict.witnesses[0]
    assert first.transcript.id == "unlabelled"
    assert (verdict.wording, verdict.speaker, verdict.occasion) == (
        first.wording,
        first.speaker,
        first.occasion,
    )
    assert verdict.cautions == first.cautions
    assert [w.transcript.id for w in verdict.witnesses] == ["unlabelled", "changed"]


def test_of_those_elsewhere_his_own_comes_before_anothers(having: T, quote: Q) -> None:
    made = [having("another", speaker="Tony Blair"), having("own")]
    verdict = verify(quote(WORDS, "George W. Bush", date="1999-05-05"), made)
    assert (verdict.status.value, verdict.speaker.value) == ("unchecked", "confirmed")
    assert [w.transcript.id for w in verdict.witnesses] == ["own", "another"]


def test_ties_go_to_delivered_over_prepared_over_captions(having: T, quote: Q) -> None:
    natures = [Nature.CAPTIONS, Nature.PREPARED, Nature.UNKNOWN, Nature.EDITED, Nature.VERBATIM]
    made = [having(nature.value, nature=nature) for nature in natures]
    verdict = verify(quote(WORDS, **CLAIM), made)
    assert [w.transcript.nature for w in verdict.witnesses] == natures[::-1]


def test_of_those_that_differ_the_nearest_decides(transcript: T, quote: Q) -> None:
    said = "the special session did succeed in developing further the important Final Document"
    near = said.replace("did succeed", "did not succeed")
    far = said.replace("did succeed in developing", "was a success and took up").replace("important", "old")
    texts = [transcript(far, id="a", date="1982-09-28"), transcript(near, id="b", date="1982-09-28")]
    verdict = verify(quote(said, date="1982-09-28"), texts)
    assert verdict.status is Status.DIFFERS
    assert [witness.transcript.id for witness in verdict.witnesses] == ["b", "a"]


def test_prepared_exact_and_delivered_otherwise(having: T, quote: Q) -> None:
    prepared = having("prepared", nature=Nature.PREPARED)
    spoken = having("spoken", WORDS.replace("until", "unless"))
    verdict = verify(quote(WORDS, **CLAIM), [spoken, prepared])
    assert (verdict.status.value, verdict.witnesses[0].transcript.id) == ("matches", "prepared")
    assert [c.name for c in verdict.cautions] == ["transcripts-disagree", "weak-witness"]
    assert verdict.cautions[0].words == "spoken has “unless” for “until”"


def test_prepared_joined_does_not_hide_that_the_delivered_text_differs(having: T, quote: Q) -> None:
    gap = " and it was said that nobody would ever come to hear of all these things again "
    half = len(WORDS) // 2
    at = WORDS.index(" ", half)
    prepared = having("prepared", WORDS[:at] + gap + WORDS[at:], nature=Nature.PREPARED)
    spoken = having("spoken", WORDS.replace("until", "unless"))
    assert verify(quote(WORDS, **CLAIM), [prepared]).status.value == "unchecked"
    assert verify(quote(WORDS, **CLAIM), [prepared, spoken]).status.value == "differs"


def test_incomplete_may_confirm_and_never_deny(having: T, quote: Q) -> None:
    part = having("part", complete=Completeness.NO)
    assert verify(quote(WORDS, **CLAIM), [part]).status.value == "matches"
    assert (
        verify(quote("No such thing has ever been said by him.", **CLAIM), [part]).status.value == "unchecked"
    )


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ([], "1 transcript "),
        ([("copy", {})], "1 transcript "),
        ([("copy", {"text": WORDS.replace(" ", "\n", 1)})], "1 transcript "),
        ([("other", {"text": "Now: " + WORDS})], "2 independent transcripts "),
        ([("reprint", {"text": "Now: " + WORDS, "derived_from": "first"})], "1 transcript "),
        ([("reprint", {"text": "Now: " + WORDS, "derived_from": "first"}),
          ("again", {"text": "So: " + WORDS, "derived_from": "reprint"})], "1 transcript "),
        ([("loop", {"text": "Now: " + WORDS, "derived_from": "loop"})], "2 independent transcripts "),
        ([("one", {"text": "Now: " + WORDS, "derived_from": "lost"}),
          ("two", {"text": "So: " + WORDS, "derived_from": "lost"})], "2 independent transcripts "),
    ],
)  # fmt: skip
def test_copies_count_once(having: T, quote: Q, more: list[tuple[str, dict[str, str]]], number: str) -> None:
    made = [having("first"), *(having(id, **facts) for id, facts in more)]
    assert f"in {number}" in verify(quote(WORDS, **CLAIM), made).reason


def test_rivals_and_transcripts_that_have_it_equally_well_are_all_shown(
    having: T, transcript: T, quote: Q
) -> None:
    twice = having("twice", f"{WORDS} Let me say it again. {WORDS}")
    verdict = verify(quote(WORDS), [twice, having("once"), transcript("Something else altogether.", "none")])
    assert [w.transcript.id for w in verdict.witnesses] == ["once", "twice"]
    (rival,) = verdict.witnesses[1].rivals
    assert twice.text[rival.start : rival.end] == WORDS.rstrip(".")
    assert verdict.searched.transcripts == 3


def test_shown_are_those_with_a_passage_and_those_of_the_occasion(having: T, quote: Q) -> None:
    lacking = having("lacking", "Nothing of the sort.")
    elsewhere = having("elsewhere", date="1999-01-01")
    nowhere = having("nowhere", "Nothing of the sort at all.", date="1999-01-01")
    verdict = verify(quote(WORDS, **CLAIM), [elsewhere, nowhere, lacking])
    assert [w.transcript.id for w in verdict.witnesses] == ["elsewhere", "lacking"]
    assert verdict.status.value == "other-occasion"


def test_the_digest_of_what_was_searched(having: T, quote: Q) -> None:
    one, two = having("one"), having("two")
    digest = verify(quote(WORDS), [one, two]).searched.digest
    assert verify(quote(WORDS), [two, one]).searched.digest == digest
    assert verify(quote(WORDS), [one, replace(two, capture="sha256:x")]).searched.digest != digest


def test_a_review_is_current_while_the_evidence_is_what_was_signed(having: T, quote: Q) -> None:
    asked, made = quote(WORDS.replace("until", "unless"), **CLAIM), having("one")
    signed = Review("me", "2020-01-01", "accurate", verify(asked, [made]).evidence)
    verdict = verify(replace(asked, reviews=(signed,)), [made])
    assert (verdict.status.value, verdict.cleared) == ("differs", True)
    for conclusion in ("inaccurate", "misleading", "undecided"):
        assert not verify(replace(asked, reviews=(replace(signed, conclusion=conclusion),)), [made]).cleared
    for later in (
        verify(replace(asked, reviews=(signed,)), [replace(made, capture="sha256:new")]),
        verify(replace(asked, reviews=(signed,)), [made, having("another")]),
        verify(replace(asked, reviews=(signed,), text=WORDS + " Yes."), [made]),
        verify(replace(asked, reviews=(signed,), date="2004-01"), [made]),
    ):
        assert not later.cleared
        assert [standing.current for standing in later.reviews] == [False]


def test_reviewers_who_disagree_clear_nothing_and_who_signs_again_replaces(having: T, quote: Q) -> None:
    asked, made = quote(WORDS.replace("until", "unless"), **CLAIM), having("one")
    evidence = verify(asked, [made]).evidence

    def cleared(*signed: tuple[str, str]) -> bool:
        reviews = tuple(Review(name, "2020-01-01", conclusion, evidence) for name, conclusion in signed)
        return verify(replace(asked, reviews=reviews), [made]).cleared

    assert cleared(("a", "accurate"), ("b", "undecided"))
    assert not cleared(("a", "accurate"), ("b", "inaccurate"))
    assert not cleared(("b", "misleading"), ("a", "accurate"))
    assert cleared(("b", "misleading"), ("a", "accurate"), ("b", "accurate"))
    assert not cleared(("a", "accurate"), ("a", "undecided"))


def test_what_is_signed_is_the_whole_claim_and_nothing_beside_it(having: T, quote: Q) -> None:
    asked, made = quote(WORDS, **CLAIM), having("one")
    evidence = verify(asked, [made]).evidence
    for beside in ({"notes": "n"}, {"tags": ("t",)}, {"private": True}):
        assert verify(replace(asked, **beside), [made]).evidence == evidence
    for claim in ({"original_language": "ru"}, {"occasion": "a party"}, {"language": "en"}):
        assert verify(replace(asked, **claim), [made]).evidence != evidence
