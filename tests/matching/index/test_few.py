"""A few words at a time have the very hashes that whole texts have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.matching.index.building import grams_of
from quotetrack.matching.index.few import fold_words
from quotetrack.matching.index.folding import fold_text
from quotetrack.matching.index.seeds import gram_numbers


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "We don't give up.\nNot 1,000 times",
        "l’été, naïve — ½", "\u0301a 日'本 's\u00ad", "x" * 500,
        "😀a𝔘b '日 日’", "Ç1.5 1. .5 5th",
    ],
)  # fmt: skip
def test_words_that_are_odd_in_one_way_or_another(text: str) -> None:
    assert fold_words(text) == fold_text(text).hashes.tolist()


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("abZé09 .,;:'’‘`“”\"-–—…()1ж日\u00ad\n\u00a0½\u0301😀"), max_size=30))
def test_a_few_words_have_the_hashes_of_a_whole_text(text: str) -> None:
    hashes = fold_words(text)
    assert hashes == fold_text(text).hashes.tolist()
    assert gram_numbers(hashes, range(len(hashes) - 2)) == grams_of(fold_text(text).hashes).tolist()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_so_has_any_text(text: str) -> None:
    assert fold_words(text) == fold_text(text).hashes.tolist()
