"""Ad hoc quotes from a file: one JSON object a line, good rows in spite of bad ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import QuotetrackError
from quotetrack.verification import ad_hoc
from quotetrack.verification.ad_hoc import AdHoc, read_ad_hoc


def read(path: Path, content: bytes) -> tuple[list[AdHoc], list[str]]:
    path.write_bytes(content)
    errors: list[str] = []
    return list(read_ad_hoc(path, errors)), errors


def test_a_row(tmp_path: Path) -> None:
    row = {"id": "x", "text": " words ", "speaker": "A B", "date": "2003", "occasion": "o", "language": "en",
           "in": ["t", "u", "t"], "more": 1}  # fmt: skip
    (asked,), errors = read(tmp_path / "q", json.dumps(row).encode())
    assert not errors
    quote = asked.quote
    assert quote.speaker is not None
    assert (quote.id, quote.text, quote.speaker.name) == ("x", " words ", "A B")
    assert (quote.date, quote.occasion, quote.language) == ("2003", "o", "en")
    assert asked.within == ("t", "u")


def test_all_but_the_text_is_optional(tmp_path: Path) -> None:
    empty = {"text": "a", "id": None, "speaker": " ", "date": "", "occasion": None, "in": None}
    rows = [{"text": "a"}, empty, {"text": "a", "date": 1961, "id": 7, "in": "t"}]
    asked, errors = read(tmp_path / "q", "\n".join(map(json.dumps, rows)).encode())
    assert not errors
    assert [a.quote.id for a in asked] == ["line-1", "line-2", "7"]
    assert asked[0].quote == asked[1].quote.__class__("line-1", "a")
    assert asked[1].quote.speaker is None
    assert asked[1].quote.date is None
    assert asked[2].quote.date == "1961"
    assert asked[2].within == ("t",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"not json", "no JSON object"),
        (b"[" * 100_000, "no JSON object"),
        (b'{"text": "a"', "no JSON object"),
        (b"[]", "a JSON object is needed"),
        (b"7", "a JSON object is needed"),
        (b"{}", "text is missing"),
        (b'{"text": null}', "text is missing"),
        (b'{"text": " \\n"}', "text is empty"),
        (b'{"text": "... !? $"}', "text has no words in it"),
        (b'{"text": 7}', "text must be text"),
        (b'{"text": ["a"]}', "text must be text"),
        (b'{"text": "a", "speaker": {"name": "b"}}', "speaker must be text"),
        (b'{"text": "a", "date": true}', "date must be text"),
        (b'{"text": "a", "date": 19.5}', "date must be text"),
        (b'{"text": "a", "in": {"t": 1}}', "in must be a list"),
        (b'{"text": "a", "in": [1]}', "in must be a list"),
        ('{"text": "né"}'.encode("latin-1"), "not UTF-8"),
        (b'{"text": "a", "date": ' + b"1" * 5000 + b"}", "Exceeds the limit"),
    ],
)
def test_a_bad_row_is_named_and_the_next_one_taken(tmp_path: Path, line: bytes, says: str) -> None:
    path = tmp_path / "q"
    asked, errors = read(path, b'\n{"text": "one"}\n' + line + b'\n\n{"text": "two"}')
    assert [a.quote.text for a in asked] == ["one", "two"]
    assert [a.quote.id for a in asked] == ["line-2", "line-5"]
    (error,) = errors
    assert error.startswith(f"{path}:3: ")
    assert says in error
    assert len(error) < 500


def test_a_huge_line_is_skipped_without_being_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ad_hoc, "LONGEST_LINE", 100)
    content = b'{"text": "one"}\n{"text": "' + b"x" * 1000 + b'"}\n{"text": "two"}\n{"text": "' + b"x" * 1000
    asked, errors = read(tmp_path / "q", content)
    assert [a.quote.text for a in asked] == ["one", "two"]
    assert [error.rsplit(":", 2)[1] for error in errors] == ["2", "4"]


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    asked, errors = read(tmp_path / "q", b'\xef\xbb\xbf{"text": "one"}\r\n{"text": "two"}\r\n')
    assert not errors
    assert [a.quote.text for a in asked] == ["one", "two"]


def test_nul_and_surrogates_are_kept(tmp_path: Path) -> None:
    (asked,), errors = read(tmp_path / "q", b'{"text": "a\\u0000b \\ud800 c"}')
    assert not errors
    assert asked.quote.text == "a\x00b \ud800 c"


@pytest.mark.parametrize("name", ["none", "."])
def test_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuotetrackError, match="name a file of JSON lines"):
        list(read_ad_hoc(tmp_path / name, []))


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_named_errors(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    asked, errors = read(tmp_path_factory.getbasetemp() / "any", content)
    lines = [line for line in content.split(b"\n") if line.strip()]
    assert len(asked) + len(errors) == len(lines)
