"""Numbers by their value."""

from fractions import Fraction

import pytest

from quotetrack.matching.numbers import money, value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("15", 15),
        ("fifteen", 15),
        ("1,000", 1000),
        ("1000", 1000),
        ("1\u00a0000", 1000),
        ("21st", 21),
        ("seventh", 7),
        ("2½", Fraction(5, 2)),
        ("2.5", Fraction(5, 2)),
        ("1/2", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
    ],
)
def test_one_token(written: str, expected: Fraction) -> None:
    assert value([written], "en") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("twenty one", 21),
        ("nineteen forty one", 1941),
        ("5 million", 5_000_000),
        ("five million", 5_000_000),
        ("two hundred and five", 205),
        ("10 000", 10_000),
    ],
)
def test_several_tokens(written: str, expected: int) -> None:
    assert value(written.split(" "), "en") == expected


@pytest.mark.parametrize("written", ["ship", "15 ships", "20 15 3", "", "no one", "5 10 15"])
def test_what_is_no_single_number(written: str) -> None:
    assert value(written.split(), "en") is None


def test_a_number_too_long_to_be_said_has_no_value() -> None:
    assert value(["9" * 5000], "en") is None
    assert value(["1" + ",000" * 2000], "en") is None
    assert value(["999"] * 2000, "en") is None


def test_spelled_numbers_only_in_languages_that_are_known() -> None:
    assert value(["пятнадцать"], "ru") is None
    assert value(["15"], "ru") == 15


def test_money_is_a_currency_and_an_amount() -> None:
    currencies = {"$": "$", "dollars": "$", "£": "£"}
    assert money(["$", "5", "million"], "en", currencies) == ("$", 5_000_000)
    assert money(["5", "million", "dollars"], "en", currencies) == ("$", 5_000_000)
    assert money(["£", "5"], "en", currencies) == ("£", 5)
    assert money(["5", "million"], "en", currencies) is None
