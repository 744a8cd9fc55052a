"""A verdict for people: status first, then each witness with its passage and differences."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest

from quotetrack.formats.verdict_page import as_text
from quotetrack.model import (
    Completeness,
    Locator,
    LocatorKind,
    Nature,
    Person,
    Quote,
    Review,
    Transcript,
    Verdict,
)
from quotetrack.verification import verify

TEXT = "Before it all, they sang. Now we shall not overcome one day, deep in my heart, unless we try. "
TEXT += "After it all."
MADE = Transcript(
    "t", TEXT, title="A song", date="1963-08-28", language="en", nature=Nature.PREPARED, speaker="A B",
    complete=Completeness.YES,
)  # fmt: skip
QUOTE = Quote("q", "we shall overcome some day, deep in my heart", speaker=Person("A B"), date="1963")


def shown(verdict: Verdict, columns: int = 100) -> str:
    return click.unstyle(as_text(verdict, columns=columns))


def flat(verdict: Verdict) -> str:
    return " ".join(shown(verdict, 2000).split())


def test_status_reason_quote_and_claim_first() -> None:
    lines = shown(verify(QUOTE, [replace(MADE, nature=Nature.VERBATIM)])).splitlines()
    assert lines[0] == "DIFFERS  q"
    assert lines[1].startswith("  Some words differ")
    assert lines[3:5] == [f"  “{QUOTE.text}”", "  claimed: A B, 1963"]


def test_differences_are_marked_word_by_word() -> None:
    text = flat(verify(QUOTE, [MADE]))
    assert "▸we shall [-not-] overcome [-one-]{+some+} day, deep in my heart◂" in text
    assert "negation: the quote leaves out “not”" in text
    assert "… Before it all, they sang. Now ▸" in text
    assert "◂, unless we try. After it all. …" in text


def test_the_three_gravest_cautions_and_the_names_of_the_rest() -> None:
    made = replace(MADE, text=TEXT.replace("Now we", "I doubt that we"), speaker=None, date=None)
    text = flat(verify(QUOTE, [made]))
    assert "caution cut-in: I doubt that" in text
    assert "caution cut-short: unless we try." in text
    assert "caution weak-witness: the prepared text, not what was delivered" in text
    assert "and 2 more: speaker-unlabelled, occasion-unconfirmed" in text


def test_many_witnesses_are_counted() -> None:
    made = [replace(MADE, id=f"t{number}", text=f"{number}. {TEXT}") for number in range(9)]
    text = shown(verify(QUOTE, made))
    assert text.count("▸") == 5
    assert "and 4 more witnesses; all of them with --json" in text
    assert "searched: 9 transcripts" in text
    text = shown(verify(QUOTE, made[:6]))
    assert "and 1 more witness; all of them" in text
    assert "searched: 1 transcript, " in shown(verify(QUOTE, made[:1]))


def test_reviews_rivals_and_elsewhere() -> None:
    quote = replace(QUOTE, date="1999", reviews=(Review("me", "2020-01-01", "accurate", "x", "seen"),))
    exact = replace(MADE, text=f"{QUOTE.text}. And again: {QUOTE.text}.")
    text = shown(verify(quote, [exact]))
    assert "review by me, 2020-01-01: accurate (stale: the evidence has changed): seen" in text
    assert "equally good places in this transcript: 57–101" in text
    assert "elsewhere: exact in t, 1963-08-28" in text


def test_a_marked_omission_is_shown_in_full() -> None:
    hidden = " ".join(f"word{number}" for number in range(400))
    made = replace(MADE, text=f"Now we shall overcome one day, {hidden}, deep in my heart and mind and soul.")
    quote = replace(QUOTE, text="Now we shall overcome one day … deep in my heart and mind and soul.")
    text = flat(verify(quote, [made]))
    assert "omission-marked: the quote leaves out" in text
    assert hidden in text


@pytest.mark.parametrize("columns", [1, 40, 80, 200])
def test_lines_keep_to_the_terminal(columns: int) -> None:
    words = [line for line in shown(verify(QUOTE, [MADE]), columns).splitlines() if "http" not in line]
    assert all(len(line) <= max(40, columns) for line in words if "no address" not in line)


def test_a_stale_verdict_says_so() -> None:
    assert shown(replace(verify(QUOTE, [MADE]), stale=True)).splitlines()[0] == "UNCHECKED (stale)  q"


def test_nothing_that_steers_a_terminal() -> None:
    steer = "\x1b]0;x\x07\x9b31m\u202e"
    made = replace(MADE, id=f"t{steer}", title=steer, text=TEXT + steer, language="en", date=f"1963{steer}",
                   url=steer, capture=steer, speaker=f"A{steer} B")  # fmt: skip
    review = Review(steer, steer, steer, steer, steer)
    quote = replace(
        QUOTE, id=steer, text=QUOTE.text + steer, speaker=Person(steer), occasion=steer, reviews=(review,)
    )
    for witness in (made, replace(made, text=QUOTE.text), replace(made, text="none")):
        assert not set(shown(verify(quote, [witness]))) & set("\x1b\x07\x9b\u202e")


def test_a_passage_with_a_time_leads_to_the_recording() -> None:
    place = Locator(TEXT.index("Now"), LocatorKind.TIME, "00:01:23.400")
    made = replace(MADE, url="https://www.youtube.com/watch?v=abc", locators=(place,))
    assert "time 00:01:23.400 hear it at https://www.youtube.com/watch?v=abc&t=83s" in flat(
        verify(QUOTE, [made])
    )
    assert "hear it at" not in flat(verify(QUOTE, [replace(made, url="https://example.org/a.vtt")]))
