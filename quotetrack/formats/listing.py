"""The list of records: a table for a terminal, aligned text for a pipe, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from quotetrack.formats.cells import padded, plain, shortened, width

if TYPE_CHECKING:
    from quotetrack.records import Entry

HEADINGS = ("id", "status", "speaker", "date", "occasion", "cautions", "reason")
_OCCASION = 32
"""Columns for the occasion in aligned text; the whole of it is in the JSON and on the record's page."""
_COLOURS = {
    "matches": "green",
    "as-marked": "green",
    "close": "green",
    "matches-translation": "green",
    "unchecked": "dim",
    "reported": "dim",
}
"""Every other status asks for a look; colour never says more than the word beside it."""


def as_json(entries: Sequence[Entry]) -> str:
    """One JSON document: a list with one object for each record."""
    return json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2)


def as_text(entries: Sequence[Entry]) -> str:
    """Aligned columns under their headings, without colour; ids and reasons are never cut."""
    rows = [HEADINGS, *(_row(entry, _OCCASION) for entry in entries)]
    columns = [max(width(row[i]) for row in rows) for i in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(padded(cell, wide) for cell, wide in zip(row, columns, strict=True)).rstrip()
        for row in rows
    )


def as_table(entries: Sequence[Entry]) -> str:
    """A table fitted to the terminal, in colour unless NO_COLOR is set (https://no-color.org)."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    rows = [_row(entry, None) for entry in entries]
    shown = [i for i in range(len(HEADINGS)) if any(row[i] for row in rows)]
    for i in shown:
        # Where the terminal is narrow, the occasion and the speaker give way; the rest stays whole.
        cut = HEADINGS[i] in ("speaker", "occasion")
        whole = HEADINGS[i] in ("id", "status", "date")
        table.add_column(
            HEADINGS[i],
            no_wrap=cut or whole,
            overflow="ellipsis" if cut else "fold",
            min_width=None if whole else 10,
            max_width=_OCCASION if cut else None,
        )
    for entry, row in zip(entries, rows, strict=True):
        colour = "yellow" if entry.stale else _COLOURS.get(entry.status, "bold")
        table.add_row(*(Text(row[i], style=colour if HEADINGS[i] == "status" else "") for i in shown))
    out = io.StringIO()
    console = Console(file=out, force_terminal=True)
    console.print(table)
    return out.getvalue().rstrip("\n")


def _row(entry: Entry, occasion: int | None) -> tuple[str, ...]:
    """One record's cells in the order of the headings."""
    where = plain(entry.occasion or "")
    return (
        plain(entry.id),
        plain(entry.status) + (" (stale)" if entry.stale else ""),
        plain(entry.speaker or ""),
        plain(entry.date or ""),
        shortened(where, occasion) if occasion else where,
        plain(", ".join(entry.cautions)),
        # A status other than "unchecked" speaks for itself; the page has every reason.
        plain(entry.reason or "") if entry.status == "unchecked" else "",
    )
