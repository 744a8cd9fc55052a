"""Which transcripts are copies of one text: a reprint is not an independent witness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import stringzilla

from quotetrack.model import Transcript

if TYPE_CHECKING:  # loaded where two texts have to be compared whole
    import numpy as np
    from numpy.typing import NDArray

RUN = 8
"""Words, a power of two. Two people who write down one speech agree on most runs of eight, never on nearly
all."""
ALIKE = 0.99
"""Of the shorter text's runs, so many in the other make it a copy. Measured on real pairs of one
speech: 70 % of 220 pairs from one archive and its source reach it, 21 % of 38 from two archives."""
FIRST = 20
"""Words at either end by which two texts are told apart before all of their words are compared."""
SPOTS = 128
"""Places of a text from which words are taken, where it is long enough."""
APART = 100
"""Code points between them at least: no run of words reaches from one to the next but of very short ones."""
_LONG_WORD = re.compile(r"[A-Za-z]{7,}")
_FACTOR = 0x9E3779B1
"""Odd and large: the hash of a run is a polynomial of its words' hashes in this, modulo 2**32. Of the runs of
two long texts one in ten thousand is taken for another; half the bits take half the time."""
MOST_PAIRS = 1024
"""Pairs of transcripts of which it is remembered whether they are copies …"""
MOST_RUNS = 256
"""… and transcripts of which the runs are."""
LEAST = 50
"""Runs. A shorter text stands in every transcript of the speech it is taken from."""


Alike = Callable[[Transcript, Transcript], bool]
"""Whether nearly all runs of words of the shorter of two texts stand in the other."""


def independent(transcripts: Sequence[Transcript], alike: Alike | None = None) -> int:
    """How many of these transcripts are independent: what reprints or repeats another counts once.

    A reprint counts with what it is stated to be derived from, by id or by address, even through
    others; two reprints of one text that is not among them count once too. ``alike`` is
    ``nearly_same``, unless somebody who has not the texts at hand knows it otherwise.
    """
    groups: list[list[Transcript]] = []
    for transcript in transcripts:
        akin = [
            group
            for group in groups
            if any(_akin(transcript, other, alike or nearly_same) for other in group)
        ]
        groups = [group for group in groups if group not in akin]
        groups.append([transcript, *(other for group in akin for other in group)])
    return len(groups)


def _akin(one: Transcript, other: Transcript, alike: Alike) -> bool:
    """Whether one of two is a copy of the other, or both are stated copies of a third."""
    if one.derived_from is not None and one.derived_from == other.derived_from:
        return True
    return reprints(one, other) or reprints(other, one) or alike(one, other) or same_text(one, other)


def reprints(one: Transcript, other: Transcript) -> bool:
    """Whether the first is stated to be derived from the second."""
    return one.derived_from is not None and one.derived_from in (other.id, other.url)


def same_text(one: Transcript, other: Transcript) -> bool:
    """Whether two transcripts have the same text but for white space."""
    if one.text == other.text:
        return True
    if one.known(_ends, _ends) != other.known(_ends, _ends):
        return False
    return one.known(_digest, _digest) == other.known(_digest, _digest)


def _ends(transcript: Transcript) -> tuple[list[str], list[str]]:
    """A few words at either end, which nearly always tell two texts apart."""
    text = transcript.text
    return text.split(maxsplit=FIRST)[:FIRST], text.rsplit(maxsplit=FIRST)[-FIRST:]


def nearly_same(one: Transcript, other: Transcript) -> bool:
    """Whether nearly all runs of words of the shorter text stand in the other."""
    return _nearly_same(*sorted((one.text, other.text)))


def nearly_same_by(words_of: Callable[[str], memoryview | None]) -> Alike:
    """The same for transcripts whose words an index knows by their ids, a number of 16 bits each, 0 for none.

    To read the words of two texts takes most of the time of comparing them.
    """

    @lru_cache(maxsize=MOST_RUNS)
    def runs(id: str) -> NDArray[np.uint32] | None:
        import numpy as np

        words = words_of(id)
        if words is None:
            return None
        numbers = np.frombuffer(words, dtype=np.uint16)
        return _runs(numbers[numbers != 0])

    known: dict[tuple[str, str], bool] = {}

    def alike(one: Transcript, other: Transcript) -> bool:
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        found = known.get(pair)
        if found is None:
            if len(known) >= MOST_PAIRS:
                known.clear()
            found = known[pair] = compared(one, other)
        return found

    def compared(one: Transcript, other: Transcript) -> bool:
        left, right = runs(one.id), runs(other.id)
        if left is None or right is None:  # what the index does not know is read
            return nearly_same(one, other)
        return _share(left, right)

    return alike


def looks_apart(shorter: str, longer: str) -> bool:
    """Whether a few words are enough to see that one text is no copy of the other.

    Of words that are evenly spread over the shorter text so many stand nowhere in the longer that it lacks
    twice as many runs as a copy may: a word is in as many runs as a run has words. This takes a twentieth of
    the time of comparing all runs, and is right of most pairs.
    """
    plain = longer.lower().replace("\u00ad", "").encode("utf-8", "surrogatepass")
    words = 1 + shorter.count(" ") + shorter.count("\n")
    enough = 2 + 2 * (1 - ALIKE) * words / RUN
    absent = 0
    step = max(APART, len(shorter) // SPOTS)
    for at in range(0, len(shorter), step):
        word = _LONG_WORD.search(shorter, at, at + step)
        if word is not None and stringzilla.find(plain, word[0].lower().encode()) < 0:
            absent += 1
            if absent > enough:
                return True
    return False


@lru_cache(maxsize=MOST_PAIRS)
def _nearly_same(one: str, other: str) -> bool:
    return not looks_apart(*sorted((one, other), key=len)) and _share(_runs_of(one), _runs_of(other))


def _share(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
    """Whether nearly all of the fewer runs are among the others; both come in order, each run once."""
    import numpy as np

    both = np.concatenate((one, other))
    both.sort(kind="stable")  # which merges what is in order, in a quarter of the time of ``np.intersect1d``
    fewer = min(len(one), len(other))
    return fewer >= LEAST and int(np.count_nonzero(both[1:] == both[:-1])) >= ALIKE * fewer


def _digest(transcript: Transcript) -> str:
    words = " ".join(transcript.text.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=MOST_RUNS)
def _runs_of(text: str) -> NDArray[np.uint32]:
    from quotetrack.matching.index.folding import fold_text

    return _runs(fold_text(text).hashes)


def _runs(numbers: NDArray[np.integer[Any]]) -> NDArray[np.uint32]:
    """The runs of words, as hashes, each once, in order. Without arrays this takes ten times as long."""
    import numpy as np

    runs = numbers.astype(np.uint32)
    size, factor = 1, _FACTOR
    while size < RUN:  # of two runs side by side one of twice the length
        runs = runs[:-size] * np.uint32(factor) + runs[size:]
        size, factor = size * 2, factor * factor % 2**32
    runs.sort()
    first = np.ones(len(runs), dtype=bool)  # of those alike; ``np.unique`` takes ten times as long
    first[1:] = runs[1:] != runs[:-1]
    return runs[first]
