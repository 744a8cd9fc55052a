"""Where a quote stands: a few of its trigrams are asked for, then as many more as its words need.

Seeds, the places of single trigrams, tell where it may stand, and there all its words are held against those
of the transcript. Words that have no place so are looked for on their own, common trigrams too, so that a
quote put together from two speeches names both, each with what it covers.

A quote has two dozen trigrams with a few places each: too few for arrays to be worth their overhead, so all
but the lookups of common trigrams is done on plain numbers. Where there is a compiler this module, ``seeds``
and ``standing`` are compiled, with the types that are written beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import itemgetter, or_

from quotetrack.matching.index.few import GRAM
from quotetrack.matching.index.seeds import RARE, Asked, Seed, seeds_of, seeds_within, segment_of
from quotetrack.matching.index.standing import Found, Key, bare, numbers_of, stand, with_more

COMMON = 512
"""Positions. A trigram in more of them is looked at only where there are no rarer ones."""
MOST_SEEDS = 20_000
LIKELY = 3
"""A third of a quote's trigrams in one place: with fewer it may stand elsewhere, or nowhere."""
FEW = 4
"""Trigrams asked for first, evenly spread: a quote that stands in few places is found by any of them."""
SHORT = 10
"""Trigrams. A quote of fewer is looked for thoroughly: one changed word leaves hardly any seed in it."""
FIRST = 8
"""Trigrams asked for where those few do not tell: where a quote stands most of them do."""
BARE = 5
"""Trigrams in a row. One changed word leaves three without a place, five words from elsewhere five."""
MOST_STRETCHES = 16
CELL = 64
"""Words. Seeds of one place agree within so many where the quote would begin."""
RIVAL = 0.4
"""Of the best stretch's seeds: with fewer a stretch is no rival. One cut in two has half in each part."""
ROUNDS = 2
"""Further looks, for words that have no place yet; fewer than three seeds in one would be chance."""

_by_size = itemgetter(0)
_ONES = re.compile("1+")


def _size(found: Found) -> int:
    return found.covered.bit_count()


def find(asked: Asked) -> dict[Key, Found]:
    """What each transcript has of the quote."""
    return (asked.grams >= SHORT and _at_once(asked)) or _thoroughly(asked)


def find_in(asked: Asked, keys: Iterable[Key]) -> dict[Key, Found]:
    """What each of a few transcripts has of the quote: common words too, since few places are in question."""
    found: dict[Key, Found] = {}
    wanted = tuple(keys)
    for key in wanted:
        _densest(asked, seeds_within(asked, *key, range(asked.grams)), 1, found)
    # What begins in one may reach into its neighbour.
    return {key: found[key] for key in wanted if key in found}


# --- a quote that stands in few places ----------------------------------------------------


