"""How far a batch is, and what it came to: the values that its engines and the screen share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to."""

    rows: int
    verdicts: int
    rejects: int
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is; each method is called from the process that runs it."""

    stage: Callable[[str, int], None]
    """A new stage: what it does, and of how many."""
    done: Callable[[int], None]
    """So many more are done."""
    resumed: Callable[[int], None]
    """So many were done before."""
