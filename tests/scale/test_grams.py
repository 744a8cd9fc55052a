"""Trigrams and their tables: the same words the same numbers, and every place found again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.scale import gram_table
from quotetrack.scale.gram_table import GramTable, hits_of, write_tables
from quotetrack.scale.grams import grams_of
from quotetrack.scale.rule import PLACES


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_trigram_has_one_number_wherever_it_stands(text: str) -> None:
    alone, inside = grams_of(text), grams_of(f"First words here. {text} And last words.")
    assert set(alone.keys.tolist()) <= set(inside.keys.tolist())
    assert len(alone.keys) == len(alone.places)


def test_folding_and_digits() -> None:
    one = grams_of("Don’t spend $1,000 at ONCE").keys.tolist()
    assert one == grams_of("dont spend 1000 at once").keys.tolist()
    assert one != grams_of("dont spend 1001 at once").keys.tolist()
    first, second = grams_of("of the people").keys, grams_of("the people of").keys
    assert first[0] != second[0]
    assert grams_of("two words").keys.tolist() == []
    assert grams_of("  one two three").places.tolist() == [2]


def test_no_two_trigrams_of_real_texts_share_a_number() -> None:
    words = [f"word{number % 97} of{number % 89} it{number}" for number in range(20_000)]
    keys = {int(key) for word in words for key in grams_of(word).keys}
    assert len(keys) == len(words)


def test_every_place_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gram_table, "LARGEST", 120)
    texts = [
        "The ships are old. The ships are old and new.",
        None,
        "New ships are old, said he.",
        "Few words",
    ]
    texts += [f"Number {number} was among the things that were counted there." for number in range(9)]
    assert list(write_tables(tmp_path, 5, texts))[-1] == sum(len(text) for text in texts if text)
    tables = [GramTable.open(folder) for folder in sorted(tmp_path.iterdir())]
    assert len(tables) > 2
    asked = ["the ships ARE old", "among the things that", "nowhere at all to be", ""]
    found = hits_of(tables, [grams_of(text) for text in asked])
    assert sorted(found[0]) == [(0, 5, 0), (0, 5, 19), (1, 5, 4), (1, 5, 23), (1, 7, 4)]
    # in nine transcripts, and the three rarest are looked up however common
    assert Counter(number for number, _, _ in found[1]) == {0: 9, 1: 9}
    assert found[2:] == [[], []]


def test_a_refrain_counts_in_its_first_places(tmp_path: Path) -> None:
    for _ in write_tables(tmp_path, 0, ["We shall overcome. " * (PLACES + 5)]):
        pass
    (table,) = [GramTable.open(folder) for folder in tmp_path.iterdir()]
    (found,) = hits_of([table], [grams_of("we shall overcome")])
    assert [place for _, _, place in sorted(found)] == [19 * number for number in range(PLACES)]


def test_no_quotes_no_transcripts(tmp_path: Path) -> None:
    assert hits_of([], []) == []
    assert hits_of([], [grams_of("some words of it")]) == [[]]
    assert list(write_tables(tmp_path, 0, [])) == []
    empty = GramTable(
        *(np.zeros(0, dtype) for dtype in (np.int64, np.uint32, np.uint32, np.uint32, np.uint32))
    )
    assert hits_of([empty], [grams_of("some words of it")]) == [[]]
