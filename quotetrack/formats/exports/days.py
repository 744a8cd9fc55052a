"""Dates as bibliographies write them: year, month and day, where they are plain."""

from __future__ import annotations

import re

from quotetrack.records.dates import check_date

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def parts(date: str | None) -> tuple[int, ...]:
    """Year, month and day, as many as the date has; nothing for one that is not plain ISO 8601."""
    found = _PLAIN.fullmatch(date or "")
    if not found:
        return ()
    try:
        check_date(found[0])
    except ValueError:
        return ()
    numbers = tuple(int(part) for part in found.groups() if part)
    # 21 to 41 in place of a month are EDTF's seasons.
    return numbers if len(numbers) < 2 or numbers[1] <= 12 else ()


def in_english(date: str | None) -> str:
    """As in ``20 January 2004``, ``January 2004``, ``2004``; a date that is not plain stays as it is."""
    found = parts(date)
    if not found:
        return date or ""
    year, month, day = (*found, 0, 0)[:3]
    return " ".join(filter(None, [str(day or ""), MONTHS[month - 1] if month else "", f"{year:04d}"]))
