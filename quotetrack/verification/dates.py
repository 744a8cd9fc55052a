"""Dates as people write them, and whether two of them can be one day.

A date that can be read in two ways (05/04/2009) keeps both readings; one that cannot be read
is unknown, with the reason.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import regex

from quotetrack.model import OccasionFinding

_ISO = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMERIC = regex.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2}|\d{4})")
_ENGLISH_ORDINAL = regex.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", regex.IGNORECASE)
_RELATIVE = regex.compile(
    r"\b(?:today|yesterday|tomorrow|ago|last|next|this|now|вчера|сегодня|завтра|назад)\b", regex.IGNORECASE
)
SLACK = timedelta(days=1)
"""Dates one day apart may be one: evening there is morning here, and papers give the day after."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All days from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a date as written can mean; nothing in it where it could not be read."""

    written: str
    intervals: tuple[Interval, ...] = ()
    """The alternatives, each as precise as it was written."""
    day_of_year: tuple[int, int] | None = None
    """Month and day, where no year is given."""
    reason: str | None = None
    """Why nothing could be read."""


@lru_cache(maxsize=4096)
def read_date(written: str) -> DateReading:
    """Read a date: ISO 8601, EDTF, or the way people write dates in the languages dateparser knows."""
    text = written.strip()
    if match := _ISO.fullmatch(text):
        return _reading(written, _interval(int(match[1]), _int(match[2]), _int(match[3])))
    if match := _NUMERIC.fullmatch(text):
        return _numeric(written, int(match[1]), int(match[3]), match[4])
    if (interval := _edtf(text)) is not None:
        return _reading(written, interval)
    return _free(written, text)


def compare_dates(claimed: DateReading, witness: DateReading) -> OccasionFinding:
    """Whether a witness's date is the claimed one, at the precision that is claimed.

    ``unknown`` where either could not be read, or where the witness is less precise than the claim.
    """
    if claimed.day_of_year is not None:
        return _same_day_of_year(claimed.day_of_year, witness)
    if not claimed.intervals or not witness.intervals:
        return OccasionFinding.UNKNOWN
    findings = {_compare(c, w) for c in claimed.intervals for w in witness.intervals}
    for finding in (OccasionFinding.CONFIRMED, OccasionFinding.UNKNOWN):
        if finding in findings:
            return finding
    return OccasionFinding.OTHER


def _compare(claimed: Interval, witness: Interval) -> OccasionFinding:
    if claimed.first - SLACK <= witness.first and witness.last <= claimed.last + SLACK:
        return OccasionFinding.CONFIRMED
    if witness.last < claimed.first - SLACK or witness.first > claimed.last + SLACK:
        return OccasionFinding.OTHER
    return OccasionFinding.UNKNOWN


def _same_day_of_year(claimed: tuple[int, int], witness: DateReading) -> OccasionFinding:
    for interval in witness.intervals:
        if interval.first != interval.last:
            return OccasionFinding.UNKNOWN
        for off in (-SLACK, timedelta(0), SLACK):
            day = interval.first + off
            if (day.month, day.day) == claimed:
                return OccasionFinding.CONFIRMED
    return OccasionFinding.OTHER if witness.intervals else OccasionFinding.UNKNOWN


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _interval(year: int, month: int | None, day: int | None) -> Interval | None:
    """The days of a date of any precision; ``None`` where the calendar has no such day."""
    try:
        if month is None:
            return Interval(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Interval(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _reading(written: str, *intervals: Interval | None) -> DateReading:
    known = tuple(dict.fromkeys(i for i in intervals if i is not None))
    return DateReading(written, known, reason=None if known else f"{written!r} is no date of the calendar")


def _numeric(written: str, first: int, second: int, year_digits: str) -> DateReading:
    """Day and month in either order, where both are possible."""
    year = int(year_digits)
    if len(year_digits) == 2:
        year += 2000 if year + 2000 <= date.today().year else 1900
    return _reading(written, _interval(year, first, second), _interval(year, second, first))


def _edtf(text: str) -> Interval | None:
    """An EDTF expression (ISO 8601-2): ``1961~``, ``196X``, ``2003-03-19/2003-03-20``."""
    if not regex.fullmatch(r"[\dXYu?~%./\[\]{},\- ]*\d[\dXYu?~%./\[\]{},\- ]*", text):
        return None
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return Interval(date(*lower[:3]), date(*upper[:3]))
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _free(written: str, text: str) -> DateReading:
    """Prose dates by dateparser, which must neither guess a year nor read "last week"."""
    if _RELATIVE.search(text) or not regex.search(r"\d", text):
        return DateReading(written, reason=f"{written!r} names no date by itself")
    from dateparser.date import DateDataParser

    plain = _ENGLISH_ORDINAL.sub(r"\1", text)
    settings = {
        "PARSERS": ["absolute-time", "custom-formats"],
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = DateDataParser(settings=settings).get_date_data(plain)
    if found is None or found.date_obj is None:
        return DateReading(written, reason=f"{written!r} cannot be read as a date")
    day = found.date_obj.date()
    if not regex.search(r"(?<!\d)\d{4}(?!\d)|['’]\d\d(?!\d)", plain):
        if found.period == "day":
            return DateReading(written, day_of_year=(day.month, day.day))
        return DateReading(written, reason=f"{written!r} gives no year")
    if found.period == "year":
        return _reading(written, _interval(day.year, None, None))
    if found.period == "month":
        return _reading(written, _interval(day.year, day.month, None))
    return _reading(written, Interval(day, day))
