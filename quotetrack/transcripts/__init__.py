"""Bytes to text: readers by format, publisher profiles, turns with speakers.

One function is public; everything it needs is loaded when it is called. It knows nothing of
quotes or of the network.
"""

from __future__ import annotations

from datetime import datetime

from quotetrack.model import Stated, Transcript

__all__ = ["read_transcript"]


def read_transcript(
    body: bytes,
    *,
    media_type: str | None,
    charset: str | None,
    url: str | None,
    capture: str,
    archived_at: datetime,
    stated: Stated,
) -> Transcript:
    """The transcript that one capture holds.

    ``body`` is the HTTP body without its transfer and content encodings, or a file's bytes;
    ``media_type`` and ``charset`` are what its sender said, if anything. ``url`` may also be
    ``file:``, ``package:name/path`` or ``urn:``. Each field that ``stated`` sets wins over what
    is read. All offsets are code points of the transcript's canonical text. Same bytes and
    same reader (named in the result) give the same text.

    Raises `UnreadableTranscript`, one line that says what to do, when no reader finds a text.
    """
    from quotetrack.transcripts.assembly import assemble
    from quotetrack.transcripts.readers import read

    content = read(body, media_type=media_type, charset=charset, url=url)
    return assemble(content, url=url, capture=capture, archived_at=archived_at, stated=stated)
