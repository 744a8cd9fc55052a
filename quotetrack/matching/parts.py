"""Whether a quote stands in a transcript, or only a part of it, or what it shares with any text.

What agrees is counted while the steps of an alignment are walked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotetrack.matching.align import Step, StepKind
from quotetrack.matching.changed import word_class
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import Tokens, surface
from quotetrack.model import Difference

LEAST_SHARE = 0.42
"""Of a quote's tokens; with less of it in place a transcript holds a part of the quote at most."""
SHORT = 15
LEAST_SHARE_OF_SHORT = 0.51
"""The same for quotes under SHORT tokens, of which chance puts half in place more easily."""
LONGEST_FOREIGN = 8
"""Tokens in a row without any counterpart, from which on a quote is not a variant but stands in part."""
MOST_SHARE = 0.65
MOST_SHARE_APART = 0.85
BESIDE = 6
"""A phrase that two texts share is one run of words; a variant agrees in the rest of the quote too. With less
than MOST_SHARE in place so many tokens beside the longest run must be; where the pieces stand in separate
places, twice as many with less than MOST_SHARE_APART. Of 3,000 quotes of 10 to 35 words that stand nowhere
3 in 100 were called variants without this, and 0.3 with it; of 3,000 with half their words changed 2.6 more
in 100 are called a part."""
LEAST_RUN = 5
"""Tokens in a row that make a part worth naming: of runs of four, 40 % stand in somebody else's text too."""

SURE_SHARE = 0.6
SURE_SHARE_OF_SHORT = 0.8
LEAST_TELLING_OF_SHORT = 0.3
LEAST_TELLING = 0.08
"""With less than SURE_SHARE of a quote in place and no run longer than LEAST_RUN, so many of the words
in place must tell something: the small words of any text stand in any other. Of 1,000 quotes with half their
words changed this loses 0.5 % more at 0.15, and no absent quote more is called a variant at 0.08."""


@dataclass
class Tally:
    """What is counted while the steps of an alignment are walked."""

    differences: list[Difference] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    matched: int = 0
    longest: int = 0
    foreign: int = 0
    """The longest stretch of the quote without a counterpart."""
    apart: bool = False
    """Whether pieces stand in separate places, with no mark between them."""


def count(step: Step, tally: Tally) -> None:
    """Count what stands there, and the pieces it stands in."""
    kind, start, end, place, place_end, _ = step
    if kind is StepKind.SAME:
        tally.matched += end - start
        tally.longest = max(tally.longest, end - start)
    elif kind is StepKind.EDIT:
        tally.foreign = max(tally.foreign, end - start - (place_end - place) // 2)
    else:
        if kind is not StepKind.MARKED:
            tally.apart = True
        return
    if place == place_end:
        return
    pieces = tally.pieces
    if pieces and pieces[-1][1] == place:
        pieces[-1] = (pieces[-1][0], place_end)
    else:
        pieces.append((place, place_end))


def only_part(total: int, tally: Tally) -> bool:
    """Whether too little of a quote is in place, or too much in a row nowhere, to call it a variant."""
    foreign = tally.foreign >= max(LONGEST_FOREIGN, 0.3 * total) or tally.foreign >= 0.45 * total
    return tally.matched < least_in_place(total) or foreign


def least_in_place(total: int) -> float:
    """How many of so many tokens a variant has in place at least."""
    return (LEAST_SHARE if total >= SHORT else LEAST_SHARE_OF_SHORT) * total


def too_few(present: Sequence[bool]) -> bool:
    """Whether a transcript has too few of a quote's words, in any order, to hold even a part of it.

    ``present`` tells for each word whether it stands there anywhere. No more can be in place than that,
    so that neither a part nor a variant is lost by not looking for one.
    """
    total = len(present)
    if sum(present) >= least_in_place(total):
        return False
    in_a_row = longest = 0
    for here in present:
        in_a_row = in_a_row + 1 if here else 0
        longest = max(longest, in_a_row)
    return longest < min(LEAST_RUN, total)


def one_phrase(total: int, tally: Tally) -> bool:
    """Whether what is in place is a phrase, and little beside it."""
    share, least = (MOST_SHARE_APART, 2 * BESIDE) if tally.apart else (MOST_SHARE, BESIDE)
    return tally.matched < share * total and tally.matched - tally.longest < least


def by_chance(quote: Tokens, steps: Sequence[Step], tally: Tally, words: Lexicon) -> bool:
    """Whether what is in place is in place in any text: small words, and no run of any length."""
    sure = SURE_SHARE if len(quote) >= SHORT else SURE_SHARE_OF_SHORT
    if tally.matched >= sure * len(quote) or tally.longest > LEAST_RUN:
        return False
    same = [step for step in steps if step.kind is StepKind.SAME]
    kept = sum(_tells(word, words) for step in same for word in quote.words(step.quote, step.quote_end))
    least = LEAST_TELLING if len(quote) >= SHORT else LEAST_TELLING_OF_SHORT
    return kept < least * tally.matched


def _tells(word: str, words: Lexicon) -> bool:
    """Whether a word says something about where it comes from: no small word, no auxiliary."""
    return len(word) > 4 and word_class(surface(word), words) == "content"
