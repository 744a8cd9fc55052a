"""Witnesses side by side: columns, variants, and what is said of them in each form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quotetrack.collation import collate
from quotetrack.collation.table import align_rows
from quotetrack.collation.values import Collation
from quotetrack.formats.collation import as_text
from quotetrack.formats.collation_json import as_data, as_line
from quotetrack.formats.collation_tei import TEI, as_xml
from quotetrack.model import Completeness, Nature, Person, Quote, Transcript
from quotetrack.verification import verify

A = "Well. If they yield, we have found the weapons of mass destruction, and we will find more of them. So"
QUOTE = "we have found the weapons of mass destruction, and we will find more"


def witness(id: str, text: str, **facts: Any) -> Transcript:
    facts = {"speaker": "George W. Bush", "date": "2003-05-29", "language": "en"} | facts
    return Transcript(
        id, text, nature=facts.pop("nature", Nature.VERBATIM), complete=Completeness.YES, **facts
    )


def collated(*made: Transcript, text: str = QUOTE) -> Collation:
    quote = Quote("q", text, speaker=Person("George W. Bush"), date="2003-05-29", language="en")
    return collate(quote, verify(quote, made).witnesses)


MADE = (
    witness("a", A),
    witness("b", A.replace("found", "not found").replace("If they yield, ", "")),
    witness("c", A.replace("found", "not found").replace("the weapons", "weapons")),
    witness("d", "And now to taxes, which are too high for us all and must come down at once."),
)


def variants(collation: Collation) -> list[list[tuple[str, str, str | None, str | None]]]:
    return [
        [
            (
                "".join(collation.rows[row].siglum for row in r.rows),
                r.text,
                r.klass,
                r.weight and r.weight.value,
            )
            for r in unit.readings
        ]
        for unit in collation.units
        if unit.varies
    ]


def test_variants_are_grouped_and_weighed() -> None:
    collation = collated(*MADE)
    assert [row.siglum for row in collation.rows] == ["Q", "A", "B", "C"]
    assert [w.transcript.id for w in collation.without] == ["d"]
    found = variants(collation)
    assert [("QA", "", None, None), ("BC", "not", "negation", "substantive")] in found
    assert any({reading[2:] for reading in unit} == {(None, None), ("article", "harmless")} for unit in found)


def test_the_whole_sentence_is_shown_and_the_quote_covers_its_own_part() -> None:
    collation = collated(*MADE)
    quote, base = collation.rows[:2]
    assert A[base.span.start : base.span.end].startswith("If they yield, we have")
    assert (base.first, base.last) == (0, len(base.cells))
    assert quote.first > 0
    assert quote.last < len(quote.cells)


def test_the_screen_says_variants_in_words() -> None:
    text = click.unstyle(as_text(collated(*MADE), columns=80))
    assert "A  a · as delivered, complete · 2003-05-29 · wording exact" in " ".join(text.split("\n"))
    assert "[not]" in text
    assert "[—]" in text
    assert "(negation, substantive)" in text
    assert "without the passage: d (as delivered, complete)" in text
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_to_collate_is_said() -> None:
    collation = collated(MADE[3])
    assert "no transcript has the passage" in as_text(collation)
    assert json.loads(as_line(collation))["base"] is None
    etree.fromstring(as_xml(collation).encode())


def test_json_and_tei_have_the_same_readings() -> None:
    collation = collated(*MADE)
    data = as_data(collation)
    assert data["schema"] == "quotetrack/collation/1"
    root = etree.fromstring(as_xml(collation).encode())
    apps = root.findall(f".//{{{TEI}}}app")
    assert [len(app) for app in apps if len(app) > 1] == [
        len(unit["readings"]) for unit in data["units"] if unit["varies"]
    ]
    assert {w.get("n") for w in root.iter(f"{{{TEI}}}witness")} == {None, "a", "b", "c"}


def test_ten_witnesses() -> None:
    words = ["more", "some", "few", "all", "both", "none", "many", "much", "less", "most"]
    made = [witness(f"w{n}", A.replace("more", word)) for n, word in enumerate(words)]
    (unit,) = variants(collated(*made))
    assert len(unit) == 10


def test_what_calls_itself_a_rush_transcript_is_named_so() -> None:
    rush = witness("r", f"THIS IS A RUSH TRANSCRIPT. {A}")
    assert "rush transcript" in as_text(collated(MADE[0], rush))


def test_a_marked_omission_is_no_variant_of_substance() -> None:
    found = variants(collated(MADE[0], text="we have found the weapons ... and we will find more of them"))
    assert found == [[("A", "of mass destruction", None, None), ("Q", "...", "omission-marked", "marked")]]


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), min_size=2, max_size=5))
def test_a_table_holds_every_word_of_every_row_once_in_order(rows: Sequence[Sequence[str]]) -> None:
    table = align_rows(rows)
    for row, words in enumerate(rows):
        assert [column[row] for column in table if column[row] is not None] == list(range(len(words)))
    assert all(any(token is not None for token in column) for column in table)


@pytest.mark.parametrize("size", [1, 4])
def test_the_same_rows_make_no_variants(size: int) -> None:
    table = align_rows([["we", "will", "win"]] * (size + 1))
    assert table == [[n] * (size + 1) for n in range(3)]
