"""From a candidate place to an edit script: which tokens stand there, which changed, which were left out.

The second of three steps. Between the runs of a chain rapidfuzz's edit operations are taken,
never across them, so that a passage left out stays one clean gap. What an edit means is not
asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.locate import Chain
from quotetrack.matching.marks import Mark, MarkedQuote, MarkKind
from quotetrack.matching.nearest import Nearest
from quotetrack.matching.runs import Run
from quotetrack.matching.tokens import Tokens

LONG_GAP = 12
"""Tokens. As much left out without a mark parts the quote in two pieces; less is an edit."""
REPLACED_BY_BRACKET = 8
"""Tokens that one bracketed insertion may stand for."""


FAR = 400
"""Tokens. How far beyond an omission mark at a quote's end a short fragment is looked for."""


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


class Step(NamedTuple):
    """Tokens ``quote`` to ``quote_end`` of the quote against ``place`` to ``place_end`` of the transcript."""

    kind: StepKind
    quote: int
    quote_end: int
    place: int
    place_end: int
    mark: Mark | None = None


def align(quote: MarkedQuote, transcript: Tokens, chain: Chain, words: Lexicon) -> tuple[Step, ...]:
    """The steps that lead through the whole quote, in its order."""
    aligner = _Aligner(quote, transcript, words)
    steps: list[Step] = []
    first, last = chain[0], chain[-1]
    steps += aligner.head(0, first.quote, first.place)
    before: Run | None = None
    for run in chain:
        if before is not None:
            steps += aligner.between(before, run)
        steps += aligner.same(run)
        before = run
    steps += aligner.tail(last.quote_end, len(quote.tokens), last.place_end)
    # what stands before a quote's first word, or after its last, is not left out of it
    while steps and _beside(steps[0]):
        del steps[0]
    while steps and _beside(steps[-1]):
        del steps[-1]
    return tuple(steps)


def _beside(step: Step) -> bool:
    """Whether a step has words of the transcript alone."""
    return step.kind is StepKind.EDIT and step.quote == step.quote_end


def _beyond(mark: Mark, size: int) -> int:
    """How many tokens beyond a mark a fragment of ``size`` tokens may end."""
    if mark.kind is MarkKind.OMISSION:
        return FAR + size
    return REPLACED_BY_BRACKET + len(mark.inner) + size


