"""Two transcripts of one speech laid side by side word by word, and what is true of words cut from one.

No matcher is asked. The longest common sequence of the words of both whole texts says where words of the one
stand in the other; see ``weighing`` for what they differ in.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from quotes.values import Place, Speech
from quotes.weighing import (
    CLOSE,
    DIFFERS,
    MONEY,
    SAME,
    TYPOGRAPHIC,
    UNIT,
    Bounds,
    Word,
    difference,
    edge,
    lacking_at_end,
    words_of,
)
from quotetrack.model import Wording

APART = 10
"""Words that only the witness has; after more the quote stands there in two pieces."""
TELLING = 5
"""Words: fewer that stand apart may stand there by chance, and nobody is asked to find them."""
HELD = 0.6
"""Of the quote's words the witness must have so many; with fewer it is no other wording of the passage."""
WHOLE = 0.75
"""With fewer, it is as true to say that a part of the quote stands there."""
SENTENCE = 3
"""Words, and more: left out unmarked, they make the quote one that is put together."""
_WORDINGS = (Wording.EXACT, Wording.TYPOGRAPHIC, Wording.CLOSE, Wording.DIFFERS)


@dataclass(frozen=True)
class Collation:
    """A transcript and a second one of the same speech, the witness."""

    source: Speech
    witness: Speech
    words: tuple[Word, ...]
    """Of the source."""
    held: tuple[Word, ...]
    """Of the witness."""
    at: tuple[int | None, ...]
    """For each word of the source its number in the witness, rising; ``None`` where that has none."""

    @property
    def differing(self) -> list[Place]:
        """The words of the source that differ, and those before which the witness has more."""
        places = [word.place for word, at in zip(self.words, self.at, strict=True) if at is None]
        for (one, other), word in zip(pairwise(self.at), self.words[1:], strict=False):
            if one is not None and other is not None and other != one + 1:
                places.append(word.place)
        return places


@dataclass(frozen=True)
class Truth:
    """What is true of words of the source, held against the witness."""

    pieces: tuple[Place, ...]
    """Where they stand in the witness."""
    wordings: frozenset[Wording]
    """What they may rightly be called."""


def collate(source: Speech, witness: Speech) -> Collation:
    """Lay the two texts side by side."""
    from rapidfuzz.distance import LCSseq

    own, held = words_of(source.text), words_of(witness.text)
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(word.folded, len(numbers)) for word in each] for each in (own, held))
    at: list[int | None] = [None] * len(own)
    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            at[step.src_start : step.src_end] = range(step.dest_start, step.dest_end)
    return Collation(source, witness, own, held, tuple(at))


def truth(collation: Collation, place: Place) -> Truth | None:
    """What is true of the words of a place in the source; ``None`` where the witness has too few of them."""
    begins = [word.place[0] for word in collation.words]
    first, last = bisect_left(begins, place[0]), bisect_left(begins, place[1])
    aligned = [(n, at) for n in range(first, last) if (at := collation.at[n]) is not None]
    apart = _apart(_drawn_together(collation, aligned))
    stretches = [each for each in apart if len(each) >= TELLING]
    pairs = [pair for stretch in stretches for pair in stretch]
    if not pairs or len(pairs) < HELD * (last - first):
        return None
    bounds = [_between(collation, one, other) for one, other in pairwise(pairs)]
    bounds += [_head(collation, first, pairs[0]), _tail(collation, last, pairs[-1])]
    bounds += [_letters(collation, each) for each in pairs]
    least, most = (max(bound[n] for bound in bounds) for n in (0, 1))
    wordings = set(_WORDINGS[least : most + 1])
    pieced = len(apart) > 1 or any(other[1] - one[1] > SENTENCE for one, other in pairwise(pairs))
    if most == DIFFERS and pieced:
        wordings.add(Wording.JOINED)
    if len(pairs) < WHOLE * (last - first):
        wordings.add(Wording.PARTIAL)
    pieces = [(collation.held[s[0][1]].place[0], collation.held[s[-1][1]].place[1]) for s in stretches]
    return Truth(tuple(pieces), frozenset(wordings))


Pair = tuple[int, int]
"""The numbers of one word in the source and in the witness."""


def _apart(pairs: list[Pair]) -> list[list[Pair]]:
    """Cut where the witness has many words more."""
    stretches = [pairs[:1]] if pairs else []
    for one, other in pairwise(pairs):
        if other[1] - one[1] > APART:
            stretches.append([])
        stretches[-1].append(other)
    return stretches


