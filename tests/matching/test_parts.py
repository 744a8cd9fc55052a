"""A phrase that two texts share is a part of a quote; a variant agrees in the rest of it too."""

import pytest

from quotetrack.matching import Text, compare
from quotetrack.model import Wording

BEFORE, AFTER = "So it was said in the House. ", " And nobody answered that day."


def wording(quote: str, witness: str) -> Wording:
    return compare(quote, Text.of(BEFORE + witness + AFTER, language="en"), "en")[0].wording


@pytest.mark.parametrize(
    ("quote", "witness"),
    [
        (
            "the United States are on terms of peace and amity, continue to prevail in said island",
            "nations with which the United States are on terms of friendship and amity.",
        ),
        (
            "The operation of it has equaled the most sanguine expectations of its friends",
            "the Commissioner of Indian Affairs that the most sanguine expectations of the friends",
        ),
        (
            "or inflation. I want to talk to you right now about a fundamental",
            "my fellow Americans, tonight I want to talk to you about Syria, why it matters,",
        ),
    ],
)
def test_a_formula_is_a_part(quote: str, witness: str) -> None:
    assert wording(quote, witness) is Wording.PARTIAL


def test_pieces_of_two_places_and_foreign_words_are_a_part() -> None:
    quote = "now even as we remove our last troops we're beginning to bring our brave men and women home"
    witness = (
        "now even as we mourn, the Senate of this country has to vote on a bill about the roads and the "
        "harbours of the north, and I ask the people whom it concerns to bring our brave men to justice."
    )
    assert wording(quote, witness) in (Wording.PARTIAL, Wording.ABSENT)


def test_words_changed_here_and_there_are_a_variant() -> None:
    witness = (
        "we must repair the roads and bridges of this country before the winter comes, because farmers who "
        "cannot bring their harvest to the market have nothing to live on in the spring"
    )
    changed = witness.split()
    for at in range(2, len(changed), 5):  # two of five, so that three in a row are left
        changed[at] = "granite"
        changed[at - 1] = "velvet"
    assert wording(" ".join(changed), witness) is Wording.DIFFERS


def test_an_end_in_other_words_is_a_difference() -> None:
    witness = "ask not what your country can do for you, ask what you can do for your country"
    assert wording("ask not what your country can do for you, ask your mother", witness) is Wording.DIFFERS
