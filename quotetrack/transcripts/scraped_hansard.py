"""The reader of UK debates in the XML of ParlParse (TheyWorkForYou): ``publicwhip`` with a speech each.

Speeches name their speaker, their column and their paragraphs; headings and divisions are nobody's turn. Of
a division the numbers are kept, as an aside, and not the names. Hansard is edited on principle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotetrack.model import LocatorKind, Nature
from quotetrack.transcripts.composing import Composer
from quotetrack.transcripts.content import Content, Opening
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.tei_header import words_of
from quotetrack.transcripts.vocabulary import load
from quotetrack.transcripts.xml_source import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "hansard-scraped/1"
"""Raise the number with every change that can change the text or the turns."""

_ID = re.compile(r"uk\.org\.publicwhip/(\w+)/(?:\w+?_)?(\d{4}-\d{2}-\d{2})")
_SPEECHES = frozenset({"speech", "ques", "reply"})
_UNKNOWN = frozenset({"", "unknown"})


def read(root: _Element) -> Content:
    """The text of one day's file."""
    composer = Composer()
    for element in root:
        name = local_name(element)
        if column := attribute(element, "colnum"):
            composer.place(column)
        if name in _SPEECHES:
            _speech(composer, element)
        elif name.endswith("-heading"):
            _alone(composer, words_of(element))
        elif name == "division":
            _division(composer, element)
    composer.end()
    section, date = _day(root)
    known = load("hansard")["sections"].get(section or "", {})
    house = known.get("name")
    return Content(
        reader=NAME,
        paragraphs=tuple(composer.paragraphs),
        locators=LocatorKind.COLUMN,
        title=f"{house}, {date}" if house and date else house,
        date=date,
        place=house if known.get("spoken") else None,
        language="en",
        nature=Nature.EDITED if known.get("spoken", True) else Nature.PREPARED,
        notes=() if known.get("spoken", True) else (load("hansard")["written"],),
    )


def _speech(composer: Composer, speech: _Element) -> None:
    named = attribute(speech, "speakername") or ""
    label = re.sub(r"[\s:]+$", "", named)
    label = "" if label.lower() in _UNKNOWN else label
    person = attribute(speech, "person_id") or attribute(speech, "speakerid") or "unknown"
    known = label and person.lower() not in _UNKNOWN and not attribute(speech, "nospeaker")
    composer.open(Opening(label or None, speaker=label if known else None, pointer=not known))
    first = True
    for element in speech:
        words = words_of(element)
        if words is None:
            continue
        # The first italic paragraph of somebody's speech is "(Urgent Question): To ask …", which is said.
        note = attribute(element, "class") == "italic" and not (first and label)
        if note:
            composer.aside(words)
        elif local_name(element) == "table":
            for row in element.iter("{*}tr"):
                composer.words(words_of(row) or "")
                composer.end()
        else:
            composer.words(words)
        composer.end()
        first = False
    composer.open(Opening(None))


def _division(composer: Composer, division: _Element) -> None:
    count = next(division.iter("{*}divisioncount"), None)
    if count is None:
        return
    number = attribute(division, "divnumber") or ""
    told = [
        f"{side.capitalize()} {attribute(count, side)}"
        for side in ("ayes", "noes", "content", "not-content")
        if attribute(count, side)
    ]
    composer.open(Opening(None))
    composer.aside(f"Division {number}: {', '.join(told)}".replace(" :", ":"))
    composer.end()


def _alone(composer: Composer, words: str | None) -> None:
    composer.open(Opening(None))
    composer.words(words or "")
    composer.end()


def _day(root: _Element) -> tuple[str | None, str | None]:
    """The section (``debate``, ``lords`` …) and the day that the first identifier names."""
    for element in root:
        if found := _ID.match(attribute(element, "id") or ""):
            return found.group(1), iso_date(found.group(2))
    return None, None
