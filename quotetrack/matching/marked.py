"""What a mark in a quote stands for beside a witness: an omission, an insertion, or nothing at all.

A mark is a mark only where the witness lacks it.
"""

from __future__ import annotations

from quotetrack.matching.align import Step
from quotetrack.matching.changed import word_class
from quotetrack.matching.equivalence import Judgement, equivalent
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.marks import Mark, MarkKind
from quotetrack.matching.tokens import Tokens, surface
from quotetrack.model import Difference, Span, Weight

UNLICENSED = ("negation", "number")
"""What brackets may neither add nor take away."""


def judge_mark(
    step: Step, mark: Mark, right: Span, quote: Tokens, transcript: Tokens, words: Lexicon
) -> list[Difference]:
    """The difference that a mark makes; none where the witness has the very same.

    ``right`` are the words of the transcript that stand at the mark, if any.
    """
    if _same_here(step, mark, quote, transcript):
        return []
    text = quote.text[mark.span.start : mark.span.end]
    omitted = transcript.words(step.place, step.place_end)
    klass, weight = (_omission if mark.kind is MarkKind.OMISSION else _enclosure)(
        step, mark, omitted, transcript, words
    )
    if weight is Weight.MARKED and text.startswith("(") and _has_brackets(step, right, transcript):
        klass, weight = "content", Weight.SUBSTANTIVE
    kind = "substitution" if omitted else "insertion"
    if mark.kind is MarkKind.OMISSION:
        kind = "omission"
    return [Difference(kind, klass, weight, text, transcript.slice(right), mark.span, right)]


def _has_brackets(step: Step, right: Span, transcript: Tokens) -> bool:
    """Whether a transcript has round brackets of its own where a quote has some, which nobody put in then."""
    if step.place == step.place_end:
        return 0 < step.place < len(transcript) and "(" in transcript.gap(step.place)
    return transcript.text.endswith("(", 0, right.start) and transcript.text.startswith(")", right.end)


def _same_here(step: Step, mark: Mark, quote: Tokens, transcript: Tokens) -> bool:
    """Whether both texts have the same characters between the words around the mark."""
    start = quote.ends[mark.at - 1] if mark.at else mark.span.start
    end = quote.starts[mark.at] if mark.at < len(quote) else mark.span.end
    said = quote.text[start:end]
    if mark.at and mark.at < len(quote) and step.place and step.place_end < len(transcript):
        return said == transcript.text[transcript.ends[step.place - 1] : transcript.starts[step.place_end]]
    # At an end of the quote the transcript goes on; it is enough that the mark stands there.
    text = mark.span.end - mark.span.start
    first = transcript.starts[step.place] if step.place < len(transcript) else len(transcript.text)
    last = transcript.ends[step.place_end - 1] if step.place < step.place_end else first
    around = transcript.text[max(0, first - text) : last + text]
    return (
        bool(mark.inner.words(0, len(mark.inner))) and quote.text[mark.span.start : mark.span.end] in around
    )


def _omission(step: Step, mark: Mark, omitted: list[str], transcript: Tokens, words: Lexicon) -> Judgement:
    """Dots: marked, whatever they leave out; mere typography where the witness has dots too."""
    del mark, words
    gap = transcript.gap(step.place) if 0 < step.place < len(transcript) else ""
    if not omitted and ("…" in gap or ".." in gap.replace(" ", "")):
        return "punctuation", Weight.TYPOGRAPHIC
    return "omission-marked", Weight.MARKED


def _enclosure(step: Step, mark: Mark, omitted: list[str], transcript: Tokens, words: Lexicon) -> Judgement:
    """Brackets or a reporter's words: judged by what they enclose and what they stand for."""
    del step, transcript
    inner = mark.inner.words(0, len(mark.inner))
    if [surface(word) for word in inner] == [surface(word) for word in omitted]:
        return "brackets", Weight.TYPOGRAPHIC
    if inner and omitted and (judged := equivalent(inner, omitted, words)) is not None:
        return judged
    if mark.kind is MarkKind.REPORTER:
        # Nothing licenses the loss of words at a reporter's interruption.
        return ("content", Weight.SUBSTANTIVE) if omitted else ("interruption-marked", Weight.MARKED)
    for word in map(surface, (*inner, *omitted)):
        if (grave := word_class(word, words)) in UNLICENSED:
            return grave, Weight.SUBSTANTIVE
    return "insertion-marked", Weight.MARKED
