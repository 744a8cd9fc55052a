"""What is asked of every transcript before a quote is looked for is answered without reading their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from quotetrack.archive.catalogue import Catalogue, readings


@pytest.mark.parametrize(
    "asked",
    [readings.transcript_ids, readings.stamps, readings.transcript_digests, readings.dated],
)
def test_an_index_has_all_of_it(asked: Callable[[Catalogue], Iterator[object]]) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    catalogue = Catalogue(connection, "catalogue")
    catalogue.create()
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    assert list(asked(catalogue)) == []
    connection.set_trace_callback(None)
    (query,) = queries
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert len(plan) == 1, "a step more sorts, or reads something else"
    assert "USING COVERING INDEX" in plan[0]
