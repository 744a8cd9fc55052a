"""Two programs archive, one verifies and one audits the same archive at once: no error, nothing lost.

``python benchmarks/side_by_side.py --seconds 60`` runs each of them again and again for as long.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from killed import Pages, archiving, environment, faults, rebuilt_differs, reported, words


class Team:
    """Programs at work on one archive until time is up, and what came of them."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._end = time.monotonic() + seconds
        self.done: Counter[str] = Counter()
        self.saved: set[str] = set()
        self.wrong: list[str] = []
        self._guard = threading.Lock()

    def repeat(self, name: str, command: Callable[[], list[str]]) -> None:
        while time.monotonic() < self._end:
            arguments = [sys.executable, "-m", "quotetrack", "--archive", "archive", *command()]
            done = subprocess.run(
                arguments, cwd=self._folder, env=environment(), capture_output=True, text=True
            )
            with self._guard:
                self.done[name] += 1
                if done.returncode or (done.stderr and name != "verify"):
                    said = (done.stderr or done.stdout).strip().splitlines()[-1:]
                    self.wrong.append(f"{name}: exit code {done.returncode}: {said}")
                elif name.startswith("archive"):
                    self.saved |= reported(done.stdout)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    pages = Pages()
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        first = folder / "first.txt"
        first.write_text(f"MR. SMITH: {words('first')}.\n")
        quote = " ".join(words("first").split()[20:32])
        start = [
            sys.executable,
            "-m",
            "quotetrack",
            "--archive",
            "archive",
            "archive",
            "--id",
            "first",
            "first.txt",
        ]
        subprocess.run(start, cwd=folder, env=environment(), check=True, capture_output=True)
        team = Team(folder, asked.seconds)

        def archiver(number: int) -> Callable[[], list[str]]:
            chance = random.Random(f"{asked.seed} {number}")
            return lambda: archiving(folder, pages, chance)

        jobs: dict[str, Callable[[], list[str]]] = {
            "archive 1": archiver(1),
            "archive 2": archiver(2),
            "verify": lambda: ["verify", "--text", quote, "--in", "first"],
            "audit": lambda: ["audit"],
        }
        threads = [threading.Thread(target=team.repeat, args=job) for job in jobs.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wrong = [*team.wrong, *faults(folder / "archive", team.saved), *rebuilt_differs(folder / "archive")]
    pages.stop()
    for name, count in sorted(team.done.items()):
        print(f"{name:12} {count:5} runs")
    print(f"{len(team.saved)} transcripts reported as saved, {len(wrong)} faults")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
