"""A table (CSV, RFC 4180, UTF-8): one row a record, with the decisive witness.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula and runs it. Quotes
come from anywhere, so such a cell gets an apostrophe in front, as does one that begins with apostrophes
before such a sign; ``import-quotes`` takes it off again, so that nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from quotetrack.exporting.checked import Checked
from quotetrack.formats.exports.interface import Exported
from quotetrack.model import Publication
from quotetrack.records import source_address

COLUMNS = (
    "id", "text", "kind", "speaker", "role", "date", "occasion", "language", "original_language",
    "claimed_in", "sources", "tags", "notes", "status", "stale", "reason", "cautions", "wording",
    "speaker_finding", "occasion_finding", "witnesses", "transcript", "title", "transcript_date",
    "url", "capture", "archived_at", "passage", "start", "end",
)  # fmt: skip
BETWEEN = " | "
"""Between the entries of a list in one cell."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_UNENCODABLE = re.compile("[\ud800-\udfff]")


def write(records: Sequence[Checked]) -> Exported:
    """The rows under their headings; only the headings where there is no record."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for checked in records:
        row = _row(checked)
        table.writerow([harmless(row.get(column, "")) for column in COLUMNS])
    return Exported(out.getvalue(), len(records))


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    cell = _UNENCODABLE.sub("\ufffd", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _row(checked: Checked) -> dict[str, str]:
    quote, receipt = checked.quote, checked.receipt
    speaker = quote.speaker
    found: dict[str, str | None] = {
        "id": quote.id,
        "text": quote.text,
        "kind": quote.kind.value,
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "date": quote.date,
        "occasion": quote.occasion,
        "language": quote.language,
        "original_language": quote.original_language,
        "claimed_in": BETWEEN.join(map(_named, quote.claimed_in)),
        "sources": BETWEEN.join(map(source_address, quote.sources)),
        "tags": BETWEEN.join(quote.tags),
        "notes": quote.notes,
        "status": checked.status,
        "stale": "yes" if checked.stale else "no",
    }
    if receipt:
        found |= {
            "reason": receipt.reason,
            "cautions": BETWEEN.join(f"{each.name}: {each.words}" for each in receipt.cautions),
            "wording": receipt.wording,
            "speaker_finding": receipt.speaker,
            "occasion_finding": receipt.occasion,
            "witnesses": str(len(checked.witnesses)),
        }
    for witness in checked.witnesses[:1]:
        passage = witness.passage
        found |= {
            "transcript": witness.transcript,
            "title": witness.title,
            "transcript_date": witness.date,
            "url": witness.url,
            "capture": witness.capture,
            "archived_at": f"{witness.archived_at:%Y-%m-%dT%H:%M:%SZ}" if witness.archived_at else None,
            "passage": passage.text if passage else None,
            "start": str(passage.start) if passage else None,
            "end": str(passage.end) if passage else None,
        }
    return {column: value or "" for column, value in found.items()}


def _named(publication: Publication) -> str:
    return publication.url or publication.citation or ""
