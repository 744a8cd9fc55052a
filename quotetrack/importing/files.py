"""Rows of a file: JSON, one object a line, or a table (CSV) whose first line names the columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any

from quotetrack.importing.lines import Lines, TooLong, Unreadable
from quotetrack.importing.rows import LONGEST, BadRow, Fault, Place, Row, row_of_text
from quotetrack.importing.table import is_undecoded

Maker = Callable[[Place, dict[str, Any]], Row]
"""Makes a row of its keys and values; raises Fault."""

_DELIMITERS = ",;\t|"


def read_rows(lines: Lines, name: str, make: Maker = row_of_text) -> Iterator[Row | BadRow]:
    """The rows of an open file, in order. A file that is cut or damaged ends with a bad row that says so."""
    try:
        first = next(lines, b"")
    except (TooLong, Unreadable) as wrong:
        yield BadRow(Place(name, 0), str(wrong) if isinstance(wrong, Unreadable) else f"line 1 is {wrong}")
        return
    start = first.lstrip()[:1]
    if start == b"[":
        yield BadRow(Place(name, 0), "a list in JSON; write one object a line")
        return
    try:
        if start == b"{":
            yield from _json_rows(first, lines, name, make)
        else:
            yield from _table_rows(first, lines, name, make)
    except Unreadable as wrong:
        yield BadRow(Place(name, 0), f"{wrong}; what stands before is imported")


def _json_rows(first: bytes, lines: Lines, name: str, make: Maker) -> Iterator[Row | BadRow]:
    line: bytes | None = first
    while line is not None:
        place = Place(name, lines.number)
        if line.strip():
            try:
                row = json.loads(line.decode("utf-8"))
                if not isinstance(row, dict):
                    raise Fault("a JSON object is needed")
                yield make(place, row)
            except UnicodeDecodeError:
                yield BadRow(place, "not UTF-8")
            except Fault as wrong:
                yield BadRow(place, str(wrong))
            except (ValueError, RecursionError) as wrong:
                yield BadRow(place, f"not JSON ({' '.join(str(wrong).split())})")
        line = None
        while line is None:
            try:
                line = next(lines)
            except TooLong as wrong:
                yield BadRow(Place(name, lines.number), str(wrong))
            except StopIteration:
                return


def _table_rows(first: bytes, lines: Lines, name: str, make: Maker) -> Iterator[Row | BadRow]:
    head = _decoded(first)
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        columns = [column.strip().lower() for column in next(csv.reader([head], delimiter=delimiter), [])]
    except csv.Error:
        columns = []
    if "file" not in columns and (len(columns) < 2 or not {"id", "text"} & set(columns)):
        yield BadRow(Place(name, 0), "neither JSON lines nor a table whose first line names id and text")
        return
    csv.field_size_limit(LONGEST)
    # ``map`` and the reader go on after what a line raises; a generator would end with it.
    reader = csv.reader(map(_decoded, lines), delimiter=delimiter)
    end = lines.number
    while True:
        place = Place(name, end + 1)
        try:
            values = next(reader)
        except StopIteration:
            return
        except (csv.Error, TooLong) as wrong:
            yield BadRow(place, f"not a row of a table ({wrong})")
            end = lines.number
            continue
        end = lines.number
        if not any(values):
            continue
        try:
            yield make(place, _by_column(columns, values))
        except Fault as wrong:
            yield BadRow(place, str(wrong))


def _decoded(line: bytes) -> str:
    """Bytes that are no UTF-8 become lone surrogates, so that only the row they stand in is refused."""
    return line.decode("utf-8", "surrogateescape")


def _by_column(columns: list[str], values: list[str]) -> dict[str, Any]:
    if len(values) > len(columns):
        raise Fault(f"{len(values)} values for {len(columns)} columns; is a quotation mark missing?")
    for column, value in zip(columns, values, strict=False):
        if is_undecoded(value):
            raise Fault(f"{column} is not UTF-8; save the file as UTF-8")
    return {column: value for column, value in zip(columns, values, strict=False) if value}
