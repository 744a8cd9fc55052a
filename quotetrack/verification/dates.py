"""Dates as people write them, and whether two of them can be one day.

A date that can be read in two ways (05/04/2009) keeps both readings; one that cannot be read
is unknown, with the reason.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import regex

from quotetrack.model import OccasionFinding

LONGEST = 120
"""Code points. A longer text is no date."""
_ISO = regex.compile(r"(\d{4})(?:-(0\d|1\d)(?:-(\d{2}))?)?|(\d{4})(\d{2})(\d{2})")
# As texts, compiled when first asked: nearly every date is ISO 8601.
_ISO_WEEK = r"(\d{4})-?W(\d{2})(?:-?([1-7]))?"
_YEARS = r"(\d{4})\s*[-–—]\s*(\d{4})"
_DECADE = r"(?i)(?:the )?(\d{3})0['’]?s"
_DAY_OF_YEAR = r"(\d{1,2})[/.](\d{1,2})\.?"
_NUMERIC = r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2}|\d{4})"
_ENGLISH_ORDINAL = r"(?i)\b(\d{1,2})(?:st|nd|rd|th)\b"
_ABOUT = r"(?i)^(?:c\.|ca\.|circa|около|um)\s+"
_RELATIVE = r"(?i)\b(?:today|yesterday|tomorrow|ago|last|next|this|now|вчера|сегодня|завтра|назад)\b"
_BEFORE_OUR_ERA = r"(?i)^-|\bB\.?C\.?(?:E\.?)?(?!\w)|до н"
LANGUAGES = (
    "en", "ru", "fr", "de", "es", "it", "pt", "nl", "pl", "uk", "cs", "sv", "da", "fi", "hu", "ro", "tr",
    "el", "ar", "fa", "he", "hi", "id", "vi", "zh", "ja", "ko",
)  # fmt: skip
"""In which dates are read. dateparser knows 200; to try them all on what is no date costs seconds."""
SLACK = 1
"""Days. Dates one day apart may be one: evening there is morning here, and papers give the day after."""


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
    days_of_year: tuple[tuple[int, int], ...] = ()
    """Month and day, where no year is given; the alternatives."""
    reason: str | None = None
    """Why nothing could be read."""


@lru_cache(maxsize=4096)
def read_date(written: str) -> DateReading:
    """Read a date: ISO 8601, EDTF, or the way people write dates in the languages dateparser knows."""
    text = written.strip()
    if len(text) > LONGEST:
        return DateReading(written, reason="is too long to be a date")
    for reader in (_iso, _iso_week, _years, _decade, _numeric, _without_year, _edtf):
        if (reading := reader(written, text)) is not None:
            return reading
    return _free(written, text)


def compare_dates(claimed: DateReading, witness: DateReading) -> OccasionFinding:
    """Whether a witness's date is the claimed one, at the precision that is claimed.

    ``unknown`` where either could not be read, or where the witness is less precise than the claim.
    """
    if claimed.days_of_year:
        return _same_day_of_year(claimed.days_of_year, witness)
    if not claimed.intervals or not witness.intervals:
        return OccasionFinding.UNKNOWN
    findings = {_compare(c, w) for c in claimed.intervals for w in witness.intervals}
    for finding in (OccasionFinding.CONFIRMED, OccasionFinding.UNKNOWN):
        if finding in findings:
            return finding
    return OccasionFinding.OTHER


def _compare(claimed: Interval, witness: Interval) -> OccasionFinding:
    if _within(witness.first, claimed) and _within(witness.last, claimed):
        return OccasionFinding.CONFIRMED
    if _days(witness.last, claimed.first) > SLACK or _days(claimed.last, witness.first) > SLACK:
        return OccasionFinding.OTHER
    return OccasionFinding.UNKNOWN


def _within(day: date, interval: Interval) -> bool:
    return _days(day, interval.first) <= SLACK and _days(interval.last, day) <= SLACK


def _days(one: date, other: date) -> int:
    """How many days from one to the other; negative where the other is earlier."""
    return other.toordinal() - one.toordinal()


def _same_day_of_year(claimed: Sequence[tuple[int, int]], witness: DateReading) -> OccasionFinding:
    """Whether a witness's day, or one of its neighbours, is that day of its year."""
    for interval in witness.intervals:
        if interval.first != interval.last:
            return OccasionFinding.UNKNOWN
        if any(
            _in_year(day, interval.first.year + years) == interval.first.toordinal() + off
            for day in claimed
            for years in (-1, 0, 1)
            for off in range(-SLACK, SLACK + 1)
        ):
            return OccasionFinding.CONFIRMED
    return OccasionFinding.OTHER if witness.intervals else OccasionFinding.UNKNOWN


