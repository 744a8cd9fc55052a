"""A collation as JSON, schema ``quotetrack/collation/1``."""

from __future__ import annotations

from typing import Any

from quotetrack.collation.values import Collation, Reading, Row
from quotetrack.formats.collation_words import kind_of
from quotetrack.formats.json_text import line
from quotetrack.formats.verdict_json import parallel_data
from quotetrack.model import Span, Witness

SCHEMA = "quotetrack/collation/1"


def as_line(collation: Collation) -> str:
    """One line of JSON, escaped as a verdict's is."""
    return line(as_data(collation))


def as_data(collation: Collation) -> dict[str, Any]:
    """The collation as plain values. Offsets are code points, of a canonical text or of the quote's."""
    rows = collation.rows
    return {
        "schema": SCHEMA,
        "quote": {"id": collation.quote.id, "text": collation.quote.text},
        "base": rows[1].siglum if len(rows) > 1 else None,
        "independent": collation.independent,
        "rows": [_row(row, collation) for row in rows],
        "units": [
            {
                "start": unit.start,
                "end": unit.end,
                "varies": unit.varies,
                "readings": [_reading(reading, rows) for reading in unit.readings],
            }
            for unit in collation.units
        ],
        "without": [_named(witness, collation) for witness in collation.without],
        "foreign": [
            _named(witness, collation) | {"parallel": [parallel_data(bead) for bead in witness.parallel]}
            for witness in collation.foreign
        ],
    }


def _row(row: Row, collation: Collation) -> dict[str, Any]:
    witness = row.witness
    return {
        "siglum": row.siglum,
        **(
            _named(witness, collation, rush=row.rush)
            if witness
            else {"transcript": None, "kind": "the quote"}
        ),
        "wording": witness.wording.value if witness and witness.wording else None,
        "start": row.span.start,
        "end": row.span.end,
        "first": row.first,
        "last": row.last,
        "cells": [_span(cell) for cell in row.cells],
    }


def _named(witness: Witness, collation: Collation, *, rush: bool = False) -> dict[str, Any]:
    return {"transcript": witness.transcript.id, "kind": kind_of(witness, collation, rush=rush)}


def _reading(reading: Reading, rows: tuple[Row, ...]) -> dict[str, Any]:
    return {
        "rows": [rows[row].siglum for row in reading.rows],
        "text": reading.text,
        "class": reading.klass,
        "weight": reading.weight.value if reading.weight else None,
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
