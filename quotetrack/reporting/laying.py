"""A report's files laid down in a folder: each whole or not at all, and what an earlier one left taken away.

A list of them (``LIST``) stays in the folder. Only what it names is ever replaced or taken away, and only
while its bytes are those that a report wrote: whatever else lies in the folder is not ours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from quotetrack.errors import QuotetrackError
from quotetrack.records.atomic import write_whole

LIST = "quotetrack-report.json"
SCHEMA = "quotetrack/report/1"


@dataclass(frozen=True, slots=True)
class Laid:
    """What was done."""

    files: int
    """The report's, its list aside."""
    size: int
    """Bytes of them."""
    written: int
    """Those that were not there yet as they are."""
    removed: int
    """Of an earlier report."""
    left: tuple[str, ...]
    """Of an earlier report too, but changed by somebody since: they stay."""


def lay(folder: Path, files: Iterable[tuple[str, bytes]]) -> Laid:
    """Write the files, named with ``/`` from the folder. Raises QuotetrackError, before anything is written,
    where a file of somebody else's has one of the names."""
    made = dict(files)
    wanted = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    earlier = _earlier(folder)
    there = {name: _digest(folder / name) for name in {*wanted, *earlier}}
    for name, digest in wanted.items():
        if there[name] is not None and there[name] not in {digest, *earlier.get(name, ())}:
            raise QuotetrackError(
                f"{folder / name}: is there and not of an earlier report; move it, or name another --out DIR"
            )
    written = 0
    try:
        _make(folder)
        # Killed from here on, the next report knows every file that it finds.
        both = {name: {digest, *earlier.get(name, ())} for name, digest in wanted.items()}
        _note(folder, {name: set(digests) for name, digests in earlier.items()} | both)
        for name, data in made.items():
            if there[name] != wanted[name]:
                _write(folder / name, data)
                written += 1
        removed, left = _remove(folder, earlier, wanted, there)
        _note(folder, {name: {digest} for name, digest in wanted.items()})
    except OSError as wrong:
        raise QuotetrackError(
            f"{wrong.filename or folder}: cannot be written ({wrong.strerror}); name another --out DIR"
        ) from wrong
    return Laid(len(made), sum(map(len, made.values())), written, removed, left)


def _earlier(folder: Path) -> dict[str, tuple[str, ...]]:
    """The files of an earlier report, each with the digests that it may have."""
    try:
        data = json.loads((folder / LIST).read_bytes())
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        named = {str(name): tuple(map(str, digests)) for name, digests in data["files"].items()}
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        raise QuotetrackError(f"{folder}: is no folder; name another --out DIR") from None
    except OSError as wrong:
        raise QuotetrackError(f"{folder / LIST}: cannot be read ({wrong.strerror})") from wrong
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise QuotetrackError(
            f"{folder / LIST}: is not the list of a report; delete it and the report beside it"
        ) from None
    return {name: digests for name, digests in named.items() if _inside(name)}


def _inside(name: str) -> bool:
    """Whether a name that stands in a file leads to a place inside the folder."""
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or "\0" in name
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not odd


def _digest(path: Path) -> str | None:
    """Of the file's bytes; ``None`` where there is no file, and what no report has for what is none."""
    if path.is_symlink() or path.is_dir():
        return "not a file"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as wrong:
        raise QuotetrackError(f"{path}: cannot be read ({wrong.strerror}); name another --out DIR") from wrong


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise QuotetrackError(
            f"{folder}: cannot be made ({wrong.strerror}); name another --out DIR"
        ) from wrong


def _note(folder: Path, files: Mapping[str, set[str]]) -> None:
    data = {"schema": SCHEMA, "files": {name: sorted(files[name]) for name in sorted(files)}}
    write_whole(folder / LIST, (json.dumps(data, indent=1) + "\n").encode(), overwrite=True)


def _write(path: Path, data: bytes) -> None:
    """Under another name first, and not synced: a report can be made again, and has a thousand files."""
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _remove(
    folder: Path,
    earlier: Mapping[str, tuple[str, ...]],
    wanted: Mapping[str, str],
    there: Mapping[str, str | None],
) -> tuple[int, tuple[str, ...]]:
    """Take away what this report does not have; folders that are empty then go too."""
    removed, left = 0, []
    for name in sorted(earlier.keys() - wanted.keys()):
        if there[name] is None:
            continue
        if there[name] not in earlier[name]:
            left.append(name)
            continue
        (folder / name).unlink()
        removed += 1
        if (parent := (folder / name).parent) != folder:
            with suppress(OSError):
                parent.rmdir()
    return removed, tuple(left)
