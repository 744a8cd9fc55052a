"""The audit of an archive folder: manifest and event log, every file and record, every row of the catalogue.

What is found comes as it is found; with ``repair`` what is derived is made anew, and what is not is brought
back from the mirror. What cannot be healed is named and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quotetrack.archive import events, manifest
from quotetrack.archive.chain import lacks
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.fixity import ledgers, records
from quotetrack.archive.fixity.copying import is_whole
from quotetrack.archive.fixity.finding import Finding
from quotetrack.archive.fixity.mirror import Mirror
from quotetrack.archive.fixity.rows import Compared
from quotetrack.archive.fixity.snapshot import LEDGERS, Snapshot, may_write, snapshot
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.layout import CATALOGUE, WARC_SUFFIX
from quotetrack.archive.manifest import Fixity, fixity_of
from quotetrack.errors import ArchiveError

FROM_COPY = "bring the file back: quotetrack audit --repair --mirror DIR, or from a backup"
CLOCK = "a clock was wrong, here or where it was captured: do not rest anything on that time"
_LISTED = 5
"""Findings that the event log tells one by one."""

Told = Callable[[int, int], None]
"""Is given how many bytes of the WARC files are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was compared."""

    files: int
    rows: bool
    """Whether there was a catalogue to compare."""


class Audit:
    """One audit of one folder. ``findings`` is to be read to its end."""

    def __init__(self, folder: Path, *, mirror: Path | None = None, repair: bool = False) -> None:
        """Raises QuotetrackError where there is no archive, or the mirror cannot be one."""
        if not folder.is_dir():
            raise ArchiveError(f"{folder}: no archive here; name its folder with --archive DIR")
        self._place = ArchiveFolder(folder)
        self._folder = folder
        self._repair = repair and may_write(folder)
        if repair and not self._repair:
            raise ArchiveError(f"{folder}: cannot be written, so nothing in it can be repaired")
        self._mirror = Mirror(mirror, folder) if mirror is not None else None
        self.files = 0
        """WARC files that were looked through."""
        self.copied = 0
        """Files that the mirror lacked."""
        self._mended = False

    def findings(self, told: Told = lambda _done, _all: None) -> Iterator[Finding]:
        """What is wrong, as it is found. Raises ArchiveError."""
        with snapshot(self._folder) as shot:
            if self._mirror is not None:
                self._mirror.refuse_another(shot.ledgers[manifest.FILE_NAME])
            yield from self._ledgers(shot)
            files = manifest.noted(self._folder) if self._mended else ledgers.entries(_manifest(shot))
            compared = Compared()
            yield from self._files(shot, files, compared, told)
            found = list(shot.findings)
            if shot.catalogue is not None:
                found += compared.findings(shot.catalogue, set(shot.names))
            yield from self._catalogue(found)
        if self._mirror is not None:
            yield from self._mirror.compare(files, repair=self._repair)
            self.copied = self._mirror.copied

    def end(self, found: list[Finding]) -> None:
        """Log what was found, and bring the mirror's manifest and log up to date. Raises ArchiveError."""
        if not may_write(self._folder):
            return
        with self._place.locked(keep_seal=True):
            # To a damaged log nothing is added: the line would vouch for the damage.
            if ledgers.whole(events.FILE_NAME, self._folder / events.FILE_NAME):
                self._log(found)

    def follow(self) -> Iterator[Finding]:
        """Bring the mirror's manifest and event log up to the archive's. Raises ArchiveError."""
        if self._mirror is not None:
            for name in LEDGERS:
                yield from self._mirror.follow(name, repair=self._repair)

    def _log(self, found: list[Finding]) -> None:
        open_ = [one for one in found if not one.healed]
        outcome = "failure" if found else "success"
        note_event(
            self._folder,
            EventType.FIXITY_CHECK,
            object=".",
            outcome=outcome,
            detail=_told(found) or f"{self.files} WARC files",
        )
        if self._repair and found:
            healed = [one for one in found if one.healed]
            outcome = "failure" if open_ else "success"
            note_event(
                self._folder,
                EventType.RECOVERY,
                object=".",
                outcome=outcome,
                detail=f"{len(healed)} of {len(found)} healed",
            )
        if self.copied:
            detail = f"{self.copied} files"
            note_event(self._folder, EventType.REPLICATION, object=".", outcome="success", detail=detail)

    def _ledgers(self, shot: Snapshot) -> Iterator[Finding]:
        for name, own in shot.ledgers.items():
            mirrored = self._mirror.ledger(name) if self._mirror else None
            if own is None and not shot.names and not mirrored:
                continue  # an archive that holds nothing yet
            _, found = ledgers.judged(name, own)
            if own is not None and mirrored is not None and not found and lacks(own, mirrored, LEDGERS[name]):
                found.append(Finding(name, "lines are missing that the mirror has", ledgers.FROM_MIRROR))
            if found and self._repair:
                now = {path: fixity_of(self._folder / path) for path in shot.names}
                made = ledgers.good(name, own, mirrored, now)
                if made is not None and ledgers.replace(self._place, name, own, made):
                    found = [replace(one, healed=True, do="made good") for one in found]
                    self._mended = True
            yield from found

    def _files(
        self, shot: Snapshot, files: dict[str, Fixity], compared: Compared, told: Told
    ) -> Iterator[Finding]:
        sizes = {name: _size(self._folder / name) for name in shot.names}
        whole, done = sum(sizes.values()), 0
        log = self._folder / events.FILE_NAME
        logged = log.read_bytes() if self._mended and log.exists() else shot.ledgers[events.FILE_NAME]
        for name in sorted(shot.names | files.keys()):
            told(done, whole)
            fixity = files.get(name)
            found = self._file(name, fixity)
            yield from found
            done += sizes.get(name, 0)
            if name.endswith(WARC_SUFFIX) and name in shot.names:
                self.files += 1
                compared.expect(self._folder, name)
                if logged is not None and name.encode() not in logged:
                    yield self._unlogged(name)
        told(whole, whole)

    def _file(self, name: str, fixity: Fixity | None) -> list[Finding]:
        """What is wrong with one file."""
        path = self._folder / name
        if fixity is None:
            found = _faults(name, path)
            return [*found, self._unnoted(name, found)]
        if is_whole(path, fixity):
            return _faults(name, path) if name.endswith(WARC_SUFFIX) else []
        found = self._changed(name, path)
        if self._repair and self._mirror and self._mirror.heals(name, fixity):
            found = [replace(one, healed=True, do="brought back from the mirror") for one in found]
        return found

    def _changed(self, name: str, path: Path) -> list[Finding]:
        if not path.exists():
            return [Finding(name, "in the manifest, but missing", FROM_COPY)]
        if not name.endswith(WARC_SUFFIX):
            return [Finding(name, "it has changed since it was written", FROM_COPY)]
        found = _faults(name, path)
        if found:
            return found
        what = "its bytes have changed since it was written, though its records read well"
        record = records.odd_header(path)
        if record is not None:
            what = "its gzip header has changed since it was written, though the record reads well"
        return [Finding(name, what, FROM_COPY, record)]

    def _unnoted(self, name: str, found: list[Finding]) -> Finding:
        finding = Finding(name, "not in the manifest", "if it belongs there: quotetrack audit --repair")
        if not self._repair or found:
            return finding
        with self._place.locked(keep_seal=True):
            if not ledgers.whole(manifest.FILE_NAME, self._folder / manifest.FILE_NAME):
                return finding
            manifest.note(self._folder, name, fixity_of(self._folder / name))
        return replace(finding, healed=True, do="noted as it is now")

    def _unlogged(self, name: str) -> Finding:
        finding = Finding(
            events.FILE_NAME, "no event tells how the file came here", ledgers.FROM_MIRROR, name
        )
        if not self._repair:
            return finding
        with self._place.locked(keep_seal=True):
            if not ledgers.whole(events.FILE_NAME, self._folder / events.FILE_NAME):
                return finding
            note_event(
                self._folder, EventType.INGESTION, object=name, outcome="success", detail="found by an audit"
            )
        return replace(finding, healed=True, do="logged as found")

    def _catalogue(self, found: list[Finding]) -> Iterator[Finding]:
        if found and self._repair:
            with self._place.locked():
                catalogue, _ = self._place.renew_catalogue()
                self._place.seal(catalogue)
                catalogue.close()
            found = [replace(one, healed=True, do="made anew from the WARC files") for one in found]
        elif not found and may_write(self._folder) and (self._folder / CATALOGUE).exists():
            self._place.seal_again()
        yield from found


def _faults(name: str, path: Path) -> list[Finding]:
    """What is wrong with a file's records."""
    return [
        Finding(name, wrong, CLOCK if wrong.startswith(records.TO_COME) else FROM_COPY, record)
        for record, wrong in records.faults(path)
    ]


def _manifest(shot: Snapshot) -> bytes | None:
    return shot.ledgers[manifest.FILE_NAME]


def _told(found: list[Finding]) -> str | None:
    """The findings in one line, as the event log keeps them."""
    told = [f"{one.file}{f', {one.record}' if one.record else ''}: {one.what}" for one in found[:_LISTED]]
    more = [f"and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    return "; ".join([*told, *more]) or None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
