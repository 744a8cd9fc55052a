"""A quick look for signs leads to every place where a phrase stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.model import Span
from quotetrack.verification import signs
from quotetrack.verification.signs import near_signs
from quotetrack.verification.wordlists import ContextWords, context_words

LISTS = [context_words("en"), context_words("ru")]


@pytest.mark.parametrize("words", LISTS)
def test_each_phrase_has_a_sign(words: ContextWords) -> None:
    for phrase in words.later_corrections:
        assert any(sign in phrase for sign in words.later_correction_signs), phrase


def test_the_stretches_are_in_order_and_inside_the_bounds() -> None:
    text = "one " * 100 + "Erratum " + "two " * 100 + "ERRATUM erratum " + "six " * 100
    found = list(near_signs(text, ("erratum", "two")))
    assert found == sorted(found, key=lambda span: span.start)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert list(near_signs(text, ("erratum",))) == [Span(320, 487), Span(728, 903)]
    assert list(near_signs(text[:450], ("erratum",))) == [Span(320, 450)]
    assert list(near_signs("Not so.", ("erratum",))) == []


def test_a_text_full_of_signs_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "erratum ’ " * 3000
    seen = 0

    class Counting(bytes):
        def __getitem__(self, key: object) -> bytes:
            nonlocal seen
            part = super().__getitem__(key)  # type: ignore[index]  # a slice here
            seen += len(part)
            return part

    plain = signs._plain
    monkeypatch.setattr(signs, "_plain", lambda text: Counting(plain(text)))
    assert list(near_signs(text, ("erratum", "meant"))) == [Span(0, len(text))]
    assert 0 < seen <= 2 * len(text.encode())


phrases = st.sampled_from([*LISTS[0].later_corrections, *LISTS[1].later_corrections])
filling = st.lists(
    st.sampled_from(["a", "İ", "word", "I", "misspoke", "\n", "said", ".", "Correct", "я"]), max_size=40
)
spaces = st.sampled_from([" ", "  ", "   ", "\n", " \n", "\u00a0", "\u2009 ", "\t"])


@given(st.lists(st.tuples(filling, phrases, spaces, st.booleans()), max_size=4))
def test_nothing_that_the_pattern_finds_is_lost(parts: list[tuple[list[str], str, str, bool]]) -> None:
    text = ""
    for words, phrase, space, capitals in parts:
        phrase = phrase.replace(" ", space)
        text += " ".join(words) + " " + (phrase.upper() if capitals else phrase) + ". "
    for words in LISTS:
        whole = [match.span() for match in words.later_correction.finditer(text)]
        near = [
            match.span()
            for stretch in near_signs(text, words.later_correction_signs)
            for match in words.later_correction.finditer(text, stretch.start, stretch.end)
        ]
        assert near == whole
