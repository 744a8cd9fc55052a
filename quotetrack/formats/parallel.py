"""A translated quote beside its original, sentence by sentence, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.formats.cells import counted, plain
from quotetrack.model import Parallel, Unmatched, Witness

LONG = 400
"""Characters. More that is passed over is shown by its ends."""


def parallel_lines(quote: str, witness: Witness) -> Iterator[tuple[int, str]]:
    """Lines without their line breaks, each with how deep it is indented: 0, 1 or 2."""
    places = 1 + sum(1 for bead in witness.parallel if bead.passed_over is not None)
    beside = "sentence by sentence, placed by order, length, names and numbers, not by meaning"
    yield 0, f"{beside}; {counted(places, 'place')} of the original:"
    text = witness.transcript.text
    for bead in witness.parallel:
        if bead.passed_over is not None:
            passed = plain(text[bead.passed_over.start : bead.passed_over.end])
            yield 1, f"passed over in the original, with no mark in the quote: {_shortened(passed)}"
        yield 1, f"“{plain(quote[bead.quote.start : bead.quote.end])}”"
        for span in bead.original:
            yield 2, f"“{plain(text[span.start : span.end])}”"
        yield from _alone(bead)


def _alone(bead: Parallel) -> Iterator[tuple[int, str]]:
    """What either side has alone."""
    if not bead.original:
        yield 2, "nothing in the original answers to it"
    if bead.missing:
        yield 2, f"in the quote, and not in the original here: {_named(bead.missing, 'in the original')}"
    if bead.left_out:
        yield 2, f"in the original here, and not in the quote: {_named(bead.left_out, 'in the quote')}"


def _named(unmatched: tuple[Unmatched, ...], side: str) -> str:
    """Names and numbers, each with whether the other side has it at another place."""
    return ", ".join(
        f"“{plain(each.text)}” ({'elsewhere' if each.elsewhere else 'nowhere'} {side})" for each in unmatched
    )


def _shortened(text: str) -> str:
    if len(text) <= LONG:
        return f"“{text}”"
    hidden = counted(len(text[LONG // 2 : -LONG // 2].split()), "word")
    return f"“{text[: LONG // 2]} [… {hidden} …] {text[-LONG // 2 :]}”"
