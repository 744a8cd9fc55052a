"""A collation as TEI: a critical apparatus by parallel segmentation (TEI P5, 12.2.3)."""

from __future__ import annotations

import regex
from lxml import etree

from quotetrack.collation.values import Collation, Unit
from quotetrack.formats.collation_words import kind_of

TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NO_XML = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (2.2, Char)."""


def as_xml(collation: Collation) -> str:
    """The TEI document, UTF-8, without a final newline."""
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})  # type: ignore[dict-item]  # None is lxml's own
    head = _add(root, "teiHeader")
    described = _add(head, "fileDesc")
    _add(_add(described, "titleStmt"), "title", f"Collation of the quote {collation.quote.id}")
    _add(_add(described, "publicationStmt"), "p", "Made by quotetrack; not published.")
    source = _add(_add(described, "sourceDesc"), "listWit")
    for row in collation.rows:
        witness = row.witness
        name = witness.transcript.title or witness.transcript.id if witness else "The quote as it circulates"
        about = f"{name} ({kind_of(witness, collation, rush=row.rush)})" if witness else name
        entry = _add(source, "witness", about)
        entry.set(_ID, row.siglum)
        if witness:
            entry.set("n", _legal(witness.transcript.id))
    encoded = _add(head, "encodingDesc")
    _add(encoded, "variantEncoding").attrib.update(
        {"method": "parallel-segmentation", "location": "internal"}
    )
    line = _add(_add(_add(root, "text"), "body"), "p")
    for unit in collation.units:
        _unit(line, unit, collation)
    etree.indent(head, level=1)
    return etree.tostring(root, encoding="unicode")


def _unit(line: etree._Element, unit: Unit, collation: Collation) -> None:
    """Words that all have stand plain; others in an ``app``, the base's first."""
    first = unit.readings[0]
    if not unit.varies and len(first.rows) == len(collation.rows):
        _plain(line, first.text + " ")
        return
    app = _add(line, "app")
    for place, reading in enumerate(unit.readings):
        entry = _add(app, "rdg" if place else "lem", reading.text)
        entry.set("wit", " ".join(f"#{collation.rows[row].siglum}" for row in reading.rows))
        if reading.klass and reading.weight:
            entry.set("type", reading.weight.value)
            entry.set("cause", reading.klass)
    app.tail = " "


def _plain(line: etree._Element, text: str) -> None:
    """Text after whatever the line has so far."""
    if len(line):
        line[-1].tail = (line[-1].tail or "") + _legal(text)
    else:
        line.text = (line.text or "") + _legal(text)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    made.text = _legal(text) if text else None
    return made


def _legal(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
