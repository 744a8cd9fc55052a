"""Every transcript of an archive read from end to end for the quotes that its index does not settle.

An index names a place where three of a quote's words stand in a row. A quote so changed that none do, or
one of the commonest words, has a place all the same. To find it each transcript is held against the quote
word by word; each is read once for many quotes, since to read it takes longer than to compare it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from quotetrack.matching import MOST_REMEMBERED, Text, may_hold
from quotetrack.matching.dense import dense_stretches
from quotetrack.model import OccasionFinding, Quote, Transcript, Verdict, Witness, Wording
from quotetrack.verification.evidence import best_first, good
from quotetrack.verification.library import MOST_OF_A_DATE, Library
from quotetrack.verification.testimony import readable, same_language, testify
from quotetrack.verification.verify import Heard, conclude

AT_ONCE = MOST_REMEMBERED
"""Quotes for which the archive is read once."""
MOST_WAITING = 1000
"""Verdicts that wait, in order, for those quotes."""
ROOM = 50_000_000
"""Code points of the transcripts that waiting verdicts hold, about: 50 to 100 MB."""
MOST_KEPT = 24
"""Witnesses with a passage kept for each quote, the best; beside the earliest that have the words."""
MOST_EARLIEST = 12

Watch = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Told of how many transcripts are going to be read, and then, inside the context, of those that are."""


def _unwatched(_: int) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _: None)


@dataclass
class _Kept:
    """What the reading of an archive finds of one quote; bounded, however often the words stand there."""

    quote: Quote
    best: list[Witness] = field(default_factory=list)
    earliest: list[Witness] = field(default_factory=list)
    without: list[Witness] = field(default_factory=list)
    """Of the claimed occasion."""
    compared: int = 0
    """Transcripts in the quote's language, as far as that is known."""
    having: int = 0
    """Transcripts with a passage."""

    def hear(self, witness: Witness) -> None:
        """Keep a witness that tells something."""
        if witness.passage is not None:
            self.having += 1
            _put(self.best, witness, best_first, MOST_KEPT)
            if good(witness):
                _put(self.earliest, witness, _day, MOST_EARLIEST)
        elif witness.occasion is OccasionFinding.CONFIRMED:
            _put(self.without, witness, best_first, MOST_OF_A_DATE)

    @property
    def witnesses(self) -> Iterator[Witness]:
        yield from (*self.best, *self.earliest, *self.without)


def verify_exhaustively(
    heard: Iterable[Heard], library: Callable[[], Library], watch: Watch = _unwatched
) -> Iterator[Verdict]:
    """The verdicts, in order; of quotes that are still open after every transcript has been read for them.

    Memory is bounded: one transcript at a time, and a few witnesses of each quote.
    """
    waiting: list[Heard] = []
    held = 0
    for each in heard:
        if not waiting and not each.open:
            yield each.verdict
            continue
        waiting.append(each)
        held += sum(len(witness.transcript.text) for witness in each.verdict.witnesses)
        asked = sum(each.open for each in waiting)
        if asked == AT_ONCE or len(waiting) == MOST_WAITING or held > ROOM:
            yield from _read(waiting, library(), watch)
            waiting, held = [], 0
    if waiting:
        yield from _read(waiting, library(), watch)


def _read(waiting: Sequence[Heard], library: Library, watch: Watch) -> Iterator[Verdict]:
    """The verdicts of these quotes; the archive is read once, for all that are open."""
    kept = [_Kept(each.verdict.quote) for each in waiting if each.open]
    with watch(library.searched.transcripts) as done:
        for transcript in library.everything():
            _hold_against(transcript, kept)
            done(1)
    found = iter(kept)
    for each in waiting:
        yield _concluded(each, next(found), library) if each.open else each.verdict


def _hold_against(transcript: Transcript, kept: Iterable[_Kept]) -> None:
    """What one transcript, all of it, says of each quote."""
    text = readable(transcript)
    for each in kept:
        compared = same_language(each.quote.language, transcript.language)
        each.compared += compared
        if compared and not may_hold(each.quote.text, text, each.quote.language):
            each.hear(testify(each.quote, transcript, text.through(()), False))
        else:
            each.hear(_witness(each.quote, transcript, text))


def _witness(quote: Quote, transcript: Transcript, text: Text) -> Witness:
    """What the whole transcript says, or, where that is no more than a part, its likeliest stretches."""
    witness = testify(quote, transcript, text, False)
    if witness.wording not in (Wording.ABSENT, Wording.PARTIAL):
        return witness
    stretches = dense_stretches(quote.text, text, quote.language)
    parts = [testify(quote, transcript, text.through((stretch,)), False) for stretch in stretches]
    return min((witness, *parts), key=best_first)


def _concluded(heard: Heard, kept: _Kept, library: Library) -> Verdict:
    """The verdict with what was found by reading; no transcript says less than where the index had led."""
    own = {witness.transcript.id for witness in heard.own}
    best: dict[str, Witness] = {}
    for witness in (*(heard.found or ()), *kept.witnesses):
        id = witness.transcript.id
        if id not in own and (id not in best or best_first(witness) < best_first(best[id])):
            best[id] = witness
    whole = replace(library.searched, read_whole=kept.compared)
    return conclude(kept.quote, heard.own, list(best.values()), library, whole, more=kept.having > len(best))


def _day(witness: Witness) -> tuple[str, str]:
    return witness.transcript.date or "9999", witness.transcript.id


def _put(kept: list[Witness], witness: Witness, order: Callable[[Witness], object], most: int) -> None:
    """Keep a witness where it is among the first of so many."""
    kept.append(witness)
    if len(kept) > most:
        kept.sort(key=order)  # type: ignore[arg-type]  # tuples and strings; typing names no order
        kept.pop()
