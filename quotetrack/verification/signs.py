"""Where in a long text one of many phrases may stand, found by a few letters that each phrase has.

A pattern of two dozen phrases takes 100 ns a character, a millisecond for a common transcript; to look for
their signs takes a hundredth of that, and the pattern is then tried near them alone.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

import stringzilla

from quotetrack.model import Span

AROUND = 80
"""Code points on either side of a sign; more than any phrase has."""
_SMALL = bytes.maketrans(
    string.ascii_uppercase.encode() + b"\t\n\v\f\r", string.ascii_lowercase.encode() + b" " * 5
)
_NO_BREAK = "\u00a0".encode()
_ODD_SPACES = tuple(space.encode() for space in ("  ", "\u202f", "\u2009", "\u3000"))


def near_signs(text: str, start: int, end: int, signs: Sequence[str]) -> Iterator[Span]:
    """The stretches between two places of a text in which there is a sign, in order, none overlapping.

    ``signs`` are in small letters, with single spaces, which may be any white space in the text.
    """
    latin = all(map(str.isascii, signs))
    packed = _packed(text[start:end], latin=latin)
    signs = [sign for sign in signs if _first(packed, sign.replace(" ", "").encode()) >= 0]
    if not signs:  # as in most texts
        return
    plain = _plain(text[start:end], latin=latin)
    if plain is None:
        yield Span(start, end)
        return
    if any(_first(plain, space) >= 0 for space in _ODD_SPACES):
        # Where words may be further apart a sign is known by its longest word.
        signs = [max(sign.split(), key=len) for sign in signs]
    places = []
    for sign in signs:
        wanted = sign.encode()
        at, counted, first = _first(plain, wanted), 0, start
        while at >= 0:
            # Counted on from the place before: from the start each time is too long for a text full of signs.
            first += len(plain[counted:at].decode("utf-8", "surrogatepass"))
            places.append((first, first + len(sign)))
            counted, at = at, plain.find(wanted, at + 1)
    stretch: Span | None = None
    for first, last in sorted(places):
        near = Span(max(start, first - AROUND), min(end, last + AROUND))
        if stretch is not None and near.start > stretch.end:
            yield stretch
            stretch = None
        stretch = near if stretch is None else Span(stretch.start, max(stretch.end, near.end))
    if stretch is not None:
        yield stretch


def _plain(text: str, *, latin: bool) -> bytes | None:
    """The text in UTF-8 and small letters, lines as spaces; ``None`` where places would not be the same.

    Bytes, since to look for a few letters in them takes a twentieth of the time. ``latin``: of
    the letters those from A to Z alone, for signs that have no others; that takes a fifth of the time.
    """
    small = text if latin else text.lower()
    if len(small) != len(text):
        return None
    plain = small.encode("utf-8", "surrogatepass").translate(_SMALL)
    return plain if _first(plain, _NO_BREAK) < 0 else plain.replace(_NO_BREAK, b" ")


def _packed(text: str, *, latin: bool) -> bytes:
    """The same without any spaces: whether a sign is there at all."""
    small = (text if latin else text.lower()).encode("utf-8", "surrogatepass")
    packed = small.translate(_SMALL, b" \t\n\v\f\r")
    for space in (_NO_BREAK, *_ODD_SPACES[1:]):
        if _first(packed, space) >= 0:
            packed = packed.replace(space, b"")
    return packed


def _first(plain: bytes, wanted: bytes) -> int:
    """Where these bytes stand first, -1 where nowhere."""
    return int(stringzilla.find(plain, wanted))
