"""The rows of a file of quotes, JSON lines, CSV or Parquet, in pieces; each a quote or a reason why not."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import QuotetrackError
from quotetrack.importing.lines import Lines, TooLong, Unreadable
from quotetrack.verification.ad_hoc import AdHoc, ad_hoc_of

if TYPE_CHECKING:
    import pyarrow.parquet as pq

LONGEST_TEXT = 20_000
"""Code points. A longer text is a speech, not a quote."""
LONGEST_CLAIM = 1_000
"""Code points of anything else that a row says."""
MOST_NAMED = 50
"""Transcripts in which a row asks to be looked for."""
LARGEST_PIECE = 1 << 26
"""Characters of the rows that are handed on together."""
LONGEST_CELL = 1 << 20
OTHER_NAMES = {
    "quote": "text",
    "quotation": "text",
    "quoteid": "id",
    "author": "speaker",
    "lang": "language",
    "event": "occasion",
}
"""What others call our columns; names are compared without case."""
KNOWN = frozenset({*OTHER_NAMES, *OTHER_NAMES.values(), "date", "in"})
"""The columns that are read."""
NOBODY = "None"
"""How Quotebank writes that it knows no speaker."""
_CUT = "nothing can be read from here on"
_DELIMITERS = ",;\t|"
_BETWEEN = "|"
"""Between the transcripts' ids in one cell of a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its keys and values, or what is wrong with it."""

    number: int
    """Its line, from 1, the first where it runs over several; in Parquet its number, from 1."""
    content: bytes | Mapping[str, Any] | str
    """A line of JSON, keys and values, or, as text, the reason why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is no quote, with the reason."""

    row: int
    reason: str


def read(row: Row) -> AdHoc | Reject:
    """The quote of a row, or why it is none."""
    try:
        if isinstance(row.content, str):
            raise ValueError(row.content)
        found = _object(row.content) if isinstance(row.content, bytes) else row.content
        named = _renamed(found)
        _check(named)
        return ad_hoc_of(named, row.number)
    except UnicodeDecodeError:
        return Reject(row.number, "not UTF-8")
    except RecursionError:
        return Reject(row.number, "no JSON object (nested too deeply)")
    except ValueError as wrong:
        return Reject(row.number, str(wrong))


def _object(line: bytes) -> Mapping[str, Any]:
    text = line.decode("utf-8-sig")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise ValueError(f"no JSON object ({wrong})") from None
    if not isinstance(found, dict):
        raise ValueError("a JSON object is needed")
    return found


def _renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row by our names; a name of ours wins over another that means the same."""
    plain = {name.strip().lower(): value for name, value in row.items()}
    if "quotation" in plain and plain.get("speaker") == NOBODY:
        plain["speaker"] = None
    for other, ours in OTHER_NAMES.items():
        value = plain.pop(other, None)
        if plain.get(ours) is None:
            plain[ours] = value
    for name, value in plain.items():
        if isinstance(value, (date, datetime)):
            plain[name] = value.isoformat()[:10]
    return plain


def _check(row: Mapping[str, Any]) -> None:
    """Raises ValueError for what is too long, or cannot be written down again."""
    for name in ("text", "id", "speaker", "date", "occasion", "language"):
        value = row.get(name)
        if not isinstance(value, str):
            continue
        most = LONGEST_TEXT if name == "text" else LONGEST_CLAIM
        if len(value) > most:
            raise ValueError(f"{name} has {len(value):,} characters; at most {most:,} are taken")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ValueError(f"{name} is not UTF-8")
    within = row.get("in")
    if isinstance(within, list) and len(within) > MOST_NAMED:
        raise ValueError(f"in names {len(within)} transcripts; at most {MOST_NAMED} are taken")


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
