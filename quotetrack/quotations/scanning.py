"""Where words in quotation marks begin and end: nested, over paragraphs, apostrophes set apart.

A sign is read by what stands beside it (a mark opens before a word and closes after one), by what is
open, and by the language where its customs turn marks round (German „…“, Danish »…«, Swedish ”…”).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from quotetrack.bounds import MOST_QUOTATIONS
from quotetrack.errors import QuotetrackError
from quotetrack.matching.languages import main_language
from quotetrack.model import Span
from quotetrack.quotations.document import Block, BlockKind, Document
from quotetrack.quotations.marks import SINGLE, STRAIGHT, Marks, marks

MOST_OPEN = 8
"""Marks open at once; more is no prose."""
LOOKED_AHEAD = 12
"""Marks."""
LONGEST = 100_000
"""Code points; nothing longer is one quotation."""
_BEFORE_OPENING = frozenset("([{<—–-‐−/=:;,.…¿¡|*_~\ufffc")
_AFTER_CLOSING = frozenset(")]}>—–-‐−/:;,.…?!|*_~%\ufffc")
_DECADE = regex.compile(r"\d0s\b|\d\d\b(?!['’])")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}]+)?")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks."""

    span: Span
    """Without the marks."""
    outer: Span
    """With them; the end of the words where the mark that closes them is missing."""
    opening: str
    depth: int
    """0 for what stands in no other quotation marks."""
    block: int
    """Index of the block it begins in."""
    closed: bool = True
    repeats: tuple[Span, ...] = ()
    """Opening marks at the heads of its further paragraphs."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows a sign in its block."""

    signs: Sequence[regex.Match[str]]
    """The next few."""
    typed: int
    """How many typed double marks, to the end of the block."""


@dataclass(slots=True)
class _Open:
    """A mark that has opened a quotation."""

    sign: str
    start: int
    end: int
    block: int
    found: int
    """How many quotations had been found when it was opened."""
    repeats: list[Span] = field(default_factory=list)


def scan(document: Document) -> list[Quoted]:
    """All words in quotation marks, in order of their beginnings.

    Raises QuotetrackError for more than `MOST_QUOTATIONS`.
    """
    scanner = _Scanner(document)
    for index, block in enumerate(document.blocks):
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        scanner.take(index, block, following)
    return sorted(scanner.found, key=lambda quoted: (quoted.outer.start, -quoted.outer.end))


