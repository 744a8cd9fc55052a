"""XML from anywhere, parsed without trust: no entities, no DTD, no network, and no more than fits.

The document type declaration is cut out before a parser sees the text. Of the entities that it may
declare only single characters are honoured, which old files name so (``&pound;``); any other would be a
way to read a file, ask a server, or fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.entities import html5
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.charsets import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 32 * 2**20
MOST_MARKUP = 4_000_000
"""Tags and attributes; each takes some 100 bytes of memory. A day of a parliament, every word tagged with
its grammar, has 2 million."""
LONGEST_DECLARATION = 1 << 18
"""Code points of a document type declaration."""

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>")
_BEFORE_DOCTYPE = re.compile(r"(?:\s+|<!--(?:(?!-->)[\s\S]){0,20000}-->|<\?(?:(?!\?>)[\s\S]){0,20000}\?>)*")
_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_IN_DOCTYPE = re.compile(r"\"[^\"]*\"|'[^']*'|<!--|[\[\]>]")
_REFERENCE = re.compile(r"&([A-Za-z_][\w.-]*);")
_CHARACTER = re.compile(r"&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_XMLS_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def parse(body: bytes, charset: str | None) -> _Element:
    """The root element.

    The charset is told as for pages (`charsets.decode`): a wrong declaration does no harm. Comments are
    left out; processing instructions stay. Raises `UnreadableTranscript` where it is not well-formed,
    nested more than 256 deep, or too large.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableTranscript(f"this XML is larger than {MOST_BYTES // 2**20} MiB: split it")
    text = decode(body, charset, markup=True)
    text = text[match.end() :] if (match := _DECLARATION.match(text)) else text
    text = _with_characters(*_without_doctype(text.lstrip("\ufeff \t\r\n")))
    if text.count("<") + text.count("=") > MOST_MARKUP:
        raise UnreadableTranscript("this XML has more than 4 million tags and attributes: split it")
    # loaded only here: 20 ms that no other reader needs
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as problem:
        said = " ".join(str(problem).split())[:200]
        raise UnreadableTranscript(f"its XML is broken, or cut: {said}") from problem


def local_name(element: _Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """An attribute's value, white space cut off; ``None`` where it says nothing."""
    return (element.get(name) or "").strip() or None


def _without_doctype(text: str) -> tuple[str, Mapping[str, str]]:
    """The text without its document type declaration, and the characters that this one gives names to."""
    before = _BEFORE_DOCTYPE.match(text)
    start = before.end() if before else 0
    if not text.startswith("<!DOCTYPE", start):
        return text, {}
    inside = False
    at, limit = start + 9, min(len(text), start + LONGEST_DECLARATION)
    while at >= 0 and (sign := _IN_DOCTYPE.search(text, at, limit)):
        at = sign.end()
        match sign.group():
            case "<!--":
                at = text.find("-->", at, limit)
            case "[":
                inside = True
            case "]":
                inside = False
            case ">" if not inside:
                return text[:start] + text[at:], _characters(text[start:at])
    raise UnreadableTranscript("its document type declaration does not end")


def _characters(doctype: str) -> dict[str, str]:
    named = {}
    for name, double, single in _ENTITY.findall(doctype):
        value = _CHARACTER.sub(_character, (double or single).replace("&#38;#", "&#"))
        if len(value) <= 2 and not set(value) & set("&<>"):
            named[name] = value
    return named


def _character(reference: re.Match[str]) -> str:
    digits = reference.group(1)
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _with_characters(text: str, declared: Mapping[str, str]) -> str:
    def character(reference: re.Match[str]) -> str:
        name = reference.group(1)
        if name in _XMLS_OWN:
            return reference.group()
        found = declared.get(name) or html5.get(name + ";")
        if found is None:
            raise UnreadableTranscript(f"its XML uses &{name[:40]};, an entity that is no character")
        return found.replace("&", "&amp;").replace("<", "&lt;")

    return _REFERENCE.sub(character, text) if "&" in text else text
