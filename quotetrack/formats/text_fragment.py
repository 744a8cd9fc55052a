"""The address of words on a page: a text directive, made by the rules of URL Fragment Text Directives.

https://wicg.github.io/scroll-to-text-fragment/, 3.5 and 4: a browser takes the first place where the words
stand between word bounds, each term inside one block, letters compared without case and accents. So the
words are taken from the page's own text, they begin and end where words do, and words around them are named
until no other place has the same. Where that cannot be had there is no directive: one that shows another
place is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from quotetrack.formats.page_words import Page, words_in

LONGEST = 120
"""Characters that are named whole; of longer passages the first and the last words are."""
FEWEST, MOST = 3, 16
"""Words of a term or of what stands around it."""
PIECES = 5
"""Directives in one address at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are to be shown, and what stands on either side of them in the transcript."""

    text: str
    before: str = ""
    after: str = ""


def fragment(page: Page, pieces: Sequence[Piece]) -> str | None:
    """``:~:text=…``, or ``None`` where the pieces cannot be named so that no other words are meant."""
    made = [directive for piece in pieces[:PIECES] for directive in _directives(page, piece)]
    return ":~:" + "&".join(f"text={each}" for each in dict.fromkeys(made[:PIECES])) if made else None


def with_fragment(url: str, directive: str | None) -> str:
    """The address at these words; behind a fragment that it has already."""
    if directive is None:
        return url
    address, _, own = url.partition("#")
    return f"{address}#{own.partition(':~:')[0]}{directive}"


def _directives(page: Page, piece: Piece) -> Iterator[str]:
    """One; or one for each paragraph, where the page has something between them that the transcript lacks."""
    whole = _directive(page, piece)
    if whole is not None:
        yield whole
        return
    lines = piece.text.split("\n") if "\n" in piece.text else []
    at = 0
    for line in lines:
        before, after = piece.before + piece.text[:at], piece.text[at + len(line) :] + piece.after
        if each := _directive(page, Piece(line, before, after)):
            yield each
        at += len(line) + 1


def _directive(page: Page, piece: Piece) -> str | None:
    place = _place(page, piece)
    if place is None:
        return None
    first, last = place
    whole = page.term(first, last)
    if whole is not None and len(whole) <= LONGEST:
        return _exact(page, first, last)
    return _range(page, first, last)


def _place(page: Page, piece: Piece) -> tuple[int, int] | None:
    """The first and the last word on the page."""
    words = words_in(piece.text)
    found = list(page.found(words))
    if found:
        first = found[0] if len(found) == 1 else _likeliest(page, found, len(words), piece)
        return None if first is None else (first, first + len(words) - 1)
    # A note's mark or a page's number may stand in its midst: then its two ends are looked for.
    for size in (8, 5, FEWEST):
        if len(words) < 2 * size:
            continue
        heads = list(page.found(words[:size]))
        if len(heads) != 1:
            continue
        tail = next(page.found(words[-size:], heads[0] + size), None)
        if tail is not None and tail - heads[0] <= len(words) * 1.5:
            return heads[0], tail + size - 1
    return None


def _likeliest(page: Page, found: Sequence[int], length: int, piece: Piece) -> int | None:
    """Of several places the one in the right company; ``None`` where two have it."""
    before, after = words_in(piece.before)[-MOST:], words_in(piece.after)[:MOST]

    def company(at: int) -> int:
        left = page.words[max(0, at - MOST) : at]
        right = page.words[at + length : at + length + MOST]
        return _alike(reversed(before), reversed(left)) + _alike(iter(after), iter(right))

    ranked = sorted(((company(at), at) for at in found), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None


def _alike(ours: Iterator[str], theirs: Iterator[str]) -> int:
    number = 0
    for our, their in zip(ours, theirs, strict=False):
        if our != their:
            break
        number += 1
    return number


def _exact(page: Page, first: int, last: int) -> str | None:
    text = page.term(first, last)
    if text is None:
        return None
    for before, after in _contexts():
        left, right = page.left(first, before), page.right(last, after)
        if (before and left is None) or (after and right is None):
            continue
        start = left[0] if left else first
        end = right[1] if right else last
        if page.only(start, end):
            return _joined(left and left[2], text, None, right and right[2])
    return None


def _range(page: Page, first: int, last: int) -> str | None:
    """The first words, and the last."""
    block = page.block_of(first)
    room = next((n for n in range(first, last + 1) if page.block_of(n) != block), last + 1) - first
    block = page.block_of(last)
    behind = next((n for n in range(last, first - 1, -1) if page.block_of(n) != block), first - 1)
    starts = list(range(min(FEWEST, room), min(MOST, room, (last - first + 1) // 2) + 1)) or [1]
    for size, before in [*((size, 0) for size in starts), *((starts[-1], n) for n in range(1, MOST))]:
        left = page.left(first, before)
        if before and left is None:
            continue
        if page.only(left[0] if left else first, first + size - 1):
            break
    else:
        return None
    head = page.term(first, first + size - 1)
    most = min(MOST, last - behind, last - first + 1 - size)
    for length in range(min(FEWEST, most), most + 1):
        if length < 1:
            break
        words = page.words[last - length + 1 : last + 1]
        if next(page.found(words, first + size), None) == last - length + 1:
            tail = page.term(last - length + 1, last)
            if head is not None and tail is not None:
                return _joined(left and left[2], head, tail, None)
    return None


def _contexts() -> Iterator[tuple[int, int]]:
    """How many words before and after are named, the fewest first."""
    yield 0, 0
    for number in range(2, MOST, 2):
        yield number, 0
        yield 0, number
        yield number, number


def _joined(before: str | None, start: str, end: str | None, after: str | None) -> str:
    """``prefix-,start,end,-suffix``, each percent-encoded: ``-``, ``,`` and ``&`` have a meaning here."""
    parts = [f"{_encoded(before)}-"] if before else []
    parts += [_encoded(start)] + ([_encoded(end)] if end else [])
    return ",".join([*parts, f"-{_encoded(after)}"] if after else parts)


def _encoded(text: str) -> str:
    return percent(text, safe="", errors="replace").replace("-", "%2D")
