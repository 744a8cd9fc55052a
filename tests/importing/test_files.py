"""Files of rows, good and bad: what is read, and which line is named for what is not."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotetrack.importing.files
import quotetrack.importing.lines
from quotetrack.importing import BadRow, Named, Row
from quotetrack.model import Completeness, Nature, Stated

GOOD = {"id": "a/1", "text": "Words were said.\n"}


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def rows(path: Path) -> list[Row | BadRow]:
    return list(Named(path=path).rows())


def told(found: list[Row | BadRow]) -> list[str]:
    """Ids of the rows; for bad ones the line and the reason."""
    return [row.id if isinstance(row, Row) else f"{row.place.line}: {row.reason}" for row in found]


def lines(*values: object) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def table(*values: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(values)
    return out.getvalue()


FULL = GOOD | {
    "title": " A  title ", "date": 1961, "speaker": None, "occasion": "A meeting", "language": "en",
    "url": "https://site.example/1", "licence": "CC0", "publisher": "P", "nature": "verbatim",
    "complete": True, "other": {"ignored": 1},
}  # fmt: skip


def test_every_key(tmp_path: Path) -> None:
    (row,) = rows(write(tmp_path, "a.jsonl", lines(FULL)))
    assert isinstance(row, Row)
    assert row.stated == Stated(
        title="A title",
        publisher="P",
        date="1961",
        occasion="A meeting",
        language="en",
        nature=Nature.VERBATIM,
        complete=Completeness.YES,
    )
    assert (row.id, row.address, row.url, row.licence) == ("a/1", "import:a/1", FULL["url"], "CC0")
    assert (row.body, row.media_type, row.charset) == (b"Words were said.\n", "text/plain", "utf-8")
    assert str(row.place) == f"{tmp_path}/a.jsonl:1"


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "txt"])
def test_json_lines(tmp_path: Path, ending: str) -> None:
    text = "\ufeff" + lines(GOOD) + "\n \n" + lines(GOOD | {"id": 5}).rstrip("\n")
    data = gzip.compress(text.encode()) if ending.endswith("gz") else text.encode()
    assert told(rows(write(tmp_path, f"a.{ending}", data))) == ["a/1", "5"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_of_any_delimiter_with_quoted_lines(tmp_path: Path, delimiter: str) -> None:
    text = 'He said: "No; never, | not\tever."\n\nAnd\r\nleft.'
    data = table(
        ["ID", "Text", "date", "turns", "speaker"],
        ["a", text, "1961-01", "", ""],
        [],
        ["b", "No speech.", "", '[{"speaker": "X", "text": "No"}]', "Ann"],
        delimiter=delimiter,
    )
    one, two = rows(write(tmp_path, "a.csv", b"\xef\xbb\xbf" + data.encode()))
    assert isinstance(one, Row)
    assert isinstance(two, Row)
    assert (one.body.decode(), one.stated, one.place.line) == (text, Stated(date="1961-01"), 2)
    assert (two.place.line, two.media_type) == (7, "application/json")
    assert json.loads(two.body) == {"text": "No speech.", "turns": [{"speaker": "X", "text": "No"}]}


def test_the_same_row_is_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    turns = [{"speaker": None, "text": "Слова."}, {"text": "Words.", "speaker": "Ann", "more": 1}]
    row = {"id": "a", "text": "Слова. Words.", "turns": turns}
    (one,) = rows(write(tmp_path, "a.jsonl", json.dumps(row)))
    cells = [["text", "turns", "id"], [str(row["text"]), json.dumps(turns), "a"]]
    (two,) = rows(write(tmp_path, "a.csv", table(*cells)))
    assert isinstance(one, Row)
    assert isinstance(two, Row)
    assert one.body == two.body


BAD = [
    ("{", "not JSON"),
    ("[1]", "JSON object is needed"),
    ("5", "JSON object is needed"),
    ("[" * 100_000, "not JSON"),
    ({"text": "Words."}, "id is missing"),
    (GOOD | {"id": " "}, "id is missing"),
    (GOOD | {"id": True}, "id must be text"),
    (GOOD | {"id": "a\u202eb"}, "do not print"),
    (GOOD | {"id": "a" * 201}, "longer than 200"),
    ({"id": "a"}, "text is missing"),
    (GOOD | {"text": " \n"}, "text is missing"),
    (GOOD | {"text": ["Words."]}, "text must be text"),
    (GOOD | {"speaker": 5}, "speaker must be text"),
    (GOOD | {"date": "20 March 2003"}, "date: "),
    (GOOD | {"date": "2003-02-30"}, "not in the calendar"),
    (GOOD | {"date": 1961.5}, "date must be text"),
    (GOOD | {"nature": "gospel"}, "nature must be one of verbatim"),
    (GOOD | {"complete": "perhaps"}, "complete must be one of yes"),
    (GOOD | {"turns": {}}, "turns must be a list"),
    (GOOD | {"turns": "{"}, "turns must be a list, as JSON"),
    (GOOD | {"turns": [{"speaker": "A"}]}, "turn 1 must have a text"),
    (GOOD | {"turns": [{"speaker": 5, "text": "W"}]}, "turn 1 must have a text"),
    (GOOD | {"turns": ["W"]}, "turn 1 must have a text"),
]


@pytest.mark.parametrize(("bad", "says"), BAD)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, bad: object, says: str) -> None:
    line = bad + "\n" if isinstance(bad, str) else lines(bad)
    before, wrong, after = told(rows(write(tmp_path, "a.jsonl", lines(GOOD) + line + lines(GOOD))))
    assert (before, after) == ("a/1", "a/1")
    assert wrong.startswith("2: ")
    assert says in wrong


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    cyrillic = '{"id": "x", "text": "Слова"}\n'.encode("cp1251")
    found = told(rows(write(tmp_path, "a.jsonl", lines(GOOD).encode() + cyrillic + lines(GOOD).encode())))
    assert found == ["a/1", "2: not UTF-8", "a/1"]
    rest = b"id;text\na;" + "Слова\n".encode("cp1251") + "b;Слова\n".encode()
    assert told(rows(write(tmp_path, "a.csv", rest))) == ["2: text is not UTF-8; save the file as UTF-8", "b"]
    assert "UTF-16" in told(rows(write(tmp_path, "b.csv", "id,text\n".encode("utf-16"))))[0]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (quotetrack.importing.lines, quotetrack.importing.files):
        monkeypatch.setattr(module, "LONGEST", 1000)
    long = GOOD | {"text": "w" * 5000}
    for name, data in (("a.jsonl", lines(GOOD, long, GOOD)), ("b.jsonl", lines(GOOD, GOOD, long)[:-1])):
        found = told(rows(write(tmp_path, name, data)))
        assert sorted(found)[1:] == ["a/1", "a/1"]
        assert "longer than" in sorted(found)[0]
    data = table(["id", "text"], ["a", "Words."], ["b", "w" * 5000], ["c", "Words."])
    found = told(rows(write(tmp_path, "a.csv", data)))
    assert (found[0], found[2]) == ("a", "c")
    assert found[1].startswith("3: ")
    assert told(rows(write(tmp_path, "c.jsonl", "{" + "w" * 5000))) == ["0: line 1 is longer than 0 MiB"]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotetrack.importing.files, "LONGEST", 1000)
    data = 'id,text\na,Words.\nb,"Words\n' + "c,Words.\n" * 200 + "d,Last words.\n"
    found = told(rows(write(tmp_path, "a.csv", data)))
    assert found[0] == "a"
    assert found[1].startswith("3: not a row of a table")
    assert found[-1] == "d"


def test_more_values_than_columns(tmp_path: Path) -> None:
    found = told(rows(write(tmp_path, "a.csv", "id,text\na,Words, and more\nb,Words\n")))
    assert found == ["2: 3 values for 2 columns; is a quotation mark missing?", "b"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.jsonl", None, "no such file"),
        ("a.jsonl.gz", lines(GOOD), "named .gz, but it is no gzip file"),
        ("a.json", "[\n" + lines(GOOD) + "]", "write one object a line"),
        ("a.txt", "Words were said.\n", "neither JSON lines nor a table"),
        ("a.csv", "", "neither JSON lines nor a table"),
        ("a.csv", "words,more\n1,2\n", "neither JSON lines nor a table"),
    ],
)
def test_files_that_hold_no_rows(tmp_path: Path, name: str, data: str | None, says: str) -> None:
    path = tmp_path / name if data is None else write(tmp_path, name, data)
    (found,) = rows(path)
    assert isinstance(found, BadRow)
    assert str(found.place) == str(path)
    assert says in found.reason


def test_a_gzip_file_that_is_cut_or_damaged(tmp_path: Path) -> None:
    whole = gzip.compress(lines(*(GOOD | {"id": f"{n} {hash(n * 7919)}"} for n in range(20_000))).encode())
    *good, last = rows(write(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2]))
    assert isinstance(last, BadRow)
    assert len(good) > 5000
    assert all(isinstance(row, Row) for row in good)
    assert last.reason == f"the gzip file is cut short after line {len(good)}; what stands before is imported"
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    assert "damaged after line" in told(rows(write(tmp_path, "b.jsonl.gz", bytes(damaged))))[-1]
    assert "damaged" in told(rows(write(tmp_path, "c.jsonl.gz", whole[:-8] + b"12345678")))[-1]


@given(st.binary(max_size=200), st.sampled_from(["", "{", "id,text\n", "id;text\n"]))
def test_any_bytes_end_in_rows_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, head: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_bytes(head.encode() + data)
    for row in rows(path):
        assert isinstance(row, Row) or row.reason
