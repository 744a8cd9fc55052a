"""XML to the reader of its form, told by its root element: TEI, or UK Hansard."""

from __future__ import annotations

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.xml_source import local_name, parse


def read(body: bytes, charset: str | None) -> Content | None:
    """What the reader of this form of XML finds; ``None`` where the bytes are no XML at all.

    Raises `UnreadableTranscript` for XML that cannot be parsed, and for forms without a reader.
    """
    if b"<" not in body[:256]:
        return None
    root = parse(body, charset)
    match local_name(root):
        case "TEI" | "TEI.2" | "teiCorpus" | "teiCorpus.2":
            from quotetrack.transcripts.tei import read as read_tei

            return read_tei(root)
        case "publicwhip":
            from quotetrack.transcripts.scraped_hansard import read as read_scraped

            return read_scraped(root)
        case "HansardDoc" | "Hansard" | "hansard" | "House" | "System" | "Fragment":
            from quotetrack.transcripts.printed_hansard import read as read_printed

            return read_printed(root)
    name = local_name(root)[:40]
    raise UnreadableTranscript(f"XML of a form without a reader (<{name}>): save its text as a text file")
