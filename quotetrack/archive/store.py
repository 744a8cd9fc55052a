"""The archive: one folder of captures and of the transcripts read from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.catalogue import Catalogue, Reading
from quotetrack.archive.contents import Listed, Speaking, listed, speakers
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.full_text import Having, Only
from quotetrack.errors import ArchiveError
from quotetrack.model import Memento, Stated, Transcript

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord as Record

    from quotetrack.archive.bulk import Packed
    from quotetrack.archive.incoming import Incoming

NOTHING_STATED = Stated()
EVERYWHERE = Only()


class Archive:
    """One archive folder. Reading never waits for an archiver; several archivers may write at once.

    One object is one thread's. What importing it costs was measured: reading needs SQLite alone, so
    what writing needs is imported when something is written.
    """

    def __init__(self, folder: ArchiveFolder, catalogue: Catalogue) -> None:
        """Use ``Archive.open``."""
        self._folder = folder
        self._catalogue = catalogue
        self._may_write = False

    @classmethod
    def open(cls, folder: Path) -> Archive:
        """The archive in this folder; one that does not exist is empty, and is made when something is kept.

        Takes up WARC files that a killed archiver finished and did not note, and makes a damaged or
        missing catalogue anew. Raises ArchiveError when the folder cannot be used.
        """
        place = ArchiveFolder(folder)
        return cls(place, place.catalogue_to_read())

    def close(self) -> None:
        """Let go of the catalogue's file, and seal it if it was written to."""
        self._folder.seal(self._catalogue)
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- reading ---

    def captures_of(self, address: str) -> tuple[Capture, ...]:
        """All captures of an address, newest first."""
        return self._catalogue.captures_of(address)

    def capture(self, digest: str) -> Capture | None:
        """The first capture of these bytes, of whatever address."""
        return self._catalogue.capture(digest)

    def addresses(self) -> dict[str, set[str]]:
        """For each WARC file that holds captures or transcripts, the addresses that they are of."""
        return self._catalogue.addresses()

    def pages_of(self, address: str) -> tuple[str, ...]:
        """The addresses of the further pages that texts of this address were read from."""
        digests = dict.fromkeys(digest for each in self.transcripts_of(address) for digest in each.parts)
        found = (self.capture(digest) for digest in digests)
        return tuple(dict.fromkeys(each.address for each in found if each is not None))

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._folder.path

    def transcripts_of(self, address: str) -> tuple[Transcript, ...]:
        """The transcripts read from an address, newest first: one for each capture digest.

        Where the address has answered different bytes over time, that is one for each of them.
        """
        return self._catalogue.transcripts_of(address)

    def read_differently(self, address: str) -> bool:
        """Whether transcripts were read from several captures of the address; a quick look."""
        return self._catalogue.digests_read(address) > 1

    def read_again(self) -> frozenset[str]:
        """The ids of transcripts of whose address there are several; all others were read but once."""
        return frozenset(self._catalogue.read_again())

    def compared(self) -> dict[str, str]:
        """The outcome of each address's last comparison with an earlier capture, from the event log."""
        from quotetrack.archive.events import events

        return {
            str(event["object"]): str(event["outcome"])
            for event in events(self._folder.path)
            if event.get("type") == EventType.COMPARISON.value and {"object", "outcome"} <= event.keys()
        }

    def place_of(self, digest: str) -> tuple[str, int] | None:
        """The WARC file that holds these bytes, and its record's offset there, in bytes."""
        return self._catalogue.place_of(digest)

    def made_with(self, warc: str) -> dict[str, str]:
        """How a WARC file's captures were made, as its warcinfo record says: software, user agent, robots.

        Raises ArchiveError when the file is missing or damaged.
        """
        from quotetrack.archive.reading_back import stored_terms

        return stored_terms(self._folder.path / warc)

    def fixities(self) -> dict[str, str]:
        """``sha256:`` and the hex digest of each whole WARC file, as the manifest has it."""
        from quotetrack.archive import manifest

        return {name: f"sha256:{file.sha256}" for name, file in manifest.noted(self._folder.path).items()}

    def transcript(self, id: str) -> Transcript | None:
        """The transcript of this id as it was read last, also when its address has a newer one by now."""
        return self._catalogue.transcript(id)

    def readings_of(self, id: str) -> tuple[Transcript, ...]:
        """All transcripts of this id, the one kept last first."""
        return self._catalogue.readings(id)

    def transcript_ids(self) -> tuple[str, ...]:
        """The ids of the current transcripts, one for each address, sorted."""
        return tuple(self._catalogue.transcript_ids())

    def reading_of(self, address: str) -> Reading | None:
        """What is known of the current transcript of an address, without its text."""
        return self._catalogue.reading_of(address)

    def holds_transcripts(self) -> bool:
        """Whether there is anything to look through."""
        return next(self._catalogue.transcript_digests(), None) is not None

    def transcripts(self) -> Iterator[Transcript]:
        """The current transcript of every address, in the ids' order, one at a time in memory."""
        return self._catalogue.transcripts()

    def dated(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Id, first and last day (ISO 8601) and speaker of every current transcript that has a date.

        A transcript is as precisely dated as it is: one of 1961 is dated from its first day to its last.
        """
        return self._catalogue.dated()

    def having(
        self, words: str, only: Only = EVERYWHERE, *, earliest_first: bool = False
    ) -> Iterator[Having]:
        """The current transcripts that hold the words, best first or by date, one at a time in memory.

        ``words`` is an FTS5 expression, as ``quotetrack.finding`` makes them of what a person types.
        """
        return self._catalogue.having(words, only, earliest_first=earliest_first)

    def contents(self, only: Only = EVERYWHERE, *, oldest_first: bool = False) -> Iterator[Listed]:
        """The current transcripts without their texts, the newest first."""
        return listed(self._catalogue.rows, only, oldest_first=oldest_first)

    def speakers(self) -> Iterator[Speaking]:
        """Everybody whom the current transcripts name as speaking, by name. It reads every turn."""
        return speakers(self._catalogue.rows)

    def voices(self, word: str) -> Iterator[str]:
        """The names, folded, of those who speak in a current transcript, a word of which begins so."""
        return self._catalogue.voices(word)

    def address_of(self, id: str) -> str | None:
        """The address from which the transcript of this id was read."""
        return self._catalogue.address_of(id)

    def stated_of(self, address: str) -> Stated:
        """What people have stated of an address so far; a later statement overrides field by field."""
        stated = self._catalogue.stated_of(address)
        if stated is not None:
            return stated
        return next((capture.stated for capture in self.captures_of(address)), NOTHING_STATED)

    def stamps(self) -> dict[str, str]:
        """For each current transcript what identifies its text: another stamp means another text."""
        return dict(self._catalogue.stamps())

    def text_of(self, id: str) -> str | None:
        """The canonical text of the current transcript of this id, without the rest of it."""
        return self._catalogue.text_of(id)

    @property
    def index_folder(self) -> Path:
        """Where the index's files lie; they can be deleted at any time."""
        return self._folder.path / "index"

    def digest(self) -> str:
        """``sha256:`` over the sorted ids and capture digests of the current transcripts."""
        hasher = hashlib.sha256()
        for id, digests in self._catalogue.transcript_digests():
            hasher.update(f"{id}\t{digests}\n".encode())
        return f"sha256:{hasher.hexdigest()}"

    def payload(self, digest: str) -> bytes:
        """The decoded body of a capture, read back from its WARC file and checked against the digest.

        Raises ArchiveError when no capture has this digest, or its bytes are no longer what they were.
        """
        from quotetrack.archive.reading_back import stored_payload

        place = self._catalogue.place_of(digest)
        if place is None:
            raise ArchiveError(f"{self._folder.path}: holds no capture with the digest {digest}")
        name, offset = place
        return stored_payload(self._folder.path / name, offset, digest)

    # --- writing ---

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
        from quotetrack.archive import depositing, warc_writing

        with self.writing() as catalogue:
            earlier = next(
                (
                    capture
                    for capture in catalogue.captures_of(incoming.address)
                    if capture.digest == incoming.digest and capture.kind is CaptureKind.RESPONSE
                ),
                None,
            )
            name = depositing.new_name(incoming.url, incoming.archived_at)
            records, holder, capture = depositing.capture_records(
                name,
                incoming,
                stated=stated,
                transcript=transcript,
                earlier=earlier,
                terms=terms,
                independent=independent,
            )
            offsets = self._deposit(name, records)
            self._note(EventType.CAPTURE, incoming.address, "unchanged" if earlier else "success", name)
            with catalogue.transaction():
                catalogue.add_capture(capture, offsets[warc_writing.id_of(holder)])
                if transcript is not None:
                    kept_at = warc_writing.date_of(records[-1])
                    catalogue.add_transcript(transcript, incoming.address, kept_at, name, stated)
                catalogue.add_warc(name)
        return capture

    def add_transcript(
        self, transcript: Transcript, address: str, *, stated: Stated = NOTHING_STATED
    ) -> None:
        """Keep another reading of bytes that are kept already; it becomes the current one of its address.

        Raises ArchiveError.
        """
        from quotetrack.archive import depositing, warc_writing

        with self.writing() as catalogue:
            at = datetime.now(UTC)
            name = depositing.new_name(address, at)
            records = depositing.reading_records(name, transcript, address, at, stated=stated)
            self._deposit(name, records)
            self._note(EventType.INTERPRETATION, address, "success", name)
            with catalogue.transaction():
                kept_at = warc_writing.date_of(records[-1])
                catalogue.add_transcript(transcript, address, kept_at, name, stated)
                catalogue.add_warc(name)

    def keep_all(self, packed: Sequence[Packed], *, source: str) -> tuple[str | None, ...]:
        """Keep many transcripts in one WARC file and one transaction; ``source`` is what they come from.

        For each of them: ``None`` when it is kept, else the other address that has its id. What another
        program has kept meanwhile is not kept twice. When this returns, everything is on the disk; when it
        raises, or the program is killed, all of it is there or nothing. Raises ArchiveError.
        """
        from quotetrack.archive import depositing, manifest

        taken: list[str | None] = []
        fresh: list[Packed] = []
        with self.writing() as catalogue:
            for one in packed:
                holder = catalogue.address_of(one.transcript.id)
                taken.append(holder if holder != one.address else None)
                reading = catalogue.reading_of(one.address)
                there = one.capture is not None and reading and reading.capture == one.capture.digest
                if taken[-1] is None and not there:
                    fresh.append(one)
            if fresh:
                at = datetime.now(UTC)
                name = depositing.new_name(fresh[0].address, at)
                fixity, offsets = depositing.deposit_packed(
                    self._folder.path, name, at, (one.members for one in fresh)
                )
                manifest.note(self._folder.path, name, fixity)
                self._note(EventType.IMPORT, source, "success", f"{len(fresh)} transcripts: {name}")
                with catalogue.transaction():
                    for one, offset in zip(fresh, offsets, strict=True):
                        if one.capture is not None:
                            catalogue.add_capture(replace(one.capture, warc=name), offset)
                        catalogue.add_transcript(one.transcript, one.address, one.kept_at, name, one.stated)
                    catalogue.add_warc(name)
        return tuple(taken)

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

    def _deposit(self, name: str, records: list[Record]) -> dict[str, int]:
        from quotetrack.archive import depositing, manifest

        fixity, offsets = depositing.deposit(self._folder.path, name, records)
        manifest.note(self._folder.path, name, fixity)
        return offsets

    def _note(self, type: EventType, object: str, outcome: str, detail: str | None = None) -> None:
        note_event(self._folder.path, type, object=object, outcome=outcome, detail=detail)
