"""The archive at one moment: what an audit compares while others go on writing.

Taken under the lock, which is held for a copy of the catalogue and no longer. WARC files are never changed,
so that their names are enough.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from quotetrack.archive import events, manifest
from quotetrack.archive.catalogue import Catalogue, CatalogueDamaged, NoRoom
from quotetrack.archive.fixity.finding import REBUILD, Finding, in_one_line
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.layout import CATALOGUE, connect, lacks_room, whole_in_its_file
from quotetrack.archive.placing import remove_leftovers
from quotetrack.archive.seal import FILE_NAME as SEAL
from quotetrack.archive.seal import Seal, seal_of
from quotetrack.archive.taking_up import take_up_missing
from quotetrack.errors import ArchiveError

LEDGERS = {manifest.FILE_NAME: manifest.split, events.FILE_NAME: events.split}
"""The files of lines that are only ever appended to, and how a line is taken apart."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The archive as it was when the audit began."""

    names: frozenset[str]
    """The WARC files."""
    ledgers: dict[str, bytes | None]
    """Manifest and event log; ``None`` for one that is missing."""
    catalogue: Path | None
    """A copy; ``None`` where there is none, or it cannot be copied."""
    findings: tuple[Finding, ...]
    """What was wrong with the catalogue's file."""


def may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Take it, and let go of the copy at the end. Raises ArchiveError when the folder cannot be used.

    What a killed archiver finished and did not note is taken up first, as every other command does.
    """
    place = ArchiveFolder(folder)
    place.warc_names()
    with TemporaryDirectory(prefix="quotetrack-audit-") as aside:
        with place.locked(keep_seal=True) if may_write(folder) else nullcontext():
            yielded = _take(place, Path(aside) / CATALOGUE)
        yield yielded


def _take(place: ArchiveFolder, copy: Path) -> Snapshot:
    folder = place.path
    found: list[Finding] = []
    try:
        seal = seal_of(folder)
    except OSError as wrong:
        raise ArchiveError(f"{folder}: cannot be read ({wrong.strerror})") from wrong
    if seal is Seal.BROKEN:
        found.append(
            Finding(CATALOGUE, f"it does not match {SEAL}: one of the two has changed since", REBUILD)
        )
    if may_write(folder):
        remove_leftovers(folder)
    there = (folder / CATALOGUE).exists()
    if there and seal is Seal.NONE and may_write(folder):
        # Left open by a writer that was killed, or that is at work: not all may be noted yet.
        try:
            with closing(Catalogue.open(folder / CATALOGUE)) as catalogue:
                take_up_missing(catalogue, folder, place.warc_names())
        except NoRoom:
            pass  # what is there is compared all the same
        except CatalogueDamaged as wrong:
            found.append(Finding(CATALOGUE, in_one_line(wrong), REBUILD))
    if there:
        try:
            _copy(folder / CATALOGUE, copy)
        except NoRoom:
            raise
        except (sqlite3.Error, ArchiveError) as wrong:
            found.append(Finding(CATALOGUE, f"cannot be read ({in_one_line(wrong)})", REBUILD))
            there = False
    elif place.warc_names():
        found.append(Finding(CATALOGUE, "missing", REBUILD))
    ledgers = {name: _bytes(folder / name) for name in LEDGERS}
    return Snapshot(frozenset(place.warc_names()), ledgers, copy if there else None, tuple(found))


def _copy(catalogue: Path, copy: Path) -> None:
    """The catalogue as it is now, also from a full disk. Raises sqlite3.Error, ArchiveError."""
    for frozen in (False, True):
        try:
            with (
                closing(connect(catalogue, frozen=frozen)) as origin,
                closing(sqlite3.connect(copy)) as target,
            ):
                origin.backup(target)
        except sqlite3.OperationalError as wrong:
            if not lacks_room(wrong):
                raise
            if frozen or not whole_in_its_file(catalogue):
                raise NoRoom(catalogue, wrong) from wrong
        else:
            return


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be read ({wrong.strerror})") from wrong
