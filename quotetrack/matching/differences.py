"""What an edit means: each with its kind, its class and its weight.

The third of three steps. A changed stretch is taken apart into the cheapest set of entries:
equivalences and droppable words first, then what is left, which is substantive and classed by
the gravest word in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import regex

from quotetrack.matching.capitals import capital_tells
from quotetrack.matching.changed import Stretch, changed_words, class_of, gravest
from quotetrack.matching.droppable import droppable, drops, one_article
from quotetrack.matching.equivalence import LONGEST_RUN, Judgement, equivalent
from quotetrack.matching.initials import same_initials
from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.tokens import Tokens, surface
from quotetrack.model import Difference, Weight

LARGEST_STRETCH = 14
"""Tokens on either side. A longer changed stretch is one entry: no list of small changes explains it."""
_PARTS_INITIALS = regex.compile("['’ʼ‘`´?!]")


def explain(stretch: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon) -> tuple[Difference, ...]:
    """The differences of one changed stretch, in order; none where it is the same after all."""
    return tuple(
        _entry(part, judged, quote, transcript)
        for part, judged in _parts(stretch, quote, transcript, lexicon)
    )


def _entry(part: Stretch, judged: Judgement, quote: Tokens, transcript: Tokens) -> Difference:
    klass, weight = judged
    left = quote.span(part.quote, part.quote_end)
    right = transcript.span(part.place, part.place_end)
    if part.quote == part.quote_end:
        kind = "omission"
    elif part.place == part.place_end:
        kind = "insertion"
    else:
        kind = "substitution"
    return Difference(kind, klass, weight, quote.slice(left), transcript.slice(right), left, right)


def _parts(
    stretch: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon
) -> list[tuple[Stretch, Judgement]]:
    left, right = stretch.quote_end - stretch.quote, stretch.place_end - stretch.place
    if left > LARGEST_STRETCH or right > LARGEST_STRETCH:
        return [(stretch, (gravest(changed_words(stretch, quote, transcript), lexicon), Weight.SUBSTANTIVE))]
    cheapest = None
    if left == right == 1:
        cheapest = _one_for_one(stretch, quote, transcript, lexicon)
    if cheapest is None:
        cheapest = _cheapest(stretch, quote, transcript, lexicon)
    return _merged(cheapest, quote, transcript, lexicon)


_COST = {Weight.TYPOGRAPHIC: 0.01, Weight.MARKED: 0.02, Weight.HARMLESS: 0.1}
_PLAIN: Judgement = ("", Weight.SUBSTANTIVE)
_SAME: Judgement = ("same", Weight.TYPOGRAPHIC)
_ARTICLE: Judgement = ("article", Weight.HARMLESS)
Move = tuple[float, int, int, Judgement]
"""Cost, tokens of the quote taken, tokens of the transcript taken, and what the move is."""


def _one_for_one(
    stretch: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon
) -> list[tuple[Stretch, Judgement]] | None:
    """What one word for another is; ``None`` where both may be dropped, which may be cheaper."""
    q, t = stretch.quote, stretch.place
    judged = _equivalence(stretch, [quote.word(q)], [transcript.word(t)], quote, transcript, lexicon)
    if judged is None and one_article(stretch, quote, transcript, lexicon):
        judged = _ARTICLE
    if judged is None:
        if droppable(quote, q, q + 1, lexicon) and droppable(transcript, t, t + 1, lexicon):
            return None
        judged = _PLAIN
    return [(stretch, judged)]


def _cheapest(
    stretch: Stretch, quote: Tokens, transcript: Tokens, lexicon: Lexicon
) -> list[tuple[Stretch, Judgement]]:
    """The cheapest way through the stretch, by dynamic programming over both sides."""
    rows, columns = stretch.quote_end - stretch.quote, stretch.place_end - stretch.place
    dropped = (
        [drops(quote, q, stretch.quote_end, lexicon) for q in range(stretch.quote, stretch.quote_end)],
        [drops(transcript, t, stretch.place_end, lexicon) for t in range(stretch.place, stretch.place_end)],
    )
    best: dict[tuple[int, int], tuple[float, Move | None]] = {(rows, columns): (0.0, None)}
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            if (i, j) == (rows, columns):
                continue
            at = Stretch(stretch.quote + i, stretch.quote_end, stretch.place + j, stretch.place_end)
            here = dropped[0][i] if i < rows else [], dropped[1][j] if j < columns else []
            options = [
                (move[0] + best[i + move[1], j + move[2]][0], move)
                for move in _moves(at, here, quote, transcript, lexicon)
            ]
            best[i, j] = min(options, key=itemgetter(0))
    parts = []
    i = j = 0
    while (taken := best[i, j][1]) is not None:
        q, t = stretch.quote + i, stretch.place + j
        parts.append((Stretch(q, q + taken[1], t, t + taken[2]), taken[3]))
        i, j = i + taken[1], j + taken[2]
    return parts


def _moves(
    at: Stretch,
    dropped: tuple[Sequence[tuple[int, str]], Sequence[tuple[int, str]]],
    quote: Tokens,
    transcript: Tokens,
    lexicon: Lexicon,
) -> list[Move]:
    """All ways to go on from the start of ``at``, where both sides may drop so many words."""
    left = quote.words(at.quote, min(at.quote_end, at.quote + LONGEST_RUN))
    right = transcript.words(at.place, min(at.place_end, at.place + LONGEST_RUN))
    moves: list[Move] = []
    for a in range(1, len(left) + 1):
        for b in range(1, len(right) + 1):
            judged = _equivalence(at, left[:a], right[:b], quote, transcript, lexicon)
            if judged is not None:
                moves.append((_COST[judged[1]] if judged is not _SAME else 0.0, a, b, judged))
    if left and right:
        initials = same_initials(quote, at.quote, transcript, at.place)
        if (
            initials
            and at.quote + initials[0] <= at.quote_end
            and at.place + initials[1] <= at.place_end
            and surface(left[0] if initials[0] == 1 else right[0]) not in lexicon.stop_changes
        ):
            moves.append((_COST[Weight.TYPOGRAPHIC], *initials, ("punctuation", Weight.TYPOGRAPHIC)))
        if one_article(at, quote, transcript, lexicon):
            moves.append((0.1, 1, 1, _ARTICLE))
        moves.append((0.75, 1, 1, _PLAIN))
    moves += [(0.1, size, 0, (klass, Weight.HARMLESS)) for size, klass in dropped[0]]
    moves += [(0.1, 0, size, (klass, Weight.HARMLESS)) for size, klass in dropped[1]]
    if left:
        moves.append((0.7, 1, 0, _PLAIN))
    if right:
        moves.append((0.7, 0, 1, _PLAIN))
    return moves


def _equivalence(
    at: Stretch, left: list[str], right: list[str], quote: Tokens, transcript: Tokens, lexicon: Lexicon
) -> Judgement | None:
    """How these first words of both sides are the same, if they are."""
    if left == right:
        return _SAME
    judged = equivalent(left, right, lexicon)
    if judged is None:
        return None
    if judged[0] == "case" and _told_apart(quote, at.quote, transcript, at.place, len(left), lexicon):
        return None
    if judged[0] == "joined-split" and _hyphenated(
        quote, at.quote, len(left), transcript, at.place, len(right)
    ):
        return "hyphen", Weight.TYPOGRAPHIC
    if judged[0] == "punctuation" and (
        _apart(quote, at.quote, len(left)) or _apart(transcript, at.place, len(right))
    ):
        return None
    return judged


def _apart(tokens: Tokens, start: int, size: int) -> bool:
    """Whether more than stops stands between initials: *P.M.'s* is no *PMs*, "plan A? I" no *AI*."""
    return bool(_PARTS_INITIALS.search(tokens.slice(tokens.span(start, start + size))))


