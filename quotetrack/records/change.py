"""Changing an existing record: what is changed is written anew, every other character stays, comments too.

The file's text is edited at the places of its values, the smallest ones that differ: one field of the third
source is one line of a diff. What cannot be changed so, as it is written, is refused with the field's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from quotetrack.model import Quote
from quotetrack.records.atomic import write_whole
from quotetrack.records.emit import emit
from quotetrack.records.load import read_record, record_bytes, record_of
from quotetrack.records.parts import record_data
from quotetrack.records.problems import problem


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the text to be put in the place of others."""

    start: int
    end: int
    text: str


class _Whole(Exception):
    """The value is written so that only all of it can be replaced."""


def change_record(path: Path, wanted: Quote) -> Quote:
    """Write what differs from the record in this file; the record as it is then, which is ``wanted``.

    Raises RecordError when the file is no valid record, ``wanted`` is none, or a field cannot be changed as
    it is written; QuotetrackError when the disk refuses. The file is then as it was.
    """
    data = record_bytes(path)
    before, after = record_data(read_record(data, path)), record_data(wanted)
    record_of(wanted.id, after)
    if before == after:
        return wanted
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    text = data.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    edited = (mark + _changed(text, before, after, path).replace("\n", newline)).encode()
    if read_record(edited, path) != wanted:
        fields = ", ".join(name for name in after | before if after.get(name) != before.get(name))
        raise problem(path, None, fields, "cannot be changed as it is written; edit the file by hand")
    write_whole(path, edited, overwrite=True)
    return wanted


def _changed(text: str, before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> str:
    """The text with ``\n`` alone at the ends of lines, and the values changed."""
    text = text.replace("\r\n", "\n")
    root = YAML(typ="safe", pure=True).compose(text)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise problem(path, 1, "", "is written on one line; write one field a line to let it be changed")
    edits = list(_mapping(text, root, before, after, top=True))
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _mapping(
    text: str, node: MappingNode, before: Mapping[str, Any], after: Mapping[str, Any], *, top: bool = False
) -> Iterator[_Edit]:
    """The edits of one mapping, a field a line; raises _Whole where it is not written so."""
    if node.flow_style:
        raise _Whole
    pairs = {key.value: (key, value) for key, value in node.value}
    names = list(dict.fromkeys((*after, *before)))
    for name in names:
        if before.get(name) == after.get(name):
            continue
        here = pairs.get(name)
        if here is None:
            yield _insertion(text, node, pairs, name, after, names)
        elif name not in after:
            yield _removal(text, node, here, top)
        else:
            yield from _value(text, here, name, before.get(name), after[name])


def _value(text: str, pair: tuple[Node, Node], name: str, before: Any, after: Any) -> Iterator[_Edit]:
    """The edits that change one field: inside its value where that can be, or all of it."""
    key, value = pair
    try:
        if isinstance(value, MappingNode) and isinstance(before, Mapping) and isinstance(after, Mapping):
            edits = list(_mapping(text, value, before, after))
        elif isinstance(value, SequenceNode) and isinstance(before, list) and isinstance(after, list):
            edits = list(_sequence(text, value, before, after))
        else:
            raise _Whole
    except _Whole:
        edits = [_replacement(text, key, value, name, after)]
    yield from edits


def _sequence(text: str, node: SequenceNode, before: Sequence[Any], after: Sequence[Any]) -> Iterator[_Edit]:
    """The edits of a list of mappings whose entries stay where they are, perhaps with new ones after them."""
    kept = all(isinstance(each, Mapping) for each in (*before, *after)) and len(after) >= len(before)
    if node.flow_style or not kept or len(node.value) != len(before):
        raise _Whole
    for item, old, new in zip(node.value, before, after, strict=False):
        if old != new:
            if not isinstance(item, MappingNode):
                raise _Whole
            yield from _mapping(text, item, old, new)
    column = node.start_mark.column
    added = "".join(_item(emit(entry), column) for entry in after[len(before) :])
    if added:
        yield _after_line(text, _end(text, node), added)


def _replacement(text: str, key: Node, value: Node, name: str, wanted: Any) -> _Edit:
    """The field with its new value; a comment behind it goes above, where a block would swallow it."""
    start, end = key.start_mark.index, _end(text, value) if _holds(value) else key.end_mark.index
    lines = _indented(emit({name: wanted}), key.start_mark.column).rstrip("\n")
    line_end = _line_end(text, end)
    comment = text[end:line_end].strip()
    if not _holds(value):  # a key that was left empty: its colon is ours to write
        comment = comment.removeprefix(":").strip()
        end = line_end
    if comment.startswith("#") and "\n" in lines:
        return _Edit(start, line_end, f"{comment}\n{' ' * key.start_mark.column}{lines}")
    if not _holds(value) and comment:
        lines = f"{lines}  {comment}"
    return _Edit(start, end, lines)


def _holds(value: Node) -> bool:
    """Whether there is anything of the value in the text."""
    return bool(value.end_mark.index > value.start_mark.index)


def _removal(text: str, node: MappingNode, pair: tuple[Node, Node], top: bool) -> _Edit:
    """The field's lines taken out."""
    key, value = pair
    if not top and pair[0] is node.value[0][0]:
        raise _Whole  # it may stand behind the dash of a list's entry
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = _line_end(text, _end(text, value) if _holds(value) else key.end_mark.index)
    return _Edit(start, min(end + 1, len(text)), "")


def _insertion(
    text: str,
    node: MappingNode,
    pairs: Mapping[str, tuple[Node, Node]],
    name: str,
    after: Mapping[str, Any],
    names: Sequence[str],
) -> _Edit:
    """A new field behind the one that it follows in a record's order, or at the end."""
    earlier = [each for each in names[: names.index(name)] if each in pairs]
    key, value = pairs[earlier[-1]] if earlier else node.value[-1]
    column = key.start_mark.column
    place = _end(text, value) if _holds(value) else key.end_mark.index
    return _after_line(text, place, " " * column + _indented(emit({name: after[name]}), column))


def _after_line(text: str, place: int, lines: str) -> _Edit:
    """Lines put in after the one on which the value before ``place`` ends."""
    end = _line_end(text, place)
    return _Edit(end + 1, end + 1, lines) if end < len(text) else _Edit(end, end, "\n" + lines)


def _end(text: str, node: Node) -> int:
    """The index after the last character of the node's last value, white space aside.

    A collection's own end lies after the comments that follow it, and a block's after its empty lines.
    """
    while isinstance(node, CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = int(node.end_mark.index)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return max(len(text[:end].rstrip()), int(node.start_mark.index) + 1)
    return end


def _line_end(text: str, place: int) -> int:
    """The index of the end of the line that the place is on."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _indented(lines: str, column: int) -> str:
    """The lines with all but the first moved in."""
    first, *rest = lines.splitlines(keepends=True)
    return first + "".join(f"{' ' * column}{line}" if line.strip() else line for line in rest)


def _item(entry: str, column: int) -> str:
    """The entry's lines as one item of a list whose dashes stand in that column."""
    return " " * column + "- " + _indented(entry, column + 2)
