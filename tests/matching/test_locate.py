"""Candidate places: found wherever they are, and every piece of them."""

import random

from quotetrack.matching.locate import locate
from quotetrack.matching.runs import Run

FILLER = [f"word{n}" for n in range(2000)]
QUOTE = ["we", "shall", "pay", "any", "price", "bear", "any", "burden"]


def test_a_run_is_found_where_it_stands() -> None:
    text = [*FILLER[:500], *QUOTE, *FILLER[500:]]
    assert locate(QUOTE, text)[0] == (Run(0, 500, 8),)


def test_every_equal_place_is_a_candidate() -> None:
    text = [*FILLER[:100], *QUOTE, *FILLER[100:300], *QUOTE, *FILLER[300:]]
    assert sorted(chain[0].place for chain in locate(QUOTE, text)) == [100, 308]


def test_the_pieces_of_a_cut_quote_are_one_candidate() -> None:
    text = [*FILLER[:100], *QUOTE[:4], *FILLER[100:400], *QUOTE[4:], *FILLER[400:]]
    chain = locate(QUOTE, text)[0]
    assert chain == (Run(0, 100, 4), Run(4, 404, 4))


def test_pieces_in_another_order_are_one_candidate() -> None:
    first, second = FILLER[10:20], FILLER[500:512]
    chain = locate([*second, *first], FILLER)[0]
    assert chain == (Run(0, 500, 12), Run(12, 10, 10))


def test_a_fragment_after_a_mark_finds_its_own_place() -> None:
    # "industry … and shall": the first "and" is not the one that goes on
    text = [*FILLER[:50], "industry", "and", "improvement", "and", "shall", "not", "take", *FILLER[50:60]]
    quote = [*FILLER[46:50], "industry", "and", "shall", "not", "take"]
    chain = locate(quote, text, frozenset({5}))[0]
    assert chain == (Run(0, 46, 5), Run(5, 53, 4))


def test_two_words_are_enough_where_they_are_all() -> None:
    assert locate(["word7", "word8"], FILLER)[0] == (Run(0, 7, 2),)
    assert locate(["word7"], FILLER)[0] == (Run(0, 7, 1),)


def test_nothing_from_nothing() -> None:
    assert locate([], FILLER) == ()
    assert locate(QUOTE, []) == ()
    assert locate(QUOTE, FILLER) == ()


def test_a_common_phrase_does_not_outweigh_the_place() -> None:
    rng = random.Random(1)
    text = []
    for _ in range(300):
        text += ["of", "the", "united", "states", *rng.sample(FILLER, 5)]
    quote = ["the", "people", "of", "the", "united", "states", "will", "prevail", "in", "this"]
    text[900:900] = ["the", "people", "of", "the", "united", "states", "shall", "prevail", "in", "this"]
    chain = locate(quote, text)[0]
    assert chain[0].place == 900


def test_words_that_stand_in_a_row_farther_away_are_a_candidate_beside_a_nearer_place_with_one_more() -> None:
    first = ["were", "declared", "to", "be", "in", "a", "state", "of", "insurrection"]
    second = FILLER[1000:1010]
    near = [*first[:4], "still", *first[4:]]
    text = [*FILLER[:50], *first, *FILLER[50:250], *near, *FILLER[250:252], *second, *FILLER[260:300]]
    chains = locate([*first, *second], text)
    assert chains[0] == (Run(0, 259, 4), Run(4, 264, 5), Run(9, 271, 10))
    assert (Run(0, 50, 9), Run(9, 271, 10)) in chains
