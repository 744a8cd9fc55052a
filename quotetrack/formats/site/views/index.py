"""A report's first page: every quote in a row, and what the rows can be narrowed down by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from quotetrack.exporting.checked import Checked
from quotetrack.formats.site.places import quote_page
from quotetrack.formats.site.views.verdict import tone
from quotetrack.formats.site.visible import without_controls
from quotetrack.formats.site.words import said
from quotetrack.model import Status

LONGEST = 140
"""Characters of a quote in its row."""
MOST_BYTES = 200
"""Of the same in UTF-8: a thousand rows are to be read on a slow line too."""
SEARCHED = 20_000
"""Characters of a quote that are searched."""
MOST_CAUTIONS = 3


@dataclass(frozen=True, slots=True)
class RowView:
    """A quote in a line."""

    url: str
    text: str
    status: str
    tone: str
    stale: bool
    speaker: str
    date: str
    cautions: tuple[str, ...]
    """Names, the gravest first; no more than three."""
    reviewed: str
    """What people's current reviews conclude; empty where there is none."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """The rows, and the words that each can be chosen by."""

    rows: tuple[RowView, ...]
    statuses: tuple[tuple[str, str], ...]
    """Name and words of those that occur, in the order of the rules."""
    speakers: tuple[str, ...]
    """By name, and never by number: a selection says nothing about who is quoted right how often."""


def index_view(records: Sequence[Checked]) -> IndexView:
    """The index of these records, in their order."""
    rows = tuple(map(_row, records))
    occurring = {row.status for row in rows}
    known = [status.value for status in Status if status in occurring]
    names = (*known, *sorted(occurring - set(known)))
    return IndexView(
        rows=rows,
        statuses=tuple((name, said("status", name)) for name in names),
        speakers=tuple(sorted({row.speaker for row in rows if row.speaker}, key=str.casefold)),
    )


def texts_script(records: Sequence[Checked]) -> str:
    """The words of each row that are searched beside those it shows, as a script.

    A page that is opened from a folder may load no data, only scripts.
    """
    texts = [
        " ".join(filter(None, (record.quote.id, record.quote.occasion, record.quote.text[:SEARCHED])))
        for record in records
    ]
    return f"window.quotetrackTexts = {json.dumps(texts)};\n"


def shortened(text: str, longest: int = LONGEST, most: int = MOST_BYTES) -> str:
    """The text on one line, cut at a word, with ``…`` where something is left out."""
    line = without_controls(text[: 4 * longest])
    cut = line[:longest].encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
    if len(cut) == len(line) and len(text) <= 4 * longest:
        return line
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def _row(checked: Checked) -> RowView:
    quote = checked.quote
    cautions = checked.receipt.cautions if checked.receipt else ()
    conclusions = {each.conclusion for each in quote.reviews if checked.current(each)}
    return RowView(
        url=quote_page(quote.id),
        text=shortened(quote.text),
        status=checked.status,
        tone=tone(checked.status),
        stale=checked.stale,
        speaker=without_controls(quote.speaker.name)[:80] if quote.speaker else "",
        date=without_controls(quote.date or "")[:30],
        cautions=tuple(dict.fromkeys(each.name for each in cautions))[:MOST_CAUTIONS],
        reviewed=", ".join(sorted(conclusions)),
    )
