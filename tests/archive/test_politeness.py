"""How often one archive is asked, and what it is to say that this is too often."""

from __future__ import annotations

import itertools
import time

import pytest
from gone_page import PAGE, days, fetcher, held
from loopback import Reply
from web_archive import WebArchive

from quotetrack.archive.memento_archives import paces
from quotetrack.archive.mementos import take
from quotetrack.archive.politeness import Pace
from quotetrack.archive.saving import save
from quotetrack.errors import Refused


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_no_more_requests_a_minute_than_the_pace() -> None:
    clock, asked = Clock(), list[float]()
    pace = Pace(24, clock=clock, sleep=clock.sleep)
    for _ in range(100):
        pace.wait()
        asked.append(clock.now)
    assert min(b - a for a, b in itertools.pairwise(asked)) >= 2.5
    assert max(sum(start <= moment < start + 60 for moment in asked) for start in asked) <= 24
    clock.now += 3600
    before = clock.now
    pace.wait()
    assert clock.now == before, "time that nobody used is not waited for, nor saved up"


def test_every_request_to_the_archive_keeps_the_pace(memory: WebArchive) -> None:
    held(memory, "20030401000000", "20030520000000")
    clock = Clock()
    authority = next(iter(memory.archive().authorities))
    stamps: list[float] = []

    def note(seconds: float) -> None:
        stamps.append(seconds)
        clock.sleep(seconds)

    using = fetcher(paces={authority: Pace(24, clock=clock, sleep=note)})
    take(PAGE, "2003-04-02", (memory.archive(),), using)
    save(PAGE, (memory.archive(),), using)
    using.fetch(memory.url(f"/web/20030401000000id_/{PAGE}"))
    assert len(stamps) == len(memory.asked) - 1
    assert clock.now - 1000 == pytest.approx(2.5 * (len(memory.asked) - 1))


@pytest.mark.parametrize(("headers", "wait"), [({"Retry-After": "7"}, 7.0), ({}, 60.0)])
def test_a_429_is_obeyed(memory: WebArchive, headers: dict[str, str], wait: float) -> None:
    held(memory, "20030401000000")
    memory.faults.append(("/cdx/", Reply(b"slow down", 429, headers)))
    clock, authority = Clock(), next(iter(memory.archive().authorities))
    started = time.monotonic()
    using = fetcher(paces={authority: Pace(600, clock=clock, sleep=clock.sleep)})
    assert days(take(PAGE, None, (memory.archive(),), using)) == ["20030401"]
    assert clock.now - 1000 >= wait
    assert time.monotonic() - started < wait, "by the pace's clock, not by ours"


def test_a_429_without_end(memory: WebArchive) -> None:
    memory.faults += [("/cdx/", Reply(b"slow down", 429, {"Retry-After": "9"}))] * 3
    clock, authority = Clock(), next(iter(memory.archive().authorities))
    using = fetcher(paces={authority: Pace(600, clock=clock, sleep=clock.sleep)})
    with pytest.raises(Refused, match="it answers 429, also after 2 waits of 9 s as it asked"):
        take(PAGE, None, (memory.archive(),), using)


def test_the_table_s_rate_is_the_pace(memory: WebArchive) -> None:
    found = paces((memory.archive(), memory.archive(name="Slow", requests_per_minute=2.0)))
    (pace,) = found.values()
    assert pace._between == 30.0, "one host has one pace, the slower"


# --- lists in link format ------------------------------------------------------------
