"""A check as JSON, schema ``quotetrack/check/1``: one object a line for each quotation."""

from __future__ import annotations

from typing import Any

from quotetrack.checking import Checked, Standing
from quotetrack.formats.json_text import line
from quotetrack.formats.verdict_json import as_data as verdict_data

SCHEMA = "quotetrack/check/1"


def as_line(checked: Checked, standing: Standing) -> str:
    """One line of JSON; see ``as_data``."""
    return line(as_data(checked, standing))


def as_data(checked: Checked, standing: Standing) -> dict[str, Any]:
    """The quotation as plain values. Lines and columns count from 1, columns in code points."""
    quotation, given = checked.quotation, checked.quotation.attribution
    return {
        "schema": SCHEMA,
        "article": checked.article,
        "line": checked.place.line,
        "column": checked.place.column,
        "end_line": checked.end.line,
        "end_column": checked.end.column,
        "kind": quotation.kind.value,
        "nested": quotation.nested,
        "text": quotation.text,
        "speaker": given.speaker if given else None,
        "attribution": given.written if given else None,
        "inferred": quotation.inferred,
        "language": quotation.language,
        "level": standing.level.value,
        "because": standing.because,
        "record": checked.record,
        "verdict": verdict_data(checked.verdict) if checked.verdict else None,
    }