class _Scanner:
    """Goes through a text once."""

    def __init__(self, document: Document) -> None:
        self.found: list[Quoted] = []
        self._name, self._text = document.name, document.text
        self._marks: Marks = marks()
        self._own = self._marks.own_opening.get(main_language(document.language or ""), frozenset())
        self._open: list[_Open] = []
        self._ahead: dict[str, list[int]] = {}

    def take(self, index: int, block: Block, following: Block | None) -> None:
        """Go through a block; what stays open at its end goes on only if the next one says so."""
        text, end = self._text, block.span.end
        at = self._continued(block)
        signs = list(self._marks.sign.finditer(text, at, end))
        typed = sum(match[0] == '"' for match in signs)
        for number, match in enumerate(signs):
            typed -= match[0] == '"'
            rest = _Rest(signs[number + 1 : number + 1 + LOOKED_AHEAD], typed)
            self._sign(match[0], match.start(), match.end(), index, block, rest)
        self._end(block, following)

    def _continued(self, block: Block) -> int:
        """Where the block's words begin, after the marks that only repeat what is open."""
        at = block.span.start
        for mark in self._open:
            while at < block.span.end and self._text[at].isspace():
                at += 1
            if (sign := self._repeats(mark, at)) is not None:
                mark.repeats.append(Span(at, at + len(sign)))
                at += len(sign)
        return at

    def _repeats(self, mark: _Open, at: int) -> str | None:
        """The mark at the head of a paragraph that says that the quotation goes on, if one stands there."""
        signs = [mark.sign]
        if mark.sign in "«„":
            signs += self._marks.closing[mark.sign]  # French repeats the closing one in some houses
        return next((sign for sign in signs if self._text.startswith(sign, at)), None)

    def _sign(self, sign: str, start: int, end: int, index: int, block: Block, rest: _Rest) -> None:
        before = self._text[start - 1] if start > block.span.start else " "
        after = self._text[end] if end < block.span.end else " "
        if self._is_apostrophe(sign, end, before, after, rest) or self._is_measure(sign, before, after, rest):
            return
        closes = self._closed_by(sign, before, after)
        if closes is None and sign == '"' and self._open and self._open[-1].sign == sign:
            # its like is open, and only an even number follow: the space is on the wrong side of it
            closes = len(self._open) - 1 if rest.typed % 2 == 0 and after.isalpha() else None
        if closes is not None:
            self._close(closes, start, end)
        elif len(self._open) < MOST_OPEN and (
            self._opens(sign, before, after) or self._must_open(sign, before, after, rest)
        ):
            self._open.append(_Open(sign, start, end, index, len(self.found)))

    def _closed_by(self, sign: str, before: str, after: str) -> int | None:
        """Which of the open marks the sign closes; the innermost that it can."""
        for place in range(len(self._open) - 1, -1, -1):
            if sign not in self._marks.closing[self._open[place].sign]:
                continue
            looks_opening = before.isspace() and not after.isspace()
            if sign in ("»", "›", "«", "‹"):
                looks_opening = (
                    looks_opening and after not in _AFTER_CLOSING and sign == self._open[place].sign
                )
            elif sign in ("“", "‘"):
                looks_opening = looks_opening and self._open[place].sign not in "„‚"
                if sign == self._open[place].sign and not (after.isspace() or after in _AFTER_CLOSING):
                    looks_opening = True
            elif sign in ("”", "’", "''"):
                looks_opening = looks_opening and self._open[place].sign == sign
            if not looks_opening:
                return place
        return None

    def _opens(self, sign: str, before: str, after: str) -> bool:
        if sign not in self._marks.closing:
            return False
        if sign in ("」", "』", "》", "〉"):
            return False
        if sign in "「『《〈﹁﹃｢〝":
            return True
        if sign in ("”", "»", "›", "’"):
            free = before.isspace() or before in _BEFORE_OPENING
            usual = sign in self._own or sign in ("»", "›")
            return free and not after.isspace() and after not in _AFTER_CLOSING - set("-–—….") and usual
        if sign in ("«", "‹", "„", "“", "‘", "‚", "``"):
            return sign in "«‹" or not after.isspace()
        free = before.isspace() or before in _BEFORE_OPENING or self._marks.sign.fullmatch(before) is not None
        return free and not after.isspace() and after not in ",;:?!)]}"

    def _must_open(self, sign: str, before: str, after: str, rest: _Rest) -> bool:
        """Whether a typed mark with its space on the wrong side can only be the first of a pair."""
        misplaced = sign == '"' and not self._open and not before.isspace() and after.isspace()
        return misplaced and rest.typed % 2 == 1

    def _is_apostrophe(self, sign: str, end: int, before: str, after: str, rest: _Rest) -> bool:
        if sign not in SINGLE or sign in ("‘", "‚"):
            return sign == "‘" and before.isalnum() and after.isalnum()
        if before.isalnum() and after.isalnum():
            return True
        open_single = next((mark for mark in reversed(self._open) if mark.sign in SINGLE), None)
        if before.isalnum() or before in ".,!?…":
            if open_single is None:
                return True
            # "the workers' union": possessive while another mark can still close what is open
            possessive = before in "sSzxž" and after == " " and self._text[end + 1 : end + 2].islower()
            return possessive and self._closes_later(rest)
        word = _WORD.match(self._text, end)
        if word and word[0].lower() in self._marks.elisions:
            return len(word[0]) == 1 or not self._closes_word(word.end())
        decade = _DECADE.match(self._text, end)
        return decade is not None and not self._closes_word(decade.end())

    def _closes_word(self, at: int) -> bool:
        return self._text[at : at + 1] in ("'", "’") and not self._text[at + 1 : at + 2].isalnum()

    def _closes_later(self, rest: _Rest) -> bool:
        """Whether a single mark further on in the block stands as one that closes does."""
        text = self._text
        for match in rest.signs:
            if match[0] in ("'", "’"):
                before, after = text[match.start() - 1], text[match.end() : match.end() + 1] or " "
                if not before.isspace() and not after.isalnum():
                    return True
                if before.isspace():
                    return False
        return False

    def _is_measure(self, sign: str, before: str, after: str, rest: _Rest) -> bool:
        """Feet and inches: after a figure, where no quotation is open or another mark closes it."""
        if sign not in ('"', "”", "''", "'", "’") or not before.isdigit():
            return False
        opened = any(sign in self._marks.closing[mark.sign] for mark in self._open)
        if not opened:
            return True
        if sign != '"' or not (after.isspace() or after.isalpha() or after == "-"):
            return False
        return rest.typed % 2 == 1

    def _close(self, place: int, start: int, end: int) -> None:
        mark = self._open[place]
        for unclosed in reversed(self._open[place + 1 :]):
            self._give_up(unclosed)
        del self._open[place:]
        self._add(mark, place, start, end, closed=True)

    def _add(self, mark: _Open, depth: int, start: int, end: int, *, closed: bool) -> None:
        text = self._text
        first, last = mark.end, start
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(c.isalnum() for c in text[first:last]):
            span = Span(first, last)
            outer, repeats = Span(mark.start, end), tuple(mark.repeats)
            if len(self.found) >= MOST_QUOTATIONS:
                raise QuotetrackError(
                    f"{self._name}: it has more than {MOST_QUOTATIONS:,} quotations, which is the most of an "
                    "article; check it in parts"
                )
            self.found.append(Quoted(span, outer, mark.sign, depth, mark.block, closed, repeats))

    def _give_up(self, mark: _Open) -> None:
        """A mark that nothing closes is none; what was found inside it stands one level higher."""
        self.found[mark.found :] = [
            replace(quoted, depth=max(0, quoted.depth - 1)) for quoted in self.found[mark.found :]
        ]

    def _goes_on(self, mark: _Open, following: Block) -> bool:
        """Whether the next paragraph's first double mark closes what is open; only its repetition lacks."""
        text, span = self._text, following.span
        signs = self._marks.sign.finditer(text, span.start, span.end)
        first = next((sign for sign in signs if sign[0] not in SINGLE), None)
        if first is None or first[0] not in self._marks.closing[mark.sign] or first.start() == span.start:
            return False
        return not text[first.start() - 1].isspace() and not text[first.end() : first.end() + 1].isalnum()

    def _end(self, block: Block, following: Block | None) -> None:
        end = block.span.end
        for place in range(len(self._open) - 1, -1, -1):
            mark = self._open[place]
            if mark.sign in SINGLE or end - mark.start > LONGEST:
                self._give_up(mark)
                del self._open[place]
        if not self._open:
            return
        outer = self._open[0]
        if following is not None and following.kind is block.kind:
            start = following.span.start
            if self._repeats(outer, start) is not None or self._goes_on(outer, following):
                return
        for mark in reversed(self._open):
            # a typed mark may be anything; a printer's mark that is not closed is a misprint
            if mark is outer and mark.sign not in STRAIGHT and block.kind is not BlockKind.HEADING:
                self._add(mark, 0, end, end, closed=False)
            else:
                self._give_up(mark)
        self._open.clear()
