"""A transcript's date as the days it can mean, so that a catalogue can be asked for a range of days.

What a date written in prose means is verification's business; here it is ISO 8601 or EDTF, or unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_EDTF = re.compile(r"[\dXYu?~%./\[\]{},\- ]{4,100}", re.ASCII)


def days_of(written: str | None) -> tuple[str, str] | None:
    """The first and the last day of a date of any precision, as ISO days; ``None`` when it is none.

    ``1961`` is the whole year, ``2003-03`` the month, ``2003-03-19/2003-03-20`` both days; an interval
    that is open at one end has no such days.
    """
    if not written:
        return None
    plain = _PLAIN.fullmatch(written)
    # Months 21 to 41 are EDTF's seasons, quarters and halves.
    if plain and not (plain[2] and int(plain[2]) > 20):
        year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
        try:
            first = date(year, month or 1, day or 1)
            last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        except ValueError:
            return None
        return first.isoformat(), last.isoformat()
    if not _EDTF.fullmatch(written) or re.match(r"-|/|.*(?:/|\.\.)$", written):
        return None
    return _edtf(written)


def _edtf(written: str) -> tuple[str, str] | None:
    # Loaded only here: 0.1 s, and few dates need it.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(written)
        first, last = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return (first.isoformat(), last.isoformat()) if first <= last else None
