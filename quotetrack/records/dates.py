"""Whether a date is written in ISO 8601 or EDTF; what it means is verification's business."""

from __future__ import annotations

import re
from datetime import date

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MAX_LENGTH = 100
_ADVICE = "write 2003-03-20, 2003-03, 2003, or EDTF such as 2003~ or 2003-03-20/2003-03-22"


def check_date(text: str) -> str:
    """The text itself, when it is an ISO 8601 date of the calendar or EDTF; raises ValueError.

    Plain dates are judged here, because importing the EDTF library costs 0.1 s.
    EDTF: https://www.loc.gov/standards/datetime/
    """
    plain = _PLAIN.fullmatch(text)
    # Months 21 to 41 are EDTF's seasons, quarters and halves.
    if plain and not (plain[2] and int(plain[2]) > 20 and not plain[3]):
        try:
            date(int(plain[1]), int(plain[2] or 1), int(plain[3] or 1))
        except ValueError:
            raise ValueError(f"{text} is not in the calendar; {_ADVICE}") from None
        return text
    if len(text) > _MAX_LENGTH:
        raise ValueError(f"not a date; {_ADVICE}")

    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError, RecursionError):
        raise ValueError(f"{text!r} is not a date in ISO 8601 or EDTF; {_ADVICE}") from None
    return text