def _drawn_together(collation: Collation, pairs: list[Pair]) -> list[Pair]:
    """With no gap where the words before it, or those behind, stand at its other side too.

    Of "we will, we will try" the longest common sequence may take "we" here and "will" there.
    """
    for n in range(len(pairs) - 1):
        (source, held), (next_source, next_held) = pairs[n], pairs[n + 1]
        if next_source != source + 1 or next_held == held + 1:
            continue
        first, last = n, n + 1
        while first and pairs[first - 1][0] == pairs[first][0] - 1:
            first -= 1
        while last + 1 < len(pairs) and pairs[last + 1][0] == pairs[last][0] + 1:
            last += 1
        before = [(one, next_held - (next_source - one)) for one, _ in pairs[first : n + 1]]
        after = [(one, held + (one - source)) for one, _ in pairs[n + 1 : last + 1]]
        if _stand(collation, before):
            return _drawn_together(collation, pairs[:first] + before + pairs[n + 1 :])
        if _stand(collation, after):
            return _drawn_together(collation, pairs[: n + 1] + after + pairs[last + 1 :])
    return pairs


def _stand(collation: Collation, pairs: list[Pair]) -> bool:
    held = collation.held
    return all(0 <= at < len(held) and held[at].folded == collation.words[one].folded for one, at in pairs)


# --- what a difference makes of a quote -----------------------------------------------


def _between(collation: Collation, one: Pair, other: Pair) -> Bounds:
    """What stands between two words that both have, in either."""
    source = collation.source.text[collation.words[one[0]].place[1] : collation.words[other[0]].place[0]]
    held = collation.witness.text[collation.held[one[1]].place[1] : collation.held[other[1]].place[0]]
    least, most = difference(source, held)
    if least == CLOSE and MONEY.search(source + held) and _named(collation, other):
        return TYPOGRAPHIC, DIFFERS  # "$5 million" beside "5 million dollars"
    if least == DIFFERS and (
        _said_twice(collation.words, one[0], other[0]) or _said_twice(collation.held, one[1], other[1])
    ):
        return CLOSE, DIFFERS  # a false start, which is harmless
    return least, most


def _named(collation: Collation, pair: Pair) -> bool:
    """Whether a few words on in either text a unit is written out."""
    near = collation.words[pair[0] : pair[0] + 6] + collation.held[pair[1] : pair[1] + 6]
    return any(UNIT.fullmatch(word.folded) for word in near)


def _said_twice(words: tuple[Word, ...], before: int, after: int) -> bool:
    """Whether what stands between two words is said again at once, or was said just before."""
    between = [word.folded for word in words[before + 1 : after]]
    size = len(between)
    again = words[after : after + size], words[max(0, before + 1 - size) : before + 1]
    return bool(between) and any([word.folded for word in each] == between for each in again)


def _head(collation: Collation, first: int, pair: Pair) -> Bounds:
    """The quote's first words, where the witness has others in their place."""
    if pair[0] == first:
        start, held = collation.words[first].place[0], collation.held[pair[1]].place[0]
        before = (
            collation.source.text[max(0, start - 1) : start],
            collation.witness.text[max(0, held - 1) : held],
        )
        return edge(*before)
    lacking = [word.folded for word in collation.words[first : pair[0]]]
    before = [word.folded for word in collation.held[max(0, pair[1] - len(lacking) - 2) : pair[1]]]
    return lacking_at_end(lacking, [before[-number:] for number in range(1, len(before) + 1)])


def _tail(collation: Collation, last: int, pair: Pair) -> Bounds:
    if pair[0] == last - 1:
        end, held = collation.words[last - 1].place[1], collation.held[pair[1]].place[1]
        return edge(collation.source.text[end : end + 1], collation.witness.text[held : held + 1])
    lacking = [word.folded for word in collation.words[pair[0] + 1 : last]]
    after = [word.folded for word in collation.held[pair[1] + 1 : pair[1] + 3 + len(lacking)]]
    return lacking_at_end(lacking, [after[:number] for number in range(1, len(after) + 1)])


def _letters(collation: Collation, pair: Pair) -> Bounds:
    """A word that both have, perhaps with other capitals."""
    source = collation.source.text[slice(*collation.words[pair[0]].place)]
    held = collation.witness.text[slice(*collation.held[pair[1]].place)]
    return (SAME, SAME) if source == held else (TYPOGRAPHIC, TYPOGRAPHIC)
