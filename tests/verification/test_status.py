"""The design's table, line by line: what holds, what the reader is told, and what each needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from quotetrack.model import Completeness, Kind, Nature, Person, Quote, Status, Transcript, Verdict
from quotetrack.verification import verify
from quotetrack.verification.status import RULES

T, Q, S = Callable[..., Transcript], Callable[..., Quote], Callable[[str], str]
UNION_2004 = {"speaker": "George W. Bush", "date": "2004-01-20"}
SLIP = "America will never seek a permission slip to defend the security of our country."
MISQUOTED = "America will never seek a permission slip to defend the security of our people."
LACKS = "We meet again in this Chamber, as the Constitution asks of us, and take the measure of the year."
BLIX = "Iraq appears not to have come to a genuine acceptance"


@pytest.fixture
def bush(speech: S, transcript: T) -> Callable[..., Transcript]:
    """The State of the Union address of 2004, with other facts where they are given."""
    return lambda **facts: transcript(speech("2004-Bush-1"), **({"id": "bush"} | UNION_2004 | facts))


def told(verdict: Verdict) -> tuple[str, str | None, str, str]:
    wording = verdict.wording.value if verdict.wording else None
    return verdict.status.value, wording, verdict.speaker.value, verdict.occasion.value


def test_the_rules_are_tried_in_the_order_of_the_table() -> None:
    assert [status for status, _ in RULES] == list(Status)


# --- unchecked ---


def test_nothing_archived(quote: Q) -> None:
    verdict = verify(quote(SLIP, "George W. Bush"), [])
    assert told(verdict) == ("unchecked", None, "unlabelled", "not-claimed")
    assert verdict.reason == "Nothing to compare with yet: the archive has no transcript."
    assert verdict.searched.transcripts == 0


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"nature": Nature.REPORT}, "there is only 1 report in the third person"),
        ({"nature": Nature.EXCERPT}, "there is only 1 excerpt typed in by hand, shown beside the quote"),
        ({"language": "ru"}, "there is only 1 transcript in another language"),
    ],
)
def test_no_fit_witness(bush: T, quote: Q, facts: dict[str, Any], says: str) -> None:
    verdict = verify(quote(SLIP, "George W. Bush", language="en"), [bush(**facts)])
    assert verdict.status.value == "unchecked"
    assert says in verdict.reason
    if "nature" in facts:
        assert verdict.witnesses[0].passage is not None


def test_too_short(transcript: T, quote: Q) -> None:
    one = transcript("Facts are stupid things. So they say, and more.", id="one", date="1988-08-15")
    asked = quote("Facts are stupid things")
    assert verify(asked, [one]).status.value == "matches"
    elsewhere = replace(one, id="two", date="1990-01-01", text="They say: facts are stupid things, no more.")
    verdict = verify(asked, [one, elsewhere])
    assert told(verdict)[0] == "unchecked"
    assert verdict.reason.startswith("Too short: 4 words are too few")
    assert "in 2 places" in verdict.reason
    # two undated transcripts are two places, two of one day are one, and a copy is none
    assert verify(asked, [replace(one, date=None), replace(elsewhere, date=None)]).status.value == "unchecked"
    assert verify(asked, [one, replace(elsewhere, date="1988-08-15")]).status.value == "matches"
    assert verify(asked, [replace(one, date=None), replace(one, id="x", date=None)]).status.value == "matches"
    # where an occasion is claimed, its places count
    assert verify(replace(asked, date="1988"), [one, elsewhere]).status.value == "matches"
    # twice in one transcript
    twice = replace(one, text=one.text + " Facts are stupid things.")
    assert "in 2 places" in verify(asked, [twice]).reason
    assert "1 word is" in verify(quote("Facts"), [twice]).reason
    assert "nowhere" in verify(quote("Roads lead here"), [one]).reason


def test_found_only_elsewhere_with_no_witness_of_the_occasion(bush: T, quote: Q) -> None:
    verdict = verify(quote(SLIP, "George W. Bush", date="2009-04-05"), [bush()])
    assert told(verdict) == ("unchecked", "exact", "confirmed", "other")
    assert [place.transcript for place in verdict.elsewhere] == ["bush"]
    assert "the words stand elsewhere: bush, 2004-01-20" in verdict.reason


def test_anothers_speech_on_the_claimed_day_is_elsewhere(bush: T, quote: Q) -> None:
    verdict = verify(quote(SLIP, "Tony Blair", date="2004-01-20"), [bush()])
    assert told(verdict) == ("unchecked", "exact", "other", "unknown")
    assert [place.name for place in verdict.elsewhere] == ["George W. Bush"]


# --- reported ---


def test_reported(bush: T, quote: Q) -> None:
    asked = quote(
        "He said that America needs no permission slip for its security", "Bush", kind=Kind.REPORTED
    )
    assert verify(asked, [bush()]).status.value == "reported"
    assert verify(asked, []).status.value == "unchecked"


# --- the words stand there ---


def test_matches(bush: T, quote: Q) -> None:
    verdict = verify(quote(SLIP, "President Bush", date="1/20/04"), [bush()])
    assert told(verdict) == ("matches", "exact", "confirmed", "confirmed")
    assert verdict.reason == "The same words, in 1 transcript of this occasion, under this speaker's name."
    assert verify(quote(SLIP), [bush()]).reason == "The same words, in 1 transcript."
    assert verify(quote(SLIP.upper()), [bush()]).wording.value == "typographic"  # type: ignore[union-attr]


NOBODY = "in 1 transcript of this occasion that does not name who speaks them."


def test_words_under_no_name_are_said_to_be_so_whoever_is_claimed(bush: T, quote: Q, dialogue: T) -> None:
    unnamed, facts = bush(speaker=None), {"date": "2004-01-20"}
    for claimed in ("George W. Bush", "Barack Obama"):
        verdict = verify(quote(SLIP, claimed, **facts), [unnamed], declared=frozenset({"bush"}))
        assert told(verdict) == ("matches", "exact", "unlabelled", "confirmed")
        assert verdict.reason == f"The same words, {NOBODY}"
    marked = quote(SLIP.replace("will never seek", "... seek"), "Bush", **facts)
    verdict = verify(marked, [unnamed], declared=frozenset({"bush"}))
    assert verdict.status.value == "as-marked"
    assert verdict.reason.endswith(NOBODY)
    close = verify(quote(SLIP.replace("a perm", "perm"), "Bush"), [unnamed])
    assert close.reason.endswith("compared with 1 transcript that does not name who speaks them.")
    translation = replace(unnamed, nature=Nature.TRANSLATION)
    assert verify(quote(SLIP, "Bush"), [translation]).reason == (
        "Agrees with an official translation that does not name who speaks them; the speaker used another "
        "language."
    )
    # nothing of it where no speaker is claimed
    assert verify(quote(SLIP), [unnamed]).reason == "The same words, in 1 transcript."
    # a label that names nobody, and one of two turns
    office = dialogue(("THE PRESIDENT", SLIP))
    assert verify(quote(SLIP, "George W. Bush"), [office]).reason == (
        "The same words, in 1 transcript, under the label THE PRESIDENT, which may be another's."
    )
    two = dialogue(("BUSH", "America will never seek a permission slip"), (None, SLIP[42:]))
    assert verify(quote(SLIP, "George W. Bush"), [two]).reason.endswith("does not name who speaks them.")


def test_of_two_with_the_words_the_one_that_names_the_speaker_decides(
    bush: T, transcript: T, quote: Q
) -> None:
    other = transcript(LACKS + " " + SLIP, id="a", date="2004-01-20")
    verdict = verify(quote(SLIP, "George W. Bush"), [other, bush(nature=Nature.UNKNOWN)])
    assert told(verdict)[2] == "confirmed"
    assert verdict.reason == "The same words, in 2 independent transcripts under this speaker's name."
    both = [other, bush(speaker=None)]
    assert verify(quote(SLIP, "Obama"), both).reason == (
        "The same words, in 2 independent transcripts; the nearest does not name who speaks them."
    )


def test_as_marked(bush: T, quote: Q) -> None:
    words = "America will never seek a permission slip … the security of our country."
    verdict = verify(quote(words, "Bush"), [bush()])
    assert told(verdict)[:2] == ("as-marked", "as-marked")
    assert "with the omissions or insertions the quote marks" in verdict.reason


def test_close(bush: T, quote: Q) -> None:
    verdict = verify(
        quote("America will never seek the permission slip to defend the security of our country."), [bush()]
    )
    assert told(verdict)[:2] == ("close", "close")
    assert [d.klass for d in verdict.witnesses[0].differences] == ["article"]


@pytest.mark.parametrize(
    ("claim", "facts"),
    [
        ({"language": "en", "original_language": "ru"}, {}),
        ({}, {"nature": Nature.TRANSLATION}),
        ({}, {"nature": Nature.INTERPRETED}),
    ],
)
def test_matches_translation(bush: T, quote: Q, claim: dict[str, Any], facts: dict[str, Any]) -> None:
    verdict = verify(quote(SLIP, "Bush", **claim), [bush(**facts)])
    assert told(verdict)[:2] == ("matches-translation", "exact")


# --- under another name, at another time ---


def test_other_speaker_in_one_transcript(dialogue: T, quote: Q) -> None:
    made = dialogue(("MR. BLAIR", "I agree with all of that."), ("MR. BUSH", SLIP), date="2004-01-20")
    for date in ("2004-01-20", None):
        verdict = verify(quote(SLIP, "Tony Blair", date=date), [made])
        assert told(verdict)[:3] == ("other-speaker", "exact", "other")
        assert verdict.reason == "The transcript prints these words under MR. BUSH (t)."


def test_other_speaker_needs_a_witness_that_lacks_them(bush: T, transcript: T, quote: Q) -> None:
    asked = quote(SLIP, "Tony Blair", date="2003-02-05")
    blair = transcript(LACKS, "blair", speaker="Tony Blair", date="2003-02-05")
    assert verify(asked, [bush()]).status.value == "unchecked"
    verdict = verify(asked, [bush(), blair])
    assert told(verdict) == ("other-speaker", "exact", "other", "other")
    assert verdict.witnesses[0].transcript.id == "bush"
    for facts in ({"complete": Completeness.NO}, {"nature": Nature.PREPARED}):
        assert verify(asked, [bush(), replace(blair, **facts)]).status.value == "unchecked"  # type: ignore[arg-type]


def test_second_hand(transcript: T, quote: Q) -> None:
    cites = f"As Dr. Blix reported, quote, {BLIX}, not even today."
    powell = transcript(cites, "powell", speaker="Colin Powell", date="2003-02-05")
    verdict = verify(quote(BLIX, "Hans Blix"), [powell])
    assert told(verdict)[:3] == ("second-hand", "exact", "second-hand")
    assert verdict.reason == "Others cite Hans Blix as saying this (powell); we have no transcript of it."
    # his own words come first
    own = transcript(f"I must say: {BLIX} of it.", "own", speaker="Hans Blix", date="2003-01-27")
    assert told(verify(quote(BLIX, "Hans Blix"), [powell, own])) == (
        "matches", "exact", "confirmed", "not-claimed",
    )  # fmt: skip
    # and where he said otherwise on the occasion, the quote differs
    other = replace(own, text=own.text.replace("appears not", "seems now"))
    dated = quote(BLIX, "Hans Blix", date="2003-01-27")
    assert told(verify(dated, [powell, other])) == ("differs", "differs", "confirmed", "confirmed")


def test_other_occasion(bush: T, transcript: T, quote: Q) -> None:
    asked = quote(SLIP, "George W. Bush", date="2003-01-28")
    without = transcript(LACKS, "2003", speaker="George W. Bush", date="2003-01-28")
    verdict = verify(asked, [without, bush()])
    assert told(verdict) == ("other-occasion", "exact", "confirmed", "other")
    assert verdict.reason == "Found on 2004-01-20 (bush); not in the transcript for the date given."
    unsure = verify(asked, [replace(without, complete=Completeness.UNKNOWN), bush()])
    assert "(whether complete, is not known)" in unsure.reason
    assert verify(asked, [replace(without, complete=Completeness.NO), bush()]).status.value == "unchecked"
    # nobody's name stands over them: not known to be his
    assert verify(asked, [without, bush(speaker=None)]).status.value == "not-in-transcripts"


def test_an_undated_copy_does_not_outweigh_the_transcript_of_the_occasion(
    bush: T, transcript: T, quote: Q
) -> None:
    asked = quote(SLIP, "George W. Bush", date="2003-01-28")
    without = transcript(LACKS, "2003", speaker="George W. Bush", date="2003-01-28")
    assert told(verify(asked, [bush(date=None)])) == ("matches", "exact", "confirmed", "unknown")
    verdict = verify(asked, [bush(date=None), without])
    assert told(verdict)[0] == "not-in-transcripts"
    assert (
        verdict.reason == "Not in the 1 transcript of this occasion we read. It may have been said elsewhere."
    )
    assert [place.transcript for place in verdict.elsewhere] == ["bush"]


# --- the words do not stand there ---


def test_translated(bush: T, transcript: T, quote: Q) -> None:
    asked = quote(MISQUOTED, "Bush", language="en", original_language="ru")
    original = transcript(
        "Сразу же подчеркну: никакого разрешения не нужно.", "ru", language="ru", speaker="Bush"
    )
    assert verify(asked, [bush()]).status.value == "translated"
    verdict = verify(asked, [bush(), original])
    assert verdict.status.value == "translated"
    assert verdict.reason.endswith("The original is beside it.")
    assert verify(asked, [original]).status.value == "translated"
    assert verify(asked, [replace(original, nature=Nature.EXCERPT)]).status.value == "unchecked"


def test_joined(bush: T, quote: Q) -> None:
    words = (
        "We have not come all this way, through tragedy and trial and war, only to falter and leave our work "
    )
    words += "unfinished. " + SLIP
    verdict = verify(quote(words, "Bush"), [bush()])
    assert told(verdict)[:2] == ("joined", "joined")
    assert "words apart; the quote shows no gap" in verdict.reason
    assert verify(quote(words, "Bush"), [bush(nature=Nature.PREPARED)]).status.value == "unchecked"


def test_differs(bush: T, quote: Q) -> None:
    verdict = verify(quote(MISQUOTED, "George W. Bush", date="2004-01-20"), [bush()])
    assert told(verdict) == ("differs", "differs", "confirmed", "confirmed")
    (difference,) = [d for d in verdict.witnesses[0].differences if d.weight.value == "substantive"]
    assert (difference.quote, difference.transcript) == ("people", "country")


@pytest.mark.parametrize(
    "facts",
    [
        {"nature": Nature.PREPARED},
        {"complete": Completeness.NO},
        {"nature": Nature.EXCERPT},
        {"nature": Nature.REPORT},
    ],
)
@pytest.mark.parametrize(
    "words", [MISQUOTED, "The moon is made of the greenest cheese that anybody ever saw."]
)
def test_weak_witnesses_never_speak_against_a_quote(
    bush: T, quote: Q, words: str, facts: dict[str, Any]
) -> None:
    assert (
        verify(quote(words, "George W. Bush", date="2004-01-20"), [bush(**facts)]).status.value == "unchecked"
    )


def test_not_in_transcripts(bush: T, transcript: T, quote: Q) -> None:
    words = "The moon is made of the greenest cheese that anybody ever saw."
    verdict = verify(quote(words, "George W. Bush", date="2004-01-20"), [bush()])
    assert told(verdict) == ("not-in-transcripts", "absent", "unlabelled", "confirmed")
    assert verdict.reason == "Not in the 1 transcript we read. It may have been said elsewhere."
    other = transcript(LACKS, "other", date="1990-01-01")
    assert "the 2 transcripts we read" in verify(quote(words), [bush(), other]).reason
    unsure = verify(quote(words), [bush(complete=Completeness.UNKNOWN)])
    assert "(whether complete, is not known)" in unsure.reason
    # no transcript of the claimed occasion: unchecked, never not-in-transcripts
    assert verify(quote(words, "George W. Bush", date="2009-04-05"), [bush()]).status.value == "unchecked"


def test_a_real_half_invented_quote(speech: S, transcript: T, quote: Q) -> None:
    words = (
        "A free people ought not only be armed and disciplined, but they should have sufficient arms and "
        "ammunition to maintain a status of independence from any who might attempt to abuse them, which "
        "would include their own government."
    )
    verdict = verify(quote(words, "George Washington"), [transcript(speech("1790-Washington-1"))])
    assert verdict.status.value in ("not-in-transcripts", "differs")


def test_other_names_count(dialogue: T, quote: Q) -> None:
    made = dialogue(("К.Пауэлл", SLIP))
    person = Person("Colin Powell", other_names=("Колин Пауэлл",))
    assert verify(quote(SLIP, person), [made]).speaker.value == "confirmed"
    assert verify(quote(SLIP, "Colin Powell"), [made]).speaker.value == "other"
