"""Translated quotes and their originals: how often a quote's sentences are put beside the right ones.

    python benchmarks/parallel.py --quotes-from en.txt --language en --against ru.txt --original ru

Two texts, each a translation of the other, with the same number of lines: line by line they are
each other's. Quotes are one to three lines in a row, or with ``--apart`` two or three of which the last
is from further down, looked for in the whole other text. What is put beside a sentence is right when it
stands in the lines that answer to the quote.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from quotetrack.model import Quote, Transcript
from quotetrack.verification.parallel import parallel_of

FURTHER = 3
"""Lines at least between the places of a quote that has two."""


def _places(chance: random.Random, lines: int, apart: bool) -> list[int]:
    """The lines that a quote is made of."""
    if not apart:
        size = chance.choice((1, 2, 3))
        first = chance.randrange(lines - size + 1)
        return list(range(first, first + size))
    size = chance.choice((1, 2))
    first = chance.randrange(lines - size - FURTHER)
    return [*range(first, first + size), chance.randrange(first + size + FURTHER, lines)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes-from", required=True, type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--against", required=True, type=Path)
    parser.add_argument("--original", required=True, help="the other text's language")
    parser.add_argument("--apart", action="store_true", help="quotes put together from two places")
    parser.add_argument("--quotes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ours, theirs = (
        path.read_text(encoding="utf-8").split("\n") for path in (options.quotes_from, options.against)
    )
    if len(ours) != len(theirs):
        sys.exit("the two texts have not the same number of lines")
    chance = random.Random(options.seed)
    original = Transcript("original", "\n".join(theirs), language=options.original)
    starts = [0]
    for line in theirs:
        starts.append(starts[-1] + len(line) + 1)
    counted: Counter[str] = Counter()
    for _ in range(options.quotes):
        places = _places(chance, len(ours), options.apart)
        text = " ".join(ours[place] for place in places)
        quote = Quote("q", text, language=options.language, original_language=options.original)
        beads = parallel_of(quote, original)
        if not beads:
            counted["quotes of which nothing is shown"] += 1
        for bead in beads:
            inside = [
                any(starts[at] <= span.start and span.end <= starts[at + 1] for at in places)
                for span in bead.original
            ]
            named = "nothing beside it" if not inside else "right" if all(inside) else "wrong"
            counted[named] += 1
    shown = counted["right"] + counted["wrong"] + counted["nothing beside it"]
    for name, number in counted.most_common():
        share = number / (options.quotes if name.startswith("quotes") else shown)
        print(f"{name:34}{number:6}{share:8.1%}")


if __name__ == "__main__":
    main()
