"""JSON Lines, schema ``quotetrack/export/1``: each record with its whole last verdict, one object a line."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.exporting.checked import Checked
from quotetrack.formats.exports.interface import Exported
from quotetrack.formats.json_text import line
from quotetrack.records.parts import record_data

SCHEMA = "quotetrack/export/1"


def write(records: Sequence[Checked]) -> Exported:
    """Every record, the fields of its file as they stand there and the stored verdict beside them."""
    lines = [
        line(
            {"schema": SCHEMA, "id": checked.quote.id}
            | record_data(checked.quote)
            | {"status": checked.status, "stale": checked.stale, "verdict": checked.stored}
        )
        + "\n"
        for checked in records
    ]
    return Exported("".join(lines), len(lines))
