"""A document to its quotations: what the scanner found, joined, attributed and told apart by kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import regex

from quotetrack.model import Span
from quotetrack.quotations import attribution
from quotetrack.quotations.attribution import BLANK
from quotetrack.quotations.document import BlockKind, Document
from quotetrack.quotations.kinds import is_named_so, unclaimed_kind
from quotetrack.quotations.marks import marks
from quotetrack.quotations.people import Mention, People
from quotetrack.quotations.quotation import Attribution, Quotation, QuotationKind
from quotetrack.quotations.saying import Saying, saying
from quotetrack.quotations.scanning import Quoted, scan
from quotetrack.quotations.sentences import Sentences, blanked
from quotetrack.quotations.subjects import Found, before_verb
from quotetrack.transcripts.languages import detect, detect_inside

LONGEST_REPORTER = 80
"""Code points of a reporter's words inside a quote, as matching knows them."""
SIGNATURE = 60
"""Code points that may follow the marks of words in a block quote: whose they are."""
MOST_VERBS = 20_000
"""Verbs of saying whose subjects are taken for people; a book has a quarter of them."""
MOST_NAMED = 12
"""Words of a name or a term that is only spoken of."""
ENOUGH_WORDS = 12
"""Words in which a language shows."""


def quotations(document: Document) -> tuple[Quotation, ...]:
    """All quotations of the document, in order. Raises QuotetrackError for more than `MOST_QUOTATIONS`."""
    return _Extraction(document).all()


