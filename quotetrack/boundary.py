"""The one place where an exception becomes an exit code.

0 fine, 1 findings, 2 usage or bad input, 3 our bug (with a log file), 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from quotetrack.errors import QuotetrackError
from quotetrack.version import __version__

FINDINGS = 1
BAD_INPUT = 2
BUG = 3
INTERRUPTED = 130

_COMPLETION = "_QUOTETRACK_COMPLETE"
"""The variable by which a shell asks click for completions."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""Errors of the disk, not of ours."""
_NO_TEMPORARY = "No usable temporary directory"


def run(arguments: Sequence[str]) -> int:
    """Run the program on the arguments and return its exit code."""
    _open_streams()
    _print_anything()
    try:
        from quotetrack.cli import cli

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
        return _unread()
    except SystemExit:
        # Nothing of ours raises this. click does, to end shell completion, and, with exit code 1, which
        # is ours for findings, when it finds the pipe broken.
        if _COMPLETION in os.environ:
            raise
        return _unread()
    except OSError as wrong:
        # Python looks for a temporary folder by writing into each; it finds none that can be used.
        if wrong.errno not in _FULL and _NO_TEMPORARY not in str(wrong.strerror):
            return _bug(wrong, arguments)
        _unread()
        _say(f"quotetrack: cannot write: {wrong.strerror}; make room and run it again")
        return BAD_INPUT
    except Exception as bug:  # the boundary: whatever is left is ours
        return _bug(bug, arguments)
    return code if isinstance(code, int) else 0


def _open_streams() -> None:
    """A stream that was closed before we began (``>&-``, a service) goes nowhere.

    Its number would else go to the next file that is opened, and what is meant for the screen into that.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def _print_anything() -> None:
    """Characters that stdout's encoding lacks are printed as escapes: they are nobody's error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _unread() -> int:
    """The reader of our output went away (``| head``): no error of ours.

    Stdout is pointed at nothing so that the interpreter's own flush at exit stays silent.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bug(bug: Exception, arguments: Sequence[str]) -> int:
    """Keep the traceback and say where."""
    kept = keep_log(bug, arguments)
    _say(f"quotetrack: this is a bug in quotetrack ({type(bug).__name__}); details: {kept}")
    return BUG


def _say(line: str) -> None:
    """One line on stderr, whatever control characters the message was made from."""
    text = "".join(c if c.isprintable() else " " for c in line)
    with suppress(OSError):  # nobody may be there to read it
        print(text, file=sys.stderr)


def keep_log(bug: BaseException, arguments: Sequence[str]) -> str:
    """Write the traceback of a bug to a file and return its path, or say why it could not be kept."""
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
