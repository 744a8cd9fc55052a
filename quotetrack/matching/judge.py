"""How a quote stands in one transcript: locate, align, explain, and the word for the whole.

The order of wordings is the design's: a score may find a place, only the absence of any
unmarked difference makes a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quotetrack.matching.align import Step, StepKind, align
from quotetrack.matching.changed import Stretch, word_class
from quotetrack.matching.differences import explain
from quotetrack.matching.gaps import compare_end, compare_gaps, compare_sign_after, compare_sign_before
from quotetrack.matching.lexicon import Lexicon, lexicon
from quotetrack.matching.locate import SEED, Chain, locate
from quotetrack.matching.marked import judge_mark
from quotetrack.matching.marks import MarkedQuote, MarkKind, parse, without_marks
from quotetrack.matching.parts import LEAST_RUN, Tally, by_chance, count, one_phrase, only_part, too_few
from quotetrack.matching.runs import Places, runs_of
from quotetrack.matching.tokens import Skips, Tokens, surface, tokenise
from quotetrack.matching.verbatim import find_verbatim
from quotetrack.model import Alignment, Difference, Span, Weight, Wording

RULES = "4"
"""Version of the rules of difference; written into every receipt."""

BREAK = 2
"""Words that one passage in one piece may have fewer in place than one in two."""

MOST_REMEMBERED = 64
"""Quotes cut at their marks that are remembered, since one is held against many transcripts."""

_WORDING = (
    (Weight.SUBSTANTIVE, Wording.DIFFERS),
    (Weight.JOIN, Wording.JOINED),
    (Weight.HARMLESS, Wording.CLOSE),
    (Weight.MARKED, Wording.AS_MARKED),
    (Weight.TYPOGRAPHIC, Wording.TYPOGRAPHIC),
)
"""The first weight that occurs names the wording."""


@dataclass(frozen=True)
class Text:
    """A transcript made ready to be compared with many quotes."""

    text: str
    skips: Skips
    language: str | None
    windows: tuple[Span, ...] | None = None
    """The stretches to look at, in order, not overlapping; ``None`` for all of it."""

    @classmethod
    def of(cls, text: str, skips: Iterable[Span] = (), language: str | None = None) -> Text:
        """Read a canonical text, the asides and labels in ``skips`` aside."""
        return cls(text, Skips(skips), language)

    def through(self, windows: Sequence[Span]) -> Text:
        """The same text, looked at only in these stretches: where an index says that a quote may stand."""
        return Text(self.text, self.skips, self.language, tuple(windows))

    @cached_property
    def places(self) -> Places:
        """Where its words stand."""
        return Places(self.tokens.keys)

    @cached_property
    def words(self) -> frozenset[str]:
        """The keys of its tokens, each once."""
        return frozenset(self.tokens.keys)

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens, read when they are first asked for."""
        return tokenise(self.text, self.skips, windows=self.windows)


def compare(
    quote: str, text: Text, language: str | None = None, most: int = 4, *, first_rate_only: bool = False
) -> tuple[Alignment, ...]:
    """How a quote stands in a transcript: its best place first, then its rivals, equally good or less.

    One alignment with the wording ``absent`` where it has no place at all. ``language`` is
    the quote's, for the lists of harmless differences; else the transcript's, else its script's.
    ``first_rate_only``: where it stands word for word, its lesser places do not matter.
    """
    words = lexicon(language or text.language, quote)
    marked = marked_quote(quote, words)
    quick = first_rate_only and not marked.marks
    if quick and (verbatim := find_verbatim(marked.tokens, text.text, text.skips, most, text.windows)):
        return verbatim
    breaks = frozenset(mark.at for mark in marked.marks if mark.kind is MarkKind.OMISSION)
    found = [
        _judge(marked, text, chain, words) for chain in locate(marked.tokens.keys, text.places, breaks, most)
    ]
    placed = [alignment for alignment in found if alignment.wording is not Wording.ABSENT]
    if marked.marks:
        verbatim = _marks_nothing(marked, text, most)
        placed = [*verbatim, *(each for each in placed if not _stands_in(each, verbatim))]
        placed = placed or _in_a_row(marked, text, words, most)
    if not placed:
        return (Alignment(Wording.ABSENT),)
    return tuple(sorted(placed, key=_best_first))


