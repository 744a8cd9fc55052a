from __future__ import annotations

import pytest

from quotetrack.transcripts.wrapping import is_wrapped, unwrap

RECORD = """\
                        THE SITUATION IN BOSNIA

  Mr. LEVIN. Mr. President, I recently returned from a trip to NATO
headquarters, to the headquarters of the United States European
command, in Stuttgart, and Senator Jack Reed joined me for a Muslim-
Croat tour.
  The situation is relatively stable.
  The clerk called the roll before we went there, as it did on days
before.
     A quotation stands further to the right, and its lines are
     joined.
""".splitlines()

UNINDENTED = """\
At the outset, I should like to offer the President my most sincere
congratulations on his well-deserved election to preside over the
session and to express my gratitude.
I also take this opportunity to offer my heartfelt felicitations to
the new Members who have joined us since.
""".splitlines()


def test_indentation_and_blank_lines_separate_paragraphs() -> None:
    assert is_wrapped(RECORD)
    assert [text for _, text in unwrap(RECORD)] == [
        "THE SITUATION IN BOSNIA",
        "Mr. LEVIN. Mr. President, I recently returned from a trip to NATO headquarters, to the "
        "headquarters of the United States European command, in Stuttgart, and Senator Jack Reed joined me "
        "for a Muslim-Croat tour.",
        "The situation is relatively stable.",
        "The clerk called the roll before we went there, as it did on days before.",
        "A quotation stands further to the right, and its lines are joined.",
    ]


def test_a_line_with_room_left_ends_a_paragraph() -> None:
    assert is_wrapped(UNINDENTED)
    assert [place for place, _ in unwrap(UNINDENTED)] == [0, 3]


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph that is long enough to be a paragraph by itself and goes on.\nAnother one.\nA third.",
        "Vladimir Putin: Good afternoon.\nQuestion: why?\nVladimir Putin: because.",
        "",
        "one line",
        "short\nlines\n",
    ],
)
def test_a_paragraph_a_line_keeps_its_lines(text: str) -> None:
    assert not is_wrapped(text.splitlines())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the govern-", "ment of"], "the govern-ment of"),
        (["the pre-", "and post-war"], "the pre- and post-war"),
        (["he said -", "twice"], "he said - twice"),
        (["he said--", "twice"], "he said-- twice"),
        (["in 1997-", "98"], "in 1997-98"),
    ],
)
def test_hyphens_at_line_ends_lose_nothing(lines: list[str], expected: str) -> None:
    assert [text for _, text in unwrap(lines)] == [expected]
