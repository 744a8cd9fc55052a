"""Lines that vouch for each other: each carries a sha256 over the line before it and over its own words.

A changed, lost or moved line is found by it, also where the line before it was torn by a crash: what
stands before a line is part of what it vouches for. Only a loss at the very end is not seen here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

Body = tuple[bytes, str]
"""The words of a line that its chain is over, and the chain, in hex."""
Split = Callable[[bytes], Body | None]
"""Takes a line apart; ``None`` for one that carries no chain."""


def chain_of(before: bytes, body: bytes) -> str:
    """The sha256, in hex, of the line before (nothing for the first one), a new line, and the words."""
    return hashlib.sha256(before + b"\n" + body).hexdigest()


@dataclass(frozen=True, slots=True)
class Judged:
    """What the chain says of a file's lines."""

    lines: tuple[bytes, ...]
    """Without the newlines; what a crash left torn at the end is not among them."""
    bad: tuple[int, ...]
    """The lines that are changed, or stand in the wrong place, from 0. One after a bad line cannot be judged,
    and is named when that one is healed."""
    torn: bytes
    """What a crash left of a line that was never reported as written."""

    @property
    def whole(self) -> bool:
        return not self.bad


def judge(data: bytes, split: Split) -> Judged:
    """Check each line of a file against its chain and the line before it."""
    *lines, tail = data.split(b"\n")
    if tail and holds(lines[-1] if lines else b"", tail, split):
        lines, tail = [*lines, tail], b""  # a crash between a line and its newline
    bad: list[int] = []
    for number, line in enumerate(lines):
        if holds(lines[number - 1] if number else b"", line, split):
            continue
        after = lines[number + 1] if number + 1 < len(lines) else b""
        torn = split(line) is None and holds(line, after, split)
        unsure = split(line) is not None and bad[-1:] == [number - 1]
        if not torn and not unsure:
            bad.append(number)
    if tail and holds(lines[-1] if lines else b"", tail[:-1], split):
        # A whole line, and another sign than a newline after it: that is no crash.
        bad.append(len(lines))
        lines, tail = [*lines, tail], b""
    return Judged(tuple(lines), tuple(bad), tail)


def healed(own: bytes, other: bytes, split: Split) -> bytes | None:
    """The bytes of a file that is damaged or lacks lines, made good from a copy that is whole.

    The copy's lines come first; those that it does not have yet are taken from the file itself, where nothing
    is wrong with them. One that was written after a damaged line, or after a loss, vouches for what stood
    before it then, and is made to vouch for what stands there now. ``None`` where that does not make a whole.
    """
    copy, mine = judge(other, split), judge(own, split)
    if not copy.whole or copy.torn or not copy.lines:
        return None
    known, good = frozenset(copy.lines), list(copy.lines)
    lost = len(known - frozenset(mine.lines))
    for number, line in enumerate(mine.lines):
        if line in known:
            continue
        if number in mine.bad:
            lost -= 1  # a damaged form of a line that the copy has
            if lost < 0:
                return None
            continue
        body = split(line)
        if body is not None and not holds(good[-1], line, split):
            if not holds(mine.lines[number - 1] if number else b"", line, split):
                return None
            line = line.replace(body[1].encode(), chain_of(good[-1], body[0]).encode())
        good.append(line)
    made = b"\n".join([*good, b""])
    return made if judge(made, split).whole else None


def lacks(own: bytes, other: bytes, split: Split) -> bool:
    """Whether lines are missing that a whole copy has."""
    copy = judge(other, split)
    return copy.whole and not frozenset(copy.lines) <= frozenset(judge(own, split).lines)


def holds(before: bytes, line: bytes, split: Split) -> bool:
    """Whether a line follows on the one before."""
    body = split(line)
    return body is not None and chain_of(before, body[0]) == body[1]
