"""Words that repeat on both sides, marks by the thousand: bounded work, and what is there is found."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter

import pytest

from quotetrack.matching import Text, compare
from quotetrack.matching import locate as locating
from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.locate import locate
from quotetrack.matching.marks import MarkKind, parse
from quotetrack.matching.runs import MOST_RARE, MOST_SEEDS, Places, Run, runs_of
from quotetrack.matching.verbatim import MOST_REFUSED
from quotetrack.model import Wording

SMALL = ["the", "of", "and", "to", "in", "that", "is", "was"]


def few_words(count: int, seed: int) -> list[str]:
    return random.Random(seed).choices(SMALL, k=count)


@pytest.mark.parametrize("words", [["the"], ["of", "the"], ["of", "the", "of", "and"]])
def test_of_words_that_repeat_on_both_sides_a_bounded_number_of_runs_is_looked_at(words: list[str]) -> None:
    quote, text = words * (6000 // len(words)), words * (200_000 // len(words))
    runs = runs_of(quote, Places(text), 3)
    assert 0 < len(runs) <= MOST_RARE
    assert sum(run.length for run in runs) <= MOST_SEEDS
    assert locate(quote, text)[0] == (Run(0, 0, len(quote)),)


def test_among_words_that_repeat_the_place_is_found_by_the_rare_ones() -> None:
    passage = [*few_words(400, 1), "seldom", "heard", "words", *few_words(400, 2)]
    text = [*few_words(60_000, 3), *passage, *few_words(60_000, 4)]
    (run,) = locate(few_words(5000, 5) + passage, text)[0][-1:]
    assert (run.place_end, run.quote_end) == (60_000 + len(passage), 5000 + len(passage))


def test_the_same_place_is_named_whether_all_seeds_are_looked_at_or_the_rarest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = few_words(3000, 6)
    quote = [*text[1000:1200], "nobody", *text[1300:1500]]
    all_seeds = locate(quote, text)[0]
    monkeypatch.setattr("quotetrack.matching.runs.MOST_SEEDS", 1000)
    assert locate(quote, text)[0] == all_seeds


def test_chaining_asks_what_a_gap_costs_only_where_it_can_help(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    cost = locating._gap_cost

    def counted(*arguments: object) -> float | None:
        asked["cost"] += 1
        return cost(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(locating, "_gap_cost", counted)
    text = [f"w{n}" for n in range(8000)]
    quote = [word for n in range(0, 8000, 20) for word in text[n : n + 4]]
    assert len(locate(quote, text, most=1)[0]) == 400
    assert asked["cost"] < 400 * 10  # 80,000 pairs of runs


def test_a_quote_of_nothing_but_marks_is_cut_at_each() -> None:
    marked = parse("the … " * 3000, lexicon("en"))
    assert len(marked.marks) == 3000
    assert [mark.at for mark in marked.between(10, 12)] == [10, 11, 12]
    assert {mark.kind for mark in marked.marks} == {MarkKind.OMISSION}


def test_characters_that_stand_everywhere_are_refused_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: Counter[str] = Counter()

    def refused(*_: object) -> None:
        tried["place"] += 1

    monkeypatch.setattr("quotetrack.matching.verbatim._alignment", refused)
    compare("we we we?", Text.of("we " * 5000, language="en"), first_rate_only=True)
    assert tried["place"] == MOST_REFUSED


HOSTILE = """
import sys
from quotetrack.matching import Text, compare
text = Text.of("the of " * 50_000, (), "en")
for quote in (
    "the " * 5000, "of the " * 2800, "a " * 9999, "the … " * 3300, "… " * 9000 + "of the of", "[the] " * 3300,
    "[" * 19_990 + "the", "[the " * 4000, "(the) the " * 2000, "”" * 19_900 + "of the of", '," a "' * 3300,
    "* " * 9000 + "of the of", "." * 19_900 + "of the of", "[t]" * 6000, "a[b]" * 4900, "a'" * 9900,
    "1," * 9900, "$5 " * 6000, "twenty one hundred " * 1000,
):
    for quick in (False, True):
        compare(quote[:20_000], text, "en", first_rate_only=quick)
print("done")
"""


def test_no_quote_keeps_anybody_waiting() -> None:
    """Forty comparisons; each of them took minutes where work grew with the square of the quote's length."""
    done = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=180)
    assert done.stdout == "done\n", done.stderr


def test_a_word_repeated_and_another_is_found_where_it_stands() -> None:
    text = Text.of("the " * 100_000 + "end", language="en")
    assert compare("the " * 4000 + "end", text)[0].wording is Wording.EXACT