def may_hold(quote: str, text: Text, language: str | None = None) -> bool:
    """False where `compare` finds no place, and the words alone tell so: a quick look before it.

    It pays where one text is held against many quotes that hardly ever stand there.
    """
    marked = marked_quote(quote, lexicon(language or text.language, quote))
    if marked.marks:  # what they enclose may be words of the quote
        return True
    return not too_few([key in text.words for key in marked.tokens.keys])


def _marks_nothing(quote: MarkedQuote, text: Text, most: int) -> tuple[Alignment, ...]:
    """Where what looks like marks stands in the transcript just so, and then marks nothing."""
    plain = tokenise(quote.tokens.text)
    first, last = plain.starts[0], plain.ends[-1]
    spans = [mark.span for mark in quote.marks]
    if not all(len(m.inner) or (first <= m.span.start and m.span.end <= last) for m in quote.marks):
        return ()  # dots at an end
    # A bracket at an end is no part of the words, and has to stand there too.
    before = plain.text[min(first, spans[0].start) : first]
    after = plain.text[last : max(last, spans[-1].end)]
    return tuple(
        found
        for found in find_verbatim(plain, text.text, text.skips, most, text.windows)
        if text.text.endswith(before, 0, found.pieces[0].start)
        and text.text.startswith(after, found.pieces[-1].end)
    )


def _in_a_row(quote: MarkedQuote, text: Text, words: Lexicon, most: int) -> list[Alignment]:
    """Where all words stand in a row, those that marks enclose too: asked where the marks lead nowhere."""
    plain = MarkedQuote(tokenise(quote.tokens.text), ())
    size = len(plain.tokens)
    whole = [run for run in runs_of(plain.tokens.keys, text.places, min(SEED, size)) if run.length == size]
    return [_judge(plain, text, (run,), words) for run in whole[:most]]


def _stands_in(alignment: Alignment, others: Iterable[Alignment]) -> bool:
    """Whether it shares words with one of these others."""
    return any(
        p.start < o.end and o.start < p.end for a in others for o in a.pieces for p in alignment.pieces
    )


def _best_first(alignment: Alignment) -> tuple[int, int, int]:
    """The order of places: wording, words in place less what breaks cost, first in the text."""
    breaks = len(alignment.pieces) - 1
    return -alignment.wording.rank, BREAK * breaks - alignment.matched, alignment.pieces[0].start


def words_of(quote: str, language: str | None = None) -> str:
    """A quote's words without its marks and what they enclose: what an index is asked for."""
    return without_marks(quote, lexicon(language, quote))


@lru_cache(maxsize=MOST_REMEMBERED)
def marked_quote(quote: str, words: Lexicon) -> MarkedQuote:
    """A quote cut at its marks; remembered, since one quote is held against many transcripts."""
    return parse(quote, words)


def _judge(quote: MarkedQuote, text: Text, chain: Chain, words: Lexicon) -> Alignment:
    """Walk the steps of one candidate place and name the wording."""
    tally = Tally()
    steps = _around_numbers(align(quote, text.tokens, chain, words), quote.tokens, words)
    for step in steps:
        count(step, tally)
    if only_part(len(quote.tokens), tally):
        return _part(len(quote.tokens), text.tokens, tally)
    before: Step | None = None
    for step in steps:
        if step.kind is StepKind.SAME:
            goes_on = before is not None and _goes_on(before, step)
            if goes_on or not _same_characters(step, quote.tokens, text.tokens):
                _compare_run(step, goes_on, quote, text, words, tally)
        elif step.kind is StepKind.EDIT:
            stretch = Stretch(step.quote, step.quote_end, step.place, step.place_end)
            tally.differences += explain(stretch, quote.tokens, text.tokens, words)
        else:
            tally.differences += _passed_over(step, quote, text.tokens, words)
        before = step
    _edges(quote, text, steps, tally)
    found = _alignment(text.tokens, tally)
    if found.wording is not Wording.DIFFERS:
        return found
    if one_phrase(len(quote.tokens), tally) or by_chance(quote.tokens, steps, tally, words):
        return _part(len(quote.tokens), text.tokens, tally)
    return found


