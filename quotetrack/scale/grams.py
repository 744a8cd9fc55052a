"""Word trigrams as numbers, with their places: what quotes and transcripts are joined by.

The fold is the index's: case, apostrophes and dashes go, digits stay. A key has 64 bits, so that texts of
100 GB hardly ever have two trigrams of one number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotetrack.matching.index.characters import FOLDING
from quotetrack.matching.index.folding import fold_text

GRAM = 3
"""Words in a row."""
KEYS = f"{FOLDING}.1"
"""Raised with every change that changes a key; the fold's own version is in it."""

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


@dataclass(frozen=True, slots=True)
class Grams:
    """The trigrams of a text, in its order."""

    keys: NDArray[np.int64]
    places: NDArray[np.uint32]
    """Where the first word of each starts, in code points of the text."""

    def __len__(self) -> int:
        return len(self.keys)


def grams_of(text: str) -> Grams:
    """The trigrams of a text; none where it has fewer than three words."""
    folded = fold_text(text)
    count = max(0, len(folded.hashes) - GRAM + 1)
    return Grams(_keys(folded.hashes, count), folded.starts[:count])


def _keys(hashes: NDArray[np.uint32], count: int) -> NDArray[np.int64]:
    total = np.zeros(count, dtype=np.uint64)
    for at, factor in enumerate(_FACTORS):
        # A word counts by its place: "of the people" is not "the people of".
        total += hashes[at : at + count].astype(np.uint64) * np.uint64(factor)
        total ^= total >> np.uint64(29)
    total *= np.uint64(_FACTORS[0])
    total ^= total >> np.uint64(32)
    return total.view(np.int64)
