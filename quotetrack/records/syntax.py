"""YAML text to plain values that know their lines; nothing in the text is executed or expanded.

Read from the parser's events, not from its composed values, for three reasons: scalars stay the
text that was written (``date: 2003-03-20`` is not turned into a date object), the work is bounded
before it is done, and duplicate keys are seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

MAX_VALUES = 20_000
"""Parsing 500,000 scalars takes 20 s; a record has a few dozen."""
NULL_IS_A_VALUE = frozenset({("labels",)})
"""Mappings in which a key without a value says something; elsewhere it is a field left empty."""
MAX_DEPTH = 10

Where = tuple[str | int, ...]
"""Where a value stands: keys and indexes from the top."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong at a line (from 1) and a field."""

    line: int
    field: Where
    what: str


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: strings, booleans, lists and mappings; keys left empty are left out."""

    data: Any
    lines: Mapping[Where, int]
    flaws: tuple[Flaw, ...]

    def line_of(self, where: Where) -> int:
        """The line of the value there, or of the nearest value that holds it."""
        while where not in self.lines and where:
            where = where[:-1]
        return self.lines.get(where, 1)


class NotYaml(Exception):
    """The text breaks YAML's grammar or our bounds: ``flaw`` says where and how."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.what)
        self.flaw = flaw


def parse(text: str) -> Document:
    """The one document of the text. Raises NotYaml; flaws that leave the rest readable are listed."""
    builder = _Builder(_events(text))
    data = builder.document()
    return Document(data, builder.lines, tuple(builder.flaws))


def _events(text: str) -> Iterator[Any]:
    """The parser's events; whatever the library raises becomes NotYaml at a line."""
    line = 1
    try:
        for count, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            line = event.start_mark.line + 1
            if count > MAX_VALUES:
                raise NotYaml(Flaw(line, (), f"more than {MAX_VALUES} values; a record holds one quote"))
            yield event
    except MarkedYAMLError as wrong:
        ended = "end of stream" in str(wrong.problem)  # the fault lies where the open quotation mark is
        mark = (wrong.context_mark if ended else wrong.problem_mark) or wrong.problem_mark
        raise NotYaml(Flaw(mark.line + 1 if mark else line, (), _advise(str(wrong.problem)))) from None
    except ReaderError as wrong:
        line = text.count("\n", 0, wrong.position) + 1
        what = f"a character YAML does not allow (U+{ord(text[wrong.position]):04X}); remove it"
        raise NotYaml(Flaw(line, (), what)) from None
    except NotYaml:
        raise
    except Exception as wrong:  # the library lets ValueError, TypeError and others out of malformed escapes
        what = f"not readable as YAML ({type(wrong).__name__}); check the quotation marks and escapes here"
        raise NotYaml(Flaw(line, (), what)) from None


def _advise(complaint: str) -> str:
    """The library's complaint with what to do about it."""
    complaint = " ".join(complaint.split())
    if "'\\t'" in complaint:
        return "a tab where YAML wants spaces; indent with spaces"
    if "end of stream" in complaint or "<stream end>" in complaint:
        return "the file ends too early; close the quotation mark or bracket"
    if "mapping values are not allowed" in complaint:
        return "a colon inside unquoted text; put the text in quotation marks or on the lines after '>-'"
    return f"not YAML: {complaint}; check the indentation and quotation marks here"


@dataclass(slots=True)
class _Builder:
    """Builds plain values from events, noting the line of each."""

    events: Iterator[Any]
    lines: dict[Where, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def document(self) -> Any:
        """The stream's only document, ``None`` for an empty one."""
        data = None
        documents = 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    where = event.start_mark.line + 1
                    raise NotYaml(Flaw(where, (), "a second document ('---'); one file holds one record"))
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent", "CommentEvent"):
                data = self._value(event, ())
        return data

    def _value(self, event: Any, where: Where) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(where, line)
        kind = type(event).__name__
        if len(where) > MAX_DEPTH:
            raise NotYaml(Flaw(line, where[:3], "nested too deeply; a record has three levels"))
        if kind == "AliasEvent":
            self.flaws.append(Flaw(line, where, f"an alias (*{event.anchor}); write the value out"))
            return None
        if event.tag is not None and str(event.tag) not in ("!", "tag:yaml.org,2002:str", "!!str"):
            self.flaws.append(Flaw(line, where, f"a YAML tag ({event.tag}); remove it"))
        if kind == "ScalarEvent":
            return self._scalar(event, where)
        if kind == "SequenceStartEvent":
            return self._sequence(where)
        return self._mapping(where)

    def _scalar(self, event: Any, where: Where) -> str | bool | None:
        text = str(event.value)
        if event.style is None and event.tag is None:
            if text in ("", "~", "null", "Null", "NULL"):
                return None
            if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
                return text.lower() == "true"
        for c in text:
            if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff":
                what = f"a character that is no text (U+{ord(c):04X}); remove it"
                self.flaws.append(Flaw(event.start_mark.line + 1, where, what))
                return None
        return text

    def _sequence(self, where: Where) -> list[Any]:
        values: list[Any] = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            values.append(self._value(event, (*where, len(values))))
        return values

    def _mapping(self, where: Where) -> dict[str, Any]:
        values: dict[str, Any] = {}
        seen: dict[str, int] = {}
        for event in self.events:
            kind = type(event).__name__
            if kind == "MappingEndEvent":
                break
            line = event.start_mark.line + 1
            if kind != "ScalarEvent":
                raise NotYaml(Flaw(line, where, "a key that is no plain word; write 'key: value'"))
            key = str(event.value)
            inner = (*where, key)
            self.lines.setdefault(inner, line)
            value = self._value(next(self.events), inner)
            if key in seen:
                self.flaws.append(Flaw(line, inner, f"given twice (first on line {seen[key]}); keep one"))
            else:
                seen[key] = line
                if value is not None or where[-1:] in NULL_IS_A_VALUE:
                    values[key] = value
        return values
