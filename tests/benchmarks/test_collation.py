"""What is true of words cut from one transcript and held against another, told without the matcher."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from corpora import SECOND
from quotes.collation import collate, truth
from quotes.weighing import CLOSE, DIFFERS, SAME, TYPOGRAPHIC, difference

from quotes import Speech
from quotetrack.model import Wording

LEFT = "The ships of the northern towns lay in the harbour for the whole of that winter."
RIGHT = "No farmer of the valley had ever seen so many of them in a single place before."


def told(source: str, witness: str, quote: str) -> tuple[list[str], frozenset[Wording]] | None:
    collation = collate(Speech("source", source), Speech("witness", witness))
    start = source.index(quote)
    found = truth(collation, (start, start + len(quote)))
    return found and ([witness[slice(*place)] for place in found.pieces], found.wordings)


def test_the_same_words_are_exact() -> None:
    quote = "of the northern towns lay in the harbour"
    assert told(LEFT, f"Yes. {LEFT}", quote) == ([quote], {Wording.EXACT})


def test_a_changed_word_differs() -> None:
    quote = "of the northern towns lay in the harbour for the whole"
    place = quote.replace("lay", "burned")
    assert told(LEFT, LEFT.replace("lay", "burned"), quote) == ([place], {Wording.DIFFERS})


def test_a_changed_word_at_an_end_differs() -> None:
    quote = "of the northern towns lay in the harbour"
    place = "of the northern towns lay in the"
    assert told(LEFT, LEFT.replace("harbour", "river"), quote) == ([place], {Wording.DIFFERS})


def test_a_passage_that_only_the_witness_has_parts_the_quote_in_two() -> None:
    more = "Some of them had come a long way round by the islands and were short of bread and of oil."
    assert told(f"{LEFT} {RIGHT}", f"{LEFT} {more} {RIGHT}", f"{LEFT} {RIGHT}"[:-1]) == (
        [LEFT[:-1], RIGHT[:-1]],
        {Wording.DIFFERS, Wording.JOINED},
    )


def test_words_that_the_witness_lacks_are_nothing_to_ask_for() -> None:
    assert told(f"{LEFT} {RIGHT}", LEFT, RIGHT) is None


def test_a_word_repeated_outside_the_quote_does_not_stretch_it() -> None:
    quote = "and may I not be allowed to add"
    witness = "He said yes, and then he sat down, and may I not be allowed to add that."
    assert told(f"{quote} that.", witness, quote) == ([quote], {Wording.EXACT})


@pytest.mark.parametrize(
    ("source", "held", "least", "most"),
    [
        (" ", "\n", SAME, TYPOGRAPHIC),
        (", ", " -- ", TYPOGRAPHIC, TYPOGRAPHIC),
        (" ", " (Applause.) ", TYPOGRAPHIC, TYPOGRAPHIC),
        ("-", " ", TYPOGRAPHIC, CLOSE),
        (" to-day ", " today ", TYPOGRAPHIC, CLOSE),
        (" first ", " 1st ", TYPOGRAPHIC, TYPOGRAPHIC),
        (" ten ", " 10 ", TYPOGRAPHIC, TYPOGRAPHIC),
        (" 60 ", " 80 ", DIFFERS, DIFFERS),
        (" the ", " ", CLOSE, CLOSE),
        (" U.S. ", " United States ", CLOSE, DIFFERS),
        (" honor ", " honour ", CLOSE, DIFFERS),
        (" nations ", " nation's ", CLOSE, DIFFERS),
        (" $", " ", CLOSE, DIFFERS),
        ("? ", ". ", CLOSE, DIFFERS),
        (" not ", " ", DIFFERS, DIFFERS),
        (" new ", " now ", DIFFERS, DIFFERS),
        (" ", " of the old world ", DIFFERS, DIFFERS),
    ],
)
def test_what_a_difference_makes_of_a_quote(source: str, held: str, least: int, most: int) -> None:
    assert difference(source, held) == (least, most)


def test_the_second_transcripts_of_the_repository_are_few_and_small() -> None:
    with gzip.open(SECOND, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len({row["id"] for row in rows}) == 33
    assert all(row["text"] and row["speaker"] and len(row["date"]) == 10 for row in rows)
    assert Path(SECOND).stat().st_size < 300_000
