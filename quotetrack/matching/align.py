"""From a candidate place to an edit script: which tokens stand there, which changed, which were left out.

The second of three steps. Between the runs of a chain rapidfuzz's edit operations are taken,
never across them, so that a passage left out stays one clean gap. What an edit means is not
asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

import regex
from rapidfuzz.distance import Levenshtein

from quotetrack.matching.locate import STRANDED, Chain, Run
from quotetrack.matching.marks import Mark, MarkedQuote, MarkKind
from quotetrack.matching.tokens import Tokens

LONG_GAP = 12
"""Tokens. As much left out without a mark parts the quote in two pieces; less is an edit."""
REPLACED_BY_BRACKET = 8
"""Tokens that one bracketed insertion may stand for."""
_SENTENCE_END = regex.compile(r"[.?!…]|\n")


class StepKind(StrEnum):
    SAME = "same"
    """The same keys on both sides."""
    EDIT = "edit"
    """Anything else that is not one of the following."""
    MARKED = "marked"
    """Tokens of the transcript, perhaps none, where the quote has a mark."""
    JOIN = "join"
    """Tokens of the transcript left out between two pieces, without a mark."""
    ORDER = "order"
    """The next piece stands before this one in the transcript."""


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens ``quote`` to ``quote_end`` of the quote against ``place`` to ``place_end`` of the transcript."""

    kind: StepKind
    quote: int
    quote_end: int
    place: int
    place_end: int
    mark: Mark | None = None


def align(quote: MarkedQuote, transcript: Tokens, chain: Chain) -> tuple[Step, ...]:
    """The steps that lead through the whole quote, in its order."""
    aligner = _Aligner(quote, transcript)
    steps: list[Step] = []
    first, last = chain[0], chain[-1]
    steps += aligner.head(0, first.quote, max(0, first.place - 2 * first.quote - 4), first.place)
    before: Run | None = None
    for run in chain:
        if before is not None:
            steps += aligner.between(before, run)
        steps += aligner.same(run)
        before = run
    rest = len(quote.tokens) - last.quote_end
    limit = min(len(transcript), last.place_end + 2 * rest + 4)
    steps += aligner.tail(last.quote_end, len(quote.tokens), last.place_end, limit)
    return tuple(steps)


