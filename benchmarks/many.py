"""The benchmark of ``verify --from``: how many ad hoc quotes a second one process checks against an archive.

    python benchmarks/many.py --corpus FILE.jsonl.gz ... [--mb 100] [--quotes 10000] [--seed 1]

The transcripts are imported into an archive of their own and indexed; then the quotes, one in twenty of them
nowhere in it, are verified by the command as a person runs it. What is printed is the whole process: its
start, the archive's opening and the writing of every verdict are in the time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from speed import absent, archive, ask, load

from quotes import Speech

NOWHERE_SHARE = 0.05


def main() -> None:
    options = arguments()
    speeches, held = archive(options.corpus, options.mb * 1e6)
    size = sum(len(speech.text.encode()) for speech in speeches)
    print(f"{size / 1e6:.1f} MB, {len(speeches)} transcripts; seed {options.seed}; {load()}")
    quotes = questions(speeches, held, options.quotes, str(options.seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = folder / "transcripts.jsonl"
        with rows.open("w", encoding="utf-8") as out:
            for speech in speeches:
                row = {"id": speech.id, "text": speech.text, "speaker": speech.speaker, "date": speech.date}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        asked = folder / "quotes.jsonl"
        asked.write_text("".join(json.dumps({"text": text}) + "\n" for text in quotes), "utf-8")
        command = [sys.executable, "-m", "quotetrack", "--archive", str(folder / "archive")]
        subprocess.run([*command, "import", str(rows)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "index"], check=True, stdout=subprocess.DEVNULL)
        report(folder, [*command, "verify", "--from", str(asked), "--json", "--fail-on", "none"], len(quotes))


def questions(speeches: list[Speech], held: list[Speech], most: int, seed: str) -> list[str]:
    """Quotes that are there, in four kinds, and those that are nowhere, in any order."""
    rng = random.Random(f"{seed}:many")
    nowhere = absent(rng, held, speeches, round(most * NOWHERE_SHARE))
    there = most - len(nowhere)
    # The fifth kind are absent ones, of which none are asked for here.
    found = [question.quote for question in ask(speeches, [], f"{seed}:many", there * 5 // 4 + 5)]
    quotes = [*found[:there], *nowhere]
    rng.shuffle(quotes)
    return quotes


def report(folder: Path, command: list[str], number: int) -> None:
    """Run the command and print what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with (folder / "verdicts.jsonl").open("wb") as out:
        subprocess.run(command, check=True, stdout=out)
    wall = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    with (folder / "verdicts.jsonl").open(encoding="utf-8") as lines:
        statuses = Counter(json.loads(line)["status"] for line in lines)
    print(f"{number} quotes in {wall:.1f} s, {cpu:.1f} s of processor time on {os.cpu_count()} processors")
    print(f"{number / wall:,.0f} verdicts a second; {number / cpu:,.0f} a second of processor time")
    print(f"peak memory of any process of the run: {used.ru_maxrss / 1024:,.0f} MB")
    print("statuses: " + ", ".join(f"{status} {count}" for status, count in statuses.most_common()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", nargs="*", default=[], metavar="FILE.jsonl.gz")
    parser.add_argument("--mb", type=float, default=100, help="megabytes of transcripts")
    parser.add_argument("--quotes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
