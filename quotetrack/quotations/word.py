"""Word documents (DOCX) to a document: the line is the number of the paragraph, from 1."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.quotations.document import BlockKind, Document, Writer

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

LARGEST = 64 * 2**20
"""Bytes, unpacked, pictures included. More is no article."""
LARGEST_PART = 16 * 2**20
"""Bytes of one XML part, unpacked: what has to be read as a tree."""
MOST_PARAGRAPHS = 20_000
_NOT_LOOKED_FOR = (
    AttributeError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
"""What the library meets where the parts of a document, or their elements, are not those it looks for."""
_SIGNATURE = b"PK\x03\x04"


def is_word(body: bytes) -> bool:
    """Whether these bytes are a zip, as DOCX is."""
    return body.startswith(_SIGNATURE)


def read(body: bytes, name: str, language: str | None = None) -> Document:
    """The document of a DOCX file, tables included; raises UnreadableTranscript when it is none."""
    # loaded only here: 100 ms that no other reader needs
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise UnreadableTranscript(f"it unpacks to more than {LARGEST // 2**20} MiB")
            parts = (entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
            if any(entry.file_size > LARGEST_PART for entry in parts):
                raise UnreadableTranscript(f"a part of it unpacks to more than {LARGEST_PART // 2**20} MiB")
        document = docx.Document(io.BytesIO(body))
        writer = Writer()
        group, before = 0, False
        for number, paragraph in enumerate(_paragraphs(document), start=1):
            if number > MOST_PARAGRAPHS:
                raise UnreadableTranscript(
                    f"it has more than {MOST_PARAGRAPHS:,} paragraphs, which is the most of an article; "
                    "check it in parts"
                )
            style = (paragraph.style.name or "").lower() if paragraph.style else ""
            kind = BlockKind.PROSE
            if "quote" in style:
                kind = BlockKind.QUOTED
            elif style.startswith(("heading", "title")):
                kind = BlockKind.HEADING
            quoted = kind is BlockKind.QUOTED
            group += quoted and not before
            before = quoted
            # a line break inside a paragraph does not begin a new one
            writer.add(paragraph.text.replace("\n", " "), number, 1)
            writer.end_block(kind, group if quoted else 0)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OpcError,
        LxmlError,
        EOFError,
        OSError,
        *_NOT_LOOKED_FOR,
    ) as wrong:
        raise UnreadableTranscript(f"it is no readable DOCX file ({wrong.__class__.__name__})") from wrong
    return writer.document(name, language)


def _paragraphs(container: WordDocument | _Cell) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    for item in container.iter_inner_content():
        if isinstance(item, Paragraph):
            yield item
        else:
            # Not `row.cells`, which repeats a cell for each column that it spans, be they a million.
            for row in item._tbl.tr_lst:
                for cell in row.tc_lst:
                    yield from _paragraphs(_Cell(cell, item))
