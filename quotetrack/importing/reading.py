"""Reading rows as transcripts and packing them, in processes of their own when there are many.

Reading and compressing take nearly all of the time (measured: nine tenths), and share nothing.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from quotetrack.archive.bulk import Packed, pack, pack_reading
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.incoming import Resource
from quotetrack.errors import QuotetrackError, Refused, UnreadableTranscript
from quotetrack.model import Stated
from quotetrack.transcripts import read_transcript

ALONE = 8 * 2**20
"""Bytes read in this process before others are started, which takes half a second."""


@dataclass(frozen=True, slots=True)
class Task:
    """A row that is to be read and kept."""

    resource: Resource
    url: str
    stated: Stated
    """With the id."""
    more: Mapping[str, str]
    kept: bool
    """Whether the bytes are kept already, so that only the reading can be new."""


Result = Packed | str
"""What is to be laid down, or why the row cannot be read."""


def read_and_pack(task: Task) -> Result:
    resource = task.resource
    try:
        check_evidence(resource)
        transcript = read_transcript(
            resource.body,
            media_type=resource.media_type,
            charset=resource.charset,
            url=task.url,
            capture=resource.digest,
            archived_at=resource.archived_at,
            stated=task.stated,
        )
    except (Refused, UnreadableTranscript) as wrong:
        return " ".join(str(wrong).split())
    if task.kept:
        return pack_reading(resource.address, task.stated, transcript)
    return pack(resource, task.stated, transcript, task.more)


def _read_all(tasks: Sequence[Task]) -> list[Result]:
    return [read_and_pack(task) for task in tasks]


class Readers:
    """Reads tasks in as many processes as are allowed; with one, in this process.

    A program that asks for more must be one that can be imported (``if __name__ == "__main__"``).
    """

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        """Begin to read these; what comes of them is the future's result, got by ``result_of``."""
        self._read += sum(len(task.resource.body) for task in tasks)
        if self._pool is None and (self._processes < 2 or self._read < ALONE):
            done: Future[list[Result]] = Future()
            done.set_result(_read_all(tasks))
            return done
        if self._pool is None:
            from multiprocessing import get_context

            # Forking a program that has threads (progress has one) can lock it up.
            self._pool = ProcessPoolExecutor(
                self._processes, mp_context=get_context("spawn"), initializer=_begin
            )
        return self._pool.submit(_read_all, tasks)


def result_of(future: Future[list[Result]]) -> list[Result]:
    """The results of what was submitted, waited for. Raises QuotetrackError when a process was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise QuotetrackError(
            "a process that reads transcripts was killed (out of memory?); what was reported as saved is "
            "saved, and the same command goes on from there"
        ) from None


def _begin() -> None:
    """In a new process: leave ^C to the one that started it, and end with it however it ends."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
