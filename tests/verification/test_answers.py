"""A questioner's words, taken up by the one who answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quotetrack.model import Person, Quote, Span, Transcript
from quotetrack.verification import verify
from quotetrack.verification.answers import adopting_answer
from quotetrack.verification.speaker import voice_of
from quotetrack.verification.wordlists import context_words

T, Q = Callable[..., Transcript], Callable[..., Quote]
ASKED = "you ordered the strike without telling Congress"


def adopted(made: Transcript, quote: Quote) -> str | None:
    cautions = [c for w in verify(quote, [made]).witnesses for c in w.cautions]
    return next((c.words for c in cautions if c.name == "adopted"), None)


@pytest.mark.parametrize(
    ("asked", "answer", "shown"),
    [
        (f"Is it true that {ASKED}?", "Yes, I did. And I would again.", "MR. BUSH: Yes, I did."),
        (f"So {ASKED}. Is that right?", "That's right.", "MR. BUSH: That's right."),
        (f"Is it true that {ASKED}?", "Yes and no.", None),
        (f"Is it true that {ASKED}?", "No, I did not.", None),
        (f"Is it true that {ASKED}?", "Right now I cannot say.", None),
        (f"So {ASKED}. I should like to ask about taxes. Will you raise them this year?", "Yes.", None),
    ],
)
def test_a_yes_adopts_the_question_before_it(
    dialogue: T, quote: Q, asked: str, answer: str, shown: str | None
) -> None:
    made = dialogue(("Q", asked), ("MR. BUSH", answer))
    assert adopted(made, quote(ASKED, "George Bush")) == shown


def test_another_s_yes_adopts_nothing(dialogue: T, quote: Q) -> None:
    asked = quote(ASKED, "George Bush")
    assert adopted(dialogue(("Q", f"Is it so that {ASKED}?"), ("MR. CHENEY", "Yes.")), asked) is None
    assert adopted(dialogue(("Q", f"Is it so that {ASKED}?")), asked) is None
    assert adopted(dialogue(("Q", f"Is it so that {ASKED}?"), ("Q", "Yes, is it?")), asked) is None
    assert adopted(dialogue(("MR. BUSH", f"I say {ASKED}."), ("Q", "Yes.")), asked) is None
    assert adopted(dialogue(("Q", f"Is it so that {ASKED}?"), ("MR. BUSH", "Yes.")), quote(ASKED)) is None


def test_each_list_is_asked(dialogue: T) -> None:
    words = context_words("en")

    def answered(answer: str, **lists: tuple[str, ...]) -> str | None:
        made = dialogue(("Q", f"So {ASKED}?"), ("MR. BUSH", answer))
        start = made.text.index(ASKED)
        person, held = Person("George Bush"), replace(words, **lists)
        voice = voice_of(made, (Span(start, start + len(ASKED)),), person, held)
        return adopting_answer(made, start + len(ASKED), voice, person, held)

    assert answered("Exactly.") is not None
    assert answered("Exactly.", affirmations=()) is None
    assert answered("Of course not.") is None
    assert answered("Of course not.", no_affirmations=()) is not None


def test_in_russian(dialogue: T, quote: Q) -> None:
    words = "вы приказали нанести удар без ведома парламента"
    made = dialogue(("Вопрос", f"Правда ли, что {words}?"), ("В.Путин", "Да, это так."), language="ru")
    person = Person("Владимир Путин", other_names=("В.Путин",))
    assert adopted(made, quote(words, person, language="ru")) == "В.Путин: Да, это так."
