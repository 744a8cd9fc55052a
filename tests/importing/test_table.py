"""Tables row by row: what cannot be read is named in its place, and the rows after it come all the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from quotetrack.importing.lines import Lines
from quotetrack.importing.table import Table, TableRow, is_undecoded

LONG = 1 << 20


def read(path: Path, content: bytes) -> tuple[tuple[str, ...], list[TableRow], str]:
    path.write_bytes(content)
    with Lines(path) as lines:
        table = Table(lines, longest_cell=LONG, longest_line=2 * LONG)
        return table.columns, list(table), table.cut


def test_rows_of_one_line_and_of_several(tmp_path: Path) -> None:
    columns, rows, cut = read(tmp_path / "a.csv", b'text;by\n"two\nlines";Roe\n;\n\nlast\n')
    assert (columns, cut) == (("text", "by"), "")
    assert rows == [TableRow(2, 3, ("two\nlines", "Roe")), TableRow(6, 6, ("last",))]


def test_what_is_wrong_stands_in_a_row_s_place(tmp_path: Path) -> None:
    lines = [
        b"text,by", b"good,Roe", b"a,b,c", b",,,", b"x" * (LONG + 1), b"y" * (2 * LONG + 1), b"\xff,Roe",
        b'"two', b'lines",b,c', b"last,Roe",
    ]  # fmt: skip
    _, rows, _ = read(tmp_path / "a.csv", b"\n".join(lines))
    assert [row.first for row in rows] == [2, 3, 5, 6, 7, 8, 10]
    said = {row.first: row.wrong for row in rows}
    assert said[3] == "3 values for 2 columns; is a quotation mark missing?"
    assert said[5].startswith("lines 5 to 5 are no row of a table (field larger than")
    assert said[6] == "the line is longer than 2 MiB"
    assert said[8].endswith("(lines 8 to 9)")
    assert [said[first] for first in (2, 7, 10)] == ["", "", ""]
    assert is_undecoded(rows[4].values[0])


@pytest.mark.parametrize("head", [b"", b"x" * (LONG + 1) + b",text", b"x" * (2 * LONG + 1)])
def test_a_first_line_that_is_no_row_names_no_columns(tmp_path: Path, head: bytes) -> None:
    columns, _, _ = read(tmp_path / "a.csv", head + b"\nwords,Roe\n")
    assert columns == ()


def test_a_cut_table_ends_with_its_reason(tmp_path: Path) -> None:
    whole = gzip.compress(b"text\n" + b"".join(b"words number %d\n" % n for n in range(20_000)))
    _, rows, cut = read(tmp_path / "a.csv.gz", whole[:-1000])
    assert 0 < len(rows) < 20_000
    assert cut.startswith("the gzip file is cut short after line")
