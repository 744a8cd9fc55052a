"""Receipts: small, diffable, written only for a change that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.errors import QuotetrackError
from quotetrack.records import read_receipt, record_digest, write_receipt

VERDICT = {"schema": "quotetrack/verdict/1", "status": "differs", "quote": {"text": "«é»"}, "checked_at": "1"}


def test_no_receipt_is_none(tmp_path: Path) -> None:
    assert read_receipt(tmp_path / "verdicts", "x") is None


def test_it_is_diffable(tmp_path: Path) -> None:
    assert write_receipt(tmp_path / "verdicts", "x", VERDICT)
    text = (tmp_path / "verdicts" / "x.json").read_text()
    assert text.startswith('{\n  "schema"')
    assert "«é»" in text
    assert text.endswith("}\n")
    assert read_receipt(tmp_path / "verdicts", "x") == VERDICT


def test_who_and_when_alone_write_nothing(tmp_path: Path) -> None:
    write_receipt(tmp_path, "x", VERDICT)
    before = (tmp_path / "x.json").read_bytes()
    assert not write_receipt(tmp_path, "x", VERDICT | {"checked_at": "2", "checked_by": "me"})
    assert (tmp_path / "x.json").read_bytes() == before
    assert write_receipt(tmp_path, "x", VERDICT | {"status": "matches"})


def test_tuples_and_lists_are_the_same(tmp_path: Path) -> None:
    write_receipt(tmp_path, "x", VERDICT | {"cautions": ("a",)})
    assert not write_receipt(tmp_path, "x", VERDICT | {"cautions": ["a"]})


@pytest.mark.parametrize(
    "damage", [b"", b'{\n"status": \n<<<<<<< HEAD', b"[]", b"{}", b'{"status": 1}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_one_says_so_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "x.json").write_bytes(damage)
    with pytest.raises(
        QuotetrackError, match=r"x\.json.*damaged .*; run 'quotetrack verify x' again"
    ) as caught:
        read_receipt(tmp_path, "x")
    assert "\n" not in str(caught.value)
    assert write_receipt(tmp_path, "x", VERDICT)
    assert read_receipt(tmp_path, "x") == VERDICT


def test_an_unsafe_id_reaches_no_file(tmp_path: Path) -> None:
    for act in (lambda: read_receipt(tmp_path, "../x"), lambda: write_receipt(tmp_path, "../x", VERDICT)):
        with pytest.raises(QuotetrackError):
            act()


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"")
    assert record_digest(tmp_path / "x.yaml").startswith("sha256:e3b0c442")
