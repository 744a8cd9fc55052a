"""Bytes to text: readers by format, publisher profiles, turns with speakers.

Few functions are public; everything they need is loaded when they are called. It knows nothing of
quotes or of the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quotetrack.model import Stated, Transcript

if TYPE_CHECKING:
    from quotetrack.transcripts.parts import Part
    from quotetrack.transcripts.profiles import Profile

__all__ = ["address_to_ask", "next_page", "read_transcript"]


def read_transcript(
    body: bytes,
    *,
    media_type: str | None,
    charset: str | None,
    url: str | None,
    capture: str,
    archived_at: datetime,
    stated: Stated,
    parts: Sequence[Part] = (),
    profiles: Sequence[Profile] = (),
) -> Transcript:
    """The transcript that one capture holds.

    ``body`` is the HTTP body without its transfer and content encodings, or a file's bytes;
    ``media_type`` and ``charset`` are what its sender said, if anything. ``url`` may also be
    ``file:``, ``package:name/path`` or ``urn:``. Each field that ``stated`` sets wins over what
    is read. ``parts`` are the further pages of the same text, in order. ``profiles`` are publisher
    profiles of the user's, which go before those of the program. All offsets are code points of the
    transcript's canonical text. Same bytes and same reader (named in the result) give the same text.

    Raises `UnreadableTranscript`, one line that says what to do, when no reader finds a text.
    """
    from quotetrack.transcripts.assembly import assemble
    from quotetrack.transcripts.parts import joined, with_parts
    from quotetrack.transcripts.readers import read

    contents = [read(body, media_type=media_type, charset=charset, url=url, profiles=profiles)]
    contents += (
        read(part.body, media_type=part.media_type, charset=part.charset, url=part.url, profiles=profiles)
        for part in parts
    )
    transcript = assemble(joined(contents), url=url, capture=capture, archived_at=archived_at, stated=stated)
    return with_parts(transcript, [part.capture for part in parts]) if parts else transcript


def next_page(body: bytes, charset: str | None, url: str, profiles: Sequence[Profile] = ()) -> str | None:
    """The address at which the text of a publisher's page goes on, as the page links it; else ``None``.

    Raises `UnreadableTranscript`.
    """
    from quotetrack.transcripts.pages import next_page as find

    return find(body, charset, url, profiles)


def address_to_ask(url: str, profiles: Sequence[Profile] = ()) -> str:
    """The address to ask in a page's place, where its publisher has an interface for programs."""
    from quotetrack.transcripts.profile_files import packaged_profiles
    from quotetrack.transcripts.profiles import address_to_ask as find

    return find(url, (*profiles, *packaged_profiles()))
