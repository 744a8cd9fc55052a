"""What the header of a TEI document says of the text: title, occasion, date, place, and who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.xml_source import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

XML = "{http://www.w3.org/XML/1998/namespace}"


def descendants(root: _Element, *path: str) -> Iterator[_Element]:
    """Elements of the last name anywhere below one of the name before it, and so on; of any namespace."""
    for element in root.iter("{*}" + path[0]):
        if len(path) == 1:
            yield element
        else:
            yield from descendants(element, *path[1:])


def words_of(element: _Element | None) -> str | None:
    """All that an element prints, as one line; no-break spaces are kept.

    ``None`` where it prints nothing, and for a processing instruction, which lxml gives among the children.
    """
    if element is None or not isinstance(element.tag, str):
        return None
    return re.sub(r"[ \t\r\n]+", " ", "".join(map(str, element.itertext("*")))).strip() or None


def language_of(element: _Element) -> str | None:
    """The language an element itself declares, as its primary subtag."""
    return primary(attribute(element, XML + "lang") or attribute(element, "lang"))


def titles_of(header: _Element, language: str | None) -> tuple[str | None, str | None]:
    """The main title and the subtitle, in the text's own language where there are several."""
    found = [title for title in descendants(header, "titleStmt", "title") if words_of(title)]
    main = [title for title in found if attribute(title, "type") in (None, "main", "full")]
    sub = [title for title in found if attribute(title, "type") in ("sub", "subtitle", "desc")]
    return _preferred(main or found, language), _preferred(sub, language)


def _preferred(titles: Sequence[_Element], language: str | None) -> str | None:
    own = [title for title in titles if language and language_of(title) == language]
    return words_of((own or list(titles))[0]) if titles else None


def date_of(header: _Element) -> str | None:
    """Of the occasion: of the setting, or of the recording; not of the encoding."""
    for path in (("setting", "date"), ("recording", "date"), ("creation", "date")):
        days = {day for date in descendants(header, *path) if (day := _when(date))}
        if len(days) == 1:
            return days.pop()
    return None


def published_of(header: _Element) -> str | None:
    """Of the source that was encoded."""
    days = {day for date in descendants(header, "sourceDesc", "bibl", "date") if (day := _when(date))}
    return days.pop() if len(days) == 1 else None


def _when(date: _Element) -> str | None:
    return iso_date(attribute(date, "when") or words_of(date))


def place_of(header: _Element) -> str | None:
    """The settlement, building or room of the setting, as far as it is named."""
    named = [
        words
        for name in descendants(header, "setting", "name")
        if attribute(name, "type") in ("place", "city", "org", "building") and (words := words_of(name))
    ]
    return ", ".join(dict.fromkeys(named)) or None


def people_of(root: _Element) -> Mapping[str, str]:
    """The name of each person that the document lists, by identifier."""
    people: dict[str, str] = {}
    for kind in ("person", "personGrp"):
        for person in root.iter("{*}" + kind):
            id = attribute(person, XML + "id") or attribute(person, "id")
            if id and (name := _name_of(person)):
                people.setdefault(id, name)
    return people


def _name_of(person: _Element) -> str | None:
    named = next(person.iter("{*}persName"), None)
    if named is None:
        named = next((child for child in person if local_name(child) in ("name", "p")), None)
    if named is None:
        return None
    parts = {
        kind: [words for part in named.iter("{*}" + kind) if (words := words_of(part))]
        for kind in ("forename", "nameLink", "surname", "genName")
    }
    if parts["surname"]:
        return " ".join(word for kind in parts.values() for word in kind)
    written = words_of(named)
    # "Ferrand, Richard": names are compared by their last word
    last, comma, first = (written or "").partition(", ")
    return f"{first} {last}" if comma and "," not in first and len(first.split()) <= 3 else written
