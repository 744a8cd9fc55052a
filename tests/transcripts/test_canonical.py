from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.transcripts.canonical import canonical, clean_line

AWKWARD = st.text(
    alphabet=st.sampled_from(
        "aé e\u0301\u0300\n\r\t\x0b\x0c\x85\u2028 \xa0\u200b\u200c\u200d\u202e\ufeff\xadक्ش\x00\x1f"
    )
)


@given(st.text() | AWKWARD)
def test_applying_it_twice_changes_nothing(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(st.text(st.characters()) | AWKWARD)
def test_shape(text: str) -> None:
    made = canonical(text)
    assert made == unicodedata.normalize("NFC", made)
    assert "\n\n" not in made
    assert made == made.strip()
    assert all(line == line.strip() for line in made.split("\n"))
    made.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b\t c", "a b c"),
        ("two\xa0\xa0words", "two\xa0\xa0words"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("left\u202eright\u2069", "leftright"),
        ("soft\xadhyphen", "soft\xadhyphen"),
        ("bell\x07 nul\x00", "bell nul"),
        ("Latin\u200dletters", "Latinletters"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\r\n\r\nb\u2029c", "a\nb\nc"),
        ("x\ud800y", "x\ufffdy"),
        ("\n\xa0\n", ""),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert canonical(text) == expected


def test_line_ends_inside_a_paragraph_are_spaces() -> None:
    assert clean_line("President of\nRussia\r\n Vladimir Putin") == "President of Russia Vladimir Putin"
