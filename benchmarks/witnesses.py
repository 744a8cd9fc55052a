"""Honest quotes from one of several transcripts of a speech, asked of the others.

    python benchmarks/witnesses.py FILE.jsonl.gz FILE.jsonl.gz FILE.jsonl.gz [--from 1945] [--to 2005]

Every corpus has another transcript of the same speeches. Each lends its share of the quotes, taken word
for word from a transcript; the corpus it is from is left out, and they are asked of all of the others with
speaker and date. Only speeches count that every corpus has (see ``pairs.py``). The verdict is that on
the witness which decides, so that one transcript with the same words is enough.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import corpus
from pairs import Findings, report
from quotes.holdings import read
from quotes.pairs import pairs
from scoring import searchable

from quotes import Speech, piece, run
from quotetrack.model import Person, Quote, Transcript, Verdict
from quotetrack.verification import Library, verify_everywhere


def lenders(own: Sequence[Transcript], others: Sequence[Sequence[Transcript]], years: range) -> list[Speech]:
    """The speeches of these years in one corpus that each of the others has too."""
    speeches = [
        Speech(t.id, t.text, t.speaker, t.date)
        for t in own
        if not t.turns and t.date and int(t.date[:4]) in years
    ]
    held = [{pair.source.id for pair in pairs(speeches, other)} for other in others]
    return [speech for speech in speeches if all(speech.id in ids for ids in held)]


def ask(
    speeches: Sequence[Speech], library: Library, rng: random.Random, most: int, findings: Findings
) -> list[Verdict]:
    """Quotes from these speeches in turn, asked of the others."""
    verdicts: list[Verdict] = []
    for number in range(most * 3):
        speech = speeches[number % len(speeches)]
        place = run(rng, speech)
        if place is None:
            continue
        text, _ = piece(speech, place)
        quote = Quote("asked", text, speaker=Person(speech.speaker or ""), date=speech.date, language="en")
        verdict = verify_everywhere(quote, lambda: library)
        decides = verdict.wording is not None and verdict.witnesses
        findings.add(verdict, verdict.witnesses[0].transcript.id if decides else "")
        verdicts.append(verdict)
        if len(verdicts) == most:
            break
    return verdicts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", metavar="FILE.jsonl.gz")
    parser.add_argument("--from", dest="first", type=int, default=1945, metavar="YEAR")
    parser.add_argument("--to", dest="last", type=int, default=2005, metavar="YEAR")
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=4, help="of each class")
    parser.add_argument("--show", metavar="CAUTION", help="print each quote that has this caution")
    options = parser.parse_args()
    if len(options.corpora) < 2:
        parser.error("name two corpora at least")
    held = [[read(speech) for speech in corpus(path)] for path in options.corpora]
    findings, speeches = Findings(), 0
    years = range(options.first, options.last + 1)
    for number, own in enumerate(held):
        others = held[:number] + held[number + 1 :]
        found = lenders(own, others, years)
        if not found:
            sys.exit("the corpora have no speech of these years in common")
        speeches = max(speeches, len(found))
        share = len(range(number, options.quotes, len(held)))
        with tempfile.TemporaryDirectory() as folder:
            library = searchable([transcript for other in others for transcript in other], Path(folder))
            rng = random.Random(f"{options.seed}:witnesses:{number}")
            for verdict in ask(found, library, rng, share, findings):
                for caution in verdict.cautions:
                    if caution.name == options.show:
                        print(f"{verdict.quote.date}: {verdict.quote.text}\n    {caution.words}\n")
    print(report(speeches, findings, options.examples))


if __name__ == "__main__":
    main()
