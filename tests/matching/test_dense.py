"""The stretches of a transcript that have most of a quote's words."""

from __future__ import annotations

from itertools import pairwise

from quotetrack.matching import Text
from quotetrack.matching.dense import MOST, dense_stretches

QUOTE = "red lamps burn low above seven silent harbours until morning returns"
FILLER = "and so the talk of that day went on about nothing much " * 20


def text(*parts: str) -> Text:
    return Text.of(FILLER.join(("", *parts, "")), (), "en")


def test_the_fullest_stretch_comes_first_with_a_margin() -> None:
    half = "red lamps then burn low there above seven other boats"
    most = "lamps red low burn seven above harbours silent morning until"
    read = text(half, most)
    first, second = dense_stretches(QUOTE, read)
    assert most in read.text[first.start : first.end]
    assert half in read.text[second.start : second.end]
    assert first.end - first.start < 4 * len(QUOTE)


def test_no_stretch_where_too_few_stand_together() -> None:
    assert (
        dense_stretches(QUOTE, text("red lamps", "burn low", "seven silent", "harbours until morning")) == ()
    )
    assert dense_stretches(QUOTE, Text.of("", (), "en")) == ()
    assert dense_stretches("…", text(QUOTE)) == ()


def test_a_word_counts_as_often_as_the_quote_has_it() -> None:
    assert dense_stretches(QUOTE, text("red lamps " * 12)) == ()


def test_no_more_than_a_few_that_do_not_overlap() -> None:
    found = dense_stretches(QUOTE, text(*[QUOTE] * (MOST + 2)))
    assert len(found) == MOST
    ordered = sorted(found, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(ordered))