def _around_numbers(steps: Sequence[Step], quote: Tokens, words: Lexicon) -> list[Step]:
    """Edits on both sides of a number made one: "$5 million" and "5 million dollars" are one amount."""
    if len(steps) < 3:
        return list(steps)
    joined: list[Step] = []
    for step in steps:
        if (
            step.kind is StepKind.EDIT
            and len(joined) > 1
            and joined[-1].kind is StepKind.SAME
            and joined[-2].kind is StepKind.EDIT
            and all(
                word_class(surface(word), words) == "number"
                for word in quote.words(joined[-1].quote, joined[-1].quote_end)
            )
        ):
            joined.pop()
            before = joined.pop()
            step = Step(StepKind.EDIT, before.quote, step.quote_end, before.place, step.place_end)
        joined.append(step)
    return joined


def _goes_on(before: Step, step: Step) -> bool:
    """Whether a run begins, on both sides, where another ends."""
    ends = before.quote_end, before.place_end
    return before.kind is StepKind.SAME and ends == (step.quote, step.place)


def _same_characters(step: Step, quote: Tokens, transcript: Tokens) -> bool:
    """Whether a run stands there as it is, gaps included: then there is no difference to look for in it."""
    if step.quote == step.quote_end:
        return True
    left = quote.text[quote.starts[step.quote] : quote.ends[step.quote_end - 1]]
    return left == transcript.text[transcript.starts[step.place] : transcript.ends[step.place_end - 1]]


def _compare_run(
    step: Step, goes_on: bool, quote: MarkedQuote, text: Text, words: Lexicon, tally: Tally
) -> None:
    """Tokens with one key, and the gaps between them: are they the same characters?

    ``goes_on``: what stands before it is a run too, and the gap between the two is to be compared.
    """
    tokens, transcript = quote.tokens, text.tokens
    for q, t in zip(range(step.quote, step.quote_end), range(step.place, step.place_end), strict=True):
        if (goes_on or q > step.quote) and not (quote.marks and quote.between(q, q)):
            _add(tally, compare_gaps(tokens, q, transcript, t, text.skips))
        if tokens.word(q) != transcript.word(t):
            tally.differences += explain(Stretch(q, q + 1, t, t + 1), tokens, transcript, words)


def _add(tally: Tally, difference: Difference | None) -> None:
    if difference is not None:
        tally.differences.append(difference)


def _passed_over(step: Step, quote: MarkedQuote, transcript: Tokens, words: Lexicon) -> list[Difference]:
    """The difference made by a mark, or by a join without one."""
    right = (
        transcript.span(step.place, step.place_end)
        if step.place <= step.place_end
        else Span(transcript.starts[step.place_end], transcript.ends[step.place - 1])
    )
    if step.mark is None:
        kind = "order" if step.kind is StepKind.ORDER else "omission"
        place = quote.tokens.span(step.quote, step.quote)
        return [Difference(kind, "joined", Weight.JOIN, "", transcript.slice(right), place, right)]
    return judge_mark(step, step.mark, right, quote.tokens, transcript, words)


def _edges(quote: MarkedQuote, text: Text, steps: Sequence[Step], tally: Tally) -> None:
    """Compare what stands at the two ends: the last stop, and a sign cut off a number."""
    first, last = steps[0], steps[-1]
    tokens, marks = text.tokens, [mark.at for mark in quote.marks]
    if first.kind is StepKind.SAME and 0 not in marks:
        _add(tally, compare_sign_before(quote.tokens, tokens, first.place))
    if last.kind is StepKind.SAME and len(quote.tokens) not in marks:
        _add(tally, compare_sign_after(quote.tokens, tokens, last.place_end - 1))
        _add(tally, compare_end(quote.tokens, tokens, last.place_end - 1))


def _part(total: int, transcript: Tokens, tally: Tally) -> Alignment:
    """A quote that stands there in part, or not at all; its differences would say nothing."""
    if tally.longest < min(LEAST_RUN, total):
        return Alignment(Wording.ABSENT)
    return Alignment(Wording.PARTIAL, _pieces(transcript, tally), (), tally.matched)


def _pieces(transcript: Tokens, tally: Tally) -> tuple[Span, ...]:
    return tuple([transcript.span(start, end) for start, end in tally.pieces])


def _alignment(transcript: Tokens, tally: Tally) -> Alignment:
    if not tally.differences:
        return Alignment(Wording.EXACT, _pieces(transcript, tally), (), tally.matched)
    differences = tuple(sorted(tally.differences, key=lambda d: (d.quote_span.start, d.quote_span.end)))
    weights = {difference.weight for difference in differences}
    wording = next(word for weight, word in _WORDING if weight in weights)
    return Alignment(wording, _pieces(transcript, tally), differences, tally.matched)
