"""A batch for people: how far it is, and what it came to."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotetrack.formats.cells import counted
from quotetrack.scale.out_folder import REJECTS
from quotetrack.scale.outcome import Outcome, Progress

if TYPE_CHECKING:
    pass

EVERY = 10.0
"""Seconds between two lines, where there is no terminal."""
_NOUNS = {"quotes": "quote", "transcripts": "transcript"}


@contextmanager
def shown() -> Iterator[Progress]:
    """Progress on stderr: a bar with rate and time left on a terminal, else now and then a line."""
    if sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _Lines().progress()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        counts = _Counts()

        def stage(name: str, total: int) -> None:
            counts.begin(total)
            for task in bar.task_ids:
                bar.remove_task(task)
            bar.add_task(name, total=total or None, rate="")

        def done(count: int) -> None:
            counts.done += count
            bar.update(bar.task_ids[-1], advance=count, rate=f"{counts.rate():,.0f}/s")

        def resumed(count: int) -> None:
            bar.update(bar.task_ids[-1], advance=count)

        yield Progress(stage, done, resumed)


class _Counts:
    """What was done since when."""

    def __init__(self) -> None:
        self.begin(0)

    def begin(self, total: int) -> None:
        self.total, self.done, self.before, self.started = total, 0, 0, time.monotonic()

    def rate(self) -> float:
        """Of those done now, not before; a second."""
        return self.done / max(time.monotonic() - self.started, 1e-3)


class _Lines:
    """Lines on stderr, not more than one in ten seconds."""

    def __init__(self) -> None:
        self._counts = _Counts()
        self._name = ""
        self._said = time.monotonic()

    def progress(self) -> Progress:
        return Progress(self._stage, self._done, self._resumed)

    def _stage(self, name: str, total: int) -> None:
        self._name = name
        self._counts.begin(total)

    def _done(self, count: int) -> None:
        self._counts.done += count
        # Of what has come to its end, the end itself tells.
        over = 0 < self._counts.total <= self._counts.before + self._counts.done
        if time.monotonic() - self._said >= EVERY and not over:
            self._said = time.monotonic()
            print(f"quotetrack: {self._line()}", file=sys.stderr, flush=True)

    def _resumed(self, count: int) -> None:
        self._counts.before += count

    def _line(self) -> str:
        counts = self._counts
        through, rate = counts.before + counts.done, counts.rate()
        line = f"{counted(through, _NOUNS.get(self._name, self._name))}"
        if counts.total:
            left = max(0, counts.total - through) / rate if rate else 0
            return f"{line} of {counts.total:,}, {rate:,.0f} a second, {_time(left)} left"
        return f"{line}, {rate:,.0f} a second"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def as_text(out: str, outcome: Outcome, *, before: bool) -> str:
    """What a batch came to, in a few lines."""
    head = "finished before: " if before else ""
    lines = [f"{head}{counted(outcome.verdicts, 'verdict')} on {counted(outcome.rows, 'row')} in {out}"]
    lines += [f"  {status:<20}{number:>12,}" for status, number in outcome.statuses.items()]
    if outcome.rejects:
        lines.append(f"  {counted(outcome.rejects, 'row')} without a verdict; reasons in {out}/{REJECTS}")
    return "\n".join(lines)
