"""Where in a transcript a quote may stand: chains of word runs that both have.

The first of three steps (locate, align, judge). Shared word trigrams are seeds; seeds on one
diagonal join to runs; runs chain in order, and a gap costs the logarithm of its length, so
that the pieces of a cut quote stay one candidate however far apart they stand. Keys are
folded, so a candidate confirms nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log2

from quotetrack.matching.runs import Places, Run, runs_of

SEED = 3
"""Words. Measured on 18 M words of speeches: pairs seed everywhere, runs of four lose short quotes."""
MOST_RUNS = 400
"""Runs chained at most, the longest first: chaining costs the square of their number."""
WHOLE = 0.9
RIVAL = 0.8
RIVAL_OF_PART = 0.5
"""Of the best candidate's score, what another must have: more where the best has nearly the whole quote."""
UNMARKED = 0.5
"""Words that a gap costs each time its surplus on one side doubles …"""
MARKED = 0.1
"""… and that of a gap which the quote marks."""
MOST_DOUBLINGS = 60
"""No text is so long."""
STRANDED = 4
"""Words of a quote that, left without a place in the chain, are looked for out of order …"""
NEAR = 60
"""… and that one fewer is enough of, this many words from the chain."""

SURE = 8
"""Words in a row that are no chance: a quote with them was said there, and short runs near may be its own."""
ROUNDS = 2
"""Times that short runs are looked for: one that is found may have another beside it."""


Chain = tuple[Run, ...]
"""Runs in the order of the quote; in the transcript too, save where a piece stands out of order."""


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
    runs = _split(runs_of(quote, places, size), breaks, len(quote))
    if size > 1 and _covered(runs) * 2 < len(quote):
        shorter = runs_of(quote, places, 2 if len(quote) > SEED else 1)
        runs = _merge(runs, _split(shorter, breaks, len(quote)))
    if len(runs) > MOST_RUNS:
        runs = sorted(sorted(runs, key=lambda r: -r.length)[:MOST_RUNS], key=lambda r: (r.quote, r.place))
    chains: list[Chain] = []
    left = runs
    best = 0.0
    while left and len(chains) < most:
        least = best * (RIVAL if best > WHOLE * len(quote) else RIVAL_OF_PART)
        if _covered(left) < least:  # no chain of them has a higher score
            break
        score, chain = _best_chain(left, breaks)
        if score < least:
            break
        best = max(best, score)
        used = set(chain)
        left = [run for run in left if run not in used]
        with_stranded = _with_stranded(chain, runs, len(quote))
        chains.append(with_stranded)
        if len(chain) > 2:
            chains += _unbroken(with_stranded, runs)
        if max(run.length for run in chain) >= SURE:
            chains += _reaching_on(with_stranded, runs, len(quote))
    return tuple(chains)


def _covered(runs: Sequence[Run]) -> int:
    """How many of the quote's tokens the runs cover, wherever they stand; they come by place in it."""
    covered = end = 0
    for quote, _, length in runs:
        last = quote + length
        if last > end:
            covered += last - (end if end > quote else quote)
            end = last
    return covered


def _merge(long: list[Run], short: list[Run]) -> list[Run]:
    """The long runs, and those short ones that lie near a long one, or all where there is none."""
    if not long:
        return short
    begin, reached = _by_diagonal(long)
    places = sorted(run.place for run in long)
    near = []
    for run in short:
        diagonal = run.quote - run.place
        at = bisect_right(begin.get(diagonal, ()), run.quote) - 1
        inside = at >= 0 and run.quote < reached[diagonal][at]
        if not inside and _distance(places, run.place) < NEAR:
            near.append(run)
    return sorted([*long, *near], key=lambda r: (r.quote, r.place))


