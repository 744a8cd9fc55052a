"""A quote and a passage as runs of words: the same on both sides, or on one of them alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.exporting.receipt import DifferencePart, PassagePart, SpanPart

SAME, LOST, GAINED, GAP = "same", "lost", "gained", "gap"
LONG_LOST = 500
"""Characters of the transcript's own words that are shown at once; more is folded away, not left out."""
LONG_SAME = 5_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the quote or of the passage."""

    mark: str
    """``same``; ``lost``: the transcript's words alone; ``gained``: the quote's alone; ``gap``: the other
    side has words here, and this one none."""
    text: str
    number: int | None = None
    """Of the difference, as the list below counts them."""
    folded: bool = False
    """So long that it is shown on demand."""

    @property
    def words(self) -> int:
        """How many there are."""
        return len(self.text.split())


def numbered(differences: Sequence[DifferencePart]) -> tuple[tuple[int, DifferencePart], ...]:
    """The differences that are more than typography, counted from 1 in their order."""
    telling = (each for each in differences if each.weight != "typographic")
    return tuple(enumerate(telling, 1))


def quote_runs(text: str, differences: Sequence[DifferencePart]) -> tuple[Run, ...]:
    """The quote, with what it alone has."""
    spans = [(number, each.quote_span) for number, each in numbered(differences)]
    return tuple(_runs(text, 0, spans, GAINED, LONG_SAME))


def passage_runs(passage: PassagePart, differences: Sequence[DifferencePart]) -> tuple[Run, ...]:
    """The passage, with what it alone has."""
    spans = [(number, each.transcript_span) for number, each in numbered(differences)]
    return tuple(_runs(passage.text, passage.start, spans, LOST, LONG_LOST))


def _runs(
    text: str, start: int, spans: Sequence[tuple[int, SpanPart | None]], mark: str, long: int
) -> Iterator[Run]:
    """``start`` is where the text stands in what the spans count. Spans that do not fit are passed over."""
    at, end = start, start + len(text)
    placed = sorted(
        ((span.start, span.end, number) for number, span in spans if span is not None), key=lambda s: s[:2]
    )
    for first, last, number in placed:
        if not at <= first <= last <= end:
            continue
        if first > at:
            yield _same(text[at - start : first - start])
        if first == last:
            yield Run(GAP, "", number)
        else:
            words = text[first - start : last - start]
            yield Run(mark, words, number, len(words) > long)
        at = last
    if at < end:
        yield _same(text[at - start :])


def _same(words: str) -> Run:
    return Run(SAME, words, folded=len(words) > LONG_SAME)
