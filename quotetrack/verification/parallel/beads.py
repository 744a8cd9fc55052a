"""Sentences of two languages put beside one another: the dynamic programming of Gale and Church (1993).

The costs are negative logarithms of probabilities. To their lengths and kinds of beads come what
both sentences name, count, and spell alike, the more the rarer it is in the original; and the quote may
begin and go on anywhere in the original, for it is a part of it and may be put together from several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, inf, log, sqrt

from quotetrack.verification.parallel.features import Sentence

VARIANCE = 6.8
"""Of the length of a translation, for each letter of the original (Gale and Church, table 3)."""
_PRIOR = {(1, 1): 0.12, (1, 2): 2.4, (2, 1): 2.4, (1, 3): 4.0, (1, 0): 4.6}
"""Kinds of beads: sentences of the quote, sentences of the original. The first four are theirs."""
LONGEST_COST = 12.0
_KEPT = {"names": 0.8, "numbers": 0.9, "cognates": 0.8}
"""How likely a translation has of its original's names, numbers, and of the words that both texts have."""
MOST = 4.0
"""What one of them that both have takes off the cost, at most."""
UNSEEN = 20
"""Sentences by which an original is taken as longer than it is: in a short one all is common."""
UNNAMED = 0.7
"""What each name or number that only one side has adds."""
ASKED = 1.0
STEP, JUMP, NEAR = 1.2, 3.0, 4
"""What one sentence passed over costs, and any number of them at most; as many are looked at singly."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences ``quote`` to ``quote_end`` against ``place`` to ``place_end`` of the original."""

    quote: int
    quote_end: int
    place: int
    place_end: int


class Rarity:
    """How rare what a sentence has is in the original: what stands everywhere places nothing."""

    def __init__(self, original: Sequence[Sentence]) -> None:
        self._sentences = len(original)
        self._held: Mapping[str, Counter[str | Fraction]] = {
            kind: Counter(key for sentence in original for key in getattr(sentence, kind)) for kind in _KEPT
        }

    def gain(self, kind: str, key: str | Fraction, width: int) -> float:
        """How much likelier a translation has it than any ``width`` sentences have, as a logarithm."""
        by_chance = min(1.0, width * self._held[kind][key] / (self._sentences + UNSEEN))
        return min(MOST, max(0.0, log(_KEPT[kind] / by_chance)))


def align_sentences(quote: Sequence[Sentence], original: Sequence[Sentence]) -> tuple[Bead, ...]:
    """The cheapest way through all sentences of the quote, in its order.

    A bead without sentences of the original says that nothing there answers to the quote's.
    """
    rows, columns = len(quote), len(original)
    rarity = Rarity(original)
    best = [[inf] * (columns + 1) for _ in range(rows + 1)]
    came: dict[tuple[int, int], tuple[int, int, Bead]] = {}
    best[0] = [0.0] * (columns + 1)
    reached, origin = list(best[0]), list(range(columns + 1))
    for i in range(rows):
        if i:
            reached, origin = _passing_over(best[i])
        for (height, width), prior in _PRIOR.items():
            if i + height > rows:
                continue
            for j in range(columns - width + 1):
                cost = reached[j] + prior
                cost += bead_cost(quote[i : i + height], original[j : j + width], rarity)
                if cost < best[i + height][j + width]:
                    best[i + height][j + width] = cost
                    came[i + height, j + width] = (i, origin[j], Bead(i, i + height, j, j + width))
    at = (rows, min(range(columns + 1), key=best[rows].__getitem__))
    beads: list[Bead] = []
    while at in came:
        i, j, bead = came[at]
        beads.append(bead)
        at = (i, j)
    return tuple(reversed(beads))


def _passing_over(costs: Sequence[float]) -> tuple[list[float], list[int]]:
    """The cost of standing before each sentence, come from an earlier one, and from which."""
    reached, origin = [], []
    lowest, where = inf, 0
    for at, cost in enumerate(costs):
        choices = [(cost, at)]
        choices += [(costs[at - far] + STEP * far, at - far) for far in range(1, min(NEAR, at) + 1)]
        choices.append((lowest + JUMP, where))
        chosen = min(choices)
        reached.append(chosen[0])
        origin.append(chosen[1])
        if cost < lowest:
            lowest, where = cost, at
    return reached, origin


def bead_cost(quote: Sequence[Sentence], original: Sequence[Sentence], rarity: Rarity) -> float:
    """How little these sentences look like each other's translation; its kind of bead left out."""
    if not original:
        return 0.0
    left = sum(sentence.length for sentence in quote)
    right = sum(sentence.length for sentence in original)
    delta = abs(left - right) / sqrt(VARIANCE * max(1.0, (left + right) / 2))
    cost = min(LONGEST_COST, -log(max(1e-12, erfc(delta / sqrt(2)))))
    for kind in _KEPT:
        ours, theirs = _keys(quote, kind), _keys(original, kind)
        cost -= sum(rarity.gain(kind, key, len(original)) for key in ours & theirs)
        if kind != "cognates":
            cost += UNNAMED * len(ours ^ theirs)
    return cost + ASKED * (quote[-1].asks != original[-1].asks)


def _keys(sentences: Sequence[Sentence], kind: str) -> set[str | Fraction]:
    return {key for sentence in sentences for key in getattr(sentence, kind)}
