"""Hashes of words: the same for every way of writing one word, and places that are right."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.matching.index.folding import fold_text
from quotetrack.matching.tokens import tokenise


def hashes(text: str) -> list[int]:
    return [int(h) for h in fold_text(text).hashes]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't", "dont"), ("café", "CAFE"), ("cafe\u0301", "café"), ("мой", "МОИ"), ("1,000", "1000"),
        ("co\u00adop", "coop"), ("it’s", "it's"), ("ёж", "еж"),
    ],
)  # fmt: skip
def test_one_word_written_in_two_ways_has_one_hash(one: str, other: str) -> None:
    assert hashes(one) == hashes(other)
    assert hashes(f"and {one} went") == hashes(f"AND, {other}; went.")


def test_other_words_have_other_hashes() -> None:
    words = ["the", "then", "hte", "eth", "a", "aa", "ab", "ba", "new", "now", "1000", "1001", "ааа", "aaa"]
    assert len({h for word in words for h in hashes(word)}) == len(words)


def test_words_start_where_they_stand() -> None:
    text = "We don't — 1,000 (times)… «да» 我们 x"
    assert [text[s] for s in fold_text(text).starts.tolist()] == ["W", "d", "1", "t", "д", "我", "们", "x"]


def test_texts_longer_than_a_chunk_are_one_text() -> None:
    text = "seven little words of no great weight " * 60_000
    folded = fold_text(text)
    assert len(folded.hashes) == 7 * 60_000
    assert folded.hashes[:7].tolist() == folded.hashes[-7:].tolist()
    assert folded.starts[-1] == text.rindex("weight")


def test_characters_beyond_the_basic_plane_do_not_move_places() -> None:
    text = "one 😀😀 two 𝔘 three"
    assert [text[s : s + 3] for s in fold_text(text).starts.tolist()] == ["one", "two", "thr"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.starts) == len(folded.hashes)
    assert (np.diff(folded.starts.astype(np.int64)) > 0).all()
    assert all(start < len(text) for start in folded.starts.tolist())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["We", "don't", "give", "1,000", "a", "Straße", "naïve", "—", "…", "Q."]), max_size=30
    )
)
def test_it_agrees_with_the_judges_tokens_on_plain_words(words: list[str]) -> None:
    text = " ".join(words)
    assert fold_text(text).starts.tolist() == list(tokenise(text).starts)
