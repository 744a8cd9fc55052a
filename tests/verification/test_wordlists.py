"""Every list in words/ does something: emptied, its rule no longer fires (or fires where it must not)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.model import (
    Alignment,
    OccasionFinding,
    Person,
    Quote,
    Span,
    SpeakerFinding,
    Transcript,
    Wording,
)
from quotetrack.transcripts.interpreting import Tongue
from quotetrack.verification import names
from quotetrack.verification.cautions import Context, cautions_of
from quotetrack.verification.citation import find_citation
from quotetrack.verification.names import NameWords, name_words, same_name
from quotetrack.verification.occasion import Occasion
from quotetrack.verification.speaker import Voice, voice_of
from quotetrack.verification.wordlists import ContextWords, context_words

EN, RU = context_words("en"), context_words("ru")


def cautions(words: ContextWords, text: str, passage: str) -> set[str]:
    start = text.index(passage)
    span = Span(start, start + len(passage))
    voice = Voice(
        SpeakerFinding.CONFIRMED, None, None, find_citation(text, span, Span(0, len(text)), words), None
    )
    alignment = Alignment(Wording.EXACT, (span,))
    occasion = Occasion(OccasionFinding.CONFIRMED)
    context = Context(Quote("q", passage), Transcript("t", text), alignment, voice, occasion, words, Tongue())
    return {caution.name for caution in cautions_of(context)}


P = "we will stay the course in Iraq"
FAR = "And so it went on for a long while, as such things do, in that house and in the other. " * 2
PR = "мы продолжим это дело до конца"
# list, language, text, passage, caution, whether the list makes it fire (or else keeps it from firing)
BY_LIST = [
    ("citing_verbs", EN, f"Dr. Blix said, {P}.", P, "quoting", True),
    ("citing_bare", EN, f"Dr. Blix said {P}.", P, "quoting", True),
    ("citing_phrases", EN, f"And I quote: {P}.", P, "quoting", True),
    ("citing_of", EN, f"According to Dr. Blix, {P}.", P, "quoting", True),
    ("between", EN, f"I have so often said, {P}.", P, "quoting", False),
    ("first_person", EN, f"Mr. Speaker, I said that {P}.", P, "quoting", False),
    ("third_person", EN, f"but then he said that {P}.", P, "quoting", True),
    ("nobody", EN, f"It is reported that {P}.", P, "quoting", False),
    ("limits", EN, f"Now {P}, unless they yield.", P, "cut-short", True),
    ("limits", EN, f"Now {P}, or so my enemies say.", P, "cut-short", True),
    ("limits", EN, f"Now {P}, were it not for the snow.", P, "cut-short", True),
    ("limits_alone", EN, f"Now {P} – not.", P, "cut-short", True),
    ("limits_alone", EN, f"Now {P}. Just kidding.", P, "cut-short", True),
    ("no_limits", EN, f"Now {P}, if possible.", P, "cut-short", False),
    ("limiting_sentences", EN, f"Now {P}. But only this year.", P, "cut-short", True),
    ("conditions", EN, f"If they yield, {P}.", P, "cut-in", True),
    ("hedges", EN, f"And so I think that {P}.", P, "cut-in", True),
    ("hedges", EN, f"We are late, but I believe {P}.", P, "cut-in", True),
    ("denials", EN, f"I do not believe that {P}.", P, "cut-in", True),
    ("no_denials", EN, f"There is no doubt that {P}.", P, "cut-in", False),
    ("clause_starts", EN, f"They did not yield, and {P}.", P, "cut-in", False),
    ("corrections", EN, f"Now {P}, I should say in Iran.", P, "slip-corrected", True),
    ("no_corrections", EN, f"Now {P}. Sorry to say it.", P, "slip-corrected", False),
    (
        "later_corrections",
        EN,
        f"Now {P}. {FAR} I misspoke on how we stay the course in Iraq.",
        P,
        "corrected-later",
        True,
    ),
    ("abbreviations", EN, f"I do not believe Mr. Smith that {P}.", P, "cut-in", True),
    ("citing_verbs", RU, f"Путин заявил, {PR}.", PR, "quoting", True),
    ("citing_phrases", RU, f"Цитирую: {PR}.", PR, "quoting", True),
    ("citing_of", RU, f"По словам Путина, {PR}.", PR, "quoting", True),
    ("between", RU, f"я уже вчера говорил: {PR}.", PR, "quoting", False),
    ("first_person", RU, f"Тогда и Я говорил, что {PR}.", PR, "quoting", False),
    ("third_person", RU, f"потом он сказал, что {PR}.", PR, "quoting", True),
    ("nobody", RU, f"Это было сказал: {PR}.", PR, "quoting", False),
    ("limits", RU, f"Да, {PR}, если нам дадут.", PR, "cut-short", True),
    ("limits_alone", RU, f"Да, {PR}. Шучу.", PR, "cut-short", True),
    ("no_limits", RU, f"Да, {PR}, если можно.", PR, "cut-short", False),
    ("limiting_sentences", RU, f"Да, {PR}. Но только вместе.", PR, "cut-short", True),
    ("conditions", RU, f"Если надо, {PR}.", PR, "cut-in", True),
    ("hedges", RU, f"Я думаю, что {PR}.", PR, "cut-in", True),
    ("denials", RU, f"Я не верю, что {PR}.", PR, "cut-in", True),
    ("no_denials", RU, f"Он не только сказал, что {PR}.", PR, "cut-in", False),
    ("clause_starts", RU, f"Они не хотят, но {PR}.", PR, "cut-in", False),
    ("corrections", RU, f"Да, {PR}, вернее, начнём.", PR, "slip-corrected", True),
    ("no_corrections", RU, f"Да, {PR}. Извините за задержку.", PR, "slip-corrected", False),
    (
        "later_corrections",
        RU,
        f"Да, {PR}. {FAR} Я оговорился, что мы продолжим дело до конца.",
        PR,
        "corrected-later",
        True,
    ),
    ("abbreviations", RU, f"Я не верю в 2003 г. тому, что {PR}.", PR, "cut-in", True),
]


@pytest.mark.parametrize(("name", "words", "text", "passage", "caution", "makes"), BY_LIST)
def test_a_list_emptied_is_missed(
    name: str, words: ContextWords, text: str, passage: str, caution: str, makes: bool
) -> None:
    emptied = replace(words, **{name: type(getattr(words, name))()})
    assert (caution in cautions(words, text, passage)) is makes
    assert (caution in cautions(emptied, text, passage)) is not makes


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [("roles", "en", "THE MAJORITY LEADER"), ("roles", "ru", "ВЕДУЩИЙ"), ("questioners", "en", "PRESS"),
     ("questioners", "ru", "КОРРЕСПОНДЕНТ")],
)  # fmt: skip
def test_labels(name: str, language: str, label: str, dialogue: Callable[..., Transcript]) -> None:
    words = context_words(language)
    made = dialogue((label, "some words"))
    span = [Span(made.turns[0].start, made.turns[0].end)]
    full = voice_of(made, span, Person("Ann Lee"), words)
    bare = voice_of(made, span, Person("Ann Lee"), replace(words, **{name: frozenset()}))
    if name == "roles":
        assert (full.finding.value, bare.finding.value) == ("unlabelled", "other")
    else:  # without the list "PRESS" is somebody's name all the same
        assert full.finding.value == "other"
        assert any(label.lower() == listed for listed in words.questioners)


def test_hidden_words() -> None:
    for words, hidden in ((EN, "if they do not yield"), (RU, "если они не уступят")):
        assert words.hidden_word.search(hidden)
        assert not replace(words, hidden=()).hidden_word.search(hidden)


def test_relative_clauses() -> None:
    for words, clause in (
        (EN, "a man, in whom we do not trust, spoke"),
        (RU, "он, которому не верят, сказал"),
    ):
        assert "not" not in words.relative_clause.sub("", clause)
        assert " не " not in words.relative_clause.sub("", clause)
        assert replace(words, relatives=()).relative_clause.sub("", clause) == clause


@settings(max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [*EN.limits, *EN.limiting_sentences, *EN.corrections, *EN.no_limits, *EN.no_corrections,
             *RU.limits, *RU.limiting_sentences, *RU.corrections, "word", "слово"]
        ) | st.sampled_from([" ", ", ", ". ", "; ", "–", "…", "(", '"', "’", "”) ", "\n", "\u00a0", "\t"]),
        max_size=6,
    ),
    st.sampled_from([str, str.upper, str.title, lambda text: text.replace("'", "’").replace(" ", "\n ")]),
    st.sampled_from([EN, RU]),
)  # fmt: skip
def test_the_look_before_a_pattern_keeps_nothing_from_it(
    parts: list[str], written: Callable[[str], str], words: ContextWords
) -> None:
    text = written("".join(parts))
    for quick, whole in (
        (words.limit_after(text), words.limit.match(text)),
        (words.limiting_sentence_after(text), words.limiting_sentence.match(text)),
        (words.correction_in(text), words.correction.search(text)),
    ):
        assert (quick and quick.span()) == (whole and whole.span())


def test_a_pattern_is_not_made_where_no_phrase_of_it_stands() -> None:
    fresh = replace(EN)
    assert not fresh.limit_after(" and so on")
    assert not fresh.correction_in(" and so on")
    assert not fresh.limiting_sentence_after(". And so on")
    assert not {"limit", "correction", "limiting_sentence"} & vars(fresh).keys()


NAMES = [
    ("titles", "Colin Powell", "Secretary of State Powell", True),
    ("male", "Hillary Clinton", "Mr. Clinton", False),
    ("female", "Bill Clinton", "Mrs. Clinton", False),
    ("two_surnames", "Gabriel García Márquez", "Sr. García", True),
    ("male_given", "Bill Clinton", "Mrs. Clinton", False),
    ("female_given", "Hillary Clinton", "Mr. Clinton", False),
    ("degrees", "Jane Doe", "Jane Doe PhD", True),
    ("particles", "Jan Peter van Dam", "Jan Peter Dam", True),
    ("surnames_first", "Mao Zedong", "Chairman Mao", True),
    ("surnames_first_or_given", "Kim Jong-un", "Chairman Kim", True),
    ("same_given", "Sergey Lavrov", "Sergei Lavrov", True),
    ("suffixes", "Elizabeth II", "Elizabeth I", False),
]


@pytest.mark.parametrize(("name", "one", "other", "same"), NAMES)
def test_lists_of_names(name: str, one: str, other: str, same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same_name(one, other) is same
    words = name_words()
    empty = replace(words, **{name: type(getattr(words, name))()})
    if name == "suffixes":  # without it they are two people still, by their surnames
        assert {"i", "ii"} <= set(words.suffixes)
        return
    for cached in (names.parse_name, names.same_name, names._readings):
        cached.cache_clear()
    monkeypatch.setattr(names, "name_words", lambda: empty)
    try:
        assert same_name(one, other) is not same
    finally:
        monkeypatch.undo()
        for cached in (names.parse_name, names.same_name, names._readings):
            cached.cache_clear()


def test_every_list_is_tested_and_nothing_else_is_in_the_files() -> None:
    elsewhere = {"roles", "questioners", "hidden", "relatives", "affirmations", "no_affirmations"}
    elsewhere.add("later_correction_signs")  # test_signs
    tested = {name for name, *_ in BY_LIST} | elsewhere
    assert tested == {field.name for field in fields(ContextWords)}
    assert {name for name, *_ in NAMES} == {field.name for field in fields(NameWords)}
    for path in files("quotetrack.verification").joinpath("words").iterdir():
        known = NameWords if path.name == "names.toml" else ContextWords
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = {"male_given", "female_given"} if path.name == "names.toml" else set()  # the transcripts'
        assert set(data) | shared == {field.name for field in fields(known)}, path.name


def test_a_language_without_lists_has_none() -> None:
    assert not context_words("xx").limits
    assert not context_words("names").limits
    assert not context_words("../en").limits
    assert context_words("en-GB").limits == context_words("en_US").limits == EN.limits
    assert context_words(None, "Сразу же подчеркну") is RU
    assert context_words(None, "My colleagues") is EN


@given(
    st.sampled_from(["en", "ru", "de", "fr"]),
    st.lists(
        st.sampled_from(["Mr", "U.S", "the ", " End", "ends", "; Он ", "! A", "\n", *'.?!…;:,"”)]»–']),
        max_size=12,
    ),
)
def test_the_last_sentence_begins_where_the_last_end_of_one_is(language: str, parts: list[str]) -> None:
    text, words = "".join(parts), context_words(language)
    ends = [match.end() for match in words.sentence_end.finditer(text)]
    assert words.last_sentence(text) == (text[ends[-1] :].lstrip() if ends else text)
