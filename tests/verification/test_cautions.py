"""Cautions on real text: each fires with the words that caused it, and stays silent on honest quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotetrack.model import Caution, Nature, Quote, Transcript, Turn, Verdict
from quotetrack.transcripts.interpreting import tongue_of
from quotetrack.verification import verify
from quotetrack.verification.cautions import GRAVEST_FIRST

T, Q, S = Callable[..., Transcript], Callable[..., Quote], Callable[[str], str]
LINCOLN = "must be settled now, or disintegration"


def found(verdict: Verdict, name: str) -> str | None:
    return next((caution.words for caution in verdict.cautions if caution.name == name), None)


@pytest.fixture
def ask(transcript: T, quote: Q) -> Callable[..., tuple[Caution, ...]]:
    def asked(text: str, words: str, **facts: object) -> tuple[Caution, ...]:
        return verify(quote(words, "A B"), [transcript(text, speaker="A B", **facts)]).cautions

    return asked


@pytest.mark.parametrize(
    ("name", "words", "caution", "shown"),
    [
        ("1963-Kennedy-1", "we seek not the worldwide victory of one nation or system", "cut-short",
         "but a worldwide victory of man."),
        ("1902-Roosevelt-1", "any kind of class animosity in the political world is", "", ""),
        ("2004-Bush-1", "small businesses will pay higher taxes", "cut-in", "Unless you act,"),
        ("2004-Bush-1", "Unless you act, small businesses will pay higher taxes.", "", ""),
        ("2003-Bush-1", "Saddam Hussein recently sought significant quantities", "quoting",
         "The British Government has learned that Saddam Hussein recently sought …"),
        ("2003-Bush-1", "The British Government has learned that Saddam Hussein recently sought", "", ""),
        ("1827-Adams-1", "an over sanguine estimate to predict that in less than 10 years", "cut-in",
         "It can not be"),
    ],
)  # fmt: skip
def test_real_sentences(
    speech: S, transcript: T, quote: Q, name: str, words: str, caution: str, shown: str
) -> None:
    verdict = verify(quote(words, "A B"), [transcript(speech(name), speaker="A B")])
    assert verdict.status.value == "matches"
    assert verdict.cautions == ((Caution(caution, shown),) if caution else ())


@pytest.mark.parametrize(
    ("text", "words", "caution", "shown"),
    [
        ("Facts are stupid things—stubborn things, I should say. (Laughter)", "Facts are stupid things",
         "slip-corrected", "stubborn things, I should say."),
        ("We beat them in 1945—excuse me, in 1944. So there.", "We beat them in 1945", "slip-corrected",
         "excuse me, in 1944."),
        ("We beat them in that year. I'm sorry, in the next. So there.", "We beat them in that year.",
         "slip-corrected", "I'm sorry, in the next."),
        ("We will withdraw every one of our troops. But only if they do.",
         "We will withdraw every one of our troops.", "cut-short", "But only if they do."),
        ("We will withdraw every one of our troops unless they attack us. Good.",
         "We will withdraw every one of our troops.", "cut-short", "unless they attack us."),
        ("I do not for a moment believe that we will withdraw every one of our troops.",
         "we will withdraw every one of our troops", "cut-in", "I do not for a moment believe that"),
        ("If they leave, and if the peace holds, we will withdraw every one of our troops.",
         "we will withdraw every one of our troops", "cut-in", "If they leave, and if the peace holds,"),
        ("Some say that we will withdraw every one of our troops.",
         "we will withdraw every one of our troops", "cut-in", "Some say that"),
        ("I would sooner die than raise four more regiments.", "raise four more regiments", "cut-in",
         "I would sooner die than"),
        ("It is a lie that we will raise four more regiments.", "we will raise four more regiments", "cut-in",
         "It is a lie that"),
        ("Perhaps we will raise four more regiments.", "we will raise four more regiments", "cut-in",
         "Perhaps"),
        ("We went home early, and I think that we will raise four more regiments.",
         "we will raise four more regiments", "cut-in", "We went home early, and I think that"),
        ("At last it is done, in my view, we will raise four more regiments.",
         "we will raise four more regiments", "cut-in", "At last it is done, in my view,"),
        ("We will raise four more regiments – not.", "We will raise four more regiments", "cut-short",
         "not."),
        ("We will raise four more regiments. Not! Ha.", "We will raise four more regiments.", "cut-short",
         "Not!"),
        ("We will raise four more regiments. (Just kidding.) So there.", "We will raise four more regiments.",
         "cut-short", "(Just kidding.)"),
        ("We will raise four more regiments, or so my enemies say.", "We will raise four more regiments",
         "cut-short", "or so my enemies say."),
        ("We would raise four more regiments were it not for the cost. Good.",
         "We would raise four more regiments", "cut-short", "were it not for the cost."),
        # a stop without its space ends a sentence all the same
        ("It was the end.They all left us.If it holds, we will raise four more regiments.",
         "we will raise four more regiments", "cut-in", "If it holds,"),
        ("Will we withdraw every one of our troops? No.", "we withdraw every one of our troops", "question",
         "we withdraw every one of our troops?"),
    ],
)  # fmt: skip
def test_fires(
    ask: Callable[..., tuple[Caution, ...]], text: str, words: str, caution: str, shown: str
) -> None:
    assert Caution(caution, shown) in ask(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We must raise four more regiments. I am sorry to say that it costs much.",
         "We must raise four more regiments."),
        ("We must raise four more regiments. We can make that happen.", "We must raise four more regiments."),
        ("We must raise four more regiments. One. Two. Excuse me.", "We must raise four more regiments."),
        ("We must raise four more regiments without delay.", "We must raise four more regiments"),
        ("We must raise four more regiments. But the cost is small.", "We must raise four more regiments."),
        ("They will not, and we must raise four more regiments.", "we must raise four more regiments."),
        ("They will not; we must raise four more regiments.", "we must raise four more regiments."),
        ("Not now. We must raise four more regiments.", "We must raise four more regiments."),
        ("There is no doubt that we must raise four more regiments.", "we must raise four more regiments."),
        ("If not now, when? We must raise four more regiments.", "We must raise four more regiments."),
        ("I think of them; we must raise four more regiments.", "we must raise four more regiments."),
        ("I believe in them and we must raise four more regiments.", "we must raise four more regiments."),
        ("I know that we must raise four more regiments.", "we must raise four more regiments."),
        ("We must raise four more regiments or so the law says.", "We must raise four more regiments"),
        ("We must raise four more regiments. Not now. Later.", "We must raise four more regiments."),
        ("If it fails, we go home.We must raise four more regiments.", "We must raise four more regiments."),
        ("Must we raise four more regiments?", "Must we raise four more regiments?"),
    ],
)  # fmt: skip
def test_stays_silent(ask: Callable[..., tuple[Caution, ...]], text: str, words: str) -> None:
    assert ask(text, words) == ()


HIDES = "We will leave, if they leave too, by the end of the year. It was not easy. It is done at last."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We will leave … by the end of the year.", "if they leave too"),
        ("We will leave, if they leave too, by the end of the year. … It is done at last.", None),
        (
            "We will leave, if they … It is done at last.",
            None,
        ),
        ("We will leave, if they leave too, … the year. It was not easy.", None),
    ],
)
def test_ellipsis_hides(ask: Callable[..., tuple[Caution, ...]], words: str, shown: str | None) -> None:
    cautions = {caution.name: caution.words for caution in ask(HIDES, words)}
    assert cautions.get("ellipsis-hides") == shown


TELLS = "The mayor has learned that the abbot lately sought a great sum of gold from the town."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The mayor has … lately sought a great sum of gold", "learned that the abbot"),
        ("The mayor has learned that the abbot … sought a great sum of gold", None),
        ("The mayor has learned … a great sum of gold from the town", None),
    ],
)
def test_ellipsis_hides_who_it_was(
    ask: Callable[..., tuple[Caution, ...]], words: str, shown: str | None
) -> None:
    """He who tells of it is then he who did it."""
    cautions = {caution.name: caution.words for caution in ask(TELLS, words)}
    assert cautions.get("ellipsis-hides") == shown


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("The army, which had not slept, marched on at dawn.", "The army … marched on at dawn.", None),
        ("The army, which had not slept, marched on at dawn.", "The army, … marched on at dawn.", None),
        (
            "We trust those who do not lie about their army.",
            "We trust those who … lie about their army.",
            "do not",
        ),
        ("We trust men who do not lie, and we march.", "We trust men … and we march.", "who do not lie"),
        (
            "The army, which had no bread, never marched on at dawn.",
            "The army … marched on at dawn.",
            "which had no bread, never",
        ),
    ],
)
def test_a_relative_clause_left_out_whole_hides_nothing(
    ask: Callable[..., tuple[Caution, ...]], text: str, words: str, shown: str | None
) -> None:
    assert {c.name: c.words for c in ask(text, words)}.get("ellipsis-hides") == shown


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (
            "It is good not only for those who stay in this town tonight.",
            "only for those who stay in this town",
            None,
        ),
        (
            "It is not for those who stay in this town tonight.",
            "for those who stay in this town",
            "It is not",
        ),
        (
            "If we look at our own homes, we find reasons to rejoice at it; we see the land at peace.",
            "we see the land at peace.",
            None,
        ),
    ],
)
def test_what_a_cut_in_leaves_off_must_govern_the_words(
    ask: Callable[..., tuple[Caution, ...]], text: str, words: str, shown: str | None
) -> None:
    assert {c.name: c.words for c in ask(text, words)}.get("cut-in") == shown


def test_a_long_omission_is_shown_in_full(speech: S, transcript: T, quote: Q) -> None:
    words = "This year, we gather in this Chamber … We will not permit the triumph of violence"
    verdict = verify(quote(words, "Bush"), [transcript(speech("2003-Bush-1"), speaker="Bush")])
    assert verdict.status.value == "as-marked"
    hidden = found(verdict, "ellipsis-hides")
    assert hidden is not None
    assert hidden.startswith("deeply aware of decisive days")
    assert len(hidden.split()) > 60


def test_no_caution_looks_into_anothers_turn(dialogue: T, quote: Q) -> None:
    made = dialogue(("MR. BUSH", "We will stay the course in Iraq"), ("Q", "Excuse me, in Iran?"))
    assert verify(quote("We will stay the course in Iraq", "Bush"), [made]).cautions == ()
    made = dialogue(("Q", "I do not believe that"), ("MR. BUSH", "we will stay the course in Iraq."))
    assert verify(quote("we will stay the course in Iraq", "Bush"), [made]).cautions == ()


@pytest.mark.parametrize("nature", list(Nature))
def test_what_kind_of_witness_it_is(transcript: T, quote: Q, nature: Nature) -> None:
    made = transcript("We will stay the course in Iraq.", speaker="Bush", nature=nature)
    verdict = verify(quote("We will stay the course in Iraq.", "Bush"), [made])
    names = {caution.name for witness in verdict.witnesses for caution in witness.cautions}
    weak = {Nature.PREPARED, Nature.CAPTIONS, Nature.EXCERPT, Nature.REPORT}
    expected = {"weak-witness"} if nature in weak else set()
    expected |= {nature.value} & {"translation"} | (
        {"interpreted"} if nature is Nature.INTERPRETED else set()
    )
    assert names == expected


def test_speaker_unlabelled(transcript: T, dialogue: T, quote: Q) -> None:
    asked = quote("We will stay the course in Iraq.", "Bush")
    bare = verify(asked, [transcript("We will stay the course in Iraq.")])
    assert bare.cautions == (Caution("speaker-unlabelled", "no label"),)
    office = verify(asked, [dialogue(("THE PRESIDENT", "We will stay the course in Iraq."))])
    assert office.cautions == (Caution("speaker-unlabelled", "label: THE PRESIDENT"),)


def test_the_gravest_first(transcript: T, quote: Q) -> None:
    made = transcript("I doubt that we will stay the course in Iraq, but let us see.", nature=Nature.PREPARED)
    cautions = verify(quote("we will stay the course in Iraq", "Bush"), [made]).cautions
    assert [c.name for c in cautions] == ["cut-in", "cut-short", "weak-witness", "speaker-unlabelled"]
    order = [name for name, _ in GRAVEST_FIRST]
    assert sorted((c.name for c in cautions), key=order.index) == [c.name for c in cautions]


def test_a_quote_that_stands_there_in_part_has_no_context(transcript: T, quote: Q) -> None:
    made = transcript("I doubt that we will stay the course in Iraq, but let us see.", speaker="Bush")
    words = "we will stay the course in Iraq as our fathers once did at Valley Forge and Bull Run in the snow"
    verdict = verify(quote(words, "Bush"), [made])
    assert (verdict.status.value, verdict.cautions) == ("not-in-transcripts", ())
    assert verdict.witnesses[0].passage is not None


def test_a_caution_changes_no_status(transcript: T, quote: Q) -> None:
    plain = transcript("Now we will stay the course in Iraq.", speaker="Bush")
    heavy = transcript("I doubt that we will stay the course in Iraq, I should say Iran.", speaker="Bush")
    asked = quote("we will stay the course in Iraq", "Bush")
    assert not verify(asked, [plain]).cautions
    assert verify(asked, [heavy]).cautions
    assert verify(asked, [plain]).status is verify(asked, [heavy]).status


def test_a_turn_spoken_in_another_language_is_a_translation(
    quote: Q, read_turns: Callable[[str, str], Transcript]
) -> None:
    said = "We stand ready to talk with all who want peace."
    for label, caution in (
        ("Mr. Ivanov (spoke in Russian)", Caution("translation", "(spoke in Russian)")),
        ("Ivanov (as translated)", Caution("interpreted", "(as translated)")),
        ("Mr. Ivanov (spoke in English)", None),
    ):
        verdict = verify(quote(said, "Ivanov"), [read_turns(label, said)])
        assert verdict.status.value == ("matches-translation" if caution else "matches"), label
        assert verdict.cautions == ((caution,) if caution else ())
    # he goes over to English before the passage
    verdict = verify(
        quote(said, "Ivanov"), [read_turns("Mr. Ivanov (spoke in Russian)", "So. (spoke in English) " + said)]
    )
    assert (verdict.status.value, verdict.cautions) == ("matches", ())


@pytest.fixture
def read_turns(transcript: T) -> Callable[[str, str], Transcript]:
    """A transcript of one turn, as the reader makes it of a text with this label."""

    def made(label: str, said: str) -> Transcript:
        tongue = tongue_of(label, said, "en")
        text = f"{label}: {said}"
        turn = Turn(0, len(label) + 2, len(text), label, "Ivanov", translated_from=tongue.translated_from)
        return replace(transcript(text, language="en"), turns=(turn,))

    return made