def _at_once(asked: Asked) -> dict[Key, Found]:
    """The places of a quote that a few rare trigrams name; nothing where they leave words without one.

    What has most of a quote has some of a few evenly spread trigrams, unless it is changed at each of them.
    """
    last = asked.grams - 1
    everything = (1 << asked.grams) - 1
    step = -(-asked.grams // FEW)
    runs = [(0, asked.grams)]
    stretches: list[tuple[int, Key, Found]] = []
    for offset in (step // 2, step // 4, step - 1):
        numbers = [number for first, end in runs for number in range(first + offset, end, step)]
        seeds, common = seeds_of(asked, numbers, RARE)
        if len(common) * 2 >= len(numbers):  # the next ones are asked for instead
            seeds += seeds_of(asked, [min(number + 1, last) for number in common], RARE)[0]
        starts = _likely(asked, seeds)
        if len(starts) > MOST_STRETCHES:
            starts = []
        stretches += [(here.covered.bit_count(), key, here) for key, here in stand(asked, starts)]
        if len(stretches) == 1 and stretches[0][2].covered == everything:
            return {stretches[0][1]: stretches[0][2]}
        found, covered = _telling(stretches)
        left = bare(everything, covered, BARE)
        if found and not left:
            return found if _complete(asked, found) else {}
        if covered.bit_count() * LIKELY < asked.grams and len(common) * 2 < len(numbers):
            break  # words that hardly stand anywhere
        runs = [run.span() for run in _ONES.finditer(bin(left)[:1:-1])]
    return {}


def _likely(asked: Asked, seeds: list[Seed]) -> list[int]:
    """Where the quote would begin by most of the seeds, or by one beside which more of it stands."""
    cells: dict[int, list[Seed]] = {}
    for seed in seeds:
        cell = seed[0] // CELL
        if cell in cells:
            cells[cell].append(seed)
        else:
            cells[cell] = [seed]
    enough = RIVAL * max(map(len, cells.values()), default=0)
    alone = [together[0] for together in cells.values() if len(together) == 1] if enough < 1 else []
    more = with_more(asked, alone) if alone else set()
    starts: list[int] = []
    for together in cells.values():
        if len(together) > 1:
            if len(together) >= enough:
                starts += {start for start, _ in together}
        elif together[0][0] in more:
            starts.append(together[0][0])
    return starts


def _telling(stretches: list[tuple[int, Key, Found]]) -> tuple[dict[Key, Found], int]:
    """Stretches that have as much as a rival must, or what better ones lack; and all that they cover."""
    stretches.sort(key=_by_size, reverse=True)
    found: dict[Key, Found] = {}
    covered = 0
    enough = RIVAL * stretches[0][0] if stretches else 0
    for size, key, here in stretches:
        other = found.get(key)
        if size >= enough or (here.covered & ~(other.covered if other else covered)).bit_count() >= GRAM:
            found[key] = other.with_(here) if other else here
            covered |= here.covered
    return found, covered


def _complete(asked: Asked, found: dict[Key, Found]) -> bool:
    """Look in each transcript for what it lacks; whether one, or two together, have the whole quote."""
    everything = (1 << asked.grams) - 1
    for key, here in found.items():
        left = bare(everything, here.covered, BARE)
        if left:
            # A run of five words has three trigrams.
            seeds = seeds_within(asked, *key, numbers_of(left)[::GRAM])
            starts = _likely(asked, seeds)
            if len(starts) > MOST_STRETCHES:
                # A formula stands in many places of a transcript, the words around it in one.
                common = Counter(start for start, _ in seeds)
                starts = sorted(starts, key=common.__getitem__, reverse=True)[:MOST_STRETCHES]
            for there, more in stand(asked, starts):
                if there == key and (more.covered & left).bit_count() >= GRAM:
                    found[key] = found[key].with_(more)
    best = max(found.values(), key=_size).covered
    if best.bit_count() * LIKELY < asked.grams:
        return False  # a patchwork of phrases that stand everywhere
    both = (best | other.covered for other in found.values())
    return any(not bare(everything, each, BARE) and each.bit_count() * 2 > asked.grams for each in both)


# --- any other ----------------------------------------------------------------------------


def _thoroughly(asked: Asked) -> dict[Key, Found]:
    """The places where the seeds stand most densely, and those of words that they leave bare."""
    found: dict[Key, Found] = {}
    left = (1 << asked.grams) - 1
    everything = list(range(asked.grams))
    step = max(1, len(everything) // FIRST)
    seeds, common = seeds_of(asked, everything[::step], RARE)
    best = _densest(asked, seeds, 1, found)
    later = [number for number in everything if number % step or number in common]
    if best is None or found[best].covered.bit_count() * LIKELY < len(everything):
        # Nothing has much of it: all of it is asked for, since now single seeds may be all there is.
        found = {}
        seeds, later = _with_common(asked, seeds, everything, later), []
        best = _densest(asked, seeds, 1, found)
    for _ in range(ROUNDS):
        left = bare(left, found[best].covered if best else 0, BARE)
        if not left:
            break
        if best:
            # A formula stands everywhere; where the rest of the quote stands, few places are in question.
            _densest(asked, seeds_within(asked, *best, numbers_of(left)), GRAM, found)
            left = bare(left, found[best].covered, BARE)
        numbers = numbers_of(left)
        wanted = set(numbers)
        seeds = [seed for seed in seeds if seed[1] in wanted]
        seeds, later = _with_common(asked, seeds, numbers, [n for n in later if n in wanted]), []
        if not seeds:
            break
        best = _densest(asked, seeds, GRAM, found)
    return found


def _with_common(asked: Asked, seeds: list[Seed], numbers: list[int], later: list[int]) -> list[Seed]:
    """The seeds, and those of further trigrams; of the commonest where there are hardly any others."""
    if not later:
        return seeds
    more, common = seeds_of(asked, later, COMMON)
    if common and (len(numbers) - len(common)) * 4 < len(numbers):
        more += seeds_of(asked, sorted(common), MOST_SEEDS // len(common))[0]
    return seeds + more


def _densest(asked: Asked, seeds: list[Seed], least: int, found: dict[Key, Found]) -> Key | None:
    """Put the densest stretches of these seeds with what is found; segment and transcript of the best one."""
    cells = [start // CELL for start, _ in seeds]
    sizes = Counter(cells)
    enough = max(least, RIVAL * max(sizes.values(), default=0))
    dense = [(size, cell) for cell, size in sizes.items() if size >= enough]
    if not dense:
        return None
    if len(dense) > MOST_STRETCHES and found:
        # Of many places equally dense those count first where more of the quote stands.
        first = dict(zip(reversed(cells), map(sum, reversed(seeds)), strict=True))
        dense = [(size + (_transcript_at(asked, first[cell]) in found), cell) for size, cell in dense]
    dense.sort(key=_by_size, reverse=True)
    chosen = [cell for _, cell in dense[:MOST_STRETCHES]]
    # A place near a cell's border has seeds in the next one too.
    near: dict[int, set[int]] = {cell + beside: set() for cell in chosen for beside in (-1, 0, 1)}
    for cell, (start, _) in zip(cells, seeds, strict=True):
        if cell in near:
            near[cell].add(start)
    best: Key | None = None
    for cell in chosen:
        together: dict[Key, list[Found]] = {}
        for key, here in stand(asked, sorted(near[cell - 1] | near[cell] | near[cell + 1])):
            together.setdefault(key, []).append(here)
        for key, parts in together.items():
            here = Found(
                [(parts[0].bounds[0][0], parts[-1].bounds[0][1])],
                [run for part in parts for run in part.runs],
                reduce(or_, (part.covered for part in parts)),
            )
            found[key] = found[key].with_(here) if key in found else here
            best = best or key
    return best


def _transcript_at(asked: Asked, place: int) -> Key:
    """The segment and the transcript that a place lies in."""
    segment, position = segment_of(place)
    return segment, bisect_right(asked.segments[segment].firsts, position) - 1
