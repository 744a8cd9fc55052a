"""What one of two honest transcripts may have and the other not: articles, fillers, false starts.

Compiled where there is a compiler, with the types in ``droppable.pxd``.
"""

from __future__ import annotations

import regex

from quotetrack.matching.capitals import letter_by_name
from quotetrack.matching.changed import Stretch, gravest
from quotetrack.matching.equivalence import LONGEST_RUN
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import Tokens, surface

_FALSE_START = regex.compile(r"[-–—…]|\.\.")


def one_article(at: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon) -> bool:
    """Whether both sides begin with an article, and which one does not matter."""
    return (
        surface(quote.word(at.quote)) in lexicon.articles
        and surface(transcript.word(at.place)) in lexicon.articles
        and not _before_quantity(transcript, at.place + 1, lexicon)
        and letter_by_name(quote, at.quote) == letter_by_name(transcript, at.place)
    )


def drops(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, str]]:
    """How many words from ``start`` on one text may have and the other not, each with the class of that."""
    ends = range(start + 1, min(end, start + LONGEST_RUN) + 1)
    return [(e - start, klass) for e in ends if (klass := droppable(tokens, start, e, lexicon)) is not None]


def droppable(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The class under which one text may have these words and the other not, if any."""
    run = tuple(map(surface, tokens.words(start, end)))
    if len(run) == 1:
        if run[0] in lexicon.articles:
            matters = _before_quantity(tokens, end, lexicon) or letter_by_name(tokens, start)
            return None if matters else "article"
        if run[0] in lexicon.droppable:
            return "that"
    if run in lexicon.fillers and _set_apart(tokens, start, end):
        return "filler"
    if _repeats(tokens, start, end, run) and gravest(run, lexicon) not in ("negation", "number"):
        return "false-start"
    return None


def _before_quantity(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    return index < len(tokens) and surface(tokens.word(index)) in lexicon.article_matters_before


def _set_apart(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words stand between stops, as fillers do: *well* in "he did well" is none."""
    before = tokens.gap(start) if start else "."
    after = tokens.gap(end) if end < len(tokens) else "."
    return bool(before.strip()) and bool(after.strip())


def _repeats(tokens: Tokens, start: int, end: int, these: tuple[str, ...]) -> bool:
    """Whether the speaker broke off and began again with these words: "when I -- when I".

    Either of the two may be the one that the other text lacks.
    """
    size = end - start
    for first, broken in ((end, end), (start - size, start)):
        if first < 0 or first + size > len(tokens) or surface(tokens.word(first)) != these[0]:
            continue
        again = these == tuple(map(surface, tokens.words(first, first + size)))
        if again and _FALSE_START.search(tokens.gap(broken)):
            return True
    return False
