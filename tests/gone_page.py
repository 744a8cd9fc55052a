"""A page that is gone, and its copies in a web archive on loopback."""

from __future__ import annotations

import pytest
from loopback import SPEECH
from web_archive import WebArchive

from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.mementos import Taken, take
from quotetrack.errors import Refused

PAGE = "http://gone.example/speech.html"
LIMITS = Limits(delay=0, connect=1, resolve=2, read=2, total=5)


def fetcher(limits: Limits = LIMITS, **options: object) -> Fetcher:
    return Fetcher(limits, **{"allow_private": True} | options)  # type: ignore[arg-type]


def taken(memory: WebArchive, date: str | None = "2003-04-02", **more: object) -> Taken:
    return take(PAGE, date, (memory.archive(**more),), fetcher())


def refusal(memory: WebArchive, date: str | None = "2003-04-02", **more: object) -> str:
    with pytest.raises(Refused) as wrong:
        taken(memory, date, **more)
    return str(wrong.value)


def days(found: Taken) -> list[str]:
    return [f"{f.memento.at:%Y%m%d}" for f in found.fetched if f.memento]


def held(memory: WebArchive, *timestamps: str) -> None:
    for timestamp in timestamps:
        memory.hold(PAGE, timestamp, SPEECH)
