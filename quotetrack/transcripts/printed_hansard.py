"""The reader of UK Hansard's own XML: the official daily part (``hs_Para``) and the digitised volumes.

A ``Member`` at the start of a paragraph is its label. Columns are where the source breaks them, inside
paragraphs too. What is printed in italics as a whole, and times, are asides. The names of a division are
left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.model import LocatorKind, Nature
from quotetrack.transcripts.composing import Composer
from quotetrack.transcripts.content import Content, Opening
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.tei_header import words_of
from quotetrack.transcripts.vocabulary import words
from quotetrack.transcripts.xml_source import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element, iterwalk

NAME = "hansard-printed/1"
"""Raise the number with every change that can change the text or the turns."""

_COLUMN = re.compile(r"\bcolumn=\"?(\w+)")
_HEADING = re.compile(r"hs_\d")
_OFFICE_OF = re.compile(r"The [^()]+\(([^()]+)\)")
"""``The Prime Minister (Mr. Tony Blair)``: the print itself says who holds the office."""
_BLOCKS = frozenset({"p", "lb", "quote", "section", "Question", "row", "entry"})
_HOUSES = {"housecommons": "House of Commons", "commons": "House of Commons"} | dict.fromkeys(
    ("houselords", "lords"), "House of Lords"
)


def read(root: _Element) -> Content:
    """The text of a day, or of a part of it."""
    walk = _Walk()
    walk.run(root)
    house, date = _house(root), walk.date or _date(root)
    return Content(
        reader=NAME,
        paragraphs=tuple(walk.composer.paragraphs),
        locators=LocatorKind.COLUMN,
        title=f"{house}, {date}" if house and date else house,
        date=date,
        place=house,
        language="en",
        nature=Nature.EDITED,
    )


class _Walk:
    """One walk over the whole, in document order."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.date: str | None = None
        """As a processing instruction gives it."""

    def run(self, root: _Element) -> None:
        # loaded by now: the document has been parsed
        from lxml.etree import iterwalk

        steps = iterwalk(root, events=("start", "end", "pi"))
        for event, element in steps:
            if event == "pi":
                self._instruction(element)
            elif event == "start":
                self._start(element, steps)
            else:
                self._end(element)
                if element is not root:
                    self.composer.words(element.tail or "")
        self.composer.end()

    def _instruction(self, element: _Element) -> None:
        if found := _COLUMN.search(element.text or ""):
            self.composer.place(found.group(1))
        elif str(getattr(element, "target", "")) == "date":
            self.date = iso_date(element.text)
        self.composer.words(element.tail or "")

    def _start(self, element: _Element, steps: iterwalk) -> None:
        name = local_name(element)
        if column := attribute(element, "ColStart"):
            self.composer.place(column)
        if name in words("hansard", "unseen"):
            steps.skip_subtree()
        elif name in words("hansard", "notes"):
            steps.skip_subtree()
            if name != "Uin":
                self.composer.end()
            if name != "Uin" or self.composer.length > 2:
                self.composer.aside(words_of(element) or "")
        elif name == "col":
            steps.skip_subtree()
            self.composer.place(words_of(element) or "?")
        elif name in ("Member", "member") and self.composer.length <= 2:
            steps.skip_subtree()
            self._label(element)
        elif _is_heading(name):
            steps.skip_subtree()
            self.composer.open(Opening(None))
            self._columns_of(element)
            self.composer.words(words_of(element) or "")
            self.composer.open(Opening(None))
        else:
            if name == "Division" or (name == "p" and not _is_said(element)):
                self.composer.open(Opening(None))
            elif _is_block(name):
                self.composer.end()
            if _is_block(name) and _all_italic(element):
                steps.skip_subtree()
                self.composer.aside(words_of(element) or "")
                self._columns_of(element)
            else:
                text = element.text or ""
                self.composer.words(text.removeprefix(":") if name == "membercontribution" else text)

    def _end(self, element: _Element) -> None:
        name = local_name(element)
        if _is_block(name) and name not in words("hansard", "unseen"):
            self.composer.end()

    def _columns_of(self, element: _Element) -> None:
        """The last column that begins inside an element that is read as a whole."""
        from lxml.etree import ProcessingInstruction

        breaks = [
            found.group(1)
            for mark in element.iter(ProcessingInstruction)
            if (found := _COLUMN.search(mark.text or ""))
        ]
        breaks += [text for node in element.iter("{*}col") if (text := words_of(node))]
        if breaks:
            self.composer.place(breaks[-1])

    def _label(self, member: _Element) -> None:
        # What stands before a label is the number of a question.
        self.composer.discard()
        label = re.sub(r"[\s:]+$", "", words_of(member) or "")
        office = _OFFICE_OF.match(label)
        self.composer.open(Opening(label or None, speaker=office.group(1) if office else None))


def _is_heading(name: str) -> bool:
    return _HEADING.match(name) is not None or name in words("hansard", "headings")


def _is_block(name: str) -> bool:
    return name in _BLOCKS or name.startswith("hs_")


def _is_said(paragraph: _Element) -> bool:
    """Whether a paragraph of the digitised volumes holds what a member said; else it tells of procedure."""
    return next(paragraph.iter("{*}member", "{*}membercontribution"), None) is not None


def _all_italic(element: _Element) -> bool:
    """Whether an element's words are all in italics: procedure, not speech."""
    own = [element.text, *(child.tail for child in element)]
    inner = [child for child in element if isinstance(child.tag, str)]
    return (
        bool(inner)
        and not any((text or "").strip() for text in own)
        and all(local_name(child) in ("I", "i") for child in inner)
    )


def _house(root: _Element) -> str | None:
    for element in root.iter("{*}House", "{*}housecommons", "{*}houselords"):
        name = (attribute(element, "name") or local_name(element)).lower().removeprefix("house of ")
        if name in _HOUSES:
            return _HOUSES[name]
    space = root.tag if isinstance(root.tag, str) else ""
    return next((_HOUSES[house] for house in ("commons", "lords") if f"/{house}/" in space), None)


def _date(root: _Element) -> str | None:
    for element in root.iter("{*}Sitting", "{*}date"):
        for name in ("short-date", "format"):
            if day := iso_date(attribute(element, name)):
                return day
    return None
