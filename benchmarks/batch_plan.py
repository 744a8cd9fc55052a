"""The tables of docs/scale.md, and its plan, from the results of ``benchmarks/batch.py``.

    python benchmarks/batch_plan.py RESULTS [--quotes 178e6] [--text 100e9] [--cores 400]

What grows with the text is carried on along a power law through the measured sizes; the exponent is printed,
so that one can see how much of the answer is measured and how much is not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

FEW = 40
"""Quotes of the run that shows what a start costs."""
LETTERS = 5.9
"""Bytes of text a word, where no result says."""
GRAM_BYTES, HIT_BYTES, QUOTE_BYTES = 20, 16, 400
"""Of a trigram, a hit and a quote with its claims in a shuffle, before compression."""
SHARED = 0.5
"""Of the transcripts' trigrams those that some quote has too: a guess on the high side."""

Results = Sequence[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("results", type=Path)
    parser.add_argument("--quotes", type=float, default=178e6)
    parser.add_argument("--text", type=float, default=100e9, help="bytes of transcripts")
    parser.add_argument("--cores", type=int, default=400)
    options = parser.parse_args()
    results = [json.loads(line) for line in options.results.read_text("utf-8").splitlines()]
    results.sort(key=lambda result: (result["bytes"], result["quotes"]))
    print(measured(results), recall(results), sep="\n\n")
    print()
    print(plan(results, options.quotes, options.text, options.cores))


def judging(result: dict[str, Any]) -> float:
    """Processor seconds a quote, without the tables and what each process reads before its first."""
    return max(1e-6, result["processor"] - result["start_processor"]) / (result["quotes"] - FEW)


def measured(results: Results) -> str:
    lines = [
        "| text | quotes | tables, processor s a MB | tables, times the text | trigrams | hits | transcripts "
        "| judging, processor ms |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for each in results:
        size = each["bytes"] / 1e6
        lines.append(
            f"| {size:,.0f} MB | {each['quotes']:,} | {each['table_processor'] / size:.3f} "
            f"| {each['table_bytes'] / each['bytes']:.1f} | {each['trigrams_a_quote']:.1f} "
            f"| {each['hits_a_quote']:.0f} | {each['pairs_a_quote']:.1f} "
            f"| {1000 * judging(each):.1f} |"
        )
    return "\n".join(lines)


def recall(results: Results) -> str:
    """Recall by kind, and times, beside others: of the largest run that had any."""
    beside = [each for each in results if len(each["recall"]) > 1] or list(results[-1:])
    lines = []
    for each in beside:
        names = list(each["recall"])
        kinds = sorted(each["recall"]["quotetrack"], key=lambda kind: (kind == "all", kind))
        lines += [
            f"{each['bytes'] / 1e6:,.0f} MB, {each['quotes']:,} quotes:",
            "",
            f"| kind | {' | '.join(names)} |",
            f"|---|{'--:|' * len(names)}",
        ]
        for kind in kinds:
            cells = [f"{each['recall'][name][kind]:.0%}" for name in names]
            lines.append(f"| {kind} | {' | '.join(cells)} |")
        times = [each.get(f"{name}_seconds", each["seconds"]) / each["seconds"] for name in names]
        lines += [f"| time, ours 1 | {' | '.join(f'{ratio:.2f}' for ratio in times)} |", ""]
    return "\n".join(lines)


def grown(results: Results, name: str, text: float) -> tuple[float, float]:
    """A figure carried on to so much text, and the exponent of its growth."""
    values = [(each["bytes"], judging(each) if name == "judging" else each[name]) for each in results]
    sizes, figures = (np.log([max(1e-9, pair[at]) for pair in values]) for at in (0, 1))
    if len({round(float(size), 3) for size in sizes}) < 2:
        return values[-1][1], 0.0
    # Nothing is taken to become cheaper with more text.
    exponent = max(0.0, float(np.polyfit(sizes, figures, 1)[0]))
    return values[-1][1] * (text / values[-1][0]) ** exponent, exponent


def plan(results: Results, quotes: float, text: float, cores: int) -> str:
    """The arithmetic."""
    last = results[-1]
    words = text * last["words"] / last["bytes"] if last.get("words") else text / LETTERS
    fold = text / 1e6 * last["table_processor"] / (last["bytes"] / 1e6)
    judge, by_judging = grown(results, "judging", text)
    hits, by_hits = grown(results, "hits_a_quote", text)
    trigrams, pairs = last["trigrams_a_quote"], last["pairs_a_quote"]
    kept = words * SHARED * GRAM_BYTES
    own, found = quotes * trigrams * GRAM_BYTES, quotes * hits * HIT_BYTES
    meet, said = quotes * pairs * QUOTE_BYTES, quotes * pairs * last["bytes_a_pair"]
    seconds = fold + quotes * judge
    out = quotes * last["out_bytes"] / last["quotes"]
    rows = [
        ("words of text", f"{text:,.0f} B x {words / text:.3f}", f"{words / 1e9:,.1f} billion"),
        ("fold the texts", f"{text / 1e6:,.0f} MB x {fold / (text / 1e6):.3f} s", hours(fold)),
        (
            "judge the quotes",
            f"{quotes:,.0f} x {1000 * judge:.1f} ms (grows by text^{by_judging:.2f})",
            hours(quotes * judge),
        ),
        ("all of it", "the two together", hours(seconds)),
        (
            "were every quote held against twelve",
            f"judging x 12 / {pairs:.1f}",
            hours(fold + quotes * judge * 12 / pairs),
        ),
        (f"on {cores} cores", f"{seconds / 3600:,.0f} h / {cores}", f"{seconds / 3600 / cores:,.1f} hours"),
        (
            "shuffle: texts' trigrams",
            f"{words:,.0f} x {SHARED} x {GRAM_BYTES} B",
            terabytes(kept),
        ),
        (
            "shuffle: quotes' trigrams, twice",
            f"2 x {quotes:,.0f} x {trigrams:.0f} x {GRAM_BYTES} B",
            terabytes(2 * own),
        ),
        (
            "shuffle: hits",
            f"{quotes:,.0f} x {hits:,.0f} (grows by text^{by_hits:.2f}) x {HIT_BYTES} B",
            terabytes(found),
        ),
        ("shuffle: quotes to texts", f"{quotes:,.0f} x {pairs:.1f} x {QUOTE_BYTES} B", terabytes(meet)),
        ("shuffle: texts, once", "", terabytes(text)),
        (
            "shuffle: what is said, back",
            f"{quotes:,.0f} x {pairs:.1f} x {last['bytes_a_pair']:,.0f} B",
            terabytes(said),
        ),
        ("verdicts on disk", f"{quotes:,.0f} x {out / quotes:,.0f} B", terabytes(out)),
        (
            "one machine, 16 cores",
            f"{seconds / 3600:,.0f} h / 16",
            f"{seconds / 86400 / 16:,.1f} days",
        ),
    ]
    lines = ["| what | arithmetic | result |", "|---|---|--:|"]
    return "\n".join([*lines, *(f"| {what} | {how} | {result} |" for what, how, result in rows)])


def hours(seconds: float) -> str:
    return f"{seconds / 3600:,.0f} core hours"


def terabytes(size: float) -> str:
    return f"{size / 1e12:,.2f} TB"


if __name__ == "__main__":
    main()
