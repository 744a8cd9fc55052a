"""Words as a screen can show them."""

from __future__ import annotations

from quotetrack.formats.cells import counted


def test_one_is_no_plural() -> None:
    assert [counted(number, "word") for number in (0, 1, 2, 1234)] == [
        "0 words",
        "1 word",
        "2 words",
        "1,234 words",
    ]
    assert counted(1, "witness", "witnesses") == "1 witness"
    assert counted(5, "witness", "witnesses") == "5 witnesses"
