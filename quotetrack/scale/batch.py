"""A batch on one machine: all its processors, a bounded amount of memory, and resumable at any moment."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.matching import RULES
from quotetrack.scale.bench import Bench, stamp
from quotetrack.scale.gram_table import write_tables
from quotetrack.scale.grams import KEYS
from quotetrack.scale.out_folder import OutFolder
from quotetrack.scale.outcome import Outcome, Progress
from quotetrack.scale.row_files import kind_of, open_parquet, pieces
from quotetrack.scale.rows import Row
from quotetrack.scale.rule import RULE
from quotetrack.version import __version__

ROWS_A_PART = 5_000
"""Rows of the input whose verdicts stand in one part, which a kill may cost."""
AHEAD = 2
"""Pieces for each process that are read before their turn."""
TRANSCRIPTS_A_TASK = 2_000


@dataclass(frozen=True, slots=True)
class Job:
    """What a batch does, as its processes are told."""

    quotes: Path
    archive: Path
    out: Path
    rows_a_part: int = ROWS_A_PART
    whole: bool = False
    """Whether each row has the whole verdict as JSON too."""
    processes: int = 1


def run(job: Job, progress: Progress) -> tuple[Outcome, bool]:
    """Run a batch to its end, or go on with one; whether it was finished before.

    Raises QuotetrackError. When it raises, is interrupted or killed, the same call goes on.
    """
    kind_of(job.quotes)
    rows, digest = measured(job.quotes)
    folder = OutFolder(job.out)
    with Archive.open(job.archive) as archive:
        ids = archive.transcript_ids()
        if not ids:
            raise QuotetrackError(
                f"{job.archive}: holds no transcripts; save some with: quotetrack archive URL, "
                "or quotetrack import FILE"
            )
        asked = asked_for(job.quotes, digest, archive, job.rows_a_part, whole=job.whole)
        mark = stamp(archive)
    with folder.begun(asked) as finished:
        if finished is not None:
            return finished, True
        with _Pool(job.processes) as pool:
            _tabulate(job, ids, mark, pool, progress)
            progress.stage("quotes", rows)
            read = _judge(job, folder, pool, progress)
        with Archive.open(job.archive) as archive:
            if stamp(archive) != mark:
                raise QuotetrackError(f"{job.archive}: was changed while the batch ran; remove {job.out}")
        return folder.finish(asked, read), False


def asked_for(
    quotes: Path, digest: str, archive: Archive, rows_a_part: int, *, whole: bool
) -> dict[str, Any]:
    """What the verdicts of a batch depend on, as its manifest has it."""
    return {
        "input": {"name": quotes.name, "sha256": digest},
        "archive": {
            "transcripts": len(archive.transcript_ids()),
            "digest": archive.digest(),
            "texts": stamp(archive),
        },
        "settings": {"rows_a_part": rows_a_part, "whole": whole},
        "versions": {"quotetrack": __version__, "differences": RULES, "candidates": RULE, "keys": KEYS},
    }


def measured(path: Path) -> tuple[int, str]:
    """About how many rows a file has, and its SHA-256. Raises QuotetrackError."""
    hasher, lines = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                hasher.update(block)
                lines += block.count(b"\n")
    except OSError as wrong:
        raise QuotetrackError(f"{path}: {wrong.strerror}; name a file of quotes") from None
    if kind_of(path) == "parquet":
        lines = open_parquet(path).metadata.num_rows
    elif path.name.endswith(".gz"):
        lines = 0
    elif kind_of(path) in ("csv", "tsv"):
        lines = max(0, lines - 1)
    return lines, hasher.hexdigest()


# --- the processes ---


class _Pool:
    """Processes that end with this one, whatever ends it."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._executor = ProcessPoolExecutor(
            processes, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
        )

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for process in multiprocessing.active_children():
                process.terminate()
        self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def each(self, tasks: Iterator[tuple[Any, ...]], function: Callable[..., Any]) -> Iterator[Any]:
        """Call a function with these arguments, a few of them ahead; the results as they come."""
        running: set[Future[Any]] = set()
        try:
            while True:
                for task in islice(tasks, self.processes * AHEAD - len(running)):
                    running.add(self._executor.submit(function, *task))
                if not running:
                    return
                # A wait with an end, so that an interruption is noticed at once.
                finished, running = wait(running, timeout=1, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        except BrokenProcessPool:
            raise QuotetrackError(
                "a process of the batch was killed, perhaps for want of memory; run it again, with fewer "
                "--processes, and it goes on"
            ) from None


def _begin() -> None:
    """Leave interruptions to the first process, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


# --- the tables ---


def _tabulate(job: Job, ids: tuple[str, ...], mark: str, pool: _Pool, progress: Progress) -> None:
    """Make the tables of trigrams, as far as they are not there."""
    tables = OutFolder(job.out).work / "grams"
    tables.mkdir(exist_ok=True)
    noted = tables / "archive"
    if not noted.exists() or noted.read_text("utf-8") != mark:
        for left in tables.glob("[0-9d]*"):
            raise QuotetrackError(f"{left.parent}: is of another archive; remove {job.out}")
        noted.write_text(mark, "utf-8")
    progress.stage("transcripts", len(ids))
    tasks = []
    for first in range(0, len(ids), TRANSCRIPTS_A_TASK):
        last = min(first + TRANSCRIPTS_A_TASK, len(ids))
        if (tables / f"done-{first:010}").exists():
            progress.resumed(last - first)
        else:
            tasks.append((job.archive, tables, ids[first:last], first))
    for count in pool.each(iter(tasks), _tabulate_some):
        progress.done(count)


def _tabulate_some(archive: Path, tables: Path, ids: tuple[str, ...], first: int) -> int:
    opened = _archive(archive)
    for _ in write_tables(tables, first, map(opened.text_of, ids)):
        pass
    (tables / f"done-{first:010}").touch()
    return len(ids)


@lru_cache(maxsize=1)
def _archive(path: Path) -> Archive:
    return Archive.open(path)


# --- the quotes ---


def _judge(job: Job, folder: OutFolder, pool: _Pool, progress: Progress) -> int:
    """Judge all pieces that are not done; how many rows the file has."""
    read = 0

    def tasks() -> Iterator[tuple[Job, int, list[Row]]]:
        nonlocal read
        for number, piece in enumerate(pieces(job.quotes, job.rows_a_part)):
            read += len(piece)
            if folder.part(number).exists():
                progress.resumed(len(piece))
            else:
                yield job, number, piece

    for count in pool.each(tasks(), _judge_some):
        progress.done(count)
    return read


def _judge_some(job: Job, number: int, piece: list[Row]) -> int:
    folder = OutFolder(job.out)
    verdicts, rejects = _bench(job.archive, folder.work / "grams").verdicts(piece, whole=job.whole)
    folder.keep(number, verdicts, rejects, whole=job.whole)
    return len(piece)


@lru_cache(maxsize=1)
def _bench(archive: Path, tables: Path) -> Bench:
    return Bench.open(archive, tables)
