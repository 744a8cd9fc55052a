"""Files of quotes, JSON lines, CSV or Parquet, as rows in pieces that are the same every time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import QuotetrackError
from quotetrack.importing.lines import Lines, TooLong, Unreadable
from quotetrack.scale.rows import KNOWN, OTHER_NAMES, Row

if TYPE_CHECKING:
    import pyarrow.parquet as pq

LARGEST_PIECE = 1 << 26
"""Characters of the rows that are handed on together."""
LONGEST_CELL = 1 << 20
_CUT = "nothing can be read from here on"
_DELIMITERS = ",;\t|"
_BETWEEN = "|"
"""Between the transcripts' ids in one cell of a table."""


def pieces(path: Path, most: int) -> Iterator[list[Row]]:
    """The rows of a file, so many at a time; the same pieces every time.

    Raises QuotetrackError where the file is none of quotes at all; what is wrong further on is a row
    with a reason.
    """
    piece: list[Row] = []
    size = 0
    for row in rows(path):
        piece.append(row)
        size += _size(row)
        if len(piece) == most or size > LARGEST_PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _size(row: Row) -> int:
    if isinstance(row.content, Mapping):
        return sum(len(value) for value in row.content.values() if isinstance(value, str))
    return len(row.content)


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file one at a time. Raises QuotetrackError."""
    ending = kind_of(path)
    if ending == "parquet":
        return _of_parquet(path)
    return _of_table(path) if ending in ("csv", "tsv") else _of_json_lines(path)


def kind_of(path: Path) -> str:
    """``jsonl``, ``csv``, ``tsv`` or ``parquet``, by the name's ending. Raises QuotetrackError."""
    ending = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    ending = {"json": "jsonl", "ndjson": "jsonl", "pq": "parquet"}.get(ending, ending)
    if ending not in ("jsonl", "csv", "tsv", "parquet"):
        raise QuotetrackError(f"{path}: name a file of quotes that ends in .jsonl, .csv, .tsv or .parquet")
    return ending


def _of_json_lines(path: Path) -> Iterator[Row]:
    for number, line in _lines(path):
        if isinstance(line, str) or line.strip():
            yield Row(number, line)


def _lines(path: Path) -> Iterator[tuple[int, bytes | str]]:
    """The lines with their numbers; a reason in place of one that cannot be read."""
    try:
        lines = Lines(path)
    except Unreadable as wrong:
        raise QuotetrackError(f"{path}: {wrong}; name a file of quotes") from None
    with lines:
        while True:
            try:
                yield lines.number + 1, next(lines)
            except StopIteration:
                return
            except TooLong as wrong:
                yield lines.number, f"the line is {wrong}"
            except Unreadable as wrong:
                yield lines.number + 1, f"{_CUT}: {wrong}"
                return


def _of_table(path: Path) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    texts = _Texts(path)
    head = next(texts, "")
    delimiter = max(_DELIMITERS, key=head.count)
    columns = [column.strip().lower() for column in next(csv.reader([head], delimiter=delimiter), [])]
    _need_text(path, columns)
    reader = csv.reader(texts, delimiter=delimiter)
    while True:
        first = texts.number + 1
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as wrong:
            yield Row(first, f"lines {first} to {texts.number} are no row of a table ({wrong})")
            continue
        if texts.wrong:
            yield Row(first, texts.wrong)
            texts.wrong = ""
        elif any(value.strip() for value in values):
            yield Row(first, _cells(columns, values))
    if texts.cut:
        yield Row(texts.number + 1, texts.cut)


def _cells(columns: list[str], values: list[str]) -> Mapping[str, Any] | str:
    if len(values) > len(columns):
        return f"{len(values)} values for {len(columns)} columns; is a quotation mark missing?"
    row: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=False):
        if value.strip():
            row[column] = value
    if isinstance(row.get("in"), str):
        row["in"] = [id for id in map(str.strip, row["in"].split(_BETWEEN)) if id]
    return row


class _Texts:
    """The lines of a file as text, for the reader of tables; what is wrong with one is noted beside."""

    def __init__(self, path: Path) -> None:
        self._lines = _lines(path)
        self.number = 0
        self.wrong = ""
        self.cut = ""

    def __iter__(self) -> _Texts:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        if isinstance(line, str):
            if line.startswith(_CUT):
                self.cut = line
                raise StopIteration
            self.number, self.wrong = number, line
            return ""
        self.number = number
        try:
            return line.decode("utf-8").replace("\0", "\ufffd")
        except UnicodeDecodeError:
            self.wrong = "not UTF-8"
            return line.decode("utf-8", "replace").replace("\0", "\ufffd")


def _of_parquet(path: Path) -> Iterator[Row]:
    file = open_parquet(path)
    columns = [name for name in file.schema_arrow.names if name.strip().lower() in KNOWN]
    number = 0
    try:
        for batch in file.iter_batches(batch_size=4096, columns=columns):
            for found in batch.to_pylist():
                number += 1
                yield Row(number, {name: value for name, value in found.items() if value is not None})
    except (OSError, ValueError) as wrong:
        yield Row(number + 1, f"{_CUT}: {_short(wrong)}")


def open_parquet(path: Path) -> pq.ParquetFile:
    """A Parquet file with a column of quotes. Raises QuotetrackError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as wrong:
        raise QuotetrackError(f"{path}: cannot be read as Parquet ({_short(wrong)})") from None
    _need_text(path, file.schema_arrow.names)
    return file


def _need_text(path: Path, columns: Iterable[str]) -> None:
    if not any(OTHER_NAMES.get(name.strip().lower(), name.strip().lower()) == "text" for name in columns):
        raise QuotetrackError(f"{path}: has no column text (or quote, quotation)")


def _short(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:200]
