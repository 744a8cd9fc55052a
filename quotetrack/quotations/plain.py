"""Plain text to a document: paragraphs over line breaks, and indented blocks as block quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.quotations.document import BlockKind, Document, Writer
from quotetrack.transcripts.wrapping import is_wrapped, unwrap

INDENT = 4
"""Columns, beyond what the text's other lines have, from which on a block of lines is set apart."""
_MARK = re.compile(r"(?:> ?)+")


def read(text: str, name: str, language: str | None = None) -> Document:
    """The document of a plain text. Lines that begin with ``>``, as in mail, are block quotes too."""
    lines = text.split("\n")
    writer = Writer()
    base = _common_indent(lines)
    for group, (start, end) in enumerate(_stretches(lines), start=1):
        part = lines[start:end]
        marked = all(_MARK.match(line) for line in part)
        apart = marked or _is_apart(part, base)
        for first, last in _paragraphs(part, base, joined=apart):
            for row in range(first, last):
                line = part[row]
                skipped = len(found[0]) if marked and (found := _MARK.match(line)) else 0
                writer.add(line[skipped:] + "\n", start + row + 1, skipped + 1)
            writer.end_block(BlockKind.QUOTED if apart else BlockKind.PROSE, group if apart else 0)
    return writer.document(name, language)


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of lines between blank lines, as half-open ranges of line indices.

    A text without blank lines whose lines are not broken at a column has one a line.
    """
    start = 0
    for row in range(len(lines) + 1):
        if row == len(lines) or not lines[row].strip():
            if row > start:
                yield start, row
            start = row + 1


def _paragraphs(lines: Sequence[str], base: int, *, joined: bool) -> Iterator[tuple[int, int]]:
    """The paragraphs of lines without a blank one among them."""
    if len(lines) == 1:
        yield 0, 1
    elif joined or (len(lines) < 3 and all(_indent(line) - base < INDENT for line in lines)):
        yield 0, len(lines)
    elif is_wrapped(lines) or max(map(len, lines)) <= 100:
        starts = [first for first, _ in unwrap(lines)]
        yield from zip(starts, [*starts[1:], len(lines)], strict=True)
    else:
        yield from ((row, row + 1) for row in range(len(lines)))


def _is_apart(lines: Sequence[str], base: int) -> bool:
    """Whether all the lines are indented; one line may be a paragraph with its first line indented."""
    return len(lines) > 1 and all(_indent(line) - base >= INDENT for line in lines)


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _common_indent(lines: Sequence[str]) -> int:
    """The indentation that most lines have at least."""
    indents = sorted(_indent(line) for line in lines if line.strip())
    return indents[len(indents) // 4] if indents else 0
