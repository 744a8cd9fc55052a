"""Where in a transcript a quote may stand: chains of word runs that both have.

The first of three steps (locate, align, judge). Shared word trigrams are seeds; seeds on one
diagonal join to runs; runs chain in order, and a gap costs the logarithm of its length, so
that the pieces of a cut quote stay one candidate however far apart they stand. Keys are
folded, so a candidate confirms nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

SEED = 3
"""Words. Measured on 18 M words of speeches: pairs seed everywhere, runs of four lose short quotes."""
MOST_RUNS = 400
"""Runs chained at most, the longest first: chaining costs the square of their number."""
WHOLE = 0.9
RIVAL = 0.8
RIVAL_OF_PART = 0.5
"""Of the best candidate's score, what another must have: more where the best has nearly the whole quote."""
STRANDED = 4
"""Words of a quote that, left without a place in the chain, are looked for out of order …"""
NEAR = 60
"""… and that one fewer is enough of, this many words from the chain."""


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` tokens that are the same, by key, from ``quote`` on and from ``place`` on."""

    quote: int
    place: int
    length: int

    @property
    def quote_end(self) -> int:
        return self.quote + self.length

    @property
    def place_end(self) -> int:
        return self.place + self.length


Chain = tuple[Run, ...]
"""Runs in the order of the quote; in the transcript too, save where a piece stands out of order."""


class Places:
    """Where each run of words of a transcript stands, remembered from one quote to the next."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self._tables: dict[int, dict[tuple[str, ...], list[int]]] = {}
        self._asked: set[int] = set()

    def seeds(self, quote: Sequence[str], size: int) -> Iterator[tuple[int, int]]:
        """Pairs of a quote's place and the transcript's, where ``size`` words in a row are the same.

        For one quote the transcript is gone through; a table of it is made for the second,
        which costs ten times as much and is a hundred times quicker to ask.
        """
        if size in self._tables or size in self._asked:
            table = self._tables.get(size)
            if table is None:
                table = self._tables[size] = _table(self.keys, size)
            for i, gram in enumerate(_grams(quote, size)):
                for j in table.get(gram, ()):
                    yield i, j
            return
        self._asked.add(size)
        wanted = _table(quote, size)
        for j, gram in enumerate(_grams(self.keys, size)):
            for i in wanted.get(gram, ()):
                yield i, j


def _table(keys: Sequence[str], size: int) -> dict[tuple[str, ...], list[int]]:
    """Every run of ``size`` words to the places where it starts."""
    table: dict[tuple[str, ...], list[int]] = {}
    for place, gram in enumerate(_grams(keys, size)):
        table.setdefault(gram, []).append(place)
    return table


def locate(
    quote: Sequence[str],
    transcript: Places | Sequence[str],
    breaks: frozenset[int] = frozenset(),
    most: int = 4,
) -> tuple[Chain, ...]:
    """Up to ``most`` candidate places of a quote in a transcript, best first, sharing no run.

    ``quote`` and ``transcript`` are token keys; ``breaks`` are the indices of the quote's tokens
    before which the quote itself marks an omission.
    """
    places = transcript if isinstance(transcript, Places) else Places(transcript)
    if not quote or not places.keys:
        return ()
    size = min(SEED, len(quote))
    runs = _split(_runs(quote, places, size), breaks, len(quote))
    if size > 1 and not _enough(runs, len(quote)):
        shorter = _runs(quote, places, 2 if len(quote) > SEED else 1)
        runs = _merge(runs, _split(shorter, breaks, len(quote)))
    if len(runs) > MOST_RUNS:
        runs = sorted(sorted(runs, key=lambda r: -r.length)[:MOST_RUNS], key=lambda r: (r.quote, r.place))
    chains: list[Chain] = []
    left = runs
    best = 0.0
    while left and len(chains) < most:
        score, chain = _best_chain(left, breaks)
        if score < best * (RIVAL if best > WHOLE * len(quote) else RIVAL_OF_PART):
            break
        best = max(best, score)
        used = set(chain)
        left = [run for run in left if run not in used]
        chains.append(_with_stranded(chain, runs, len(quote)))
    return tuple(chains)


def _runs(quote: Sequence[str], places: Places, size: int) -> list[Run]:
    """All maximal runs of at least ``size`` tokens, by place in the quote."""
    diagonals: dict[int, list[int]] = {}
    for i, j in places.seeds(quote, size):
        diagonals.setdefault(j - i, []).append(i)
    runs = []
    for diagonal, starts in diagonals.items():
        first = last = starts[0]
        for i in starts[1:]:
            if i > last + 1:
                runs.append(Run(first, first + diagonal, last - first + size))
                first = i
            last = i
        runs.append(Run(first, first + diagonal, last - first + size))
    return sorted(runs, key=lambda r: (r.quote, r.place))


def _grams(keys: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[k:] for k in range(size)), strict=False)


def _enough(runs: Sequence[Run], length: int) -> bool:
    """Whether the runs, wherever they stand, cover half of the quote."""
    covered: set[int] = set()
    for run in runs:
        covered.update(range(run.quote, run.quote_end))
    return len(covered) * 2 >= length


def _merge(long: list[Run], short: list[Run]) -> list[Run]:
    """The long runs, and those short ones that lie near a long one, or all where there is none."""
    if not long:
        return short
    near = [
        run
        for run in short
        if not any(
            o.quote - o.place == run.quote - run.place and o.quote <= run.quote < o.quote_end for o in long
        )
        and any(abs(o.place - run.place) < 60 for o in long)
    ]
    return sorted([*long, *near], key=lambda r: (r.quote, r.place))


def _split(runs: Sequence[Run], breaks: frozenset[int], length: int) -> list[Run]:
    """The runs cut where the quote marks an omission, so that each fragment finds its own place.

    One word beyond a mark is chance more often than not: the "and" before an omission and the
    "and" after it are not the same one. It counts only where it is the whole fragment.
    """
    bounds = {0, length, *breaks}
    pieces = []
    for run in runs:
        cuts = [run.quote, *sorted(b for b in breaks if run.quote < b < run.quote_end), run.quote_end]
        for start, end in pairwise(cuts):
            if end - start > 1 or len(cuts) == 2 or {start, end} <= bounds:
                pieces.append(Run(start, run.place + start - run.quote, end - start))
    return sorted(pieces, key=lambda r: (r.quote, r.place))


def _gap_cost(before: Run, after: Run, breaks: frozenset[int]) -> float | None:
    """What it costs to go on from one run to the next; ``None`` where that is impossible."""
    in_quote = after.quote - before.quote_end
    in_place = after.place - before.place_end
    overlap = -min(in_quote, in_place, 0)
    if overlap >= min(before.length, after.length):
        return None
    in_quote += overlap
    in_place += overlap
    cost = overlap + 0.5 * min(in_quote, in_place)
    surplus = abs(in_place - in_quote)
    if surplus:
        marked = any(before.quote_end <= b <= after.quote for b in breaks)
        cost += (0.1 if marked else 0.5) * log2(1 + surplus)
    return cost


def _best_chain(runs: Sequence[Run], breaks: frozenset[int]) -> tuple[float, Chain]:
    """The chain of runs, in order on both sides, whose length less its gaps is greatest."""
    scores: list[float] = []
    previous: list[int | None] = []
    for n, run in enumerate(runs):
        score, link = float(run.length), None
        for m in range(n):
            cost = _gap_cost(runs[m], run, breaks)
            if cost is not None and scores[m] + run.length - cost > score:
                score, link = scores[m] + run.length - cost, m
        scores.append(score)
        previous.append(link)
    at: int | None = max(range(len(runs)), key=lambda n: (scores[n], -runs[n].place))
    best = scores[at] if at is not None else 0.0
    chain: list[Run] = []
    while at is not None:
        chain.append(runs[at])
        at = previous[at]
    return best, _trimmed(chain[::-1])


def _trimmed(chain: Sequence[Run]) -> Chain:
    """The chain with overlaps of neighbouring runs cut off the later run."""
    kept: list[Run] = []
    for run in chain:
        cut = 0
        if kept:
            cut = max(kept[-1].quote_end - run.quote, kept[-1].place_end - run.place, 0)
        if run.length > cut:
            kept.append(Run(run.quote + cut, run.place + cut, run.length - cut))
    return tuple(kept)


def _with_stranded(chain: Chain, runs: Sequence[Run], length: int) -> Chain:
    """The chain and, for every stretch of the quote it leaves bare, the longest run found anywhere."""
    pieces = list(chain)
    for start, end in _bare(chain, length):
        candidates = []
        for run in runs:
            first, last = max(run.quote, start), min(run.quote_end, end)
            # A run of four words may be anybody's, unless it is nearly all that is missing, or near.
            near = min(abs(run.place - piece.place) for piece in chain) <= NEAR
            least = STRANDED if not near else SEED
            if last - first >= min(STRANDED + 1, max(least, 0.7 * (end - start))):
                candidates.append(Run(first, run.place + first - run.quote, last - first))
        taken = [run for run in candidates if not any(_overlap(run, other) for other in pieces)]
        if taken:
            pieces.append(max(taken, key=lambda r: r.length))
    return tuple(sorted(pieces, key=lambda r: r.quote))


def _overlap(one: Run, other: Run) -> bool:
    return one.place < other.place_end and other.place < one.place_end


def _bare(chain: Chain, length: int) -> Iterator[tuple[int, int]]:
    """The stretches of the quote, long enough to be looked for, that no run covers."""
    at = 0
    for run in (*chain, Run(length, 0, 0)):
        if run.quote - at >= SEED:
            yield at, run.quote
        at = max(at, run.quote_end)
