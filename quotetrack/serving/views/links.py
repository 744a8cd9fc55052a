"""Where a witness can be read: its page here, and, outside, the address it was saved from."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from quotetrack.exporting.receipt import PassagePart, WitnessPart
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.site.views.verdict import WitnessLinks
from quotetrack.model import Transcript


def transcript_url(id: str, start: int | None = None, end: int | None = None) -> str:
    """The page of a transcript, at a passage if one is named (code points of its text)."""
    url = f"/transcripts/{quote(id.encode('utf-8', 'replace'), safe='/')}"
    return url if start is None or end is None else f"{url}?at={start}&to={end}#passage"


def live_url(id: str, passage: PassagePart | None = None) -> str:
    """The way to the page that a transcript was saved from, at a passage if one is named."""
    url = f"/live/{quote(id.encode('utf-8', 'replace'), safe='/')}"
    return url if passage is None else f"{url}?at={passage.start}&to={passage.end}"


def openable(url: str | None) -> str | None:
    """The address if a browser may be sent to it: one of the web and nothing else."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


def witness_links(witness: WitnessPart) -> WitnessLinks:
    """For a verdict's page."""
    passage = witness.passage
    page = transcript_url(witness.transcript, *((passage.start, passage.end) if passage else ()))
    outside = []
    if openable(witness.url):
        outside.append(Link("The live page", live_url(witness.transcript, passage)))
    if witness.memento is not None and (url := openable(witness.memento.url)):
        outside.append(Link(f"The copy in {witness.memento.archive or 'a web archive'}", url))
    if passage is not None and passage.locator is not None and (url := openable(passage.locator.url)):
        outside.append(Link("The recording at this moment", url))
    return WitnessLinks(page, tuple(outside))


def transcript_links(transcript: Transcript) -> tuple[Link, ...]:
    """For a transcript's page."""
    outside = []
    if url := openable(transcript.url):
        outside.append(Link("The page it was saved from", url))
    if transcript.memento is not None and (url := openable(transcript.memento.url)):
        outside.append(Link(f"The copy in {transcript.memento.archive}", url))
    return tuple(outside)
