"""The list of records: lines for a terminal, aligned text for a pipe, JSON for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from quotetrack.formats.cells import padded, plain, shortened, width

if TYPE_CHECKING:
    from quotetrack.records.listing import Entry

HEADINGS = ("id", "status", "speaker", "date", "occasion", "cautions", "reviews", "reason")
_REVIEWS = HEADINGS.index("reviews")
_OCCASION = 32
"""Columns for the occasion in aligned text; the whole of it is in the JSON and on the record's page."""
_GOOD: dict[str, Any] = {"fg": "green"}
_ALERT: dict[str, Any] = {"bold": True}
_STYLES: dict[str, dict[str, Any]] = {
    "matches": _GOOD,
    "as-marked": _GOOD,
    "close": _GOOD,
    "matches-translation": _GOOD,
    "unchecked": {"dim": True},
    "reported": {"dim": True},
    "stale": {"fg": "yellow"},
}
"""Every other status asks for a look; colour never says more than the word beside it."""


def as_json(entries: Sequence[Entry]) -> str:
    """One JSON document: a list with one object for each record."""
    return json.dumps([_data(entry) for entry in entries], ensure_ascii=False, indent=2)


def _data(entry: Entry) -> dict[str, Any]:
    names = ("reviewer", "conclusion", "current")
    return asdict(entry) | {"reviews": [dict(zip(names, each, strict=True)) for each in entry.reviews]}


def as_text(entries: Sequence[Entry]) -> str:
    """Aligned columns under their headings, without colour; ids and reasons are never cut."""
    rows: list[tuple[str, ...]] = [HEADINGS, *(_row(entry, _OCCASION) for entry in entries)]
    if not any(entry.reviews for entry in entries):
        rows = [row[:_REVIEWS] + row[_REVIEWS + 1 :] for row in rows]
    columns = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(padded(cell, wide) for cell, wide in zip(row, columns, strict=True)).rstrip()
        for row in rows
    )


def as_table(entries: Sequence[Entry], columns: int, *, colour: bool) -> str:
    """The same for a terminal so many columns wide: each record on one line, what it needs to add below it.

    Only the occasion gives way where the terminal is narrow.
    """
    rows = [_row(entry, None) for entry in entries]
    wide = [max(width(row[i]) for row in rows) for i in range(4)]
    left = max(columns - sum(wide) - 8, 8)
    lines: list[str] = []
    for entry, row in zip(entries, rows, strict=True):
        cells = [padded(cell, w) for cell, w in zip(row[:4], wide, strict=True)]
        if colour:
            cells[1] = click.style(cells[1], **_STYLES.get("stale" if entry.stale else entry.status, _ALERT))
        lines.append("  ".join([*cells, shortened(row[4], left)]).rstrip())
        below = "; ".join(cell for cell in row[5:] if cell)
        lines += textwrap.wrap(below, columns, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


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
        plain("; ".join(_review(*review) for review in entry.reviews)),
        # A status other than "unchecked" speaks for itself; the page has every reason.
        plain(entry.reason or "") if entry.status == "unchecked" else "",
    )


def _review(reviewer: str, conclusion: str, current: bool) -> str:
    return f"{reviewer}: {conclusion}" + ("" if current else " (stale)")
