"""The stretch of a transcript that some words of a quote answer to, where no run of words names it.

Right beside a word that is aligned already, or anywhere within a few hundred words of a mark. Compiled where
there is a compiler, with the types in ``nearest.pxd``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import regex

from quotetrack.matching.equivalence import LONGEST_RUN, equivalent
from quotetrack.matching.initials import MOST as MOST_INITIALS
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.locate import STRANDED
from quotetrack.matching.tokens import Tokens

MOST_LENGTHS = 48
"""Tried for the stretch that an end of a quote answers to: it may be much shorter, where the quote has words
that stand nowhere."""
_SENTENCE_END = regex.compile(r"[.?!…]|\n")


class Nearest:
    """The two texts of one alignment, and which stretch of the one is most like a stretch of the other."""

    def __init__(self, quote: Tokens, transcript: Tokens, words: Lexicon) -> None:
        self.quote = quote
        self.words = words
        self.transcript = transcript
        self.left = quote.keys
        self.right = transcript.keys

    def reach(self, q0: int, q1: int, t0: int, limit: int) -> tuple[int, int]:
        """How far the words after ``t0`` answer to ``q0..q1``: the end, and the edits that remain."""
        length, cost = self._length(q0, q1, t0, limit, False)
        return t0 + length, cost

    def reach_back(self, q0: int, q1: int, limit: int, t1: int) -> tuple[int, int]:
        """The same before ``t1``: the start, and the edits that remain."""
        length, cost = self._length(q0, q1, limit, t1, True)
        return t1 - length, cost

    def find(self, q0: int, q1: int, t0: int, t1: int, nearest_end: bool) -> tuple[int, int]:
        """Where a short fragment beyond a mark stands: the nearest of its least edited places.

        An empty place at the near end where it stands nowhere.
        """
        size = q1 - q0
        near = t1 if nearest_end else t0
        wanted = self.left[q0:q1]
        if set(wanted).isdisjoint(self.right[t0:t1]):
            return near, near
        from rapidfuzz.distance import Levenshtein

        best = (size, near, near)
        starts = range(t0, t1 - size + 1)
        for start in reversed(starts) if nearest_end else starts:
            cost = Levenshtein.distance(wanted, self.right[start : start + size], score_cutoff=best[0])
            if cost < best[0]:
                best = (cost, start, start + size)
                if not cost:
                    break
        return best[1], best[2]

    def ends_sentence(self, token: int) -> bool:
        """Whether a sentence, or a paragraph, ends before this token of the transcript."""
        return bool(_SENTENCE_END.search(self.transcript.gap(token)))

    def _length(self, q0: int, q1: int, t0: int, t1: int, back: bool) -> tuple[int, int]:
        """The length of the window most like ``q0..q1``, and the edits that remain; 0 where none is.

        The windows begin at ``t0``, right after a word that is aligned already, or, going back, end at
        ``t1``. Words kept count for more than edits saved, and a substitution never reaches into another
        sentence.
        """
        size = q1 - q0
        room = min(t1 - t0, size + 3)
        if size <= 0 or room <= 0:
            return 0, size
        wanted = self.left[q0:q1]
        widest = self.right[t1 - room : t1] if back else self.right[t0 : t0 + room]
        if same := _same_letters(wanted, widest, back):
            return same, 0
        held = _held(wanted, widest[::-1] if back else widest)
        short = size <= LONGEST_RUN
        if not short and _by_chance(size, size - held[-1]):
            return 0, size
        if not short and _by_chance(size, size - _kept(wanted, widest)):  # the widest keeps most
            return 0, size
        written = self.quote.words(q0, q1) if short else []
        best, length, cost = float(size), 0, size
        for tried in _lengths(size, room):
            start, end = (t1 - tried, t1) if back else (t0, t0 + tried)
            if short and tried <= LONGEST_RUN and self._equivalent(written, start, end):
                return tried, 0
            edits, kept = max(size, tried), held[tried - 1]
            likeness = edits - kept - 0.6 * kept  # at best: no more words are kept, no fewer edited
            if kept and (likeness < best or (likeness == best and not length)):
                kept = _kept(wanted, self.right[start:end])
                edits = _edited(wanted, self.right[start:end])
                likeness = edits - 0.6 * kept
            worth = likeness < best or (likeness == best and not length)
            if worth and (likeness < best or not self._crosses(start, end, 0 if back else 1)):
                best, length, cost = likeness, tried, edits
        if size >= STRANDED and _by_chance(size, cost):  # of a short one any word may be
            return 0, size
        return length, cost

    def _crosses(self, start: int, end: int, inner: int) -> bool:
        """Whether a sentence ends inside a window or where it meets what is aligned already."""
        gaps = range(start + 1 - inner, end + 1 - inner)
        return any(self.ends_sentence(t) for t in gaps if 0 < t < len(self.right))

    def _equivalent(self, written: Sequence[str], t0: int, t1: int) -> bool:
        """Whether two short stretches are one thing written in two ways: "Twenty-five thousand", 25,000."""
        return equivalent(written, self.transcript.words(t0, t1), self.words) is not None


@lru_cache(maxsize=1024)
def _lengths(size: int, room: int) -> tuple[int, ...]:
    """Lengths worth trying, the nearest to ``size`` first."""
    lengths = range(max(1, size + 3 - MOST_LENGTHS), min(room, size + 3) + 1)
    return tuple(sorted(lengths, key=lambda length: abs(length - size)))


def _held(wanted: Sequence[str], window: Sequence[str]) -> list[int]:
    """How many of the wanted words the first, the first two, the first three … of a window keep at most."""
    asked, there = set(wanted), set(window)
    most = sum([word in there for word in wanted])
    return [min(held, most) for held in accumulate([word in asked for word in window])]


def _same_letters(wanted: Sequence[str], window: Sequence[str], back: bool) -> int:
    """How many words of a window's beginning, or end, have the wanted letters: "The D.A.'s", "The DA's"."""
    letters = "".join(wanted)
    if len(wanted) > MOST_INITIALS or not (
        letters.endswith(window[-1]) if back else letters.startswith(window[0])
    ):
        return 0
    for size in range(1, min(len(window), MOST_INITIALS) + 1):
        if "".join(window[-size:] if back else window[:size]) == letters:
            return size
    return 0


def _by_chance(size: int, edits: int) -> bool:
    """Whether most of a stretch would be substituted."""
    return edits * 10 > size * 8


def _kept(wanted: Sequence[str], window: Sequence[str]) -> int:
    """How many words of one run, in order, the other has too."""
    # Only where words differ: the library takes 8 ms to start.
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(wanted, window)


def _edited(wanted: Sequence[str], window: Sequence[str]) -> int:
    """How many words have to be edited to make one run of the other."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(wanted, window)
