"""The program run as people run it, with a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal, NamedTuple

import quotetrack.version

ROOT = Path(quotetrack.version.__file__).parents[1]


class Ran(NamedTuple):
    """What the program did."""

    code: int
    shown: str
    """On the terminal."""
    written: str
    """To the other stream, which is a file."""


def on_a_terminal(
    stream: Literal["stdout", "stderr"], *arguments: str | Path, cwd: Path | None = None, **more: str
) -> Ran:
    """Run it with one of its streams on a terminal; ``more`` is added to the environment."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"} | more
    with TemporaryFile() as file:
        shown = b""
        with subprocess.Popen(
            [sys.executable, "-m", "quotetrack", *map(str, arguments)],
            stdout=theirs if stream == "stdout" else file,
            stderr=theirs if stream == "stderr" else file,
            cwd=cwd,
            env=environment,
        ) as program:
            os.close(theirs)
            with suppress(OSError):  # how Linux says that the other end is closed
                while piece := os.read(ours, 4096):
                    shown += piece
        os.close(ours)
        file.seek(0)
        return Ran(program.returncode, shown.decode(), file.read().decode())
