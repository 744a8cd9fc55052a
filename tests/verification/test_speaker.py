"""Who speaks: the turn's label, else the transcript's speaker, else nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from quotetrack.model import Person, Role, Span, SpeakerFinding, Transcript, Turn
from quotetrack.verification.speaker import Voice, voice_of, voices
from quotetrack.verification.wordlists import context_words

MADE = Callable[..., Transcript]


def ask(transcript: Transcript, words: str, claimed: str | None) -> Voice:
    start = transcript.text.index(words)
    return hear(transcript, [Span(start, start + len(words))], claimed)


def hear(transcript: Transcript, pieces: Sequence[Span], claimed: str | None) -> Voice:
    return voice_of(transcript, pieces, Person(claimed) if claimed else None, context_words("en"))


@pytest.mark.parametrize(
    ("label", "claimed", "finding"),
    [
        ("SECRETARY POWELL", "Colin Powell", "confirmed"),
        ("Mr. Powell (United States of America)", "Colin Powell", "confirmed"),
        ("MINISTER LAVROV", "Colin Powell", "other"),
        ("THE PRESIDENT", "George W. Bush", "unlabelled"),
        ("The Secretary-General", "Kofi Annan", "unlabelled"),
        ("President of the Russian Federation", "Vladimir Putin", "unlabelled"),
        ("MODERATOR", "George W. Bush", "unlabelled"),
        ("QUESTION", "George W. Bush", "other"),
        ("Q", "George W. Bush", "other"),
        ("REPORTER #2", "George W. Bush", "other"),
        (None, "George W. Bush", "unlabelled"),
        ("Mrs. CLINTON", "Bill Clinton", "other"),
        ("THE PRESIDENT", "The President", "confirmed"),
        ("PRESIDENT BUSH", "The President", "confirmed"),
        ("SECRETARY POWELL", "The President", "unlabelled"),
        ("QUESTION", "The President", "unlabelled"),
        (None, "The President", "unlabelled"),
        ("Mrs. CLINTON", "Hillary Clinton", "confirmed"),
    ],
)
def test_by_the_label(dialogue: MADE, label: str | None, claimed: str, finding: str) -> None:
    made = dialogue(("HOST", "Welcome."), (label, "Iraq must disarm now."), speaker="Somebody Else")
    if label is None:
        made = replace(made, turns=(replace(made.turns[1], index=0), *made.turns[2:]))
    voice = ask(made, "must disarm", claimed)
    assert voice.finding.value == finding
    assert voice.label == label


def test_a_resolved_surname_keeps_its_title(dialogue: MADE) -> None:
    made = dialogue(("Mrs. CLINTON", "It takes a village."))
    made = replace(made, turns=(replace(made.turns[0], speaker="Clinton"),))
    assert ask(made, "a village", "Bill Clinton").finding is SpeakerFinding.OTHER
    assert ask(made, "a village", "Hillary Clinton").finding is SpeakerFinding.CONFIRMED


def test_what_the_label_resolved_to_wins(dialogue: MADE) -> None:
    made = dialogue(("THE PRESIDENT", "Iraq must disarm now."))
    made = replace(made, turns=(replace(made.turns[0], speaker="George W. Bush"),))
    assert ask(made, "must disarm", "President Bush").finding is SpeakerFinding.CONFIRMED
    assert ask(made, "must disarm", "Colin Powell").finding is SpeakerFinding.OTHER
    assert ask(made, "must disarm", None).name == "George W. Bush"


def test_a_questioner_by_role(dialogue: MADE) -> None:
    made = dialogue(("PETER ARNETT", "Did you know?"))
    made = replace(made, turns=(replace(made.turns[0], role=Role.QUESTION, label="THE HOST"),))
    assert ask(made, "you know", "George W. Bush").finding is SpeakerFinding.OTHER


def test_without_labels_the_transcripts_speaker(transcript: MADE) -> None:
    text = "Iraq must disarm now."
    assert ask(transcript(text, speaker="Colin Powell"), "must", "Powell").finding is SpeakerFinding.CONFIRMED
    assert ask(transcript(text, speaker="Hans Blix"), "must", "Powell").finding is SpeakerFinding.OTHER
    assert ask(transcript(text), "must", "Powell").finding is SpeakerFinding.UNLABELLED
    assert ask(transcript(text, speaker="Hans Blix"), "must", None).finding is SpeakerFinding.NOT_CLAIMED


def test_an_office_is_held_against_nobody(transcript: MADE, dialogue: MADE) -> None:
    text = "Iraq must disarm now."
    by_name, by_office = (
        transcript(text, speaker="George W. Bush"),
        transcript(text, speaker="President Bush"),
    )
    assert ask(by_name, "must", "The President").finding is SpeakerFinding.UNLABELLED
    assert ask(by_office, "must", "The President").finding is SpeakerFinding.CONFIRMED
    assert not voices(by_name, Person("The President"))
    assert voices(by_office, Person("The President"))
    assert not voices(transcript(text), Person("The President"))
    words = "we will stay the course in Iraq"
    cited = dialogue(("MR. FLEISCHER", f"As the President said, quote, {words}, and he means it."))
    assert ask(cited, words, "The President").finding is SpeakerFinding.SECOND_HAND
    assert ask(cited, words, "The Prime Minister").finding is SpeakerFinding.UNLABELLED


def test_a_passage_of_two_peoples_turns_is_confirmed_for_neither(dialogue: MADE) -> None:
    made = dialogue(("MR. BLAIR", "Iraq must disarm."), ("MR. BUSH", "And it must do so now."))
    whole = Span(made.turns[0].start, made.turns[1].end)
    for claimed in ("Tony Blair", "George W. Bush"):
        voice = hear(made, [whole], claimed)
        assert voice.finding is SpeakerFinding.OTHER
        assert voice.label != f"MR. {claimed.split()[-1].upper()}"
    pieces = [Span(turn.start, turn.end) for turn in reversed(made.turns)]
    assert hear(made, pieces, "Tony Blair").finding is SpeakerFinding.OTHER


def test_quoting_and_second_hand(dialogue: MADE) -> None:
    words = "Iraq appears not to have come to a genuine acceptance"
    made = dialogue(("SECRETARY POWELL", f"As Dr. Blix reported, quote, {words}, not even today."))
    assert ask(made, words, "Colin Powell").finding is SpeakerFinding.QUOTING
    assert ask(made, words, "Hans Blix").finding is SpeakerFinding.SECOND_HAND
    assert ask(made, words, "Edmund Burke").finding is SpeakerFinding.OTHER
    assert ask(made, words, None).finding is SpeakerFinding.NOT_CLAIMED


def test_whether_a_transcript_may_hold_ones_words(transcript: MADE, dialogue: MADE) -> None:
    powell = Person("Colin Powell")
    assert not voices(transcript("x"), powell)
    assert voices(transcript("x", speaker="Powell"), powell)
    assert not voices(transcript("x", speaker="Hans Blix"), powell)
    assert voices(dialogue(("Q", "Why?"), ("SECRETARY POWELL", "Because.")), powell)
    assert not voices(dialogue(("Q", "Why?"), ("MR. BLIX", "Because.")), powell)
    assert voices(dialogue(("Q", "Why?"), ("THE SECRETARY", "Because."), speaker="Colin Powell"), powell)


def test_a_surname_that_two_speak_under_confirms_neither(transcript: MADE) -> None:
    """Mr. SMITH of Texas may be the claimed Chris Smith as well as Mr. SMITH of New Jersey."""
    roads, no = "We shall mend the roads before winter.", "I object to that."
    turns = (
        Turn(0, 0, len(roads), "Mr. SMITH of Texas", "Mr. Smith of Texas"),
        Turn(
            1, len(roads) + 1, len(roads) + 1 + len(no), "Mr. SMITH of New Jersey", "Mr. Smith of New Jersey"
        ),
    )
    both = replace(transcript(f"{roads}\n{no}"), turns=turns)
    assert ask(both, roads, "Chris Smith").finding is SpeakerFinding.UNLABELLED
    assert ask(both, roads, "Mary Jones").finding is SpeakerFinding.OTHER
    assert ask(replace(both, turns=turns[:1]), roads, "Chris Smith").finding is SpeakerFinding.CONFIRMED
    # Mrs. Bush is no rival of his
    named = (
        replace(turns[0], label="PRESIDENT BUSH", speaker="Bush"),
        replace(turns[1], speaker="Mrs. Bush"),
    )
    assert ask(replace(both, turns=named), roads, "George Bush").finding is SpeakerFinding.CONFIRMED
    # nobody could tell which Bush the bare label means
    bare = (replace(turns[0], label="BUSH", speaker=None), replace(turns[1], speaker="George Bush"))
    assert ask(replace(both, turns=bare), roads, "George Bush").finding is SpeakerFinding.UNLABELLED