class _Aligner:
    """The two texts of one alignment, so that each rule need not be handed both."""

    def __init__(self, quote: MarkedQuote, transcript: Tokens, words: Lexicon) -> None:
        self.quote = quote
        self.nearest = Nearest(quote.tokens, transcript, words)
        self.left = quote.tokens.keys
        self.right = transcript.keys

    def same(self, run: Run) -> list[Step]:
        """A run, cut where the quote has a mark inside it."""
        at, place, length = run
        if not self.quote.marks:
            return [Step(StepKind.SAME, at, at + length, place, place + length)]
        steps = []
        end, shift = at + length, place - at
        for mark in self.quote.between(at + 1, end - 1):
            steps.append(Step(StepKind.SAME, at, mark.at, at + shift, mark.at + shift))
            at = mark.at
            steps.append(Step(StepKind.MARKED, at, at, at + shift, at + shift, mark))
        steps.append(Step(StepKind.SAME, at, end, at + shift, end + shift))
        return steps

    def between(self, before: Run, after: Run) -> list[Step]:
        """The steps from the end of one run to the start of the next."""
        q0, q1, t0, t1 = before.quote_end, after.quote, before.place_end, after.place
        marks = self.quote.between(q0, q1) if self.quote.marks else ()
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
        return surplus > 2 and q0 == q1 and self.nearest.ends_sentence(t0) and self.nearest.ends_sentence(t1)

    def _jump(self, kind: StepKind, q0: int, q1: int, t0: int, t1: int) -> list[Step]:
        """Leave the first piece, go to the second; words between belong to whichever they fit better."""
        size = q1 - q0
        forward = t1 >= t0
        left_limit = min(len(self.right), t0 + size + 3, t1 if forward else len(self.right))
        right_limit = max(0, t1 - size - 3, t0 if forward else 0)
        best: tuple[int, int, int, int] | None = None
        for cut in range(q0, q1 + 1) if size <= 12 else (q0, q1):
            end, left_cost = self.nearest.reach(q0, cut, t0, left_limit)
            start, right_cost = self.nearest.reach_back(cut, q1, right_limit, t1)
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
            end, _ = self.nearest.reach(q0, marks[0].at, t0, t1)
            steps += self._edits(q0, marks[0].at, t0, end)
            place = end
        last_start = t1
        if marks[-1].at < q1:
            last_start, _ = self.nearest.reach_back(marks[-1].at, q1, place, t1)
        for mark, following in zip_longest(marks, marks[1:]):
            if following is None:
                steps.append(Step(StepKind.MARKED, mark.at, mark.at, place, last_start, mark))
                steps += self._edits(mark.at, q1, last_start, t1)
            else:
                start, end = self.nearest.find(mark.at, following.at, place, last_start, False)
                steps.append(Step(StepKind.MARKED, mark.at, mark.at, place, start, mark))
                steps += self._edits(mark.at, following.at, start, end)
                place = end
        return steps

    def tail(self, q0: int, q1: int, t0: int) -> list[Step]:
        """The quote's end after the last run, with the words of the transcript that it answers to."""
        marks = [mark for mark in self.quote.marks if mark.at >= q0]
        if q0 == q1 and not marks:
            return []
        stop = marks[0].at if marks else q1
        place, _ = self.nearest.reach(q0, stop, t0, min(len(self.right), t0 + 2 * (stop - q0) + 4))
        steps = self._edits(q0, stop, t0, place)
        for mark, following in zip_longest(marks, marks[1:]):
            begin, end = mark.at, following.at if following else q1
            limit = min(len(self.right), place + _beyond(mark, end - begin))
            if begin < end:
                first, last = self.nearest.find(begin, end, place, limit, False)
            else:
                first = last = place + self._enclosed(mark, place)
            steps.append(Step(StepKind.MARKED, begin, begin, place, first, mark))
            steps += self._edits(begin, end, first, last)
            place = last
        return steps

    def head(self, q0: int, q1: int, t1: int) -> list[Step]:
        """The quote's beginning before the first run; found from that run backwards."""
        marks = [mark for mark in self.quote.marks if mark.at <= q1]
        if q0 == q1 and not marks:
            return []
        begin = marks[-1].at if marks else q0
        place, _ = self.nearest.reach_back(begin, q1, max(0, t1 - 2 * (q1 - begin) - 4), t1)
        found = [self._edits(begin, q1, place, t1)]
        for mark, before in zip_longest(marks[::-1], marks[-2::-1]):
            start, end = before.at if before else q0, mark.at
            limit = max(0, place - _beyond(mark, end - start))
            if start < end:
                first, last = self.nearest.find(start, end, limit, place, True)
            else:
                first = last = place - self._enclosed(mark, place - len(mark.inner))
            found.append([Step(StepKind.MARKED, end, end, last, place, mark)])
            found.append(self._edits(start, end, first, last))
            place = first
        return [step for steps in found[::-1] for step in steps]

    def _enclosed(self, mark: Mark, place: int) -> int:
        """How many tokens from ``place`` on a mark at the quote's end encloses: all of its own, or none."""
        size = len(mark.inner)
        return size if place >= 0 and size and self.right[place : place + size] == mark.inner.keys else 0

    def _edits(self, q0: int, q1: int, t0: int, t1: int) -> list[Step]:
        """The edit operations between two short stretches, neighbouring ones made one."""
        steps: list[Step] = []
        if q0 == q1 and t0 == t1:
            return steps
        left, right = self.left[q0:q1], self.right[t0:t1]
        if len(left) == len(right) == 1:
            kind = StepKind.SAME if left == right else StepKind.EDIT
            return [Step(kind, q0, q1, t0, t1)]
        if set(left).isdisjoint(right):
            return [Step(StepKind.EDIT, q0, q1, t0, t1)]
        from rapidfuzz.distance import Levenshtein

        for op in Levenshtein.opcodes(left, right):
            kind = StepKind.SAME if op.tag == "equal" else StepKind.EDIT
            step = Step(kind, q0 + op.src_start, q0 + op.src_end, t0 + op.dest_start, t0 + op.dest_end)
            if steps and kind is StepKind.EDIT and steps[-1].kind is StepKind.EDIT:
                last = steps.pop()
                step = Step(kind, last.quote, step.quote_end, last.place, step.place_end)
            steps.append(step)
        return steps
