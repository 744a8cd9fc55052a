"""What the catalogue knows of captures, and of the WARC files that hold them."""

from __future__ import annotations

from quotetrack.archive.capture import Capture
from quotetrack.archive.catalogue.database import Catalogue
from quotetrack.archive.catalogue.rows import capture_of
from quotetrack.archive.catalogue.tables import CAPTURE

_CAPTURES = f"SELECT {', '.join(CAPTURE)} FROM capture"


def warcs(catalogue: Catalogue) -> set[str]:
    """Names of the WARC files that were read, those that cannot be read included."""
    return {name for (name,) in catalogue.found("SELECT name FROM warc")}


def addresses(catalogue: Catalogue) -> dict[str, set[str]]:
    """For each WARC file that holds captures or transcripts, the addresses that they are of."""
    found: dict[str, set[str]] = {}
    for warc, address in catalogue.found(
        "SELECT warc, address FROM capture UNION SELECT warc, address FROM transcript"
    ):
        found.setdefault(warc, set()).add(address)
    return found


def captures_of(catalogue: Catalogue, address: str) -> tuple[Capture, ...]:
    """All captures of an address, newest first."""
    query = f"{_CAPTURES} WHERE address = ? ORDER BY archived_at DESC, seq DESC"
    return tuple(catalogue.made(capture_of, query, address))


def capture(catalogue: Catalogue, digest: str) -> Capture | None:
    """The first capture of these bytes, of whatever address."""
    query = f"{_CAPTURES} WHERE digest = ? ORDER BY seq LIMIT 1"
    return next(catalogue.made(capture_of, query, digest), None)


def place_of(catalogue: Catalogue, digest: str) -> tuple[str, int] | None:
    """The WARC file and the offset, in bytes, of a record that holds these bytes."""
    query = "SELECT warc, offset FROM capture WHERE digest = ? AND kind != 'revisit' ORDER BY seq LIMIT 1"
    return next(((warc, offset) for warc, offset in catalogue.found(query, digest)), None)


def counts(catalogue: Catalogue) -> tuple[int, int]:
    """How many captures, and how many current transcripts."""
    query = "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM transcript WHERE current)"
    return next((captures, transcripts) for captures, transcripts in catalogue.found(query))