def _in_year(day: tuple[int, int], year: int) -> int | None:
    """The day in that year, as an ordinal; ``None`` where the year has no such day."""
    interval = _interval(year, *day)
    return interval.first.toordinal() if interval else None


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


def _iso(written: str, text: str) -> DateReading | None:
    """``2003-03-20``, ``2003-03``, ``2003``, ``20030320``."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    parts = match.groups()[:3] if match[1] else match.groups()[3:]
    return _reading(written, _interval(int(parts[0]), _int(parts[1]), _int(parts[2])))


def _iso_week(written: str, text: str) -> DateReading | None:
    """``2003-W05`` is a week, ``2003-W05-2`` a day of it."""
    match = regex.fullmatch(_ISO_WEEK, text)
    if match is None:
        return None
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), _int(match[3]) or 1)
        return _reading(written, Interval(first, first if match[3] else first + timedelta(days=6)))
    except (ValueError, OverflowError):
        return _reading(written)


def _years(written: str, text: str) -> DateReading | None:
    """``1861-1865``."""
    match = regex.fullmatch(_YEARS, text)
    if match is None:
        return None
    first, last = _interval(int(match[1]), None, None), _interval(int(match[2]), None, None)
    if first is None or last is None or last.first < first.first:
        return _reading(written)
    return _reading(written, Interval(first.first, last.last))


def _decade(written: str, text: str) -> DateReading | None:
    """``1960s``."""
    match = regex.fullmatch(_DECADE, text)
    if match is None:
        return None
    first, last = _interval(int(match[1]) * 10, None, None), _interval(int(match[1]) * 10 + 9, None, None)
    return _reading(written, Interval(first.first, last.last) if first and last else None)


def _numeric(written: str, text: str) -> DateReading | None:
    """Day and month in either order, where both are possible; two digits are a year that has been."""
    match = regex.fullmatch(_NUMERIC, text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year + 2000 <= date.today().year else 1900
    return _reading(written, _interval(year, first, second), _interval(year, second, first))


def _without_year(written: str, text: str) -> DateReading | None:
    """``9/11``: a day of any year, in either order. A leap year is taken, to know the 29 February."""
    match = regex.fullmatch(_DAY_OF_YEAR, text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    days = [day for day in ((first, second), (second, first)) if _interval(2000, *day)]
    reason = None if days else f"{written!r} is no date of the calendar"
    return DateReading(written, days_of_year=tuple(dict.fromkeys(days)), reason=reason)


def _edtf(written: str, text: str) -> DateReading | None:
    """An EDTF expression (ISO 8601-2): ``1961~``, ``196X``, ``2003-03-19/2003-03-20``."""
    if not regex.fullmatch(r"[\dXYu?~%./\[\]{},\- ]*\d[\dXYu?~%./\[\]{},\- ]*", text):
        return None
    if regex.match(r"-|.*(?:^|[^.])\.\.$|\.\.[^.]|.*/$|/", text):
        return DateReading(written, reason=f"{written!r} is open at one end, or before our era")
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return _reading(written, Interval(date(*lower[:3]), date(*upper[:3])))
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _free(written: str, text: str) -> DateReading:
    """Prose dates by dateparser, which must neither guess a year nor read "last week"."""
    if regex.search(_RELATIVE, text) or not regex.search(r"\d", text) or regex.search(_BEFORE_OUR_ERA, text):
        return DateReading(written, reason=f"{written!r} names no date by itself")
    from dateparser.date import DateDataParser

    plain = regex.sub(_ABOUT, "", regex.sub(_ENGLISH_ORDINAL, r"\1", text))
    settings = {
        "PARSERS": ["absolute-time", "custom-formats"],
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = DateDataParser(languages=LANGUAGES, settings=settings).get_date_data(plain)
    if found is None or found.date_obj is None:
        return DateReading(written, reason=f"{written!r} cannot be read as a date")
    day = found.date_obj.date()
    if not regex.search(r"(?<!\d)\d{4}(?!\d)|['’]\d\d(?!\d)", plain):
        if found.period == "day":
            return DateReading(written, days_of_year=((day.month, day.day),))
        return DateReading(written, reason=f"{written!r} gives no year")
    if found.period == "year":
        return _reading(written, _interval(day.year, None, None))
    if found.period == "month":
        return _reading(written, _interval(day.year, day.month, None))
    return _reading(written, Interval(day, day))
