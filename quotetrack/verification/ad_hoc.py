"""Ad hoc quotes from a file: one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from quotetrack.bounds import long_quote
from quotetrack.errors import QuotetrackError
from quotetrack.model import Person, Quote

KEYS = ("id", "text", "speaker", "date", "occasion", "language")
LONGEST_LINE = 4_000_000
"""Bytes. A longer line is no quote."""


@dataclass(frozen=True, slots=True)
class AdHoc:
    """A quote without a record, and where to look for it: everywhere, if nothing is named."""

    quote: Quote
    within: tuple[str, ...] = ()


def fault(text: str) -> str | None:
    """What makes this no quote; ``None`` when it is one."""
    if not text.strip():
        return "is empty"
    if not any(map(str.isalnum, text)):
        return "has no words in it"
    return long_quote(text)


def read_ad_hoc(path: Path, errors: list[str]) -> Iterator[AdHoc]:
    """The quotes of a file (``-`` is standard input), one at a time.

    A line that cannot be read is added to ``errors``, with file and line, and the next one is
    taken. Raises QuotetrackError where the file cannot be read at all.
    """
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            yield from _lines(file, str(path), errors)
    except OSError as wrong:
        raise QuotetrackError(f"{path}: {wrong.strerror}; name a file of JSON lines") from None


def _lines(file: IO[bytes], name: str, errors: list[str]) -> Iterator[AdHoc]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            errors.append(f"{name}:{number}: the line is longer than {LONGEST_LINE} bytes; skipped")
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            continue
        if not line.strip():
            continue
        try:
            yield ad_hoc_of(json.loads(line.decode("utf-8-sig")), number)
        except UnicodeDecodeError:
            errors.append(f"{name}:{number}: not UTF-8; skipped")
        except (json.JSONDecodeError, RecursionError) as wrong:
            errors.append(f"{name}:{number}: no JSON object ({wrong.__class__.__name__}: {wrong}); skipped")
        except ValueError as wrong:
            errors.append(f"{name}:{number}: {wrong}; skipped")


def ad_hoc_of(row: Any, number: int) -> AdHoc:
    """One row, a mapping of ``KEYS`` and ``in``; raises ValueError saying which key is wrong.

    ``number`` names a quote that has no id.
    """
    if not isinstance(row, dict):
        raise ValueError("a JSON object is needed")
    values: dict[str, str | None] = {}
    for key in KEYS:
        value = row.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and key in ("id", "date"):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key} must be text")
        values[key] = value
    text = values["text"]
    wrong = "is missing" if text is None else fault(text)
    if text is None or wrong:
        raise ValueError(f"text {wrong}")
    within = row.get("in") or []
    if isinstance(within, str):
        within = [within]
    if not isinstance(within, list) or not all(isinstance(id, str) for id in within):
        raise ValueError("in must be a list of transcript ids")
    speaker = values["speaker"]
    quote = Quote(
        id=values["id"] or f"line-{number}",
        text=text,
        speaker=Person(speaker) if speaker and speaker.strip() else None,
        date=values["date"] or None,
        occasion=values["occasion"] or None,
        language=values["language"] or None,
    )
    return AdHoc(quote, tuple(dict.fromkeys(within)))