def _by_diagonal(runs: Sequence[Run]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """For each diagonal where its runs begin, in order, and how far each and those before it reach."""
    begin: dict[int, list[int]] = {}
    reached: dict[int, list[int]] = {}
    for run in sorted(runs, key=lambda r: r.quote):
        diagonal = run.quote - run.place
        ends = reached.setdefault(diagonal, [])
        begin.setdefault(diagonal, []).append(run.quote)
        ends.append(max(run.quote_end, ends[-1] if ends else 0))
    return begin, reached


def _distance(places: Sequence[int], place: int) -> int:
    """How far a place is from the nearest of some, which come in order."""
    at = bisect_left(places, place)
    return min([abs(other - place) for other in places[max(0, at - 1) : at + 1]])


def _split(runs: list[Run], breaks: frozenset[int], length: int) -> list[Run]:
    """The runs cut where the quote marks an omission, so that each fragment finds its own place.

    One word beyond a mark is chance more often than not: the "and" before an omission and the
    "and" after it are not the same one. It counts only where it is the whole fragment.
    """
    if not breaks:
        return runs
    bounds, ordered = {0, length, *breaks}, sorted(breaks)
    pieces = []
    for run in runs:
        within = ordered[bisect_right(ordered, run.quote) : bisect_left(ordered, run.quote_end)]
        cuts = [run.quote, *within, run.quote_end]
        for start, end in pairwise(cuts):
            if end - start > 1 or len(cuts) == 2 or {start, end} <= bounds:
                pieces.append(Run(start, run.place + start - run.quote, end - start))
    return sorted(pieces, key=lambda r: (r.quote, r.place))


def _gap_cost(before: Run, after: Run, breaks: Sequence[int]) -> float | None:
    """What it costs to go on from one run to the next; ``None`` where that is impossible.

    ``breaks`` come in order.
    """
    in_quote = after.quote - before.quote_end
    in_place = after.place - before.place_end
    less = in_quote if in_quote < in_place else in_place
    if less < 0:  # they overlap
        if -less >= before.length or -less >= after.length:
            return None
        cost = float(-less)
    else:
        cost = 0.5 * less
    surplus = abs(in_place - in_quote)
    if surplus:
        first = bisect_left(breaks, before.quote_end)
        marked = first < len(breaks) and breaks[first] <= after.quote
        cost += (MARKED if marked else UNMARKED) * log2(1 + surplus)
    return cost


def _best_chain(runs: Sequence[Run], breaks: frozenset[int]) -> tuple[float, Chain]:
    """The chain of runs, in order on both sides, whose length less its gaps is greatest."""
    if len(runs) == 1:
        return float(runs[0].length), (runs[0],)
    ordered = sorted(breaks)
    doubling = MARKED if ordered else UNMARKED
    scores: list[float] = []
    previous: list[int | None] = []
    ranked: list[tuple[float, int]] = []
    diagonals = [run.place - run.quote for run in runs]
    reaches: list[float] = []  # the surplus from which on a gap costs as much as the chain before it is worth
    for n, run in enumerate(runs):
        place, diagonal = run.place, diagonals[n]
        score, link = float(run.length), None
        # The best first, of equals the earliest: no gap adds to a score, so that those left may be no better.
        for lost, m in ranked:
            if run.length - lost < score:
                break
            if place <= runs[m].place or abs(diagonal - diagonals[m]) > reaches[m]:
                continue
            cost = _gap_cost(runs[m], run, ordered)
            if cost is None:
                continue
            reached = scores[m] + run.length - cost
            if reached > score or (reached == score and link is not None and m < link):
                score, link = reached, m
        scores.append(score)
        previous.append(link)
        reaches.append(2.0 ** min(score / doubling, MOST_DOUBLINGS))
        insort(ranked, (-score, n))
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
    bare = _bare(chain, length)
    if not bare:
        return chain
    pieces = list(chain)
    places = sorted(piece.place for piece in chain)
    for start, end in bare:
        candidates = []
        for run in runs:
            first, last = max(run.quote, start), min(run.quote_end, end)
            if last - first < SEED:
                continue
            # A run of four words may be anybody's, unless it is nearly all that is missing, or near.
            least = SEED if _distance(places, run.place) <= NEAR else STRANDED
            if last - first >= min(STRANDED + 1, max(least, 0.7 * (end - start))):
                candidates.append(Run(first, run.place + first - run.quote, last - first))
        taken = [run for run in candidates if not any(_overlap(run, other) for other in pieces)]
        if taken:
            pieces.append(max(taken, key=lambda r: r.length))
    return tuple(sorted(pieces, key=lambda r: r.quote))


def _reaching_on(chain: Chain, runs: Sequence[Run], length: int) -> Iterator[Chain]:
    """The chain with short runs near it for what is still bare: what was spoken freely has no longer ones.

    One more candidate: where the runs are chance, the chain without them is the better one.
    """
    if not _bare(chain, length):
        return
    pieces = list(chain)
    places = sorted(piece.place for piece in chain)
    near = [run for run in runs if _distance(places, run.place) <= NEAR]
    for _ in range(ROUNDS):
        for start, end in _bare(tuple(sorted(pieces, key=lambda r: r.quote)), length):
            found = []
            for run in near:
                first, last = max(run.quote, start), min(run.quote_end, end)
                piece = Run(first, run.place + first - run.quote, last - first)
                if piece.length < SEED or any(_overlap(piece, other) for other in pieces):
                    continue
                at_an_end = first == 0 or last == length
                if piece.length >= STRANDED or (at_an_end and _in_order(piece, pieces)):
                    found.append(piece)
            if found:
                pieces.append(max(found, key=lambda r: r.length))
    if len(pieces) > len(chain):
        yield tuple(sorted(pieces, key=lambda r: r.quote))


def _in_order(piece: Run, pieces: Sequence[Run]) -> bool:
    """Whether a run at an end of the quote goes on, within reach, where the runs beside it stand."""
    beside = min(pieces, key=lambda r: abs(r.quote - piece.quote))
    first, last = sorted((piece, beside), key=lambda r: r.quote)
    return 0 <= last.place - first.place_end <= NEAR


def _unbroken(chain: Chain, runs: Sequence[Run]) -> Iterator[Chain]:
    """The chain with the longest run that, elsewhere, has in a row what two or more of its runs have.

    Near is not always right: of two like passages the nearer one may lack a word that the other has.
    """
    whole = [run for run in runs if sum(_inside(each, run) for each in chain) > 1]
    if whole:
        run = max(whole, key=lambda r: r.length)
        yield tuple(sorted((run, *_outside(chain, run)), key=lambda r: r.quote))


def _inside(one: Run, other: Run) -> bool:
    """Whether all words of the quote that one run has the other has too."""
    return other.quote <= one.quote and one.quote_end <= other.quote_end


def _outside(chain: Chain, run: Run) -> Iterator[Run]:
    """What the runs of a chain have of the quote that one run has not."""
    for each in chain:
        if each.quote < run.quote:
            yield Run(each.quote, each.place, min(each.quote_end, run.quote) - each.quote)
        elif each.quote_end > run.quote_end:
            cut = max(0, run.quote_end - each.quote)
            yield Run(each.quote + cut, each.place + cut, each.length - cut)


def _overlap(one: Run, other: Run) -> bool:
    return one.place < other.place_end and other.place < one.place_end


def _bare(chain: Chain, length: int) -> list[tuple[int, int]]:
    """The stretches of the quote, long enough to be looked for, that no run covers."""
    bare = []
    at = 0
    for quote, _, size in (*chain, (length, 0, 0)):
        if quote - at >= SEED:
            bare.append((at, quote))
        if quote + size > at:
            at = quote + size
    return bare
