"""Where in a long text one of many phrases may stand, found by a few letters that each phrase has.

A pattern of two dozen phrases takes 100 ns a character, a millisecond for a common transcript; to look for
their signs takes a twentieth of that, and the pattern is then tried near them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from quotetrack.model import Span

AROUND = 80
"""Code points on either side of a sign; more than any phrase has."""
_ODD_SPACES = ("  ", "\t", "\r", "\u202f", "\u2009", "\u3000")


def near_signs(text: str, start: int, end: int, signs: Sequence[str]) -> Iterator[Span]:
    """The stretches between two places of a text in which there is a sign, in order, none overlapping.

    ``signs`` are in small letters, with single spaces, which may be any white space in the text.
    """
    plain = _plain(text)
    if plain is None:
        yield Span(start, end)
        return
    places = []
    for sign in signs:
        at = plain.find(sign, start, end)
        while at >= 0:
            places.append((at, at + len(sign)))
            at = plain.find(sign, at + 1, end)
    stretch: Span | None = None
    for first, last in sorted(places):
        near = Span(max(start, first - AROUND), min(end, last + AROUND))
        if stretch is not None and near.start > stretch.end:
            yield stretch
            stretch = None
        stretch = near if stretch is None else Span(stretch.start, max(stretch.end, near.end))
    if stretch is not None:
        yield stretch


@lru_cache(maxsize=128)
def _plain(text: str) -> str | None:
    """The text in small letters, lines as spaces; ``None`` where places or spaces would not be the same."""
    plain = text.lower().replace("\n", " ").replace("\u00a0", " ")
    if len(plain) != len(text) or any(space in plain for space in _ODD_SPACES):
        return None
    return plain
