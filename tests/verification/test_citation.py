"""Words that somebody else's are: in quotation marks, after words that bring them in, before their author."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quotetrack.model import Person, Span
from quotetrack.verification.citation import Citation, find_citation, names_author
from quotetrack.verification.wordlists import context_words

WORDS = "Iraq appears not to have come to a genuine acceptance"
RUSSIAN = "военные действия осуществляются вопреки мировому общественному мнению"


def cited(text: str, words: str = WORDS, language: str = "en") -> Citation | None:
    start = text.index(words)
    return find_citation(
        text, Span(start, start + len(words)), Span(0, len(text)), context_words(language, text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "He was clear. As Dr. Blix reported, quote, {}, not even today.",
        "Dr. Blix told this Council: “{} of disarmament.” We heard him.",
        "Dr. Blix said that {} of disarmament.",
        "Dr. Blix said {} of disarmament.",
        'Dr. Blix said, "{} of disarmament." Fine.',
        "Dr. Blix told this Council: ‘{} of disarmament.’ We heard him.",
        "In the words of Dr. Blix, {} of disarmament.",
        "According to Dr. Blix, {} of disarmament.",
        "Tom Paine wrote these words: {}, not even today.",
        "He once wrote: {}.",
        "My father said: {}.",
        "The Bible tells us: {}.",
        "The first of these is quote, {}, unquote.",
        "And I quote: {}.",
        "Lincoln once asked whether {} of disarmament.",
        "{}, Dr. Blix said.",
        "{}, said Dr. Blix.",
        "{}, as Dr. Blix put it.",
        "I read: “First, he said that. ‘{}’ was what he meant,” and no more.",
        "Listen. “A first paragraph of his.\n“{} was what he meant.”\nThat was it.",
        'Listen. "A first paragraph of his.\n"{} was what he meant."\nThat was it.',
    ],
)
def test_cited(text: str) -> None:
    assert cited(text.format(WORDS)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I told you that {} of disarmament.",
        "As I said, {} of disarmament.",
        "We have said that {} of disarmament.",
        "It is reported that {} of disarmament.",
        "Let it be said: {} of disarmament.",
        "He never said a word. {} of disarmament.",
        "The price quote. {} of disarmament.",
        "That is what “freedom” means. {} of disarmament.",
        "He said, “Go.” {} of disarmament. “Stop.”",
        'He said, "Go." {} of disarmament. "Stop."',
        'A 6" gun. {} of disarmament. The 14" gun.',
        "The people's will is the law. {} of disarmament. It's the people's.",
        "’Twas the people’s. {} of disarmament. It’s the peoples’.",
        "‘Twas the night. {} of disarmament. It’s the people’s.",
        "The treaty concluded in the United States {} of disarmament.",
        "{} of disarmament, and President Carter said much else.",
    ],
)
def test_not_cited(text: str) -> None:
    assert cited(text.format(WORDS)) is None


def test_real_speeches(speech: Callable[[str], str]) -> None:
    bush = cited(speech("1990-Bush-1"), "Remember I joined the Army to serve my country")
    assert bush is not None
    assert bush.words.startswith("And here is some of what he wrote: \"I've never been afraid of death")
    assert cited(speech("2003-Bush-1"), "Saddam Hussein recently sought significant quantities") is not None
    assert cited(speech("2003-Bush-1"), "The British Government has learned") is None
    assert cited(speech("2004-Bush-1"), "America will never seek a permission slip") is None


def test_russian() -> None:
    for text in ("Как сказал Путин, {}.", "По словам Путина, {}.", "В.В.Путин заявил: «{} сегодня»."):
        found = cited(text.format(RUSSIAN), RUSSIAN, "ru")
        assert found is not None
        assert names_author(found, Person("Владимир Путин"))
        assert not names_author(found, Person("Сергей Лавров"))
    assert cited(f"Газета «Известия» вышла. {RUSSIAN}. «Правда» тоже.", RUSSIAN, "ru") is None
    assert cited(f"Я сказал, что {RUSSIAN}.", RUSSIAN, "ru") is None


def test_nobody_cites_across_anothers_turn() -> None:
    text = f"Blix: “I say\nPowell: {WORDS}.”"
    start = text.index(WORDS)
    span, words = Span(start, start + len(WORDS)), context_words("en")
    assert find_citation(text, span, Span(text.index("Iraq"), len(text)), words) is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("As Dr. Blix reported, quote, {}.", "Hans Blix"),
        ("Blix's report said: “{}.”", "Hans Blix"),
        ("“{}.” Those were Blix’s words.", "Hans Blix"),
        ("General de Gaulle said, “{}.”", "Charles de Gaulle"),
        ("Kim said, “{}.”", "Kim Jong-un"),
        ("As García Márquez put it, {}.", "Gabriel García Márquez"),
    ],
)
def test_the_author_is_named_beside(text: str, person: str) -> None:
    found = cited(text.format(WORDS))
    assert found is not None
    assert names_author(found, Person(person))
    assert not names_author(found, Person("Edmund Burke"))
