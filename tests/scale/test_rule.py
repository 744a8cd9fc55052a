"""Which trigrams are looked up: the rule held against its own words, quote by quote."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.scale.rule import BLOCK, COMMON, COMMONEST, RARE, RAREST, looked_up

FREQUENCIES = st.lists(
    st.sampled_from([0, 1, 2, RARE, RARE + 1, 99, COMMON, COMMON + 1, COMMONEST, COMMONEST + 1]), max_size=30
)


def by_its_words(frequencies: list[int]) -> set[int]:
    """The numbers of a quote's trigrams that the rule's first lines name."""
    there = [number for number, frequency in enumerate(frequencies) if frequency]
    chosen = {number for number in there if frequencies[number] <= RARE}
    for begin in range(0, len(frequencies), BLOCK):
        block = [number for number in there if begin <= number < begin + BLOCK]
        if block:
            rarest = min(block, key=lambda number: (frequencies[number], number))
            chosen |= {rarest} if frequencies[rarest] <= COMMON else set()
    for number in sorted(there, key=lambda number: (frequencies[number], number))[:RAREST]:
        chosen |= {number} if frequencies[number] <= COMMONEST else set()
    return chosen


@settings(deadline=None)
@given(st.lists(FREQUENCIES, max_size=6))
def test_the_rule_does_what_it_says(quotes: list[list[int]]) -> None:
    of_quote = np.array([at for at, each in enumerate(quotes) for _ in each], dtype=np.int64)
    numbers = np.array([number for each in quotes for number in range(len(each))], dtype=np.int64)
    frequencies = np.array([frequency for each in quotes for frequency in each], dtype=np.int64)
    chosen = looked_up(of_quote, numbers, frequencies)
    found = [{int(number) for number in numbers[(of_quote == at) & chosen]} for at in range(len(quotes))]
    assert found == [by_its_words(each) for each in quotes]
