"""Earlier captures of an address, read as the program reads today.

Two texts are comparable only when one reader read both: a better reader is no change of the page.
Readers are imported when there is an earlier capture: mostly there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.archive import Archive, Capture
from quotetrack.archive.capture import published_at
from quotetrack.errors import QuotetrackError
from quotetrack.model import Stated, Transcript
from quotetrack.verification.history import Earlier

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile


def earlier_in(archive: Archive, publishers: Path | None = None) -> Earlier:
    """For a transcript of the archive, those of its address's earlier captures that say something else.

    ``publishers`` is the folder of the user's own publisher profiles, which are loaded where they are
    needed; what is wrong with one of them is said when something is archived.
    """

    # Asked once for all: most transcripts were read but once, and to look at each took 5 % of many verdicts.
    read_again = lru_cache(maxsize=1)(archive.read_again)

    @lru_cache(maxsize=64)
    def of(id: str) -> Sequence[Transcript]:
        address = archive.address_of(id)
        if address is None or not archive.read_differently(address):
            return ()
        from quotetrack.transcripts.profile_files import own_profiles

        current, *others = archive.transcripts_of(address)
        profiles = own_profiles(publishers)[0] if publishers else ()
        read = (as_read_today(archive, address, other, current, profiles) for other in others)
        return [other for other in read if other is not None and not same_words(other, current)]

    return lambda transcript: of(transcript.id) if transcript.id in read_again() else ()


def same_words(one: Transcript, other: Transcript) -> bool:
    """Whether two texts are the same but for white space."""
    return one.text == other.text or one.text.split() == other.text.split()


def as_read_today(
    archive: Archive, address: str, earlier: Transcript, now: Transcript, profiles: Sequence[Profile] = ()
) -> Transcript | None:
    """An earlier transcript as today's reader has it; ``None`` where its bytes cannot be read any more."""
    from quotetrack.transcripts.parts import reader_of_page

    if reader_of_page(earlier.reader) == reader_of_page(now.reader):
        return earlier
    capture = next((c for c in archive.captures_of(address) if c.digest == earlier.capture), None)
    further = [archive.capture(digest) for digest in earlier.parts]
    if capture is None or None in further:
        return None
    pages = [each for each in further if each is not None]
    return read_capture(archive, capture, archive.stated_of(address), pages, profiles)


def read_capture(
    archive: Archive,
    capture: Capture,
    stated: Stated,
    further: Sequence[Capture] = (),
    profiles: Sequence[Profile] = (),
) -> Transcript | None:
    """The text of a kept capture and its further pages; ``None`` where none is, or bytes are damaged."""
    from quotetrack.transcripts import read_transcript
    from quotetrack.transcripts.parts import Part

    try:
        return read_transcript(
            archive.payload(capture.digest),
            media_type=capture.media_type,
            charset=capture.charset,
            url=published_at(capture),
            capture=capture.digest,
            archived_at=capture.archived_at,
            stated=stated,
            parts=[
                Part(
                    archive.payload(page.digest),
                    page.media_type,
                    page.charset,
                    published_at(page),
                    page.digest,
                )
                for page in further
            ],
            profiles=profiles,
        )
    except QuotetrackError:
        return None
