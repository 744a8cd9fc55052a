"""A record named in an address."""

from __future__ import annotations

from quotetrack.errors import RecordError
from quotetrack.model import Quote
from quotetrack.records import BrokenRecord, find_record
from quotetrack.serving.failures import Missing
from quotetrack.serving.house import here


def quote_named(id: str) -> Quote:
    """The record of that id. Raises Missing where there is none, BrokenRecord when it cannot be read."""
    try:
        return find_record(here().workspace.need_quotes(), id)
    except BrokenRecord:
        raise
    except RecordError as wrong:
        raise Missing(str(wrong)) from None
