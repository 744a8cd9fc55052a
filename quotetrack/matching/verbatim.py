"""The quick way for a quote that stands in a transcript character for character.

Half of all honest quotes do, and to find the very characters is a hundred times quicker than to
align words. What this finds is what the long way would find: the words must begin and end
where words do, and the two ends are judged in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.matching.gaps import compare_end, compare_sign_after, compare_sign_before
from quotetrack.matching.tokens import Skips, Tokens, tokenise
from quotetrack.model import Alignment, Span, Weight, Wording

AROUND = 40
"""Code points on either side in which the bounds of words are looked at."""
SHORTEST = 3
"""Words. Shorter quotes stand by chance inside names and numbers."""
MOST_REFUSED = 100
"""Places in which the characters stand and are not what is looked for. Words that repeat have one at every
word; after so many the long way has to judge."""


def find_verbatim(
    quote: Tokens, text: str, skips: Skips, most: int, windows: Sequence[Span] | None = None
) -> tuple[Alignment, ...]:
    """The places where a quote without marks stands character for character, up to ``most`` of them.

    None where it stands nowhere so, or where its ends differ in more than typography: then
    the long way has to judge it. ``windows`` as in ``Text``: where it stands in none of them it stands
    nowhere, and where it does, its other places are looked for in the whole text.
    """
    if len(quote) < SHORTEST:
        return ()
    core = quote.text[quote.starts[0] : quote.ends[-1]]
    if windows is not None and all(text.find(core, each.start, each.end) < 0 for each in windows):
        return ()
    found: list[Alignment] = []
    refused = 0
    at = text.find(core)
    while at >= 0 and len(found) < most and refused < MOST_REFUSED:
        alignment = _alignment(quote, text, Span(at, at + len(core)), skips)
        if alignment is not None:
            found.append(alignment)
        else:
            refused += 1
        at = text.find(core, at + 1)
    return tuple(sorted(found, key=lambda alignment: -alignment.wording.rank))


def _alignment(quote: Tokens, text: str, place: Span, skips: Skips) -> Alignment | None:
    """The alignment at one place, if the quote's first and last word are whole words there."""
    if skips.within(place.start, place.end):
        return None
    window = Span(max(0, place.start - AROUND), min(len(text), place.end + AROUND))
    tokens = tokenise(text, skips, windows=(window,))
    try:
        first, last = tokens.starts.index(place.start), tokens.ends.index(place.end)
    except ValueError:
        return None
    if last - first + 1 != len(quote):
        return None
    ends = (
        compare_sign_before(quote, tokens, first),
        compare_sign_after(quote, tokens, last),
        compare_end(quote, tokens, last),
    )
    differences = tuple(each for each in ends if each is not None)
    if any(each.weight is not Weight.TYPOGRAPHIC for each in differences):
        return None
    wording = Wording.TYPOGRAPHIC if differences else Wording.EXACT
    return Alignment(wording, (place,), differences, len(quote))
