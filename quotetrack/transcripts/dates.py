"""Dates as pages write them in attributes and titles, to ISO 8601; never a guess."""

from __future__ import annotations

import re
from datetime import date

from quotetrack.transcripts.vocabulary import load

_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T|\s*$)")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? (?:de )?([^\W\d_]{3,12})\.?,? (?:de )?(\d{4})\b")


def iso_date(text: str | None) -> str | None:
    """The calendar day (or month) that ``text`` states, as ``YYYY-MM-DD`` or ``YYYY-MM``.

    A time and its zone are left out: the day is the one that the page prints. Figures only,
    such as 05/02/2003, are ambiguous and give ``None``, as does a day that no calendar has.
    """
    if not text:
        return None
    if (found := _ISO.match(text)) or (found := _COMPACT.match(text)):
        year, month, day = found.groups()
        return _checked(int(year), int(month), int(day) if day else None)
    if found := _MONTH_FIRST.search(text):
        return _named(found.group(3), found.group(1), found.group(2))
    if found := _DAY_FIRST.search(text):
        return _named(found.group(3), found.group(2), found.group(1))
    return None


def _named(year: str, month: str, day: str) -> str | None:
    number = load("months")["months"].get(month.lower())
    return _checked(int(year), number, int(day)) if number else None


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day else f"{year:04}-{month:02}"
