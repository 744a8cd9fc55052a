"""A real server: the command in a process of its own, asked over a real socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Live:
    """A running server."""

    process: subprocess.Popen[str]
    home: str
    """Its address, without the slash at the end."""
    said: list[str]
    """Lines of its stderr so far."""

    @property
    def port(self) -> int:
        return int(self.home.rpartition(":")[2])

    def end(self, number: int = signal.SIGINT) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)


@contextmanager
def live(folder: Path, *options: str) -> Iterator[Live]:
    """A server over the project in this folder, on a free port; ended at last."""
    command = [sys.executable, "-m", "quotetrack", "--quotes", str(folder / "quotes"), "serve", "--port", "0"]
    environment = os.environ | {"QUOTETRACK_LOGS": str(folder / "logs")}
    process = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
    )
    said: list[str] = []
    assert process.stdout is not None
    reading = threading.Thread(target=_read, args=(process, said), daemon=True)
    reading.start()
    try:
        home = process.stdout.readline().strip().rstrip("/")
        assert home, "\n".join(said)
        yield Live(process, home, said)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        reading.join(5)
        process.stdout.close()
        assert process.stderr is not None
        process.stderr.close()


def _read(process: subprocess.Popen[str], said: list[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line.rstrip())
