"""Files of one row a line: tables and JSON lines, one row at a time in memory."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotetrack.importing.lines import Lines, TooLong, Unreadable
from quotetrack.importing_quotes.draft import Draft, Fault, Rejected

Maker = Callable[[str, Mapping[str, Any]], Draft]
"""Makes a draft of a row's keys and values; raises Fault."""
LONGEST = 1 << 20
"""Bytes of a line, as of a record's file."""
_DELIMITERS = ",;\t|"
_MARKED = re.compile(r"'+[=+\-@\t\r]")
"""A cell that our own export kept from being a formula."""


def json_lines(path: Path, make: Maker) -> Iterator[Draft | Rejected]:
    """The rows of a file of JSON objects, one a line."""
    with _opened(path) as opened:
        if isinstance(opened, Rejected):
            yield opened
            return
        for number, line in _read(opened):
            place = f"{path}:{number}" if number else str(path)
            if isinstance(line, str):
                yield Rejected(place, line)
            elif line.strip():
                yield _json_row(place, line, make)


def table(path: Path, make: Maker) -> Iterator[Draft | Rejected]:
    """The rows of a table (CSV) whose first line names the columns."""
    with _opened(path) as opened:
        if isinstance(opened, Rejected):
            yield opened
            return
        lines = _Texts(opened)
        head = next(lines, "")
        delimiter = max(_DELIMITERS, key=head.count)
        try:
            columns = next(csv.reader([head], delimiter=delimiter), [])
        except csv.Error:
            columns = []
        if not any(column.strip().lower() in ("text", "quote", "quotation") for column in columns):
            yield Rejected(str(path), "no table: its first line names no column text", whole=True)
            return
        yield from _table_rows(path, lines, columns, delimiter, make)


def _table_rows(
    path: Path, lines: _Texts, columns: list[str], delimiter: str, make: Maker
) -> Iterator[Draft | Rejected]:
    csv.field_size_limit(LONGEST)
    reader = csv.reader(lines, delimiter=delimiter)
    end = lines.number
    while True:
        first = end + 1
        place = f"{path}:{first}"
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as wrong:
            yield Rejected(place, f"lines {first} to {lines.number} are no row of a table ({wrong})")
            end = lines.number
            continue
        end = lines.number
        if lines.wrong:
            yield Rejected(place, lines.wrong)
            lines.wrong = ""
        elif any(value.strip() for value in values):
            made = _table_row(place, columns, values, make)
            if isinstance(made, Rejected) and lines.number > first:
                made = replace(made, reason=f"{made.reason} (lines {first} to {lines.number})")
            yield made
    if lines.cut:
        yield Rejected(str(path), lines.cut)


def _table_row(place: str, columns: list[str], values: list[str], make: Maker) -> Draft | Rejected:
    if len(values) > len(columns):
        many = f"{len(values)} values for {len(columns)} columns; is a quotation mark missing?"
        return Rejected(place, many)
    row: dict[str, str] = {}
    for column, value in zip(columns, values, strict=False):
        if any("\udc80" <= sign <= "\udcff" for sign in value):
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


class _Texts:
    """Lines as text, for the table's reader, which cannot go on after what an iterator raises.

    Bytes that are no UTF-8 become lone surrogates; a line that is too long is left out, and ``wrong``
    says so until it is emptied.
    """

    def __init__(self, lines: Lines) -> None:
        self._read = _read(lines)
        self.number = 0
        self.wrong = ""
        self.cut = ""

    def __iter__(self) -> _Texts:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._read)
        if isinstance(line, bytes):
            return line.decode("utf-8", "surrogateescape")
        if self.number:
            self.wrong = line
        else:
            self.cut = line
            raise StopIteration
        return "\n"


def _read(lines: Lines) -> Iterator[tuple[int, bytes | str]]:
    """Each line with its number, or what is wrong with it; a file that is cut ends with number 0."""
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except TooLong:
            yield lines.number, f"the line is longer than {LONGEST >> 20} MiB"
            continue
        except Unreadable as wrong:
            yield 0, f"{wrong}; what stands before is taken"
            return
        yield lines.number, line if len(line) <= LONGEST else f"the line is longer than {LONGEST >> 20} MiB"


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
