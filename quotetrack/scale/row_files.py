"""Files of quotes, JSON lines, CSV or Parquet, as rows in pieces that are the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import QuotetrackError
from quotetrack.importing.lines import Lines, TooLong, Unreadable, numbered
from quotetrack.importing.table import Table, is_undecoded
from quotetrack.scale.rows import KNOWN, OTHER_NAMES, Row

if TYPE_CHECKING:
    import pyarrow.parquet as pq

LARGEST_PIECE = 1 << 26
"""Characters of the rows that are handed on together."""
LONGEST_CELL = 1 << 20
_CUT = "nothing can be read from here on"
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
    with _opened(path) as lines:
        for number, line in numbered(lines):
            if isinstance(line, Unreadable):
                yield Row(number, f"{_CUT}: {line}")
            elif isinstance(line, TooLong):
                yield Row(number, f"the line is {line}")
            elif line.strip():
                yield Row(number, line)


def _opened(path: Path) -> Lines:
    try:
        return Lines(path)
    except Unreadable as wrong:
        raise QuotetrackError(f"{path}: {wrong}; name a file of quotes") from None


def _of_table(path: Path) -> Iterator[Row]:
    with _opened(path) as lines:
        table = Table(lines, longest_cell=LONGEST_CELL)
        columns = [column.strip().lower() for column in table.columns]
        _need_text(path, columns)
        for row in table:
            yield Row(row.first, row.wrong or _cells(columns, row.values))
        if table.cut:
            yield Row(table.number + 1, f"{_CUT}: {table.cut}")


def _cells(columns: Sequence[str], values: Sequence[str]) -> Mapping[str, Any] | str:
    row: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=False):
        if is_undecoded(value):
            return "not UTF-8"
        if value.strip():
            row[column] = value.replace("\0", "\ufffd")
    if isinstance(row.get("in"), str):
        row["in"] = [id for id in map(str.strip, row["in"].split(_BETWEEN)) if id]
    return row


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