class _Aligner:
    """The two texts of one alignment, so that each rule need not be handed both."""

    def __init__(self, quote: MarkedQuote, transcript: Tokens) -> None:
        self.quote = quote
        self.transcript = transcript
        self.left = quote.tokens.keys
        self.right = transcript.keys

    def same(self, run: Run) -> Iterator[Step]:
        """A run, cut where the quote has a mark inside it."""
        at = run.quote
        for mark in self.quote.marks:
            if run.quote < mark.at < run.quote_end:
                yield self._same(run, at, mark.at)
                place = run.place + mark.at - run.quote
                yield Step(StepKind.MARKED, mark.at, mark.at, place, place, mark)
                at = mark.at
        yield self._same(run, at, run.quote_end)

    def _same(self, run: Run, start: int, end: int) -> Step:
        shift = run.place - run.quote
        return Step(StepKind.SAME, start, end, start + shift, end + shift)

    def between(self, before: Run, after: Run) -> list[Step]:
        """The steps from the end of one run to the start of the next."""
        q0, q1, t0, t1 = before.quote_end, after.quote, before.place_end, after.place
        marks = self.quote.between(q0, q1)
        if t1 < t0:
            return self._jump(StepKind.ORDER, q0, q1, t0, t1)
        if any(mark.kind is MarkKind.OMISSION for mark in marks):
            return self._through_marks(marks, q0, q1, t0, t1)
        if marks and (t1 - t0) - (q1 - q0) <= REPLACED_BY_BRACKET:
            return self._through_marks(marks, q0, q1, t0, t1)
        if self._parts(q0, q1, t0, t1):
            return self._jump(StepKind.JOIN, q0, q1, t0, t1)
        return self._edits(q0, q1, t0, t1)

    def _parts(self, q0: int, q1: int, t0: int, t1: int) -> bool:
        """Whether what the quote leaves out here parts it in two pieces: much, or whole sentences."""
        surplus = (t1 - t0) - (q1 - q0)
        if surplus >= LONG_GAP:
            return True
        whole = t0 < t1 and self._ends_sentence(t0) and self._ends_sentence(t1)
        return surplus > 2 and q0 == q1 and whole

    def _ends_sentence(self, token: int) -> bool:
        return bool(_SENTENCE_END.search(self.transcript.gap(token)))

    def _jump(self, kind: StepKind, q0: int, q1: int, t0: int, t1: int) -> list[Step]:
        """Leave the first piece, go to the second; words between belong to whichever they fit better."""
        size = q1 - q0
        forward = t1 >= t0
        left_limit = min(len(self.right), t0 + size + 3, t1 if forward else len(self.right))
        right_limit = max(0, t1 - size - 3, t0 if forward else 0)
        best: tuple[int, int, int, int] | None = None
        for cut in range(q0, q1 + 1) if size <= 12 else (q0, q1):
            end, left_cost = self._reach(q0, cut, t0, left_limit)
            start, right_cost = self._reach_back(cut, q1, right_limit, t1)
            if forward and end > start:
                continue
            if best is None or left_cost + right_cost < best[0]:
                best = (left_cost + right_cost, cut, end, start)
        if best is None:
            return [Step(kind, q1, q1, t0, t1), *self._edits(q0, q1, t1, t1)]
        _, cut, end, start = best
        return [
            *self._edits(q0, cut, t0, end),
            Step(kind, cut, cut, end, start),
            *self._edits(cut, q1, start, t1),
        ]

    def _through_marks(self, marks: Sequence[Mark], q0: int, q1: int, t0: int, t1: int) -> list[Step]:
        """The fragments between marks, each in what is left of the stretch; the marks stand for the rest."""
        steps: list[Step] = []
        place = t0
        if marks[0].at > q0:
            end, _ = self._reach(q0, marks[0].at, t0, t1)
            steps += self._edits(q0, marks[0].at, t0, end)
            place = end
        last_start = t1
        if marks[-1].at < q1:
            last_start, _ = self._reach_back(marks[-1].at, q1, place, t1)
        for mark, following in zip_longest(marks, marks[1:]):
            if following is None:
                steps.append(Step(StepKind.MARKED, mark.at, mark.at, place, last_start, mark))
                steps += self._edits(mark.at, q1, last_start, t1)
            else:
                start, end = self._find(mark.at, following.at, place, last_start)
                steps.append(Step(StepKind.MARKED, mark.at, mark.at, place, start, mark))
                steps += self._edits(mark.at, following.at, start, end)
                place = end
        return steps

    def _find(self, q0: int, q1: int, t0: int, t1: int) -> tuple[int, int]:
        """Where a short fragment between two marks stands: its first, or its least edited, place."""
        size = q1 - q0
        if not size:
            return t0, t0
        wanted = self.left[q0:q1]
        best = (size, t0, t0)
        for start in range(t0, t1 - size + 1):
            cost = Levenshtein.distance(wanted, self.right[start : start + size], score_cutoff=best[0])
            if cost < best[0]:
                best = (cost, start, start + size)
                if not cost:
                    break
        return best[1], best[2]

    def tail(self, q0: int, q1: int, t0: int, limit: int) -> list[Step]:
        """The quote's end after the last run, with the words of the transcript that it answers to."""
        marks = [mark for mark in self.quote.marks if mark.at >= q0]
        stop = marks[0].at if marks else q1
        end, _ = self._reach(q0, stop, t0, limit)
        steps = self._edits(q0, stop, t0, end)
        for mark, following in zip_longest(marks, marks[1:]):
            steps.append(Step(StepKind.MARKED, mark.at, mark.at, end, end, mark))
            steps += self._edits(mark.at, following.at if following else q1, end, end)
        return steps

    def head(self, q0: int, q1: int, limit: int, t1: int) -> list[Step]:
        """The quote's beginning before the first run."""
        marks = [mark for mark in self.quote.marks if mark.at <= q1]
        begin = marks[-1].at if marks else q0
        start, _ = self._reach_back(begin, q1, limit, t1)
        steps: list[Step] = []
        at = q0
        for mark in marks:
            steps += self._edits(at, mark.at, start, start)
            steps.append(Step(StepKind.MARKED, mark.at, mark.at, start, start, mark))
            at = mark.at
        return [*steps, *self._edits(begin, q1, start, t1)]

    def _reach(self, q0: int, q1: int, t0: int, limit: int) -> tuple[int, int]:
        """How far the words after ``t0`` answer to ``q0..q1``: the end, and the edits that remain."""
        size = q1 - q0
        wanted = self.left[q0:q1]
        best = (size, 0)
        for length in self._lengths(size, limit - t0):
            cost = Levenshtein.distance(wanted, self.right[t0 : t0 + length])
            crossing = any(self._ends_sentence(t) for t in range(t0, t0 + length) if t > 0)
            if cost < best[0] or (cost == best[0] and not best[1] and not crossing):
                best = (cost, length)
        return self._unless_foreign(size, best, t0, t0 + best[1])

    def _reach_back(self, q0: int, q1: int, limit: int, t1: int) -> tuple[int, int]:
        """The same before ``t1``: the start, and the edits that remain."""
        size = q1 - q0
        wanted = self.left[q0:q1]
        best = (size, 0)
        for length in self._lengths(size, t1 - limit):
            cost = Levenshtein.distance(wanted, self.right[t1 - length : t1])
            crossing = any(
                self._ends_sentence(t) for t in range(t1 - length + 1, t1 + 1) if t < len(self.right)
            )
            if cost < best[0] or (cost == best[0] and not best[1] and not crossing):
                best = (cost, length)
        return self._unless_foreign(size, best, t1, t1 - best[1])

    @staticmethod
    def _lengths(size: int, room: int) -> list[int]:
        """Lengths worth trying, the nearest to ``size`` first."""
        if not size:
            return []
        lengths = range(max(1, size - 3), min(room, size + 3) + 1)
        return sorted(lengths, key=lambda length: abs(length - size))

    @staticmethod
    def _unless_foreign(size: int, best: tuple[int, int], edge: int, reached: int) -> tuple[int, int]:
        """Nothing is reached where most of a long stretch would be a substitution by chance."""
        cost, _ = best
        if size >= STRANDED and cost * 10 > size * 7:
            return edge, size
        return reached, cost

    def _edits(self, q0: int, q1: int, t0: int, t1: int) -> list[Step]:
        """The edit operations between two short stretches, neighbouring ones made one."""
        steps: list[Step] = []
        if q0 == q1 and t0 == t1:
            return steps
        for op in Levenshtein.opcodes(self.left[q0:q1], self.right[t0:t1]):
            kind = StepKind.SAME if op.tag == "equal" else StepKind.EDIT
            step = Step(kind, q0 + op.src_start, q0 + op.src_end, t0 + op.dest_start, t0 + op.dest_end)
            if steps and kind is StepKind.EDIT and steps[-1].kind is StepKind.EDIT:
                last = steps.pop()
                step = Step(kind, last.quote, step.quote_end, last.place, step.place_end)
            steps.append(step)
        return steps
