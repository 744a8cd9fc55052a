"""A document to its quotations: what the scanner found, joined, attributed and told apart by kind."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quotetrack.model import Span
from quotetrack.quotations import attribution
from quotetrack.quotations.attribution import BLANK, Found
from quotetrack.quotations.document import BlockKind, Document
from quotetrack.quotations.kinds import unclaimed_kind
from quotetrack.quotations.marks import marks
from quotetrack.quotations.people import People
from quotetrack.quotations.quotation import Attribution, Quotation, QuotationKind
from quotetrack.quotations.saying import Saying, saying
from quotetrack.quotations.scanning import Quoted, scan
from quotetrack.transcripts.languages import detect

LONGEST_REPORTER = 80
"""Code points of a reporter's words inside a quote, as matching knows them."""


def quotations(document: Document) -> tuple[Quotation, ...]:
    """All quotations of the document, in order."""
    return _Extraction(document).all()


class _Extraction:
    """One document's text with its quoted words blanked out, and what was found in it."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.language = document.language or detect(document.text)
        self.words: Saying = saying(self.language, document.text)
        self.quoted = scan(document)
        self.outer = [quoted for quoted in self.quoted if not quoted.depth]
        blanked = list(self.text)
        for quoted in self.outer:
            for at in range(quoted.outer.start, quoted.outer.end):
                blanked[at] = BLANK
        self.blanked = "".join(blanked)

    def all(self) -> tuple[Quotation, ...]:
        found = [self._found(number) for number in range(len(self.outer))]
        subjects = [one.mention for one in found if one and one.mention]
        people = People(self.blanked, self.words, subjects)
        given: list[Attribution | None] = []
        for number, one in enumerate(found):
            given.append(_resolved(one, people) if one else self._continued(number, given))
        result: list[Quotation] = []
        number = 0
        while number < len(self.outer):
            last = number
            while last + 1 < len(self.outer) and self._goes_on(last):
                last += 1
            result.append(self._quotation(number, last, given))
            number = last + 1
        nested = [self._nested(quoted) for quoted in self.quoted if quoted.depth]
        return tuple(sorted([*result, *self._block_quotes(people), *nested], key=lambda q: q.span.start))

    def _bounds(self, number: int) -> tuple[int, int]:
        """Where the sentence around a quotation begins and ends, other quotations not crossed."""
        quoted = self.outer[number]
        first = self.document.blocks[quoted.block].span.start
        last = next(b.span.end for b in self.document.blocks if b.span.end >= quoted.outer.end)
        previous = self.outer[number - 1] if number else None
        if previous and previous.outer.end > first and self._ends(previous):
            first = previous.outer.end
        head = self.blanked[first : quoted.outer.start]
        stops = [m.end() for m in self.words.context.sentence_end.finditer(head) if m.end() < len(head)]
        first += stops[-1] if stops else 0
        following = self.outer[number + 1].outer.start if number + 1 < len(self.outer) else last
        tail = self.blanked[quoted.outer.end : min(last, following)]
        stop = self.words.context.sentence_end.search(tail)
        return first, quoted.outer.end + (stop.start() if stop else len(tail))

    def _ends(self, quoted: Quoted) -> bool:
        """Whether the quotation's own last sign ends the sentence it stands in."""
        last = self.text[quoted.span.end - 1]
        following = regex.match(r"\s*(\S)", self.text[quoted.outer.end : quoted.outer.end + 5])
        return last in ".…" or (last in "?!" and following is not None and following[1].isupper())

    def _found(self, number: int) -> Found | None:
        quoted = self.outer[number]
        first, last = self._bounds(number)
        head = attribution.before(self.blanked, first, quoted.outer.start, self.words)
        if head and self.blanked[: quoted.outer.start].rstrip().endswith((",", ":")):
            return head
        ended = self.text[quoted.span.end - 1] in ".…"
        return attribution.after(self.blanked, quoted.outer.end, last, self.words, ended=ended) or head

    def _continued(self, number: int, given: Sequence[Attribution | None]) -> Attribution | None:
        """The speaker of the quotation before, where this one goes on: "…," he said. "…"."""
        if not number:
            return None
        quoted, previous = self.outer[number], self.outer[number - 1]
        first, _ = self._bounds(number)
        same = previous.block == quoted.block and not self.blanked[first : quoted.outer.start].strip()
        return given[number - 1] if same else None

    def _goes_on(self, number: int) -> bool:
        """Whether the next quotation is the rest of this one, after a reporter's words: "…," he said, "…"."""
        one, other = self.outer[number], self.outer[number + 1]
        between = self.text[one.outer.end : other.outer.start]
        if one.block != other.block or not 2 <= len(between) <= LONGEST_REPORTER:
            return False
        verbs = any(word in self.words.cut_out for word in regex.findall(r"\p{L}+", between.lower()))
        return verbs and self.text[one.span.end - 1] in ",?!—–-" and between.rstrip()[-1:] in ",—–-"

    def _quotation(self, number: int, last: int, given: Sequence[Attribution | None]) -> Quotation:
        quoted = self.outer[number]
        span = Span(quoted.span.start, self.outer[last].span.end)
        text, found = self._words(span, quoted.repeats), given[number]
        first, _ = self._bounds(number)
        if found is not None:
            kind = QuotationKind.DIRECT
        else:
            head = self.blanked[first : quoted.outer.start]
            title = quoted.opening in marks().titles
            kind = unclaimed_kind(text, head, self.words, title_marks=title)
        parts = [self._words(each.span, each.repeats) for each in self.outer[number : last + 1]]
        return Quotation(text, span, kind, " ".join(parts), found, language=self.language)

    def _nested(self, quoted: Quoted) -> Quotation:
        text = self._words(quoted.span, quoted.repeats)
        kind = unclaimed_kind(text, "", self.words, title_marks=quoted.opening in marks().titles)
        return Quotation(text, quoted.span, kind, text, language=self.language, nested=True)

    def _block_quotes(self, people: People) -> list[Quotation]:
        """Block quotes without marks of their own, given to whom the line before or their last one names."""
        result, blocks, at = [], self.document.blocks, 0
        while at < len(blocks):
            end = at + 1
            if blocks[at].kind is BlockKind.QUOTED:
                while end < len(blocks) and blocks[end].group == blocks[at].group:
                    end += 1
                result += self._block_quote(at, end, people)
            at = end
        return result

    def _block_quote(self, at: int, end: int, people: People) -> list[Quotation]:
        blocks = self.document.blocks
        span, tail = Span(blocks[at].span.start, blocks[end - 1].span.end), blocks[end - 1].span
        if any(q.outer.start <= span.start and q.outer.end >= span.end - 60 for q in self.outer):
            return []
        found = None
        if end - at > 1:
            found = attribution.after(self.blanked, tail.start, tail.end, self.words, ended=True)
            if found is not None:
                span = Span(span.start, blocks[end - 2].span.end)
        if found is None and at and self.blanked[: blocks[at - 1].span.end].rstrip().endswith(":"):
            before = blocks[at - 1].span
            found = attribution.before(self.blanked, before.start, before.end, self.words)
        given = _resolved(found, people) if found else None
        kind = QuotationKind.BLOCK if given else QuotationKind.UNATTRIBUTED
        text = self.text[span.start : span.end]
        return [Quotation(text, span, kind, text, given, language=self.language)]

    def _words(self, span: Span, repeats: Sequence[Span]) -> str:
        """The text of a span without the marks that only repeat that the quotation goes on."""
        parts, at = [], span.start
        for repeat in repeats:
            parts.append(self.text[at : repeat.start])
            at = repeat.end
        return "".join([*parts, self.text[at : span.end]])


def _resolved(found: Found, people: People) -> Attribution:
    """The full name of whom a sentence names, or of whom its pronoun or office means."""
    at = found.span.start
    if found.mention is not None:
        return Attribution(found.written, found.span, people.full_name(found.mention.name, at))
    who = people.meant(at, found.sex) if found.sex is not None else people.holder(found.office or "", at)
    name = people.full_name(who.name, at) if who else None
    return Attribution(found.written, found.span, name, inferred=True)
