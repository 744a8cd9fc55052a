"""Quotes as rows on Spark, and the trigrams of quotes and of transcripts.

Each function over batches takes an iterator of Arrow record batches and gives one, as ``mapInArrow`` wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from quotetrack.matching import words_of
from quotetrack.model import Person, Quote
from quotetrack.scale.grams import Grams, grams_of
from quotetrack.scale.rows import Reject, Row, read
from quotetrack.scale.spark_tables import QUOTE_GRAMS, QUOTES, TEXT_GRAMS, Batches, arrow, batches
from quotetrack.verification.ad_hoc import AdHoc


def quote_row(row: Row) -> dict[str, Any]:
    """A row of the input with the columns of a quote."""
    found = read(row)
    if isinstance(found, Reject):
        return {"row": row.number, "reason": found.reason}
    quote = found.quote
    return {
        "row": row.number,
        "id": quote.id,
        "text": quote.text,
        "speaker": quote.speaker.name if quote.speaker else None,
        "date": quote.date,
        "occasion": quote.occasion,
        "language": quote.language,
        "within": list(found.within) or None,
        "reason": None,
    }


def quote_of(row: Mapping[str, Any]) -> AdHoc:
    """The quote of such a row."""
    quote = Quote(
        id=row["id"],
        text=row["text"],
        speaker=Person(row["speaker"]) if row["speaker"] is not None else None,
        date=row["date"],
        occasion=row["occasion"],
        language=row["language"],
    )
    return AdHoc(quote, tuple(row["within"] or ()))


def read_quotes(given: Batches) -> Batches:
    """The rows of a Parquet file, whose number is in ``row``, with the columns of a quote."""

    def rows() -> Iterator[dict[str, Any]]:
        for batch in given:
            for found in batch.to_pylist():
                number = found.pop("row")
                yield quote_row(Row(number, {name: v for name, v in found.items() if v is not None}))

    return batches(rows(), arrow(QUOTES))


def quote_grams(given: Batches) -> Batches:
    """The trigrams of quotes."""
    import pyarrow as pa

    for batch in given:
        rows = batch.to_pylist()
        found = [grams_of(words_of(row["text"], row["language"])) for row in rows]
        lengths = [len(each) for each in found]
        of_row = np.repeat(np.array([row["row"] for row in rows], dtype=np.int64), lengths)
        numbers = np.concatenate([np.zeros(0, np.int64), *map(np.arange, lengths)]).astype(np.int32)
        yield pa.RecordBatch.from_arrays([of_row, numbers, _keys(found)], schema=arrow(QUOTE_GRAMS))


def text_grams(given: Batches) -> Batches:
    """The trigrams of transcripts."""
    import pyarrow as pa

    for batch in given:
        for row in batch.to_pylist():
            found = grams_of(row["text"] or "")
            numbers = np.full(len(found), row["number"], dtype=np.int64)
            places = found.places.astype(np.int32)
            yield pa.RecordBatch.from_arrays([found.keys, numbers, places], schema=arrow(TEXT_GRAMS))


def _keys(found: Iterable[Grams]) -> Any:
    return np.concatenate([np.zeros(0, np.int64), *(each.keys for each in found)])
