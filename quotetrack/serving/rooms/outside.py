"""The way out: to the page that a transcript was saved from, at the words that are looked at.

Which words of the page are meant is found in the saved bytes when somebody goes there, and not before: a page
is read for that as a browser lays it out. Nothing is asked of the site by the server.
"""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from quotetrack.archive import Archive, CaptureKind
from quotetrack.errors import ArchiveError, UnreadableTranscript
from quotetrack.formats.page_words import Page
from quotetrack.formats.text_fragment import Piece, fragment, with_fragment
from quotetrack.model import Transcript
from quotetrack.serving.failures import Missing
from quotetrack.serving.house import here
from quotetrack.serving.views.links import openable
from quotetrack.transcripts.rendered import rendered

room = Blueprint("outside", __name__)

AROUND = 200
"""Code points on either side of the words, which tell them from the same words elsewhere on the page."""


@room.get("/live/<path:id>")
def live(id: str) -> Answer:
    archive = here().shelves.archive()
    found = archive.transcript(id)
    url = openable(found.url) if found else None
    if found is None or url is None:
        raise Missing("This transcript was not saved from the web, or is not in this archive.")
    start, end = request.args.get("at", -1, type=int), request.args.get("to", -1, type=int)
    directive = _directive(archive, found, start, end) if 0 <= start < end <= len(found.text) else None
    return redirect(with_fragment(url, directive), 302)


def _directive(archive: Archive, transcript: Transcript, start: int, end: int) -> str | None:
    """Which words of the page are meant; ``None`` where that cannot be said without doubt."""
    address = archive.address_of(transcript.id) or ""
    captures = archive.captures_of(address)
    capture = next((each for each in captures if each.digest == transcript.capture), None)
    # Only what a web server answered is the page that the address leads to.
    if capture is None or capture.kind is CaptureKind.RESOURCE:
        return None
    try:
        blocks = rendered(archive.payload(capture.digest), capture.media_type, capture.charset)
    except (ArchiveError, UnreadableTranscript):
        return None
    text = transcript.text
    piece = Piece(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])
    return fragment(Page(blocks), [piece]) if blocks else None
