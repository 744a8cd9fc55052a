"""Quotation marks: those of the world's languages, nested, over paragraphs, and what are no marks."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import QuotetrackError
from quotetrack.model import Span
from quotetrack.quotations import Form, read_document
from quotetrack.quotations.document import Document
from quotetrack.quotations.marks import marks
from quotetrack.quotations.scanning import scan


def read(text: str, language: str | None = None) -> Document:
    return read_document(text.encode(), "a.txt", form=Form.TEXT, language=language)


def found(text: str, language: str | None = None) -> list[tuple[str, int]]:
    """The words in marks, and how deep they stand."""
    document = read(text, language)
    return [(document.text[q.span.start : q.span.end], q.depth) for q in scan(document)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said, “we are here” and left."),
        ("en", 'He said, "we are here" and left.'),
        ("en", "He said, ``we are here'' and left."),
        ("en-GB", "He said, ‘we are here’ and left."),
        ("en-GB", "He said, 'we are here' and left."),
        ("de", "Er sagte: „we are here“ und ging."),
        ("de", "Er sagte: ‚we are here‘ und ging."),
        ("de", "Er sagte: »we are here« und ging."),
        ("de", "Er sagte: ›we are here‹ und ging."),
        ("da", "Han sagde: »we are here« og gik."),
        ("fr", "Il a dit : «\u00a0we are here\u00a0» et partit."),
        ("fr-CH", "Il a dit : «we are here» et partit."),
        ("ru", "Он сказал: «we are here» и ушёл."),
        ("uk", "Він сказав: „we are here“ і пішов."),
        ("pl", "Powiedział: „we are here” i wyszedł."),
        ("hu", "Azt mondta: „we are here” és elment."),
        ("sv", "Han sade: ”we are here” och gick."),
        ("fi", "Hän sanoi: »we are here» ja lähti."),
        ("es", "Dijo: “we are here” y se fue."),
        ("it", "Disse: «we are here» e se ne andò."),
        ("ja", "彼は「we are here」と言った。"),
        ("ja", "彼は『we are here』と言った。"),
        ("zh", "他说：“we are here”，然后走了。"),
        ("zh-TW", "他說：「we are here」，然後走了。"),
        ("ko", "그는 “we are here”라고 말했다."),
        ("ar", "قال: «we are here» وذهب."),
        ("he", "הוא אמר: „we are here” והלך."),
        ("el", "Είπε: «we are here» και έφυγε."),
    ],
)
def test_the_marks_of_the_world(language: str, text: str) -> None:
    assert found(text, language) == [("we are here", 0)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“She told me, ‘go home’ and I went.”",
            [("She told me, ‘go home’ and I went.", 0), ("go home", 1)],
        ),
        ("'She said \"go home\" to me'", [('She said "go home" to me', 0), ("go home", 1)]),
        ("«Он сказал „домой“ мне»", [("Он сказал „домой“ мне", 0), ("домой", 1)]),
        ("« des cas de « réelle » fraude »", [("des cas de « réelle » fraude", 0), ("réelle", 1)]),
        ("「彼は『帰れ』と言った」", [("彼は『帰れ』と言った", 0), ("帰れ", 1)]),
        (
            "“One ‘two “three” two’ one”",
            [("One ‘two “three” two’ one", 0), ("two “three” two", 1), ("three", 2)],
        ),
    ],
)
def test_marks_in_marks(text: str, words: list[tuple[str, int]]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' bowl, and don't you touch it; the workers' union won't.",
        "Rock 'n' roll of the '60s and ’70s, 'tis said.",
        'A 6\'2" man and a 5" screen; 40° 26\' 46" N.',
        "The boys’ school, James’s hat, O’Neill and l’Élysée.",
        "a stray ” mark and another “ alone in\n\ntwo paragraphs",
        '""',
        "“…”",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert [words for words, _ in found(text) if words != "alone in"] == []


def test_an_apostrophe_inside_single_marks_ends_nothing() -> None:
    assert found("He said 'it isn't the workers' fault' today.") == [("it isn't the workers' fault", 0)]
    assert found("He said ‘it isn’t so’ today.") == [("it isn’t so", 0)]


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_its_mark() -> None:
    text = "“The first paragraph.\n\n“The second.\n\n“The third.” And “another”."
    document = read(text)
    first, second = scan(document)
    assert document.text[first.span.start : first.span.end].count("\n") == 2
    assert len(first.repeats) == 2
    assert document.text[second.span.start : second.span.end] == "another"
    assert found('"One.\n\n"Two."') == [('One.\n"Two.', 0)]
    assert found("« Un.\n\n» Deux. »") == [("Un.\n» Deux.", 0)]


def test_a_mark_that_nothing_closes_spoils_nothing_after_its_paragraph() -> None:
    assert found('He said "this and left.\n\nShe said "that" here.') == [("that", 0)]
    assert found("He said “this and left.\n\nShe said “that” here.") == [("this and left.", 0), ("that", 0)]


def test_a_typed_mark_with_its_space_on_the_wrong_side_opens_the_pair() -> None:
    assert found('Wilkins said," [Warhol] liked it".') == [("[Warhol] liked it", 0)]


def test_a_typed_mark_with_its_space_on_the_wrong_side_closes_the_pair() -> None:
    assert found('The name "Jenna Marbles "comes from "Mourey" here.') == [
        ("Jenna Marbles", 0),
        ("Mourey", 0),
    ]


def test_a_paragraph_that_closes_what_is_open_goes_on_though_it_repeats_no_mark() -> None:
    assert found('He said, "We learned a lot.\n\nIt was a day." She said "so".') == [
        ("We learned a lot.\nIt was a day.", 0),
        ("so", 0),
    ]


def test_every_opening_mark_has_an_end_and_no_title_mark_is_missing() -> None:
    table = marks()
    assert all(closing for closing in table.closing.values())
    assert {"《", "〈"} <= table.titles
    assert found("《红楼梦》很长。") == [("红楼梦", 0)]


SIGNS = "".join(sorted({c for sign in marks().closing for c in sign} | set("”’»›」』“‘ \n.,a1é—")))


@given(st.text(alphabet=SIGNS, max_size=120))
def test_any_row_of_marks_is_read_and_spans_nest(text: str) -> None:
    document = read(text + "a")
    quoted = scan(document)
    for each in quoted:
        assert (
            0 <= each.outer.start <= each.span.start < each.span.end <= each.outer.end <= len(document.text)
        )
    for one in quoted:
        for other in quoted:
            apart = one.outer.end <= other.outer.start or other.outer.end <= one.outer.start
            assert apart or _inside(one.outer, other.outer) or _inside(other.outer, one.outer)


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def test_a_long_text_of_nothing_but_marks_takes_no_time_to_speak_of() -> None:
    signs = random.Random(1).choices(SIGNS.replace("\n", ""), k=40_000)
    for text in ("".join(signs), "'" * 40_000, 'a "' * 20_000):
        with suppress(QuotetrackError):  # more than an article has
            scan(read(text))
