"""Earlier captures of an address, read as the program reads today.

Two texts are comparable only when one reader read both: a better reader is no change of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from quotetrack.archive import Archive, Capture
from quotetrack.errors import QuotetrackError
from quotetrack.model import Stated, Transcript
from quotetrack.transcripts import read_transcript
from quotetrack.verification.history import Earlier


def earlier_in(archive: Archive) -> Earlier:
    """For a transcript of the archive, those of its address's earlier captures that say something else."""

    # Asked once for all: most transcripts were read but once, and to look at each took 5 % of many verdicts.
    read_again = lru_cache(maxsize=1)(archive.read_again)

    @lru_cache(maxsize=64)
    def of(id: str) -> Sequence[Transcript]:
        address = archive.address_of(id)
        if address is None or not archive.read_differently(address):
            return ()
        current, *others = archive.transcripts_of(address)
        read = (as_read_today(archive, address, other, current) for other in others)
        return [other for other in read if other is not None and not same_words(other, current)]

    return lambda transcript: of(transcript.id) if transcript.id in read_again() else ()


def same_words(one: Transcript, other: Transcript) -> bool:
    """Whether two texts are the same but for white space."""
    return one.text == other.text or one.text.split() == other.text.split()


def as_read_today(archive: Archive, address: str, earlier: Transcript, now: Transcript) -> Transcript | None:
    """An earlier transcript as today's reader has it; ``None`` where its bytes cannot be read any more."""
    if earlier.reader == now.reader:
        return earlier
    capture = next((c for c in archive.captures_of(address) if c.digest == earlier.capture), None)
    stated = archive.stated_of(address)
    return read_capture(archive, capture, stated) if capture is not None else None


def read_capture(archive: Archive, capture: Capture, stated: Stated) -> Transcript | None:
    """The text of a kept capture; ``None`` where there is none, or its bytes are damaged."""
    try:
        return read_transcript(
            archive.payload(capture.digest),
            media_type=capture.media_type,
            charset=capture.charset,
            url=capture.url,
            capture=capture.digest,
            archived_at=capture.archived_at,
            stated=stated,
        )
    except QuotetrackError:
        return None
