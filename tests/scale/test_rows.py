"""Files of quotes in three formats, and every kind of bad row in each."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from quotetrack.bounds import LONGEST_QUOTE
from quotetrack.errors import QuotetrackError
from quotetrack.scale.row_files import pieces, rows
from quotetrack.scale.rows import Reject, Row, read
from quotetrack.verification.ad_hoc import AdHoc

GOOD = {"id": "a", "text": "Words were said.", "speaker": "Jane Roe", "date": "2003", "language": "en"}


def outcomes(path: Path) -> list[tuple[int, str]]:
    """Each row's number with its quote's text or the reason why it is none."""
    found = [(row, read(row)) for row in rows(path)]
    return [(row.number, one.reason if isinstance(one, Reject) else one.quote.text) for row, one in found]


def test_the_same_quotes_in_all_formats(tmp_path: Path) -> None:
    lines = tmp_path / "q.jsonl"
    lines.write_text(json.dumps(GOOD) + "\n\n" + json.dumps({"text": "More.", "in": ["x", "y"]}) + "\n")
    table = tmp_path / "q.csv"
    table.write_text(
        "id;TEXT;speaker;date;language;in\na;Words were said.;Jane Roe;2003;en;\n;More.;;;;x | y\n"
    )
    parquet = tmp_path / "q.parquet"
    pq.write_table(
        pa.Table.from_pylist([GOOD, {"text": "More.", "in": ["x", "y"]}]).select(list(GOOD)), parquet
    )
    packed = tmp_path / "q.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    for path in (lines, table, parquet, packed):
        first = read(next(rows(path)))
        assert isinstance(first, AdHoc)
        assert first.quote.speaker is not None
        assert (first.quote.id, first.quote.text, first.quote.speaker.name) == ("a", GOOD["text"], "Jane Roe")
    for path in (lines, table):
        second = read(list(rows(path))[1])
        assert isinstance(second, AdHoc)
        assert second.within == ("x", "y")
        assert second.quote.id == "line-3"


def test_others_names() -> None:
    row = {"quoteID": "2003-01-28-000001", "quotation": "Words were said.", "speaker": "None"}
    found = read(Row(1, row))
    assert isinstance(found, AdHoc)
    assert (found.quote.id, found.quote.speaker) == ("2003-01-28-000001", None)
    named = read(Row(1, {"Quote": "Words.", "author": "None", "text": "These words."}))
    assert isinstance(named, AdHoc)
    assert named.quote.text == "These words."
    dated = read(Row(1, {"text": "Words.", "date": date(2003, 1, 28)}))
    assert isinstance(dated, AdHoc)
    assert dated.quote.date == "2003-01-28"


BAD_VALUES: list[tuple[dict[str, Any], str]] = [
    ({}, "text is missing"),
    ({"text": None}, "text is missing"),
    ({"text": "   "}, "text is empty"),
    ({"text": "…!"}, "text has no words in it"),
    ({"text": 5}, "text must be text"),
    ({"text": b"bytes"}, "text must be text"),
    ({"text": "x" * (LONGEST_QUOTE + 1)}, "text has 20,001 characters; at most 20,000 are taken"),
    ({"text": "half a \ud800 pair"}, "text is not UTF-8"),
    ({"text": "x", "speaker": ["a"]}, "speaker must be text"),
    ({"text": "x", "speaker": "y" * 1001}, "speaker has 1,001 characters; at most 1,000 are taken"),
    ({"text": "x", "date": 20.5}, "date must be text"),
    ({"text": "x", "in": 7}, "in must be a list of transcript ids"),
    ({"text": "x", "in": ["a"] * 51}, "in names 51 transcripts; at most 50 are taken"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_VALUES)
def test_a_bad_value_has_its_reason(row: dict[str, Any], reason: str) -> None:
    assert read(Row(4, row)) == Reject(4, reason)


def test_bad_lines(tmp_path: Path) -> None:
    lines = [
        b'{"text": "good one"}', b"", b"[1]", b"nonsense", b'{"text": "cut', b'{"text": "\xff"}',
        b'{"text": "null \\u0000 byte"}', b"null", b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
        b'{"text": "' + b"x" * (33 << 20) + b'"}', b'{"text": "the last one"}',
    ]  # fmt: skip
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\n".join(lines))
    found = outcomes(path)
    assert [number for number, _ in found] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    said = dict(found)
    assert said[1] == "good one"
    assert said[3] == said[8] == "a JSON object is needed"
    assert said[4].startswith("no JSON object (Expecting value")
    assert said[5].startswith("no JSON object (Invalid control")
    assert said[6] == "not UTF-8"
    assert said[9] == "no JSON object (nested too deeply)"
    assert "integer" in said[10]
    assert said[11] == "the line is longer than 32 MiB"
    assert said[12] == "the last one"


def test_bad_rows_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(
        b'text,speaker\ngood,Roe\n"two\nlines",Roe\na,b,c\n\xff,Roe\n,\n,Roe\n"never closed,Roe\nlast,Roe\n'
    )
    assert outcomes(path) == [
        (2, "good"),
        (3, "two\nlines"),
        (5, "3 values for 2 columns; is a quotation mark missing?"),
        (6, "not UTF-8"),
        (8, "text is missing"),
        (9, "never closed,Roe\nlast,Roe\n"),
    ]


def test_a_cut_file_ends_with_its_reason(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(b'{"text": "number %d was said"}\n' % n for n in range(20_000)))
    for name, head in (("q.jsonl.gz", packed), ("q.csv.gz", gzip.compress(b"text\n") + packed)):
        path = tmp_path / name
        path.write_bytes(head[:-2000])
        *_, last = outcomes(path)
        assert last[1].startswith("nothing can be read from here on: the gzip file is cut short")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("q.txt", b"", "ends in .jsonl, .csv, .tsv or .parquet"),
        ("q.csv", b"", "no column text"),
        ("q.csv", b"speaker\nRoe\n", "no column text"),
        ("q.csv", b"x" * (2 << 20) + b",text\nRoe,words\n", "no column text"),
        ("q.parquet", b"PAR1 and no more", "cannot be read as Parquet"),
        ("q.jsonl", "{}".encode("utf-16"), "UTF-16"),
        ("q.jsonl.gz", b"no gzip", "no gzip file"),
    ],
)
def test_what_is_no_file_of_quotes(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(QuotetrackError, match=says):
        list(rows(path))
    with pytest.raises(QuotetrackError):
        list(rows(tmp_path / "missing" / name))


def test_parquet_without_text_and_damaged_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "q.parquet"
    pq.write_table(pa.table({"speaker": ["Roe"]}), path)
    with pytest.raises(QuotetrackError, match="no column text"):
        list(rows(path))
    texts = [f"number {number} was said" for number in range(50_000)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=10_000, compression="zstd")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = bytes(4000)
    path.write_bytes(data)
    found = outcomes(path)
    assert found[0] == (1, texts[0])
    assert len(found) < 50_000
    assert found[-1][1].startswith("nothing can be read from here on")


def test_pieces_are_the_same_every_time_and_bounded(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps({"text": "x" * 30_000_000}) + "\n" for _ in range(5)) + "{}\n" * 10)
    sizes = [len(piece) for piece in pieces(path, 4)]
    assert sizes == [3, 4, 4, 4]
