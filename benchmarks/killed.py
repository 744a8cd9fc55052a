"""Programs killed at random moments: is everything there that was reported as saved, and nothing half kept?

``python benchmarks/killed.py --runs 500 --seed 1`` archives files and pages of a loopback server, imports,
and indexes, each in a program of its own that gets SIGKILL at a random moment. After each run the audit must
be clean and everything that was reported be there; now and then, and at the end, the catalogue is made anew
and must hold the same rows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import quotetrack.version
from quotetrack.archive import Archive
from quotetrack.archive.rebuild import rebuild
from quotetrack.auditing import Asked, audit
from quotetrack.cli import COMMANDS

ROOT = Path(quotetrack.version.__file__).parents[1]
AFRESH = 10
"""Runs in one archive, which is then thrown away."""
LONGEST = 2.5
"""Seconds that a program may have before it is killed, until it is known how long it takes."""


class Pages:
    """A web server on all loopback addresses, each a host of its own: every path is another page."""

    def __init__(self) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path != "/robots.txt"
                self.send_response(200 if found else 404)
                body = page(self.path) if found else b"no"
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def urls(self, chance: random.Random, number: int) -> list[str]:
        """Addresses that were not asked for before, on as many hosts."""
        return [f"http://127.0.0.{host + 1}:{self.port}/{chance.getrandbits(40)}" for host in range(number)]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def words(seed: str, number: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(
        "".join(chance.choices("aeioubdfgklmnprst", k=chance.randint(2, 9))) for _ in range(number)
    )


def page(path: str) -> bytes:
    paragraphs = "".join(f"<p>MAYOR SMITH: {words(f'{path} {n}', 40)}.</p>" for n in range(8))
    return f"<html><head><title>Remarks {path}</title></head><body>{paragraphs}</body></html>".encode()


def archiving(folder: Path, pages: Pages, chance: random.Random) -> list[str]:
    """Six files and four pages."""
    files = []
    for _ in range(6):
        name = f"{chance.getrandbits(40)}.txt"
        (folder / name).write_text(f"MR. SMITH: {words(name)}.\n")
        files.append(str(folder / name))
    return ["archive", "--json", "--allow-private", *files, *pages.urls(chance, 4)]


def importing(folder: Path, _: Pages, chance: random.Random) -> list[str]:
    """Four hundred rows."""
    name = chance.getrandbits(40)
    rows = [{"id": f"{name}/{n}", "text": words(f"{name} {n}", 500)} for n in range(400)]
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return ["import", "--json", str(path)]


def indexing(_folder: Path, _pages: Pages, _chance: random.Random) -> list[str]:
    return ["index", "--anew"]


Job = Callable[[Path, Pages, random.Random], list[str]]
JOBS: dict[str, Job] = {"archive": archiving, "import": importing, "index": indexing}
if "recheck" in COMMANDS:
    JOBS["recheck"] = lambda _folder, _pages, _chance: ["recheck", "--allow-private", "--json"]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def killed(command: list[str], archive: Path, after: float) -> tuple[set[str], float | None]:
    """Run it for so long; the transcripts it reported as saved, and how long it took if it ended before."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "quotetrack", "--archive", str(archive), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
        cwd=archive.parent,
    )
    timer = threading.Timer(after, process.kill)
    timer.start()
    out, _ = process.communicate()
    timer.cancel()
    took = time.monotonic() - start if process.returncode >= 0 else None
    return reported(out.rpartition("\n")[0]), took


def reported(lines: str) -> set[str]:
    """The transcripts of these outcomes; a line torn by the kill was not reported."""
    found = set()
    for line in lines.splitlines():
        if line.startswith("{"):
            outcome = json.loads(line)
            if outcome["status"] != "refused" and outcome["transcript"]:
                found.add(outcome["transcript"])
    return found


def faults(archive: Path, saved: set[str]) -> list[str]:
    """What is wrong with an archive after a kill."""
    if not archive.exists():
        return [f"lost: {id}" for id in saved]
    found: list[str] = []
    audit(Asked(archive), lambda finding: found.append(f"{finding.file}, {finding.record}: {finding.what}"))
    with Archive.open(archive) as opened:
        found += [f"lost: {id}" for id in saved - set(opened.transcript_ids())]
    return found


def rows(archive: Path) -> list[str]:
    """Everything that the catalogue holds, but for the rows' numbers."""
    with closing(sqlite3.connect(archive / "catalogue.sqlite")) as connection:
        found = []
        for table in ("warc", "capture", "transcript"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "seq"]
            found += [repr(row) for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")]
    return sorted(found)


def rebuilt_differs(archive: Path) -> list[str]:
    if not (archive / "catalogue.sqlite").exists():
        return []
    before = rows(archive)
    problems = list(rebuild(archive).problems)
    return problems if rows(archive) == before else [*problems, "the catalogue made anew has other rows"]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)
    done: Counter[str] = Counter()
    wrong: list[str] = []
    longest = dict.fromkeys(JOBS, LONGEST)
    pages = Pages()
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / "work"
        saved: set[str] = set()
        start = time.monotonic()
        for run in range(asked.runs):
            if run % AFRESH == 0:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                saved = set()
            name = chance.choice(list(JOBS))
            command = JOBS[name](folder, pages, chance)
            new, took = killed(command, folder / "archive", chance.uniform(0.2, longest[name]))
            saved |= new
            done[f"{name}, {'killed' if took is None else 'ended before'}"] += 1
            longest[name] = took if took is not None else min(longest[name] * 1.1, LONGEST)
            found = faults(folder / "archive", saved)
            if run % AFRESH == AFRESH - 1 or run == asked.runs - 1:
                found += rebuilt_differs(folder / "archive")
                found += faults(folder / "archive", saved)
            wrong += [f"run {run}, {name}: {what}" for what in found]
    pages.stop()
    for kind, count in sorted(done.items()):
        print(f"{kind:24} {count:5}")
    print(f"{asked.runs} runs in {time.monotonic() - start:.0f} s, {len(wrong)} faults")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
