"""The reader of TEI documents: ParlaMint and other spoken corpora (``u``), plays and debates (``sp``).

Editor's notes (``note``, ``vocal``, ``kinesic``, ``incident``, ``gap``, ``stage``) stay in the text in
square brackets and are asides: seen, and nobody's words. Headings and notes between utterances are nobody's
turn. Labels are taken out: ``note type="speaker"`` before an utterance, ``speaker`` in a speech.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, Role
from quotetrack.transcripts.composing import Composer
from quotetrack.transcripts.content import Content, Opening
from quotetrack.transcripts.tei_header import (
    date_of,
    language_of,
    people_of,
    place_of,
    published_of,
    titles_of,
    words_of,
)
from quotetrack.transcripts.xml_source import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element, iterwalk

NAME = "tei/1"
"""Raise the number with every change that can change the text or the turns."""

BLOCKS = frozenset(
    [
        "ab",
        "argument",
        "body",
        "byline",
        "castItem",
        "castList",
        "cell",
        "closer",
        "dateline",
        "div",
        "div1",
        "div2",
        "div3",
        "div4",
        "docTitle",
        "head",
        "item",
        "l",
        "label",
        "lg",
        "list",
        "opener",
        "p",
        "q",
        "quote",
        "row",
        "salute",
        "signed",
        "sp",
        "table",
        "trailer",
        "u",
    ]
)
"""Elements that begin and end a paragraph; ``q`` and ``quote`` only around other blocks, ``seg`` in ``u``."""
NOTES = frozenset(["note", "vocal", "kinesic", "incident", "gap", "stage", "writing"])
UNSEEN = frozenset(
    [
        "teiHeader",
        "fw",
        "figure",
        "linkGrp",
        "corr",
        "reg",
        "expan",
        "rdg",
        "del",
        "spanGrp",
        "standOff",
        "listPerson",
        "listOrg",
    ]
)
"""Not part of the text as printed; of ``sic`` and ``corr`` and their like the printed one stays."""
PARTS = {"#chair": Role.CHAIR, "#regular": Role.SPEAKER, "#guest": Role.SPEAKER}
UNHEARD = frozenset({"inaudible", "unintelligible", "foreign", "not understandable"})
"""Gaps that lose some words; any other gap leaves out a part of the text."""


def read(root: _Element) -> Content:
    """The text of one document.

    Raises `UnreadableTranscript` for a corpus of several documents, or one without its documents.
    """
    if local_name(root).startswith("teiCorpus"):
        within = [child for child in root if local_name(child) in ("TEI", "TEI.2")]
        if len(within) != 1:
            found = f"{len(within)} texts" if within else "an index of other files"
            raise UnreadableTranscript(f"a TEI corpus that holds {found}: archive each text by itself")
        people, root = people_of(root), within[0]
    else:
        people = people_of(root)
    body = next((text for text in root.iter("{*}body")), None)
    if body is None:
        raise UnreadableTranscript("a TEI document without a text")
    header = next(root.iter("{*}teiHeader"), None)
    language = language_of(root)
    title, subtitle = titles_of(header, language) if header is not None else (None, None)
    walk = _Walk(body, people, language)
    walk.run()
    return Content(
        reader=NAME,
        paragraphs=tuple(walk.composer.paragraphs),
        title=title,
        occasion=subtitle,
        date=date_of(header) if header is not None else None,
        published=published_of(header) if header is not None else None,
        place=place_of(header) if header is not None else None,
        language=language,
        complete=Completeness.NO if walk.left_out else Completeness.UNKNOWN,
    )


class _Walk:
    """One walk over a body, in document order."""

    def __init__(self, body: _Element, people: Mapping[str, str], language: str | None) -> None:
        self.composer = Composer()
        self.left_out = False
        self._body = body
        self._people = people
        self._language = language
        self._spoken = any(True for _ in body.iter("{*}u", "{*}sp"))
        self._tokens = next(body.iter("{*}w"), None) is not None
        """Every word is an element, and the white space between them is the file's layout."""
        self._joined = True
        self._label: str | None = None
        """As printed before the utterance to come."""
        self._opening: Opening | None = None
        """Of the speech the walk is in."""

    def run(self) -> None:
        # loaded by now: the document has been parsed
        from lxml.etree import iterwalk

        steps = iterwalk(self._body, events=("start", "end"))
        for event, element in steps:
            if event == "start":
                self._start(element, steps)
            else:
                self._end(element)
        self.composer.end()

    def _start(self, element: _Element, steps: iterwalk) -> None:
        name = local_name(element)
        if name in UNSEEN:
            steps.skip_subtree()
            return
        if name in NOTES or (name == "speaker" and self._opening is not None):
            steps.skip_subtree()
            if name != "speaker":
                self._note(element, name)
            return
        match name:
            case "u" | "sp":
                self._speech(element, name)
            case "pb" if page := attribute(element, "n"):
                self.composer.place(page)
            case "lb" | "space" | "milestone":
                self._text(" ")
            case "w" | "pc" if (element.text or "").strip():
                if not self._joined and attribute(element, "join") not in ("left", "both"):
                    self.composer.words(" ")
            case "seg":
                self._segment(element)
        if _is_block(element, name):
            self.composer.end()
            self._joined = True
        self._text(element.text)

    def _end(self, element: _Element) -> None:
        name = local_name(element)
        if name in ("u", "sp"):
            self._opening = None
            self.composer.open(Opening(None))
        elif name in ("w", "pc") and (element.text or "").strip():
            self._joined = attribute(element, "join") in ("right", "both")
        elif _is_block(element, name):
            self.composer.end()
            self._joined = True
        if element is not self._body:
            self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text and not (self._tokens and text.isspace()):
            self.composer.words(text)

    def _note(self, element: _Element, name: str) -> None:
        said = words_of(element)
        if name == "gap":
            reason = attribute(element, "reason") or ""
            self.left_out |= reason not in UNHEARD
            said = said or reason or "gap"
        if not said:
            return
        if self._opening is None and self._spoken:
            if attribute(element, "type") == "speaker":
                self._label = re.sub(r"[\s:.]+$", "", said) or None
                return
            self.composer.open(Opening(None))
        self.composer.aside(said)
        self._joined = True
        if self._opening is None:
            self.composer.end()

    def _speech(self, element: _Element, name: str) -> None:
        pointer = (attribute(element, "who") or "").split()
        # Several who speak together are named by the label alone.
        speaker = self._people.get(pointer[0].rpartition("#")[2]) if len(pointer) == 1 else None
        printed = self._label
        if name == "sp":
            found = next((child for child in element if local_name(child) == "speaker"), None)
            printed = re.sub(r"[\s:.]+$", "", words_of(found) or "") or None
        readable = None if printed else speaker or _readable(" ".join(pointer)) or None
        parts = (attribute(element, "ana") or "").split()
        self._label = None
        own = language_of(element)
        self._opening = Opening(
            printed or readable,
            speaker,
            role=next((PARTS[part] for part in parts if part in PARTS), None),
            language=own if own != self._language else None,
            unnamed=not (printed or readable),
            pointer=printed is None and speaker is None,
        )
        self.composer.open(self._opening)

    def _segment(self, element: _Element) -> None:
        """A segment in another language than the one before it begins a turn of the same speaker."""
        own = language_of(element)
        if self._opening is None or own is None:
            return
        language = own if own != self._language else None
        if language != self._opening.language:
            from dataclasses import replace

            self._opening = replace(self._opening, language=language)
            self.composer.open(self._opening)


def _is_block(element: _Element, name: str) -> bool:
    if name == "seg":
        parent = element.getparent()
        return parent is not None and local_name(parent) in ("u", "div", "body")
    if name in ("q", "quote", "label"):
        return any(local_name(child) in BLOCKS for child in element)
    return name in BLOCKS


def _readable(pointer: str) -> str:
    """``#LindsayHoyle`` as ``Lindsay Hoyle``: an identifier made legible, not a name."""
    bare = " ".join(part.rpartition("#")[2].rpartition(":")[2] for part in pointer.split())
    return " ".join(re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])|[_.]+", " ", bare).split())
