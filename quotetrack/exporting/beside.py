"""A translated quote beside its original, as exports tell it: sentences, and what either has alone."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.exporting.receipt import ParallelPart, UnmatchedPart, WitnessPart

GAP = "[…]"
"""For what the original has between two sentences, and the quote has not."""


def words_of(witness: WitnessPart) -> str | None:
    """The passage; of an original only the sentences that answer to the quote's, where they are known."""
    passage = witness.passage
    if passage is None:
        return None
    said: list[str] = []
    at = passage.start
    for span in sorted({(s.start, s.end) for bead in witness.parallel for s in bead.original}):
        start, end = (place - passage.start for place in span)
        sentence = passage.text[max(0, start) : max(0, end)].strip()
        if not sentence:
            continue  # another version, or a hand, may have written a place outside of the passage
        between = passage.text[max(0, at - passage.start) : start]
        if said and between.strip():
            said.append(GAP)
        said.append(sentence)
        at = span[1]
    return " ".join(said) or passage.text


def alone(witness: WitnessPart, quote: str) -> Iterator[str]:
    """A sentence for each part of the quote where quote or original names what the other does not."""
    for bead in witness.parallel:
        words = " ".join(quote[bead.quote.start : bead.quote.end].split())
        if not bead.original:
            yield f"Nothing in the original answers to “{words}”, as far as structure shows."
        if bead.missing:
            yield f"In the quote, and not in the original's sentences here: {_named(bead.missing)}."
        if bead.left_out:
            yield f"In the original's sentences here, and not in the quote: {_named(bead.left_out)}."


def places(parallel: tuple[ParallelPart, ...]) -> int:
    """In how many places of the original the quote's sentences stand."""
    placed = [bead for bead in parallel if bead.original]
    return sum(1 for at, bead in enumerate(placed) if at == 0 or bead.passed_over is not None)


def _named(unmatched: tuple[UnmatchedPart, ...]) -> str:
    return ", ".join(
        f"“{each.text}”" + ("" if each.elsewhere else " (nowhere else either)") for each in unmatched
    )
