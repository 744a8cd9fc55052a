"""Many sequences of words to one table of columns: progressive alignment, each row against all before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

ANCHOR = 3
"""Words in a row, the same in the table and in a new row, that are taken for the same place."""
MOST_CELLS = 250_000
"""Of one stretch between anchors; a larger one is set beside the table, not aligned word by word."""
_GAP = 0.7
_OTHER = 1.0
"""Cheaper than a gap on both sides: another word in a word's place shares its column."""

Table = list[list[int | None]]
"""A list of columns; each has, for every row, the index of its token, or ``None``."""


def align_rows(rows: Sequence[Sequence[str]]) -> Table:
    """The columns in which the rows' keys stand beside one another.

    The first row is the base. The others join in order of likeness to it, so that the nearest
    texts give the table its shape; the columns hold them in the order they were given in.
    """
    nothing: list[int | None] = [None] * (len(rows) - 1)
    table: Table = [[index, *nothing] for index in range(len(rows[0]))]
    others = sorted(range(1, len(rows)), key=lambda row: -Indel.normalized_similarity(rows[0], rows[row]))
    for row in others:
        table = _joined(table, rows, row)
    return table


def with_quote(table: Table, rows: Sequence[Sequence[str]], first: int, last: int) -> Table:
    """The table with the last of ``rows``, a quote, which stands in the base's tokens ``first`` to ``last``.

    Outside them it has nothing: its first word may well stand in the sentence before, too.
    """
    table = [[*column, None] for column in table]
    inside = [at for at, column in enumerate(table) if column[0] is not None and first <= column[0] < last]
    start, end = (inside[0], inside[-1] + 1) if inside else (0, len(table))
    return [*table[:start], *_joined(table[start:end], rows, len(rows) - 1), *table[end:]]


def _joined(table: Table, rows: Sequence[Sequence[str]], row: int) -> Table:
    """The table with one row more."""
    columns = [_keys(column, rows) for column in table]
    common = [counted.most_common(1)[0][0] for counted in columns]
    new = rows[row]
    made: Table = []
    for start, end, first, last, same in _stretches(common, new):
        if same:
            pairs: Iterator[tuple[int | None, int | None]] = iter(
                zip(range(start, end), range(first, last), strict=True)
            )
        else:
            pairs = _aligned(columns, new, start, end, first, last)
        for column, token in pairs:
            cells: list[int | None] = list(table[column]) if column is not None else [None] * len(rows)
            cells[row] = token
            made.append(cells)
    return made


def _keys(column: Sequence[int | None], rows: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(rows[row][token] for row, token in enumerate(column) if token is not None)


def _stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Both sides cut at their anchors: ranges of each, and whether they are an anchor."""
    at, place = 0, 0
    for block in Indel.opcodes(left, right):
        whole = block.src_end == len(left) and block.dest_end == len(right)
        opening = block.src_start == block.dest_start == 0
        long = block.src_end - block.src_start >= ANCHOR
        if block.tag != "equal" or not (long or whole or opening):
            continue
        if at < block.src_start or place < block.dest_start:
            yield at, block.src_start, place, block.dest_start, False
        yield block.src_start, block.src_end, block.dest_start, block.dest_end, True
        at, place = block.src_end, block.dest_end
    if at < len(left) or place < len(right):
        yield at, len(left), place, len(right), False


def _aligned(
    columns: Sequence[Counter[str]], new: Sequence[str], start: int, end: int, first: int, last: int
) -> Iterator[tuple[int | None, int | None]]:
    """The cheapest way through one stretch: column and token, or one of them alone."""
    height, width = end - start, last - first
    if height * width > MOST_CELLS:
        yield from ((column, None) for column in range(start, end))
        yield from ((None, token) for token in range(first, last))
        return
    cost = [[_GAP * (height - i) for _ in range(width + 1)] for i in range(height + 1)]
    for j in range(width + 1):
        cost[height][j] = _GAP * (width - j)
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            same = new[first + j] in columns[start + i]
            cost[i][j] = min(
                cost[i + 1][j + 1] + (0.0 if same else _OTHER), cost[i + 1][j] + _GAP, cost[i][j + 1] + _GAP
            )
    i = j = 0
    while i < height or j < width:
        both = i < height and j < width
        step = (0.0 if new[first + j] in columns[start + i] else _OTHER) if both else 0.0
        if both and abs(cost[i][j] - cost[i + 1][j + 1] - step) < 1e-9:
            yield start + i, first + j
            i, j = i + 1, j + 1
        elif i < height and (j == width or abs(cost[i][j] - cost[i + 1][j] - _GAP) < 1e-9):
            yield start + i, None
            i += 1
        else:
            yield None, first + j
            j += 1


def stretches_of(agreed: Sequence[bool]) -> Iterator[tuple[int, int, bool]]:
    """Runs of columns that agree, and of columns that do not."""
    at = 0
    for same, run in groupby(agreed):
        size = len(list(run))
        yield at, at + size, same
        at += size
