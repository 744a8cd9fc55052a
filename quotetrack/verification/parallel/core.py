"""A translated quote and its original: which sentences stand beside which, and what either lacks there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from quotetrack.model import Parallel, Quote, Span, Transcript, Unmatched
from quotetrack.verification.parallel.beads import Bead, align_sentences
from quotetrack.verification.parallel.features import Sentence, sentences

FEW = 3
"""With so many times the quote's sentences an original is about as long as the quote: order and
length place it. In a longer one something that both name has to."""
LIKE_WORDS = 3
"""Words spelled alike in both that place a quote like a name."""
SPELLED_OUT = 21
"""Numbers below it are written in words as often as in digits, and are never said to be missing."""
MOST_SENTENCES = 20_000


def parallel_of(quote: Quote, original: Transcript) -> tuple[Parallel, ...]:
    """The quote's sentences in order, each with the original's that answer to it by structure.

    By order, length, names, numbers and words spelled alike: what anything means is not asked, and
    nothing is said of whether a translation is right. None where the original is long and nothing in
    it has to do with the quote.
    """
    ours = sentences(quote.text, quote.language)
    theirs = sentences(original.text, original.language)
    if not ours or not theirs or len(theirs) > MOST_SENTENCES:
        return ()
    beads = align_sentences(ours, theirs)
    placed = [bead for bead in beads if bead.place < bead.place_end]
    if not placed or (
        len(theirs) > FEW * (len(ours) + 1) and not any(_sure(b, ours, theirs) for b in placed)
    ):
        return ()
    return tuple(_parallels(beads, ours, theirs, quote.text, original.text))


def _sure(bead: Bead, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> bool:
    """Whether something that both sides have places a bead."""
    left, right = _sides(bead, ours, theirs)
    alike = {k for s in left for k in s.cognates} & {k for s in right for k in s.cognates}
    return bool(_pairs(left, right)) or len(alike) >= LIKE_WORDS


def _sides(
    bead: Bead, ours: Sequence[Sentence], theirs: Sequence[Sentence]
) -> tuple[Sequence[Sentence], Sequence[Sentence]]:
    return ours[bead.quote : bead.quote_end], theirs[bead.place : bead.place_end]


def _parallels(
    beads: Iterable[Bead], ours: Sequence[Sentence], theirs: Sequence[Sentence], text: str, original: str
) -> Iterator[Parallel]:
    """Each bead with what was passed over before it, and what either side has alone."""
    before: int | None = None
    everything, all_ours = _all(theirs), _all(ours)
    for bead in beads:
        left, right = _sides(bead, ours, theirs)
        passed = None
        if right:
            if before is not None:
                passed = _between(original, before, right[0].span.start)
            before = right[-1].span.end
        held, has = _all(left), _all(right)
        yield Parallel(
            quote=Span(left[0].span.start, left[-1].span.end),
            original=tuple(sentence.span for sentence in right),
            anchors=tuple(_pairs(left, right)),
            missing=tuple(_only(held, has, everything, text)) if right else (),
            left_out=tuple(_only(has, held, all_ours, original)),
            passed_over=passed,
        )


def _between(text: str, start: int, end: int) -> Span | None:
    """What stands between two sentences, white space aside."""
    part = text[start:end]
    if not part.strip():
        return None
    first = start + len(part) - len(part.lstrip())
    return Span(first, first + len(part.strip()))


def _all(sentences: Sequence[Sentence]) -> dict[str | Fraction, Span]:
    """All names and numbers, with where they first stand."""
    found: dict[str | Fraction, Span] = {}
    for sentence in reversed(sentences):
        found.update(sentence.names)
        found.update(sentence.numbers.items())
    return found


def _pairs(left: Sequence[Sentence], right: Sequence[Sentence]) -> list[tuple[Span, Span]]:
    ours, theirs = _all(left), _all(right)
    return sorted(
        ((span, theirs[key]) for key, span in ours.items() if key in theirs), key=lambda pair: pair[0].start
    )


def _only(
    held: Mapping[str | Fraction, Span],
    other: Mapping[str | Fraction, Span],
    whole: Mapping[str | Fraction, Span],
    text: str,
) -> Iterator[Unmatched]:
    """What one side names or counts and the other does not, in order."""
    for key, span in sorted(held.items(), key=lambda item: item[1].start):
        small = isinstance(key, Fraction) and key < SPELLED_OUT
        if key not in other and not small:
            yield Unmatched(text[span.start : span.end], span, key in whole)
