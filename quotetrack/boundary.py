"""The one place where an exception becomes an exit code.

0 fine, 1 findings, 2 usage or bad input, 3 our bug (with a log file), 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from quotetrack.errors import QuotetrackError
from quotetrack.version import __version__

FINDINGS = 1
BAD_INPUT = 2
BUG = 3
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the program on the arguments and return its exit code."""
    from quotetrack.cli import cli

    try:
        code = cli.main(list(arguments), prog_name="quotetrack", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as wrong:
        wrong.show(file=sys.stderr)
        return BAD_INPUT
    except QuotetrackError as wrong:
        for line in str(wrong).splitlines():
            _say(f"quotetrack: {line}")
        return BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        _say("quotetrack: interrupted; what was reported as saved is saved")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (``| head``): not an error of ours. Stdout is pointed
        # at nothing so that the interpreter's own flush at exit stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as bug:  # the boundary: whatever is left is ours
        _say(f"quotetrack: this is a bug in quotetrack ({type(bug).__name__}); details: {_log(bug, arguments)}")
        return BUG
    return code if isinstance(code, int) else 0


def _say(line: str) -> None:
    """One line on stderr, whatever control characters the message was made from."""
    text = "".join(c if c.isprintable() else " " for c in line)
    try:
        print(text, file=sys.stderr)
    except OSError:
        pass  # nobody is there to read it


def _log(bug: BaseException, arguments: Sequence[str]) -> str:
    """Write the traceback to a file and return its path, or say why it could not be kept."""
    from platformdirs import user_log_path

    now = datetime.now(UTC)
    text = f"quotetrack {__version__}, Python {sys.version}\narguments: {list(arguments)!r}\n\n" + "".join(
        traceback.format_exception(bug)
    )
    try:
        folder = Path(os.environ.get("QUOTETRACK_LOGS") or user_log_path("quotetrack", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"bug-{now:%Y%m%dT%H%M%S%f}.log"
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        return f"not kept ({wrong.strerror})\n{text}"
    return str(path)
