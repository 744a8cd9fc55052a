from __future__ import annotations

from collections.abc import Callable

import pytest

from quotetrack.model import Nature, Transcript
from quotetrack.transcripts.interpreting import Tongue, notes_in, tongue_at, tongue_of
from quotetrack.transcripts.vocabulary import load

Read = Callable[..., Transcript]


@pytest.mark.parametrize(
    ("label", "spoken", "text", "language", "source", "interpreted"),
    [
        ("Mr. Ivanov (Russian Federation) (spoke in Russian)", "Yes.", "en", None, "ru", False),
        (
            "The President (spoke in French; English text provided by the delegation)",
            "",
            "en",
            None,
            "fr",
            False,
        ),
        ("President Snegur (spoke in Moldovan; English text furnished)", "", "en", None, "ro", False),
        ("Mr. Ivanov (spoke in English)", "Yes.", "en", "en", None, False),
        ("Mr. Ivanov (spoke in English)", "Yes.", None, None, "en", False),
        ("Question (as translated)", "Why?", "en", None, "und", True),
        ("Вопрос (как переведено)", "Почему?", "ru", None, "und", True),
        ("А.Меркель (через переводчика)", "Да.", "ru", None, "und", True),
        ("В.Путин (по-немецки)", "Да.", "ru", None, "de", False),
        ("President of Egypt (re-translated)", "Yes.", "en", None, "und", True),
        ("President of Turkey (retranslated)", "Yes.", "en", None, "und", True),
        ("LAVROV (through translator)", "Yes.", "en", None, "und", True),
        ("PRESIDENT PUTIN", "(In Russian.) Yes.", "en", None, "ru", False),
        ("PRESIDENT PUTIN", "(As translated.) Yes.", "en", None, "und", True),
        ("PRESIDENT PUTIN", "[Interpretation from Russian] Yes.", "en", None, "ru", True),
        ("Mr. Powell (United States of America)", "(Laughter.) Yes.", "en", None, None, False),
        ("PRESIDENT PUTIN", "Yes. (In Russian.)", "en", None, None, False),
        ("Mr. Smith (in part)", "Yes.", "en", None, None, False),
        (None, "", None, None, None, False),
    ],
)
def test_notes(
    label: str | None,
    spoken: str,
    text: str | None,
    language: str | None,
    source: str | None,
    interpreted: bool,
) -> None:
    found = tongue_of(label, spoken, text)
    assert (found.language, found.translated_from, found.interpreted) == (language, source, interpreted)
    assert (found.note is None) is (language is None and source is None)


def test_the_name_of_a_language_is_one_word() -> None:
    names = [name for group in load("tongues")["languages"].values() for name in group]
    assert not [name for name in names if " " in name or "-" in name]


def test_the_last_note_before_a_place_counts() -> None:
    label = "Mr. Axworthy (Canada) (spoke in French)"
    assert tongue_at(label, notes_in("We must not wait. ", "en"), 0, 18, "en").translated_from == "fr"
    text = "So. (spoke in English) And now (spoke in Russian) so. (Laughter.) Thank you."
    notes = notes_in(text, "en")
    english = Tongue("en", note="(spoke in English)")
    assert tongue_at(label, notes, 0, text.index(" And"), "en") == english
    assert tongue_at(label, notes, 0, text.index(") so."), "en") == english
    assert tongue_at(label, notes, 0, text.index(" Thank"), "en").translated_from == "ru"
    assert tongue_at(label, notes, text.index(" Thank"), len(text), "en").translated_from == "fr"
    assert tongue_at(None, notes_in("So. (Laughter.) And now ", "en"), 0, 24, "en") == Tongue()


def test_turns_have_it(read: Read) -> None:
    transcript = read(
        "PRESIDENT BUSH: Welcome.\nPRESIDENT PUTIN: (As translated.) Thank you.\nQ (spoke in French): Why?\n"
        "PRESIDENT BUSH: Because.",
        language="en",
    )
    assert [turn.translated_from for turn in transcript.turns] == [None, "und", "fr", None]
    assert transcript.nature is Nature.UNKNOWN


@pytest.mark.parametrize(
    ("head", "nature"),
    [
        ("Speech by the Minister (as prepared for delivery)", Nature.PREPARED),
        ("Es gilt das gesprochene Wort.", Nature.PREPARED),
        ("[Extensions of Remarks]", Nature.PREPARED),
        ("(spoke in Spanish)", Nature.TRANSLATION),
        ("(Unofficial translation)", Nature.TRANSLATION),
        ("[Interpretation from French]", Nature.INTERPRETED),
        ("The President spoke through an interpreter.", Nature.INTERPRETED),
        ("This interview has been edited and condensed.", Nature.EDITED),
        ("Auto-generated captions", Nature.CAPTIONS),
        ("Remarks in the East Room", Nature.UNKNOWN),
        ("(spoke in English)", Nature.UNKNOWN),
        # in a speech, and not of it
        ("And so I have no prepared remarks today, my friends; " + "we have talked of this for long. " * 8,
         Nature.UNKNOWN),
    ],
)  # fmt: skip
def test_what_a_note_at_the_head_says(read: Read, head: str, nature: Nature) -> None:
    assert read(f"{head}\nWe meet here in hard times, and we shall not fail.", language="en").nature is nature


def test_what_one_speaker_needs_is_not_said_of_the_whole(read: Read) -> None:
    labelled = read(
        "Meeting with guests\nVladimir Putin: Good day.\n"
        "Uefa President Michel Platini (translated from Russian): Hello.\n"
        "Vladimir Putin: I come with prepared remarks.\nUefa President Michel Platini: So do I.",
        language="en",
    )
    assert labelled.nature is Nature.UNKNOWN
    # a speaker who goes over to another language and back
    switching = read(
        "(spoke in Arabic)\nIn the name of God.\n(spoke in English)\nI convey to you our thanks.",
        language="en",
    )
    assert switching.nature is Nature.UNKNOWN


def test_what_is_not_the_whole(read: Read) -> None:
    for head in ("Excerpts from the speech", "Отрывки из выступления", "Auszüge aus der Rede", "(abridged)"):
        assert read(f"{head}\nWe meet here in hard times.").complete.value == "no"
    spoken = "President of Russia Vladimir Putin: Excerpts from books bore me.\nQuestion: Why?"
    assert read(spoken).complete.value == "unknown"
    assert read("Vladimir Putin: Good day.\n<…>\nVladimir Putin: Thank you.").complete.value == "no"
