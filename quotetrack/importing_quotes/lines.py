"""Files of one row a line: tables and JSON lines, one row at a time in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotetrack.importing.lines import Lines, TooLong, Unreadable, numbered
from quotetrack.importing.table import Table, TableRow, is_undecoded
from quotetrack.importing_quotes.draft import Draft, Fault, Rejected

Maker = Callable[[str, Mapping[str, Any]], Draft]
"""Makes a draft of a row's keys and values; raises Fault."""
LONGEST = 1 << 20
"""Bytes of a line, as of a record's file."""
_MARKED = re.compile(r"'+[=+\-@\t\r]")
"""A cell that our own export kept from being a formula."""


def json_lines(path: Path, make: Maker) -> Iterator[Draft | Rejected]:
    """The rows of a file of JSON objects, one a line."""
    with _opened(path) as opened:
        if isinstance(opened, Rejected):
            yield opened
            return
        for number, line in numbered(opened, LONGEST):
            place = f"{path}:{number}"
            if isinstance(line, Unreadable):
                yield _cut(path, line)
            elif isinstance(line, TooLong):
                yield Rejected(place, f"the line is {line}")
            elif line.strip():
                yield _json_row(place, line, make)


def table(path: Path, make: Maker) -> Iterator[Draft | Rejected]:
    """The rows of a table (CSV) whose first line names the columns."""
    with _opened(path) as opened:
        if isinstance(opened, Rejected):
            yield opened
            return
        rows = Table(opened, longest_cell=LONGEST, longest_line=LONGEST)
        if not any(column.strip().lower() in ("text", "quote", "quotation") for column in rows.columns):
            yield Rejected(str(path), "no table: its first line names no column text", whole=True)
            return
        for row in rows:
            place = f"{path}:{row.first}"
            made = Rejected(place, row.wrong) if row.wrong else _table_row(place, rows.columns, row, make)
            if isinstance(made, Rejected) and row.last > row.first and not row.wrong:
                made = replace(made, reason=f"{made.reason} (lines {row.first} to {row.last})")
            yield made
        if rows.cut:
            yield _cut(path, rows.cut)


def _table_row(place: str, columns: tuple[str, ...], found: TableRow, make: Maker) -> Draft | Rejected:
    row: dict[str, str] = {}
    for column, value in zip(columns, found.values, strict=False):
        if is_undecoded(value):
            return Rejected(place, f"{column} is not UTF-8; save the file as UTF-8")
        if value.strip():
            row[column] = value[1:] if _MARKED.match(value) else value
    try:
        return make(place, row)
    except Fault as wrong:
        return Rejected(place, str(wrong))


def _json_row(place: str, line: bytes, make: Maker) -> Draft | Rejected:
    try:
        row = json.loads(line.decode("utf-8"))
        if not isinstance(row, dict):
            return Rejected(place, "a JSON object is needed")
        return make(place, row)
    except UnicodeDecodeError:
        return Rejected(place, "not UTF-8")
    except Fault as wrong:
        return Rejected(place, str(wrong))
    except RecursionError:
        return Rejected(place, "nested too deeply")
    except ValueError as wrong:
        return Rejected(place, f"not JSON ({' '.join(str(wrong).split())})")


def _cut(path: Path, wrong: Unreadable | str) -> Rejected:
    return Rejected(str(path), f"{wrong}; what stands before is taken")


@contextmanager
def _opened(path: Path) -> Iterator[Lines | Rejected]:
    """The lines of a file; or, where it cannot be opened, the row that says so."""
    try:
        lines = Lines(path)
    except Unreadable as wrong:
        yield Rejected(str(path), str(wrong), whole=True)
        return
    with lines:
        yield lines
