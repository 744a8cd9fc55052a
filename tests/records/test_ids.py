"""Ids are safe file names, and the suggested ones are ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import RecordError
from quotetrack.records import check_id, suggest_id
from quotetrack.records.ids import fault


@pytest.mark.parametrize("id", ["a", "putin-2003-iraq", "s.pv_4701", "2003", "x" * 100, "console"])
def test_ids(id: str) -> None:
    assert check_id(id) == id


@pytest.mark.parametrize(
    "id",
    [
        *("", ".", "..", "a..b", "-a", "a-", ".a", "A", "é", "a b", "a/b", "a\\b", "a\n", "x" * 101),
        *("con", "nul", "com1", "lpt9.x"),
    ],
)
def test_what_is_no_id(id: str) -> None:
    with pytest.raises(RecordError, match=";"):
        check_id(id)


@pytest.mark.parametrize(
    ("speaker", "date", "text", "id"),
    [
        (
            "George W. Bush",
            "2003-01-28",
            "The British government has learned",
            "bush-2003-the-british-government-has",
        ),
        ("Владимир Путин", "2003~", "Не so", "2003-so"),
        ("José María Aznar", None, "L’État, c’est moi", "aznar-letat-cest-moi"),
        (None, None, "con", "quote-con"),
    ],
)
def test_suggestions(speaker: str | None, date: str | None, text: str, id: str) -> None:
    assert suggest_id(speaker, date, text) == id


@given(st.none() | st.text(), st.none() | st.text(), st.text())
def test_every_suggestion_is_an_id(speaker: str | None, date: str | None, text: str) -> None:
    suggested = suggest_id(speaker, date, text)
    assert fault(suggested) is None
    assert suggest_id(speaker, date, text) == suggested
