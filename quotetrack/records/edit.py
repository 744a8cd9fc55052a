"""Adding to an existing record: every character that stands in the file stays as it is.

The new entry is put into the text at the place its list ends. Reading the file into objects and
writing those back would keep most comments too, but moves one that stands between the list and
the next field, and breaks long lines anew; in a reviewed file that is noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from quotetrack.model import Quote, Review, Source
from quotetrack.records.atomic import write_whole
from quotetrack.records.emit import emit
from quotetrack.records.load import load_record, read_record, record_bytes
from quotetrack.records.parts import review_data, source_data
from quotetrack.records.problems import problem


def add_source(path: Path, source: Source) -> Quote:
    """Add a source at the end of the record's sources; the record as it is then.

    Raises RecordError when the record or the source is not valid, or the list is written on one line.
    """
    quote = load_record(path)
    return _append(path, "sources", source_data(source), replace(quote, sources=(*quote.sources, source)))


def add_review(path: Path, review: Review) -> Quote:
    """Add a review at the end of the record's reviews; the record as it is then.

    Raises RecordError when the record or the review is not valid, or the list is written on one line.
    """
    quote = load_record(path)
    return _append(path, "reviews", review_data(review), replace(quote, reviews=(*quote.reviews, review)))


def _append(path: Path, field: str, entry: Mapping[str, Any], wanted: Quote) -> Quote:
    data = record_bytes(path)
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    text = data.decode("utf-8-sig")
    edited = (mark + _with_entry(text, field, emit(entry), path)).encode()
    if read_record(edited, path) != wanted:
        raise problem(path, None, field, "cannot be added to as it is written; add the entry by hand")
    write_whole(path, edited, overwrite=True)
    return wanted


def _with_entry(text: str, field: str, entry: str, path: Path) -> str:
    """The text with one more entry in the field's list."""
    root = YAML(typ="safe", pure=True).compose(text)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise problem(path, 1, "", "is written on one line; write one field a line to let it be added to")
    key, values = next(((k, v) for k, v in root.value if k.value == field), (None, None))

    if key is None:
        return _insert(text, _end(root), f"{field}:\n{_item(entry, 2)}")
    if isinstance(values, SequenceNode) and not values.flow_style and values.value:
        return _insert(text, _end(values), _item(entry, values.start_mark.column))
    if isinstance(values, SequenceNode) and values.value:
        what = "is written on one line; begin each entry on its own line with '- '"
        raise problem(path, key.start_mark.line + 1, field, what)
    if isinstance(values, SequenceNode):  # []
        text = text[: values.start_mark.index].rstrip(" ") + text[values.end_mark.index :]
    return _insert(text, key.end_mark.index, _item(entry, 2))


def _end(node: Node) -> int:
    """The index after the last character of the node's last value.

    A collection's own end lies after the comments that follow it.
    """
    while isinstance(node, CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _insert(text: str, end: int, lines: str) -> str:
    """The text with lines put in after the line on which the value before ``end`` ends."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = lines.replace("\n", newline)
    place = text.find("\n", len(text[:end].rstrip()))
    if place < 0:
        return text + newline + lines
    return text[: place + 1] + lines + text[place + 1 :]


def _item(entry: str, column: int) -> str:
    """The entry's lines as one item of a list whose dashes stand in that column."""
    indented = [f"{' ' * (column + 2)}{line}" if line.strip() else line for line in entry.splitlines(True)]
    return " " * column + "- " + "".join(indented)[column + 2 :]
