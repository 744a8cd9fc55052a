"""From hits to candidates: where a quote stands, what it is spliced from, whom its claims name."""

from __future__ import annotations

import re

from quotetrack.model import Person, Quote, Span
from quotetrack.scale.bench import claims_from
from quotetrack.scale.ranking import MARGIN, MOST, MOST_OF_A_DATE, UNLIKELY, Hit, candidates, within_words

NOBODY = claims_from([])
TEXT = " ".join(f"word{number}" for number in range(30))
PLACES = [found.start() for found in re.finditer(r"\w+", TEXT)][:28]


def run(transcript: int, at: int, first: int, last: int) -> list[Hit]:
    """Trigrams of the quote that stand in a row, as if it began at a place."""
    return [(number, transcript, at + PLACES[number]) for number in range(first, last)]


def test_the_one_that_has_it_and_no_other() -> None:
    hits = run(7, 5_000, 0, 28) + run(3, 100, 4, 7)
    (only,) = candidates(Quote("q", TEXT), PLACES, hits, NOBODY)
    assert only.transcript == 7
    assert only.windows == (Span(5_000 - MARGIN, 5_000 + len(TEXT) + MARGIN),)


def test_order_of_hits_does_not_matter() -> None:
    hits = run(7, 5_000, 0, 28) + run(7, 9_000, 0, 20) + run(3, 100, 0, 25)
    found = candidates(Quote("q", TEXT), PLACES, hits, NOBODY)
    assert found == candidates(Quote("q", TEXT), PLACES, hits[::-1], NOBODY)
    assert [each.transcript for each in found] == [7, 3]
    assert len(found[0].windows) == 2


def test_a_splice_names_both_and_both_places() -> None:
    one_speech = run(1, 0, 0, 14) + run(1, 30_000, 14, 28)
    (only,) = candidates(Quote("q", TEXT), PLACES, one_speech, NOBODY)
    assert len(only.windows) == 2
    two_speeches = run(1, 0, 0, 22) + run(9, 30_000, 24, 28)
    assert [c.transcript for c in candidates(Quote("q", TEXT), PLACES, two_speeches, NOBODY)] == [1, 9]


def test_single_hits_here_and_there_are_few_candidates() -> None:
    hits = [(number, number, 40) for number in range(20)]
    assert len(candidates(Quote("q", TEXT), PLACES, hits, NOBODY)) == UNLIKELY


def test_claims_name_transcripts_that_have_less_or_nothing() -> None:
    claims = claims_from(
        [(number, "2005-02-02", "2005-02-02", "Jane Roe" if number == 90 else None) for number in range(100)]
        + [(200, "1999-01-01", "1999-12-31", "John Doe")]
    )
    hits = [hit for number in range(50, 200) for hit in run(number, 10, 0, 28)]
    hits += run(200, 10, 0, 28)
    quote = Quote("q", TEXT, speaker=Person("John Doe"))
    found = [each.transcript for each in candidates(quote, PLACES, hits, claims)]
    assert found == [*range(50, 50 + MOST), 200]
    dated = Quote("q", TEXT, speaker=Person("Jane Roe"), date="2005-02-02")
    last = candidates(dated, PLACES, [], claims)
    assert [each.transcript for each in last] == [90, *range(MOST_OF_A_DATE - 1)]
    assert all(each.windows == () for each in last)


def test_windows_end_between_words() -> None:
    text = "alpha beta gamma delta"
    assert within_words([Span(7, 13), Span(14, 20), Span(30, 40)], text) == (Span(6, 22),)
    assert within_words([Span(2, 3), Span(18, 90)], text) == (Span(0, 5), Span(17, 22))
    assert within_words([], text) == ()
