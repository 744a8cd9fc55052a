"""Tables (CSV) row by row, from lines of which some cannot be read: a row is its values, or what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.importing.lines import Lines, TooLong, Unreadable, numbered
from quotetrack.importing.rows import LONGEST

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, which may go over several lines."""

    first: int
    """The number of its first line, from 1."""
    last: int
    values: tuple[str, ...] = ()
    """As they stand there; bytes that are no UTF-8 are lone surrogates."""
    wrong: str = ""
    """Why there are no values; empty where there are."""


class Table:
    """An open table, whose first line names its columns; its rows but for the empty ones, once."""

    def __init__(self, lines: Lines, *, longest_cell: int, longest_line: int = LONGEST) -> None:
        """The lengths are in characters of a cell and in bytes of a line."""
        self._texts = _Texts(lines, longest_line)
        self._longest_cell = longest_cell
        csv.field_size_limit(longest_cell)
        head = next(self._texts, "")
        self._delimiter = max(_DELIMITERS, key=head.count)
        self._texts.wrong = ""
        try:
            self.columns = tuple(next(csv.reader([head], delimiter=self._delimiter), ()))
        except csv.Error:
            self.columns = ()
        """As the first line names them; none where it is no row."""

    @property
    def cut(self) -> str:
        """Why nothing more can be read where the rows end; empty where the table is whole."""
        return self._texts.cut

    @property
    def number(self) -> int:
        """Of the line read last, from 1."""
        return self._texts.number

    def __iter__(self) -> Iterator[TableRow]:
        csv.field_size_limit(self._longest_cell)
        reader = csv.reader(self._texts, delimiter=self._delimiter)
        while True:
            first = self._texts.number + 1
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                last = self._texts.number
                yield TableRow(first, last, wrong=f"lines {first} to {last} are no row of a table ({wrong})")
                continue
            last = self._texts.number
            if self._texts.wrong:
                yield TableRow(first, last, wrong=self._texts.wrong)
                self._texts.wrong = ""
            elif not any(value.strip() for value in values):
                continue
            elif len(values) > len(self.columns):
                many = f"{len(values)} values for {len(self.columns)} columns; is a quotation mark missing?"
                lines = f" (lines {first} to {last})" if last > first else ""
                yield TableRow(first, last, wrong=many + lines)
            else:
                yield TableRow(first, last, tuple(values))


class _Texts:
    """Lines as text, for csv's reader, which cannot go on after what an iterator raises.

    A line that is too long is left out, and ``wrong`` says so until it is emptied.
    """

    def __init__(self, lines: Lines, longest: int) -> None:
        self._lines = numbered(lines, longest)
        self.number = 0
        self.wrong = ""
        self.cut = ""

    def __iter__(self) -> _Texts:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        if isinstance(line, Unreadable):
            self.cut = str(line)
            raise StopIteration
        self.number = number
        if isinstance(line, TooLong):
            self.wrong = f"the line is {line}"
            return "\n"
        return line.decode("utf-8", "surrogateescape")


def is_undecoded(value: str) -> bool:
    """Whether bytes that are no UTF-8 stand in it."""
    return any("\udc80" <= sign <= "\udcff" for sign in value)
