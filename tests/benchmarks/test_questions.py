"""What the makers expect of their quotes is true of the quotes, on a small archive of made-up speeches."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from quotes.claims import CLAIM_KINDS
from quotes.cutting import words
from quotes.repeats import Repeats

from quotes import KINDS, Holdings, Question, Speech, hold, questions, with_others
from quotetrack.model import Status, Wording

NOUNS = (
    "harbours", "railways", "treaties", "farmers", "widows", "ships", "teachers", "rivers", "mills",
    "colonies", "banks", "orchards",
)  # fmt: skip
VERBS = ("strengthened", "abandoned", "surveyed", "rebuilt", "protected", "financed", "measured", "neglected")
PRESIDENTS = ("George Washington", "John Adams", "James Monroe")


def word(rng: random.Random) -> str:
    """An invented word, so that sentences of one pattern have few runs of words in common."""
    return "".join(rng.choice(("ba", "dem", "kil", "lo", "mun", "nar", "res", "so", "tiv")) for _ in range(4))


def sentence(rng: random.Random) -> str:
    one, two, three = rng.sample(NOUNS, 3)
    strange = [word(rng) for _ in range(7)]
    return (
        f"In {rng.randint(1700, 1990)} the {strange[0]} people of Virginia {rng.choice(VERBS)} "
        f"{strange[1]} {one} for ${rng.randint(2, 99)} a {strange[2]}, and they were not "
        f"{rng.choice(VERBS)} by {strange[3]} {two}. The {strange[4]} number {rng.randint(20, 990)} "
        f"is three times what our {strange[5]} {three} "
        f"of the {rng.choice(NOUNS)} {rng.choice(VERBS)} in {strange[6]} days."
    )


def speech(number: int) -> Speech:
    rng = random.Random(number)
    lines = [" ".join(sentence(rng) for _ in range(5)) for _ in range(12)]
    return Speech(f"speech-{number}", "\n".join(lines), PRESIDENTS[number % 3], f"{1800 + number}-01-08")


def other(number: int) -> Speech:
    """A second transcript of a speech, with other words in its first half."""
    lines = speech(number).text.split("\n")
    changed = [line.replace("they were not", "they had never been") for line in lines[:6]]
    return replace(speech(number), id=f"other-{number}", text="\n".join(changed + lines[6:]))


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    return with_others(
        hold([speech(number) for number in range(30)], seed=1), [other(number) for number in range(20)]
    )


@pytest.fixture(scope="module")
def asked(holdings: Holdings) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in questions(holdings, seed=1, each=6):
        found.setdefault(question.kind, []).append(question)
    return found


def text_of(question: Question, holdings: Holdings) -> str:
    text = holdings.transcripts[question.speech].text
    return " ".join(text[start:end] for start, end in question.pieces)


def test_every_kind_is_made(asked: dict[str, list[Question]]) -> None:
    assert set(asked) == {*KINDS, *CLAIM_KINDS}


def test_the_same_seed_makes_the_same_quotes(holdings: Holdings) -> None:
    again = hold([speech(number) for number in range(30)], seed=1)
    again = with_others(again, [other(number) for number in range(20)])
    assert list(questions(again, 1, 2)) == list(questions(holdings, 1, 2))
    assert list(questions(again, 2, 2)) != list(questions(holdings, 1, 2))


HONEST = ("verbatim", "short-verbatim", "words-of-a-turn", "words-of-another-turn", "words-of-another-date")


@pytest.mark.parametrize("kind", HONEST)
def test_honest_words_stand_at_their_place(
    kind: str, asked: dict[str, list[Question]], holdings: Holdings
) -> None:
    for question in asked[kind]:
        assert question.quote == text_of(question, holdings)
        assert question.wordings == {Wording.EXACT}


DIFFERING = [
    kind for kind in KINDS if kind.startswith(("one-word", "sign", "negation", "number", "name", "changed"))
]


@pytest.mark.parametrize("kind", DIFFERING)
def test_where_words_are_said_to_differ_they_do(
    kind: str, asked: dict[str, list[Question]], holdings: Holdings
) -> None:
    for question in asked[kind]:
        assert Wording.DIFFERS in question.wordings
        assert re.findall(r"[$£€]|\w+", question.quote) != re.findall(
            r"[$£€]|\w+", text_of(question, holdings)
        )


def test_half_of_the_words_are_changed_in_earnest(
    asked: dict[str, list[Question]], holdings: Holdings
) -> None:
    for question in asked["changed-50"]:
        pairs = zip(question.quote.split(" "), text_of(question, holdings).split(" "), strict=True)
        changed = [one != other for one, other in pairs]
        assert abs(sum(changed) - len(changed) / 2) <= 1


@pytest.mark.parametrize(
    ("kind", "change"),
    [("negation-dropped", -1), ("negation-added", 1)],
)
def test_a_negation_is_one_word_less_or_more(
    kind: str, change: int, asked: dict[str, list[Question]], holdings: Holdings
) -> None:
    for question in asked[kind]:
        nots = [len(re.findall(r"\bnot\b", text)) for text in (question.quote, text_of(question, holdings))]
        assert nots[0] - nots[1] == change


def test_pieces_of_two_documents_stand_in_both(asked: dict[str, list[Question]], holdings: Holdings) -> None:
    for question in asked["splice-of-two"]:
        ((other, (start, end)),) = question.beyond
        assert other != question.speech
        second = holdings.transcripts[other].text[start:end]
        assert question.quote == f"{text_of(question, holdings)} {second}"


def test_debates_are_read_with_their_turns(holdings: Holdings, asked: dict[str, list[Question]]) -> None:
    for question in asked["words-of-another-turn"]:
        (place,) = question.pieces
        turns = holdings.transcripts[question.speech].turns
        (turn,) = [turn for turn in turns if turn.start <= place[0] and place[1] <= turn.end]
        assert turn.label is not None
        assert question.speaker is not None
        assert question.speaker.split()[-1].lower() not in turn.label.lower()
        assert question.statuses == {Status.OTHER_SPEAKER}


def test_another_date_is_of_another_speech_of_the_speaker_that_lacks_the_words(
    holdings: Holdings, asked: dict[str, list[Question]]
) -> None:
    by_date = {speech.date: speech for speech in holdings.speeches}
    for question in asked["words-of-another-date"]:
        claimed = by_date[question.date]
        assert claimed.speaker == question.speaker
        assert claimed.id != question.speech
        assert question.quote not in claimed.text


def test_a_cited_sentence_is_of_a_speech_that_is_left_out(
    holdings: Holdings, asked: dict[str, list[Question]]
) -> None:
    for question in asked["cited-sentence"]:
        (source,) = [speech for speech in holdings.left_out if question.quote in speech.text]
        assert source.id not in holdings.transcripts
        assert question.speaker == source.speaker != holdings.transcripts[question.speech].speaker
    for question in asked["citing-somebody"]:
        assert question.speaker == holdings.transcripts[question.speech].speaker
        assert question.caution == "quoting"


def test_absent_words_stand_nowhere(holdings: Holdings, asked: dict[str, list[Question]]) -> None:
    for question in asked["absent"]:
        assert all(question.quote not in transcript.text for transcript in holdings.transcripts.values())
        assert any(question.quote in speech.text for speech in holdings.left_out)


def test_words_of_another_transcript_are_cut_from_a_text_that_the_archive_lacks(
    holdings: Holdings, asked: dict[str, list[Question]]
) -> None:
    others = {f"speech-{number}": other(number).text for number in range(20)}
    for question in (found := asked["words-of-another-transcript"]):
        assert question.quote in others[question.speech]
        differ = bool({"had", "never", "been"} & {*question.quote.split()})
        assert (question.quote == text_of(question, holdings)) == (not differ)
        assert question.wordings <= (
            {Wording.DIFFERS, Wording.JOINED} if differ else {Wording.EXACT, Wording.TYPOGRAPHIC}
        )
    assert len({Wording.EXACT in question.wordings for question in found}) == 2


def test_what_nobody_spoke_is_no_word_that_a_quote_of_another_transcript_lacks() -> None:
    held = [
        replace(
            each,
            text=each.text.replace("by", "<Laughter> by").replace(
                "The ", "[Applause, the Members rising] The "
            ),
        )
        for each in map(speech, range(24))
    ]
    others = [replace(each, id=f"other-{each.id}") for each in map(speech, range(20))]
    holdings = with_others(hold(held, seed=1), others)
    found = list(questions(holdings, seed=1, each=20, kinds=["words-of-another-transcript"]))
    assert any("by" in question.quote for question in found)
    assert all(question.wordings <= {Wording.EXACT, Wording.TYPOGRAPHIC} for question in found)


def test_words_that_stand_twice_are_never_asked() -> None:
    once = [speech(number) for number in range(24)]
    copies = [replace(each, id=f"{each.id}-again") for each in once[:12]]
    holdings = hold([*once, *copies], seed=1)
    texts = [transcript.text for transcript in holdings.transcripts.values()]
    assert len(texts) > len(set(texts))
    for question in questions(holdings, seed=1, each=3):
        for start, end in question.pieces:
            words_asked = holdings.transcripts[question.speech].text[start:end]
            assert sum(text.count(words_asked) for text in texts) == 1


@pytest.mark.parametrize("note", ["(retranslated)", "(spoke in Arabic)", "(In Russian.)"])
def test_words_that_are_noted_to_be_a_translation_are_never_asked(note: str) -> None:
    noted = [replace(each, text=f"{note} {each.text}") for each in map(speech, range(24))]
    assert not list(questions(hold(noted, seed=1), seed=1, each=2, kinds=["verbatim", "one-ellipsis"]))


@pytest.mark.parametrize("kind", ["changed-50", "bracketed-insertion"])
def test_words_that_no_break_spaces_part_are_changed_one_by_one(kind: str) -> None:
    joined = [replace(each, text=each.text.replace(" the ", " the\xa0")) for each in map(speech, range(24))]
    for question in questions(hold(joined, seed=1), seed=1, each=5, kinds=[kind]):
        assert "\xa0" not in question.quote


# --- where words stand ---------------------------------------------------------------

TEXT = "We the people of the northern towns have built a harbour that no storm will ever take from us."


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("the northern towns have built a harbour", 1),
        ("THE NORTHERN TOWNS -- have built; a harbour", 1),
        ("the northern towns have sold a harbour that no storm will ever take", 1),  # most of it
        ("the southern cities have sold a vessel", 0),
        ("a harbour", 0),
    ],
)
def test_words_are_found_where_they_stand(quote: str, places: int) -> None:
    other = "Nobody has ever said anything about what these ships were carrying over the sea."
    assert Repeats([other, TEXT]).places(quote) == places
    assert Repeats([TEXT, other, TEXT]).places(quote) == 2 * places


def test_the_longest_run_of_words_that_stands_anywhere() -> None:
    repeats = Repeats([TEXT])
    assert repeats.longest("they say the people of the northern towns have nothing") == 7
    assert repeats.longest("nothing of it") == 0


def test_the_share_of_words_that_stands_in_one_stretch() -> None:
    repeats = Repeats([TEXT])
    assert repeats.share("the people of the northern cities have built a harbour") == 0.9
    assert repeats.share("built a harbour that no people of the northern towns") == 0.5
    assert repeats.share("nothing of it") == 0


def test_no_run_of_words_reaches_over_two_texts() -> None:
    assert Repeats(["one two three", "four five six"]).places("two three four five") == 0


def test_a_number_is_the_same_in_words_and_in_digits() -> None:
    assert words("one Eight-hour day of twenty") == words("1 8-hour day of 20")


def test_words_are_compared_without_signs() -> None:
    assert words("We cannot—$5,000; No!") == ["we", "can", "not", "5", "000", "no"]
