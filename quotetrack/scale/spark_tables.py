"""The tables that pass between the stages on Spark: their columns, and rows of them as Arrow's batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Batches = Iterator["pa.RecordBatch"]

QUOTES = "row long, id string, text string, speaker string, date string, occasion string, language string, "
QUOTES += "within array<string>, reason string"
"""The columns of a quote; of a row that is none the reason alone."""
QUOTE_GRAMS = "row long, number int, key long"
TEXT_GRAMS = "key long, transcript long, place int"
CANDIDATES = "row long, place int, transcript long, starts array<int>, ends array<int>"
TESTIMONIES = "row long, place int, transcript string, good boolean, said string, failed string"
COPIES = "one string, other string"
ROWS_A_BATCH = 2_000


def batches(rows: Iterable[Mapping[str, Any]], schema: pa.Schema, most: int = ROWS_A_BATCH) -> Batches:
    """Rows as batches of a few each."""
    import pyarrow as pa

    together: list[Mapping[str, Any]] = []
    for row in rows:
        together.append(row)
        if len(together) == most:
            yield pa.RecordBatch.from_pylist(together, schema=schema)
            together = []
    if together:
        yield pa.RecordBatch.from_pylist(together, schema=schema)


def arrow(columns: str) -> pa.Schema:
    """The same columns as Arrow names them."""
    import pyarrow as pa

    kinds = {
        "long": pa.int64(), "int": pa.int32(), "string": pa.string(), "boolean": pa.bool_(),
        "array<string>": pa.list_(pa.string()), "array<int>": pa.list_(pa.int32()),
    }  # fmt: skip
    named = (column.split() for column in columns.split(", "))
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in named])
