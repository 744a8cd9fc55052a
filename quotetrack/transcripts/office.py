"""The reader of word processors' documents: DOCX (ISO 29500) and ODT (ISO 26300).

Paragraphs in their order, those of tables included, with the words in bold at their beginning. What a change
deletes is no text, what it inserts is. Left out: notes at the foot, comments, headers, footers, hidden
words, the numbers of lists, which are nowhere written, and anything that a program would have to run.

Both are read from their XML: python-docx, the library at hand, leaves out insertions, fields and content
controls, unpacks every picture, and stops at a link that leads nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.composing import Composer
from quotetrack.transcripts.content import Content
from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.tei_header import words_of
from quotetrack.transcripts.xml_source import local_name, parse
from quotetrack.transcripts.zipped import open_zip, part_of

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element, iterwalk

WORD, OPEN = "docx/2", "odt/2"
"""Raise the number with every change that can change the text."""

OTHERS = {
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "Index/": "an iWork document",
    "OEBPS/": "an e-book",
}
"""What other ZIP containers hold, by the folder in them."""

_WORD_UNSEEN = frozenset(
    [
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "fldData",
        "Fallback",
        "rt",
        "pPr",
        "sectPr",
        "tblPr",
        "sdtPr",
    ]
)
_OPEN_UNSEEN = frozenset(
    [
        "tracked-changes",
        "note",
        "annotation",
        "table-of-content",
        "alphabetical-index",
        "forms",
        "ruby-text",
        "hidden-text",
        "desc",
    ]
)


def read(body: bytes) -> Content:
    """The text of a document.

    Raises `UnreadableTranscript` for other ZIP containers, and for those that are broken or unpack to too
    much.
    """
    container = open_zip(body)
    names = set(container.namelist())
    kind = part_of(container, "mimetype") or b""
    if kind.strip().startswith(b"application/vnd.oasis.opendocument.text"):
        if b"encryption-data" in (part_of(container, "META-INF/manifest.xml") or b""):
            raise UnreadableTranscript("a document with a password: save it without one")
        return _content(container, "content.xml", OPEN)
    if "[Content_Types].xml" in names and (main := _main_part(container, names)):
        return _content(container, main, WORD)
    what = next((what for folder, what in OTHERS.items() if any(n.startswith(folder) for n in names)), None)
    if what:
        raise UnreadableTranscript(f"this is {what}, which has no reader: save its text as a text file")
    raise UnreadableTranscript("this is a ZIP archive: unpack it first")


def _main_part(container: ZipFile, names: set[str]) -> str | None:
    """The part that the package names as its document, if it is a word processor's."""
    relations = part_of(container, "_rels/.rels")
    if relations is not None:
        for relation in parse(relations, None).iter("{*}Relationship"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target.startswith("word/"):
                return target
    return next((name for name in ("word/document.xml",) if name in names), None)


def _content(container: ZipFile, main: str, name: str) -> Content:
    written = part_of(container, main)
    if written is None:
        raise UnreadableTranscript(f"a document without its text ({main[:60]}): it is broken, or cut")
    root = parse(written, None)
    styles = _styles(container, root, name)
    walk = _WordWalk(styles) if name == WORD else _OpenWalk(styles)
    walk.run(root)
    facts = part_of(container, "docProps/core.xml" if name == WORD else "meta.xml")
    about = parse(facts, None) if facts else None

    def fact(*names: str) -> str | None:
        if about is None:
            return None
        return next(
            (said for each in names for tag in about.iter("{*}" + each) if (said := words_of(tag))), None
        )

    return Content(
        reader=name,
        paragraphs=tuple(walk.composer.paragraphs),
        title=fact("title"),
        published=iso_date(fact("created", "creation-date")),
        language=primary(fact("language")),
    )


class _Walk:
    """One walk over a document, in its order."""

    unseen: frozenset[str]

    def __init__(self, bold_styles: frozenset[str]) -> None:
        self.composer = Composer()
        self._bold_styles = bold_styles
        self._bold = [False]
        """Of the paragraph, and of each run and span inside one another."""

    def run(self, root: _Element) -> None:
        # loaded by now: the document has been parsed
        from lxml.etree import iterwalk

        steps = iterwalk(root, events=("start", "end"))
        for event, element in steps:
            if event == "end":
                self.end(element)
            elif local_name(element) in self.unseen:
                steps.skip_subtree()
            else:
                self.start(element, steps)
        self.composer.end()

    def start(self, element: _Element, steps: iterwalk) -> None:
        """Where an element begins; each kind of document has its own elements."""
        raise NotImplementedError  # of no kind: only those below are walked

    def end(self, element: _Element) -> None:
        """Where it ends."""
        raise NotImplementedError  # as above

    def words(self, text: str | None) -> None:
        self.composer.words(text or "", bold=self._bold[-1])


class _WordWalk(_Walk):
    unseen = _WORD_UNSEEN

    def start(self, element: _Element, steps: iterwalk) -> None:
        match local_name(element):
            case "p":
                self.composer.end()
                self._bold.append(_style_of(element, "pPr", "pStyle") in self._bold_styles)
            case "r":
                if _is_on(element, "vanish"):
                    steps.skip_subtree()
                bold = _is_on(element, "b")
                by_style = _style_of(element, "rPr", "rStyle") in self._bold_styles
                self._bold.append(self._bold[-1] or by_style if bold is None else bold)
            case "sdt" if next(element.iterfind("{*}sdtPr/{*}showingPlcHdr"), None) is not None:
                steps.skip_subtree()
            case "t":
                self.words(element.text)
            case "tab":
                self.words(" ")
            case "br" | "cr":
                self.composer.end()
            case "noBreakHyphen":
                self.words("\u2011")
            case "softHyphen":
                self.words("\u00ad")

    def end(self, element: _Element) -> None:
        name = local_name(element)
        if name == "p":
            self.composer.end()
        if name in ("p", "r"):
            self._bold.pop()


class _OpenWalk(_Walk):
    unseen = _OPEN_UNSEEN

    def start(self, element: _Element, steps: iterwalk) -> None:
        match local_name(element):
            case "p" | "h":
                self.composer.end()
                self._bold.append(_attribute(element, "style-name") in self._bold_styles)
                self.words(element.text)
            case "span":
                self._bold.append(self._bold[-1] or _attribute(element, "style-name") in self._bold_styles)
                self.words(element.text)
            case "s" | "tab":
                self.words(" ")
            case "line-break":
                self.composer.end()
            case "title" if "svg" in element.tag:  # what a picture is called
                steps.skip_subtree()
            case _ if len(self._bold) > 1:  # a link, a field
                self.words(element.text)

    def end(self, element: _Element) -> None:
        match local_name(element):
            case "p" | "h":
                self.composer.end()
                self._bold.pop()
            case "span":
                self._bold.pop()
        # white space between paragraphs is layout
        if len(self._bold) > 1:
            self.words(element.tail)


def _styles(container: ZipFile, root: _Element, name: str) -> frozenset[str]:
    """The styles whose words are bold, by identifier, those based on one included."""
    file = part_of(container, "word/styles.xml" if name == WORD else "styles.xml")
    bold: set[str] = set()
    based: dict[str, str] = {}
    for source in [root, *([parse(file, None)] if file else [])]:
        for style in source.iter("{*}style"):
            id = _attribute(style, "styleId") or _attribute(style, "name")
            if id is None:
                continue
            parent = next(style.iterfind("{*}basedOn"), None)
            above = (
                _attribute(parent, "val") if parent is not None else _attribute(style, "parent-style-name")
            )
            weight = next(style.iterfind("{*}text-properties"), None)
            own = _is_on(style, "b") or (weight is not None and _attribute(weight, "font-weight") == "bold")
            if own:
                bold.add(id)
            elif above and _is_on(style, "b") is None and weight is None:
                based[id] = above
    for _ in range(20):  # longer chains of styles are loops
        more = {id for id, above in based.items() if above in bold} - bold
        if not more:
            break
        bold |= more
    return frozenset(bold)


def _style_of(element: _Element, properties: str, style: str) -> str | None:
    found = next(element.iterfind(f"{{*}}{properties}/{{*}}{style}"), None)
    return _attribute(found, "val") if found is not None else None


def _is_on(element: _Element, name: str) -> bool | None:
    """Whether a run or style switches a property on; ``None`` where it does not say."""
    found = next(element.iterfind("{*}rPr/{*}" + name), None)
    if found is None:
        return None
    return (_attribute(found, "val") or "true").lower() not in ("false", "0", "off", "none")


def _attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )
