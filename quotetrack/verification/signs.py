"""Where in a long text one of many phrases may stand, found by a few letters that each phrase has.

A pattern of two dozen phrases takes 100 ns a character, a millisecond for a common transcript; to look for
their signs takes a hundredth of that, and the pattern is then tried near them alone.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, product, zip_longest

import stringzilla

from quotetrack.model import Span

AROUND = 80
"""Code points on either side of a sign; more than any phrase has."""
_find: Callable[[bytes, bytes], int] = stringzilla.find
"""Where these bytes stand first, -1 where nowhere."""
_SMALL = bytes.maketrans(
    string.ascii_uppercase.encode() + b"\t\n\v\f\r", string.ascii_lowercase.encode() + b" " * 5
)
_ODD_SPACES = tuple(space.encode() for space in "\u00a0\u202f\u2009\u3000")


def near_signs(text: str, signs: Sequence[str]) -> Iterator[Span]:
    """The stretches of a text in which there is a sign, in order, none overlapping.

    ``signs`` are in small letters, with single spaces, which may be any white space in the text.
    """
    latin = all(map(str.isascii, signs))
    small = text if latin else text.lower()
    plain = _plain(small)
    apart = 1 if _find(plain, b"  ") < 0 else 2 if _find(plain, b"   ") < 0 else None
    wanted = [form for form in _forms(tuple(signs), apart) if _find(plain, form) >= 0]
    if not wanted:  # as in most texts
        return
    if len(small) != len(text):  # its places are others
        yield Span(0, len(text))
        return
    places = []
    for form in wanted:
        at, counted, first = _find(plain, form), 0, 0
        while at >= 0:
            # Counted on from the place before: from the start each time is too long for a text full of signs.
            first += _length(plain[counted:at])
            places.append((first, first + _length(form)))
            counted, at = at, plain.find(form, at + 1)
    stretch: Span | None = None
    for first, last in sorted(places):
        near = Span(max(0, first - AROUND), min(len(text), last + AROUND))
        if stretch is not None and near.start > stretch.end:
            yield stretch
            stretch = None
        stretch = near if stretch is None else Span(stretch.start, max(stretch.end, near.end))
    if stretch is not None:
        yield stretch


def _plain(small: str) -> bytes:
    """A text in UTF-8, every space and line a plain space, and the letters from A to Z small.

    Bytes, since to look for a few letters in them takes a twentieth of the time.
    """
    plain: bytes = stringzilla.translate(small.encode("utf-8", "surrogatepass"), _SMALL)
    for space in _ODD_SPACES:
        if _find(plain, space) >= 0:
            plain = plain.replace(space, b" ")
    return plain


@lru_cache(maxsize=64)
def _forms(signs: tuple[str, ...], apart: int | None) -> tuple[bytes, ...]:
    """In what forms signs stand in a text that has one space in a row at most, or two as after a stop.

    Where there are more (``None``) a sign is known by its longest word.
    """
    if apart is None:
        return tuple({max(sign.split(), key=len).encode(): None for sign in signs})
    return tuple(
        "".join(chain(*zip_longest(sign.split(" "), gaps, fillvalue=""))).encode()
        for sign in signs
        for gaps in product((" ", "  ")[:apart], repeat=sign.count(" "))
    )


def _length(plain: bytes) -> int:
    """How many code points these bytes are."""
    return len(plain.decode("utf-8", "surrogatepass"))
