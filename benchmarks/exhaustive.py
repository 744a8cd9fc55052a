"""Reading a whole archive for quotes that its index does not name: how many are found, how long it takes.

    python benchmarks/exhaustive.py --archive FOLDER [--quotes 20] [--nowhere 10] [--seed 1]

Quotes of 20 to 40 words, half of them changed, are made from the archive's transcripts until enough are
not among those that its index names for them; as many words of others, stirred, stand nowhere. The command
is asked for all of them at once, and for one alone. ``FOLDER`` is brought up to date and not changed else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import quotes.altered  # noqa: F401  the kinds enter themselves
from quotes.values import KINDS, Question, Speech

from quotetrack.archive import Archive
from quotetrack.indexing import open_library
from quotetrack.model import Quote

KIND = "changed-50"
EVERY = 20
"""The vocabulary of strangers is that of every so many-th transcript."""


def unnamed(folder: Path, number: int, rng: random.Random) -> tuple[list[Question], int]:
    """So many quotes that the index of an archive does not name the right transcript for, and of how many."""
    with Archive.open(folder) as archive:
        library = open_library(archive)
        ids = archive.transcript_ids()
        speeches = [_speech(archive, id) for id in ids[::EVERY]]
        found: list[Question] = []
        asked = 0
        while len(found) < number:
            speech = _speech(archive, rng.choice(ids))
            question = KINDS[KIND](rng, speech, speeches)
            if question is None:
                continue
            asked += 1
            quote = Quote("asked", question.quote, language="en")
            if all(transcript.id != speech.id for transcript, _ in library.look_for(quote)):
                found.append(question)
    return found, asked


def _speech(archive: Archive, id: str) -> Speech:
    transcript = archive.transcript(id)
    assert transcript is not None
    return Speech(id, transcript.text, transcript.speaker, transcript.date)


def ask(folder: Path, rows: list[dict[str, str]]) -> tuple[list[dict[str, object]], float, float]:
    """The verdicts of the command on some rows, its processor seconds and its peak memory in MB."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "quotes.jsonl"
        file.write_text("".join(json.dumps({**row, "language": "en"}) + "\n" for row in rows))
        command = [sys.executable, "-m", "quotetrack", "--archive", str(folder), "verify", "--exhaustive"]
        command += ["--json", "--fail-on", "none", "--from", str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as asked:
            assert asked.stdout is not None
            out = asked.stdout.read()
            _, code, used = os.wait4(asked.pid, 0)
            asked.returncode = os.waitstatus_to_exitcode(code)
    verdicts = [json.loads(line) for line in out.splitlines()]
    return verdicts, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--quotes", type=int, default=20)
    parser.add_argument("--nowhere", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    questions, made = unnamed(given.archive, given.quotes + given.nowhere, rng)
    print(f"{len(questions)} of {made} quotes of the kind {KIND} are not named by the index")
    rows = [{"id": each.speech, "text": each.quote} for each in questions[: given.quotes]]
    for each in questions[given.quotes :]:
        words = each.quote.split()
        rng.shuffle(words)
        rows.append({"id": "nowhere", "text": " ".join(words)})
    started = time.monotonic()
    verdicts, seconds, room = ask(given.archive, rows)
    print(
        f"{len(rows)} quotes at once: {seconds:.0f} processor seconds "
        f"({time.monotonic() - started:.0f} by the clock), {room:.0f} MB"
    )
    there, nowhere = verdicts[: given.quotes], verdicts[given.quotes :]
    first = sum(_first(verdict) == verdict["quote"]["id"] for verdict in there)  # type: ignore[index]
    print(f"right transcript first: {first} of {len(there)}; {Counter(v['status'] for v in there)}")
    print(f"nowhere: {Counter(verdict['status'] for verdict in nowhere)}")
    _, seconds, room = ask(given.archive, rows[:1])
    print(f"one quote: {seconds:.0f} processor seconds, {room:.0f} MB")


def _first(verdict: dict[str, object]) -> str | None:
    witnesses = verdict["witnesses"]
    assert isinstance(witnesses, list)
    return witnesses[0]["transcript"] if witnesses else None


if __name__ == "__main__":
    main()