def _told_apart(quote: Tokens, q: int, transcript: Tokens, t: int, size: int, lexicon: Lexicon) -> bool:
    """Whether of two runs of the same letters a capital makes two words: *May* and *may*."""
    if not lexicon.capital_changes and not lexicon.capitals_only:
        return False
    return any(capital_tells(quote, q + i, transcript, t + i, lexicon) for i in range(size))


def _hyphenated(quote: Tokens, q: int, a: int, transcript: Tokens, t: int, b: int) -> bool:
    """Whether the parts of the split side are held together by hyphens: "peace-time" and "peacetime"."""
    gaps = [quote.gap(i) for i in range(q + 1, q + a)] + [transcript.gap(i) for i in range(t + 1, t + b)]
    return all(gap in ("-", "‐", "‑") for gap in gaps)


def _merged(
    parts: Sequence[tuple[Stretch, Judgement]], quote: Tokens, transcript: Tokens, lexicon: Lexicon
) -> list[tuple[Stretch, Judgement]]:
    """Neighbouring plain edits made one entry, and each entry given its class.

    Words that only one side has are one entry where they stand together, the harmless ones among the
    others too: a reader is told of "the growth of the economy" once.
    """
    merged: list[tuple[Stretch, Judgement]] = []
    for run in _one_sided(_that_for_article([each for each in parts if each[1] is not _SAME])):
        plain = [part for part, judged in run if judged is _PLAIN]
        if not plain:
            merged += run
            continue
        whole = Stretch(run[0][0].quote, run[-1][0].quote_end, run[0][0].place, run[-1][0].place_end)
        merged.append((whole, (class_of(plain, quote, transcript, lexicon), Weight.SUBSTANTIVE)))
    return merged


def _that_for_article(parts: Sequence[tuple[Stretch, Judgement]]) -> list[tuple[Stretch, Judgement]]:
    """Either may be dropped, but *that* for an article is another word: "that law", "the law"."""
    found: list[tuple[Stretch, Judgement]] = []
    for part, judged in parts:
        if found and {judged[0], found[-1][1][0]} == {"that", "article"}:
            last = found[-1][0]
            beside = last.quote_end == part.quote and last.place_end == part.place
            if beside and {_side(last), _side(part)} == {"quote", "transcript"}:
                found[-1] = Stretch(last.quote, part.quote_end, last.place, part.place_end), _PLAIN
                continue
        found.append((part, judged))
    return found


def _one_sided(parts: Sequence[tuple[Stretch, Judgement]]) -> list[list[tuple[Stretch, Judgement]]]:
    """The entries in runs that make one: plain ones side by side, and those of words that one side has."""
    runs: list[list[tuple[Stretch, Judgement]]] = []
    for part, judged in parts:
        if runs:
            last, before = runs[-1][-1]
            beside = last.quote_end == part.quote and last.place_end == part.place
            if beside and (judged is before is _PLAIN or (_side(part) and _side(part) == _side(last))):
                runs[-1].append((part, judged))
                continue
        runs.append([(part, judged)])
    return runs


def _side(part: Stretch) -> str:
    """Which side alone has these words; empty where both have some."""
    if part.quote == part.quote_end:
        return "transcript"
    return "quote" if part.place == part.place_end else ""
