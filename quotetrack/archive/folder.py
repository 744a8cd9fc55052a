"""The archive folder on the disk: its lock, and its catalogue brought up to date with its WARC files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.archive.catalogue import Catalogue, CatalogueDamaged, NoRoom
from quotetrack.archive.catalogue.captures import warcs
from quotetrack.archive.layout import CATALOGUE, warc_names, whole_in_its_file
from quotetrack.archive.seal import Seal, break_seal, put_seal, seal_of
from quotetrack.errors import ArchiveError

if TYPE_CHECKING:
    from filelock import FileLock

    from quotetrack.archive.taking_up import TakenUp

LOCK_NAME = ".lock"
LOCK_WAIT = 60.0
"""Seconds to wait for another archiver. It holds the lock only while it writes one capture."""


class ArchiveFolder:
    """One folder. Nothing is read or made before a method is called."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: FileLock | None = None
        self._unsealed = False

    def warc_names(self) -> list[str]:
        """The finished WARC files, oldest first. Raises ArchiveError."""
        return warc_names(self.path)

    def catalogue_to_read(self) -> Catalogue:
        """The catalogue as it is now, without waiting for an archiver at work.

        A folder that cannot be written, or whose disk is full, is read all the same: what its catalogue
        lacks is then made up in memory. Raises ArchiveError.
        """
        names = self.warc_names()
        if not names and not (self.path / CATALOGUE).exists():
            return Catalogue.in_memory()
        if not os.access(self.path, os.W_OK):
            return self._catalogue_of_frozen_folder(names)
        try:
            return self._catalogue_brought_up_to_date(names)
        except NoRoom:
            self._unsealed = False
            return self._catalogue_of_frozen_folder(names)

    def _catalogue_brought_up_to_date(self, names: list[str]) -> Catalogue:
        try:
            catalogue = Catalogue.open(self.path / CATALOGUE)
            behind = not warcs(catalogue).issuperset(names)
        except CatalogueDamaged:
            with self.locked():
                return self.catalogue_to_write()
        if behind:
            # An archiver that holds the lock is about to note its own file.
            with suppress(_Busy), self.locked(wait=0):
                catalogue.close()
                return self.catalogue_to_write()
        return catalogue

    def _catalogue_of_frozen_folder(self, names: list[str]) -> Catalogue:
        from quotetrack.archive.taking_up import take_up_all

        if whole_in_its_file(self.path / CATALOGUE):
            with suppress(CatalogueDamaged):
                catalogue = Catalogue.open(self.path / CATALOGUE, frozen=True)
                if warcs(catalogue).issuperset(names):
                    return catalogue
                catalogue.close()
        catalogue = Catalogue.in_memory()
        take_up_all(catalogue, self.path, names)
        return catalogue

    def catalogue_to_write(self) -> Catalogue:
        """The catalogue, with everything in it that the WARC files hold. Only under the lock."""
        from quotetrack.archive.placing import remove_leftovers
        from quotetrack.archive.taking_up import take_up_missing

        remove_leftovers(self.path)
        try:
            catalogue = Catalogue.open(self.path / CATALOGUE)
            take_up_missing(catalogue, self.path, self.warc_names())
        except CatalogueDamaged:
            catalogue, _ = self.renew_catalogue()
        return catalogue

    def renew_catalogue(self) -> tuple[Catalogue, TakenUp]:
        """A catalogue made anew from the WARC files, whatever the old one's state. Only under the lock."""
        from quotetrack.archive.taking_up import take_up_all

        try:
            catalogue = Catalogue.open(self.path / CATALOGUE)
            return catalogue, take_up_all(catalogue, self.path, self.warc_names(), note=True)
        except NoRoom:
            raise  # another file would have none either
        except ArchiveError:
            # Not ours to repair in place: another file takes its name. Whoever has the old one open
            # keeps reading that.
            for ending in ("-wal", "-shm", ""):
                _remove(self.path / (CATALOGUE + ending))
        catalogue = Catalogue.open(self.path / CATALOGUE)
        return catalogue, take_up_all(catalogue, self.path, self.warc_names(), note=True)

    @contextmanager
    def locked(self, wait: float = LOCK_WAIT, *, keep_seal: bool = False) -> Iterator[None]:
        """Hold the archive's lock, making the folder first where there is none. Can be nested.

        The catalogue's seal is broken, unless it is to be kept: nothing is written to the catalogue then.
        The lock goes with the process that holds it, however that ends. Raises ArchiveError.
        """
        from filelock import FileLock, Timeout

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = FileLock(self.path / LOCK_NAME)
            self._lock.acquire(timeout=wait)
            if not keep_seal:
                self._unsealed = True
                break_seal(self.path)
        except Timeout:
            raise _Busy(
                f"{self.path}: locked by another archiver for {wait:.0f} s; wait until it ends, then again"
            ) from None
        except FileExistsError:
            raise ArchiveError(
                f"{self.path}: a file, not an archive folder; name another with --archive DIR"
            ) from None
        except OSError as wrong:
            if wrong.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
                raise NoRoom(self.path, wrong.strerror) from wrong
            raise ArchiveError(
                f"{self.path}: cannot be written ({wrong.strerror}); name another folder with --archive DIR"
            ) from wrong
        try:
            yield
        finally:
            self._lock.release()

    def seal_again(self) -> None:
        """Seal a catalogue that a killed writer left unsealed, once it was found good. Raises nothing."""
        with suppress(ArchiveError, OSError), self.locked(wait=0, keep_seal=True):
            if seal_of(self.path) is Seal.NONE:
                catalogue = Catalogue.open(self.path / CATALOGUE)
                self._unsealed = True
                self.seal(catalogue)
                catalogue.close()

    def seal(self, catalogue: Catalogue) -> None:
        """Seal the catalogue, if it was written to and nobody else is at it. Raises nothing."""
        if self._unsealed:
            with suppress(ArchiveError, OSError), self.locked(wait=0, keep_seal=True):
                if catalogue.put_in_its_file():
                    put_seal(self.path)
                    self._unsealed = False


def _remove(path: Path) -> None:
    """Remove a file that may not be there. Raises ArchiveError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as wrong:
        raise ArchiveError(f"{path}: cannot be removed ({wrong.strerror}); move it away") from wrong


class _Busy(ArchiveError):
    """Another archiver is at work."""
