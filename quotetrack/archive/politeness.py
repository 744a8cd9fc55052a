"""Politeness: one request at a time to a host, with a pause between; hosts side by side."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from quotetrack.archive.limits import Limits

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Turns:
    """Whose turn it is: shared by all threads of a run."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, delay: float | None = None) -> Iterator[None]:
        """Wait until the host may be asked, and keep others from asking it meanwhile.

        ``delay`` is the site's own Crawl-delay in seconds; the longer of it and ours counts, up to the limit.
        """
        with self._guard:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            pause = self._free_at.get(host, 0.0) - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            try:
                yield
            finally:
                wanted = max(self._limits.delay, min(delay or 0.0, self._limits.longest_delay))
                self._free_at[host] = time.monotonic() + wanted


class Pace:
    """How often one host may be asked: at most so many requests a minute, evenly spaced.

    Every request of a run that goes to the host shares one object; threads may share it too.
    """

    def __init__(
        self,
        per_minute: float,
        *,
        patience: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``patience`` is the longest wait, in seconds, that the host can ask for with Retry-After.

        ``clock`` and ``sleep`` count seconds, from wherever they like.
        """
        self.patience = patience
        self._between = 60.0 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._free_at = float("-inf")

    def wait(self) -> None:
        """Wait until it is this caller's time; the next one's is at least a step later."""
        while True:
            with self._guard:
                now = self._clock()
                pause = self._free_at - now
                if pause <= 0:
                    self._free_at = now + self._between
                    return
            # Outside the guard, and then asked again: the host may have asked for more time meanwhile.
            self._sleep(pause)

    def hold(self, seconds: float) -> None:
        """Nobody asks the host before so many seconds have passed."""
        with self._guard:
            self._free_at = max(self._free_at, self._clock() + seconds)


def retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3); ``None`` when it says nothing."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:10])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def side_by_side(
    items: Iterable[Item], *, host: Callable[[Item], str], ask: Callable[[Item], Answer], hosts: int
) -> Iterator[tuple[Item, Answer | Exception]]:
    """Ask for every item, those of one host one after the other, as many hosts at once as told.

    Gives each item with its answer, or with the exception that asking raised, as they come. The
    threads are daemons: an interrupted run ends at once and does not wait for slow hosts.
    """
    rows: dict[str, deque[Item]] = {}
    for item in items:
        rows.setdefault(host(item), deque()).append(item)
    waiting: queue.SimpleQueue[deque[Item]] = queue.SimpleQueue()
    for row in rows.values():
        waiting.put(row)
    answers: queue.SimpleQueue[tuple[Item, Answer | Exception]] = queue.SimpleQueue()
    total = sum(map(len, rows.values()))

    def work() -> None:
        while True:
            try:
                row = waiting.get_nowait()
            except queue.Empty:
                return
            for item in row:
                try:
                    answers.put((item, ask(item)))
                except Exception as wrong:
                    answers.put((item, wrong))

    for number in range(min(hosts, len(rows))):
        threading.Thread(target=work, daemon=True, name=f"fetch {number}").start()
    for _ in range(total):
        yield answers.get()
