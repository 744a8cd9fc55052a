"""How a record's problems are worded and carried: file, line, field, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quotetrack.errors import RecordError


class BrokenRecord(RecordError):
    """A record with one or more problems. Its text has one line for each of them."""

    def __init__(self, problems: Sequence[RecordError]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def problem(path: Path, line: int | None, field: str, what: str) -> RecordError:
    """``quotes/x.yaml:12: sources.1.url: what``: one line, with nothing in it that does not print.

    Lines count from 1, entries of a list from 0. The path is given relative to the current folder
    where it lies inside it, so that the line can be clicked on in an editor's terminal.
    """
    place = f"{shown(path)}:{line}" if line is not None else shown(path)
    return RecordError(printable(": ".join(part for part in (place, field, what) if part)))


def printable(text: str) -> str:
    """The text with a replacement character for each one that does not print (escapes, new lines)."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def shown(path: Path) -> str:
    """The path as a person would write it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
