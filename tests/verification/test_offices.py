"""Offices in the place of names: they agree with the same office and contradict nobody."""

from __future__ import annotations

import pytest

from quotetrack.model import Person
from quotetrack.verification.offices import claimed_office, mentions, names_same_office


@pytest.mark.parametrize(
    ("claimed", "words", "of"),
    [
        ("The President", ("president",), None),
        ("Mr. President", ("president",), None),
        ("President of the United States", ("president",), "united states"),
        ("PRESIDENT OF RUSSIA", ("president",), "russia"),
        ("Minister of Foreign Affairs", ("minister",), "foreign affairs"),
        ("Secretary of State", ("secretary",), "state"),
        ("The Prime Minister", ("prime", "minister"), None),
        ("US President", ("president",), None),
        ("White House spokesman", ("spokesman",), None),
        ("Президент", ("президент",), None),
    ],
)
def test_an_office_names_nobody(claimed: str, words: tuple[str, ...], of: str | None) -> None:
    office = claimed_office(Person(claimed))
    assert office is not None
    assert (office.words, office.of) == (words, of)


@pytest.mark.parametrize(
    "claimed",
    [
        "President Bush",
        "President of Russia Vladimir Putin",
        "Secretary of State Powell",
        "Vladimir Putin, President of Russia",
        "Martin Luther King",
        "Pope Francis",
        "George Washington",
        "...",
    ],
)
def test_a_name_is_none(claimed: str) -> None:
    assert claimed_office(Person(claimed)) is None


def test_an_office_with_a_known_holder_is_a_person() -> None:
    assert claimed_office(Person("The President", other_names=("George W. Bush",))) is None


@pytest.mark.parametrize(
    ("claimed", "printed", "same"),
    [
        ("The President", "THE PRESIDENT", True),
        ("The President", "PRESIDENT BUSH", True),
        ("The President", "Vladimir Putin, President of Russia", True),
        ("President of the United States", "THE PRESIDENT", True),
        ("President of Russia", "President of Russia Vladimir Putin", True),
        ("President of the United States", "President of Russia Vladimir Putin", False),
        ("The President", "Vice President CHENEY", False),
        ("The President", "FORMER PRESIDENT CLINTON", False),
        ("The President", "George W. Bush", False),
        ("The President", "QUESTION", False),
        ("The Prime Minister", "PRIME MINISTER BLAIR", True),
        ("Secretary of State", "SECRETARY POWELL", True),
        ("Secretary of State", "Secretary of Defense Rumsfeld", False),
    ],
)
def test_the_same_office(claimed: str, printed: str, same: bool) -> None:
    office = claimed_office(Person(claimed))
    assert office is not None
    assert names_same_office(office, printed) == same


def test_an_office_that_is_mentioned() -> None:
    office = claimed_office(Person("The Prime Minister"))
    assert office is not None
    assert mentions(office, "As the Prime Minister said, we will")
    assert not mentions(office, "a minister in his prime")