class _Extraction:
    """One document's text with its quoted words blanked out, and what was found in it."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.quoted = scan(document)
        self.outer = [quoted for quoted in self.quoted if not quoted.depth]
        self.blanked = blanked(self.text, self.outer)
        told = self.blanked.replace(BLANK, "")  # what is quoted may be in another language
        self.language = document.language or detect(told) or detect(self.text)
        self.words: Saying = saying(self.language, self.text)
        self.sentences = Sentences(document, self.outer, self.blanked, self.words)

    def all(self) -> tuple[Quotation, ...]:
        found = [self._found(number) for number in range(len(self.outer))]
        people = People(self.blanked, self.words, [*self._speakers(), *_certain(found)])
        given: list[Attribution | None] = []
        for number, one in enumerate(found):
            one = one if one and _counts(one, people) else self._told_before(number)
            given.append(_resolved(one, people) if one else self._continued(number, given))
        result: list[Quotation] = []
        number = 0
        while number < len(self.outer):
            last = number
            while last + 1 < len(self.outer) and self._goes_on(last):
                last += 1
            result.append(self._quotation(number, last, given))
            number = last + 1
        blocks = self._block_quotes(people)
        inner = [self._inside(quotation, blocks) for quotation in result]
        nested = [self._nested(quoted) for quoted in self.quoted if quoted.depth]
        return tuple(sorted([*inner, *blocks, *nested], key=lambda q: (q.span.start, -q.span.end)))

    def _speakers(self) -> Iterator[Mention]:
        """Everybody who is the subject of a verb of saying anywhere in the text."""
        for verb in islice(self.words.verb.finditer(self.blanked), MOST_VERBS):
            start = self.sentences.sentence_start(verb.start(), attribution.REACH)
            subject = before_verb(self.blanked, start, verb.start(), self.words)
            if subject is not None and subject.mention is not None and not subject.weak:
                yield subject.mention

    def _found(self, number: int) -> Found | None:
        quoted, around = self.outer[number], self.sentences.around(number)
        head = self.sentences.head(number)
        short = len(self.text[quoted.span.start : quoted.span.end].split()) <= MOST_NAMED
        if short and is_named_so(head, self.words):
            return None
        before = attribution.before(self.blanked, around.start, quoted.outer.start, self.words)
        if before and head.rstrip().endswith((",", ":")):
            return before
        sign = self.text[quoted.span.end - 1]
        return attribution.after(self.blanked, quoted.outer.end, around.end, self.words, last=sign) or before

    def _told_before(self, number: int) -> Found | None:
        """Whom the sentence before gives words to in its own words; this one is only a quotation."""
        quoted = self.outer[number]
        if quoted.outer.start == self.sentences.block(number).span.start:
            announced = self.sentences.announced(quoted.block)
            if announced is not None:
                return attribution.before(self.blanked, announced.start, announced.end, self.words)
        if not self.sentences.stands_alone(number):
            return None
        before = self.sentences.before(number)
        return attribution.earlier(self.blanked, before.start, before.end, self.words) if before else None

    def _continued(self, number: int, given: Sequence[Attribution | None]) -> Attribution | None:
        """The speaker of the quotation before, where this one goes on: "…," he said. "…".

        A paragraph that is nothing but a quotation goes on with the paragraph before it, where that
        ends with words of somebody named.
        """
        speaker = given[number - 1] if number else None
        if speaker is None or self.sentences.head(number).strip():
            return None
        quoted, previous = self.outer[number], self.outer[number - 1]
        if self.sentences.stops_between(previous.outer.end, quoted.outer.start):
            return None
        if previous.block == quoted.block:
            return speaker
        first = quoted.outer.start == self.sentences.block(number).span.start
        alone = first and previous.block == quoted.block - 1 and self.sentences.stands_alone(number)
        return replace(speaker, inferred=True) if alone and speaker.speaker is not None else None

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
        kind = QuotationKind.DIRECT
        if found is None:
            title = quoted.opening in marks().titles
            kind = unclaimed_kind(text, self.sentences.head(number), self.words, title_marks=title)
        parts = [self._words(each.span, each.repeats) for each in self.outer[number : last + 1]]
        return Quotation(text, span, kind, " ".join(parts), found, language=self._language(text, span))

    def _nested(self, quoted: Quoted) -> Quotation:
        text = self._words(quoted.span, quoted.repeats)
        kind = unclaimed_kind(text, "", self.words, title_marks=quoted.opening in marks().titles)
        return Quotation(
            text, quoted.span, kind, text, language=self._language(text, quoted.span), nested=True
        )

    def _inside(self, quotation: Quotation, blocks: Sequence[Quotation]) -> Quotation:
        """Words in marks inside a block quote are nested, unless the block itself says whose they are."""
        at = bisect_right(blocks, quotation.span.start, key=lambda block: block.span.start) - 1
        within = at >= 0 and quotation.span.end <= blocks[at].span.end
        if not within or (quotation.speaker is not None and not quotation.inferred):
            return quotation
        return replace(quotation, nested=True)

    def _block_quotes(self, people: People) -> list[Quotation]:
        """Block quotes without marks of their own, given to whom the line before or their last one names."""
        result: list[Quotation] = []
        blocks, at, before = self.document.blocks, 0, -1
        while at < len(blocks):
            end = at + 1
            if blocks[at].kind is BlockKind.QUOTED:
                while end < len(blocks) and blocks[end].group == blocks[at].group:
                    end += 1
                follows = result[-1].attribution if result and before == at else None
                found = self._block_quote(at, end, people, follows)
                if found is not None:
                    result.append(found)
                    before = end
            at = end
        return result

    def _block_quote(
        self, at: int, end: int, people: People, follows: Attribution | None
    ) -> Quotation | None:
        """The block quote of some blocks; ``follows`` is whose the one right before it is."""
        blocks = self.document.blocks
        span, tail = Span(blocks[at].span.start, blocks[end - 1].span.end), blocks[end - 1].span
        first = bisect_right(self.outer, span.start, key=lambda quoted: quoted.outer.start) - 1
        if first >= 0 and self.outer[first].outer.end >= max(span.start + 1, span.end - SIGNATURE):
            return None  # it has marks of its own
        found = None
        if end - at > 1:
            found = attribution.after(self.blanked, tail.start, tail.end, self.words, last=".")
            if found is not None:
                span = Span(span.start, blocks[end - 2].span.end)
        if found is None and (announced := self.sentences.announced(at)) is not None:
            found = attribution.before(self.blanked, announced.start, announced.end, self.words)
        attributed = _resolved(found, people) if found else follows
        kind = QuotationKind.BLOCK if attributed else QuotationKind.UNATTRIBUTED
        text = self.text[span.start : span.end]
        return Quotation(text, span, kind, text, attributed, language=self._language(text, span))

    def _language(self, text: str, span: Span) -> str | None:
        """The language of quoted words: as the source states it, as it shows, else that around them."""
        if (stated := self.document.language_at(span)) is not None:
            return stated
        shown = detect(text) if len(text.split()) >= ENOUGH_WORDS else detect_inside(text, self.language)
        return shown or self.language

    def _words(self, span: Span, repeats: Sequence[Span]) -> str:
        """The text of a span without the marks that only repeat that the quotation goes on."""
        parts, at = [], span.start
        for repeat in repeats:
            parts.append(self.text[at : repeat.start])
            at = repeat.end
        return "".join([*parts, self.text[at : span.end]])


def _certain(found: Sequence[Found | None]) -> Iterator[Mention]:
    """The names that sentences say speak."""
    return (one.mention for one in found if one and one.mention and not one.weak)


def _counts(found: Found, people: People) -> bool:
    """Whether a name stands there that is a person's as far as the text shows."""
    return not found.weak or found.mention is None or people.knows(found.mention)


def _resolved(found: Found, people: People) -> Attribution:
    """The full name of whom a sentence names, or of whom its pronoun or office means."""
    at = found.span.start
    if found.mention is not None:
        return Attribution(found.written, found.span, people.full_name(found.mention.name, at))
    who = None
    if found.pronoun:
        who = people.meant(at, found.sex)
    elif found.office is not None:
        who = people.holder(found.office, at)
    name = people.full_name(who.name, at) if who else None
    if name is not None:
        people.note(Mention(found.span, name))
    return Attribution(found.written, found.span, name, inferred=who is not None)
