"""The archive: one folder of captures and of the transcripts read from them, read and written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotetrack.archive.capture import Capture
from quotetrack.archive.catalogue import Catalogue
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.reader import NOTHING_STATED, ArchiveReader
from quotetrack.model import Memento, Stated, Transcript

if TYPE_CHECKING:
    from quotetrack.archive.bulk import Packed
    from quotetrack.archive.incoming import Incoming


class Archive(ArchiveReader):
    """One archive folder. Reading never waits for an archiver; several archivers may write at once.

    One object is one thread's. What importing it costs was measured: reading needs SQLite alone, so
    what writing needs is imported when something is written.
    """

    def __init__(self, folder: ArchiveFolder, catalogue: Catalogue) -> None:
        """Use ``Archive.open``."""
        super().__init__(folder, catalogue)
        self._may_write = False

    def keep(
        self,
        incoming: Incoming,
        *,
        stated: Stated = NOTHING_STATED,
        transcript: Transcript | None = None,
        terms: tuple[tuple[str, str], ...] = (),
        independent: Memento | None = None,
    ) -> Capture:
        """Keep what came in, with what a person stated of it and the transcript read from it, if any.

        ``independent`` is the copy that a web archive took of the same page at our asking.
        Web answers whose bytes are here already are kept as a revisit. When this returns, everything
        is on the disk; when it raises, or the program is killed, the capture is there whole or not at all.
        Raises ArchiveError.
        """
        from quotetrack.archive.keeping import keep_capture

        with self.writing() as catalogue:
            return keep_capture(
                self.folder,
                catalogue,
                incoming,
                stated=stated,
                transcript=transcript,
                terms=terms,
                independent=independent,
            )

    def add_transcript(
        self, transcript: Transcript, address: str, *, stated: Stated = NOTHING_STATED
    ) -> None:
        """Keep another reading of bytes that are kept already; it becomes the current one of its address.

        Raises ArchiveError.
        """
        from quotetrack.archive.keeping import keep_reading

        with self.writing() as catalogue:
            keep_reading(self.folder, catalogue, transcript, address, stated=stated)

    def keep_all(self, packed: Sequence[Packed], *, source: str) -> tuple[str | None, ...]:
        """Keep many transcripts in one WARC file and one transaction; ``source`` is what they come from.

        For each of them: ``None`` when it is kept, else the other address that has its id. What another
        program has kept meanwhile is not kept twice. When this returns, everything is on the disk; when it
        raises, or the program is killed, all of it is there or nothing. Raises ArchiveError.
        """
        from quotetrack.archive.keeping import keep_packed

        with self.writing() as catalogue:
            return keep_packed(self.folder, catalogue, packed, source=source)

    def note_import_refused(self, source: str, reason: str) -> None:
        """Log what of an import was not kept, with the reason. Raises ArchiveError."""
        with self.writing():
            self._note(EventType.IMPORT, source, "failure", reason)

    def note_independent(self, address: str, memento: Memento | None, reason: str | None = None) -> None:
        """Log that a web archive was asked to save the address: its copy, or why there is none.

        Raises ArchiveError.
        """
        outcome = "success" if memento else "failure"
        with self.writing():
            self._note(EventType.INDEPENDENT_CAPTURE, address, outcome, memento.url if memento else reason)

    def note_unchanged(self, address: str) -> None:
        """Log that the bytes at hand are those that are kept. Raises ArchiveError."""
        with self.writing():
            self._note(EventType.CAPTURE, address, "unchanged")

    def note_refused(self, address: str, reason: str) -> None:
        """Log an attempt that brought nothing, with the reason. Raises ArchiveError."""
        with self.writing():
            self._note(EventType.CAPTURE, address, "failure", reason)

    def note_export(self, target: str, detail: str) -> None:
        """Log that captures were copied out. Raises ArchiveError."""
        with self._folder.locked(keep_seal=True):
            self._note(EventType.EXPORT, target, "success", detail)

    def note_compared(self, address: str, outcome: str, detail: str | None = None) -> None:
        """Log what came of comparing an address with its earlier capture. Raises ArchiveError."""
        with self.writing():
            self._note(EventType.COMPARISON, address, outcome, detail)

    def make_ready(self) -> None:
        """Make sure that captures can be kept, before any are fetched. Raises ArchiveError."""
        with self.writing():
            pass

    @contextmanager
    def writing(self) -> Iterator[Catalogue]:
        """Hold the archive's lock; the catalogue is on the disk and up to date. Can be nested."""
        with self._folder.locked():
            if not self._may_write:
                self._catalogue.close()
                self._catalogue = self._folder.catalogue_to_write()
                self._may_write = True
            yield self._catalogue

    def _note(self, type: EventType, object: str, outcome: str, detail: str | None = None) -> None:
        note_event(self.folder, type, object=object, outcome=outcome, detail=detail)
