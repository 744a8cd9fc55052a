"""Bytes of an article to a document: which reader takes them, and what is no article."""

from __future__ import annotations

from enum import StrEnum

from quotetrack.errors import UnreadableTranscript
from quotetrack.quotations import markdown, pages, plain, word
from quotetrack.quotations.document import Document
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.readers import HEAD
from quotetrack.transcripts.vocabulary import load

LARGEST = 8 * 2**20
"""Bytes of a text. More is no article."""


class Form(StrEnum):
    """The forms of articles that can be read."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    DOCX = "docx"


_ENDINGS = {
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".docx": Form.DOCX,
}
_MEDIA_TYPES = {
    "text/markdown": Form.MARKDOWN,
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Form.DOCX,
}
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<article", b"<p>", b"<div")


def read_document(
    body: bytes,
    name: str,
    *,
    form: Form | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    language: str | None = None,
) -> Document:
    """The document of an article's bytes.

    ``name`` is its file or address. ``form`` is known by name, media type and first bytes where it is
    left out. ``language`` (BCP 47) wins over what a page states. Raises UnreadableTranscript for what is no
    article: empty, no text, too large, of a form without a reader.
    """
    form = form or form_of(body, name, media_type)
    if not body.strip():
        raise UnreadableTranscript("nothing to read: it is empty")
    if form is Form.DOCX:
        return word.read(body, name, language)
    if len(body) > LARGEST:
        raise UnreadableTranscript(f"it is larger than {LARGEST // 2**20} MiB; an article is not")
    text = decode(body, charset, markup=form is Form.HTML)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = {Form.MARKDOWN: markdown.read, Form.HTML: pages.read, Form.TEXT: plain.read}[form]
    return read(text, name, language)


def form_of(body: bytes, name: str, media_type: str | None = None) -> Form:
    """The form: what the bytes show, then the media type, then the name's ending; else text.

    Raises UnreadableTranscript for forms that are known and have no reader.
    """
    if word.is_word(body):
        return Form.DOCX
    if body.startswith(b"%PDF-"):
        raise UnreadableTranscript("this is a PDF, whose lines are no lines of an article; check its source")
    for unread, known in load("formats")["unread"].items():
        if any(body.startswith(start.encode("latin-1")) for start in known.get("starts", [])):
            raise UnreadableTranscript(f"this is {unread}, which has no reader: {known['instead']}")
    head = body[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    ended = next((form for ending, form in _ENDINGS.items() if name.lower().endswith(ending)), None)
    told = _MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())
    if told is not None or ended is not None:
        return told or ended or Form.TEXT
    return Form.HTML if head.startswith(_PAGE_BEGINS) else Form.TEXT
