"""Where in a transcript so many of a quote's words stand close together that it may stand there, changed.

To locate a quote, runs of three words come first. Where the quote's own place has none, and a chance run
stands elsewhere, that leads away from it: then the stretch that has most of its words is looked at alone.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from quotetrack.matching.judge import Text, marked_quote
from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.parts import least_in_place
from quotetrack.model import Span

MOST = 3
"""Stretches of one transcript, those that have most."""
WIDER = 1.5
"""Times the quote's length: in so many words of the transcript the quote's are counted …"""
MARGIN = 0.5
"""… and so much of its length is looked at on either side."""


def dense_stretches(quote: str, text: Text, language: str | None = None) -> tuple[Span, ...]:
    """The stretches, in code points, that have enough of a quote's words to be a variant, the best first."""
    keys = marked_quote(quote, lexicon(language or text.language, quote)).tokens.keys
    if not keys:
        return ()
    room, tokens = int(MARGIN * len(keys)) + 1, text.tokens
    chosen: list[tuple[int, int]] = []
    for _, first, last in sorted(_stretches(keys, tokens.keys), key=lambda each: (-each[0], each[1])):
        if all(last < begin or end < first for begin, end in chosen):
            chosen.append((first, last))
            if len(chosen) == MOST:
                break
    return tuple(
        tokens.span(max(0, first - room), min(len(tokens), last + 1 + room)) for first, last in chosen
    )


def _stretches(quote: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """How many of the quote's words stand together, and from which to which of the transcript's words.

    Each counts as often as the quote has it. Only stretches that have enough for a variant.
    """
    wanted = Counter(quote)
    least, width = least_in_place(len(quote)), WIDER * len(quote)
    inside: deque[int] = deque()
    having = dict.fromkeys(wanted, 0)
    score = 0
    for place, key in enumerate(keys):
        if key not in wanted:
            continue
        inside.append(place)
        having[key] += 1
        score += having[key] <= wanted[key]
        while place - inside[0] >= width:
            left = keys[inside.popleft()]
            score -= having[left] <= wanted[left]
            having[left] -= 1
        if score >= least:
            yield score, inside[0], place
