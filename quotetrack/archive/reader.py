"""An archive as it is read: its captures and transcripts, what is known of them, and who speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from quotetrack.archive.capture import Capture
from quotetrack.archive.catalogue import Catalogue, captures, readings, transcripts
from quotetrack.archive.catalogue.readings import Reading
from quotetrack.archive.contents import Listed, Speaking, listed, speakers
from quotetrack.archive.events import EventType, events
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.full_text import Having, Only
from quotetrack.errors import ArchiveError
from quotetrack.model import Stated, Transcript

NOTHING_STATED = Stated()
EVERYWHERE = Only()


class ArchiveReader:
    """One archive folder, for reading, which never waits for an archiver. One object is one thread's.

    What importing it costs was measured: reading needs SQLite alone.
    """

    def __init__(self, folder: ArchiveFolder, catalogue: Catalogue) -> None:
        """Use ``open``."""
        self._folder = folder
        self._catalogue = catalogue

    @classmethod
    def open(cls, folder: Path) -> Self:
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

    def captures_of(self, address: str) -> tuple[Capture, ...]:
        """All captures of an address, newest first."""
        return captures.captures_of(self._catalogue, address)

    def capture(self, digest: str) -> Capture | None:
        """The first capture of these bytes, of whatever address."""
        return captures.capture(self._catalogue, digest)

    def addresses(self) -> dict[str, set[str]]:
        """For each WARC file that holds captures or transcripts, the addresses that they are of."""
        return captures.addresses(self._catalogue)

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
        return transcripts.transcripts_of(self._catalogue, address)

    def read_differently(self, address: str) -> bool:
        """Whether transcripts were read from several captures of the address; a quick look."""
        return readings.digests_read(self._catalogue, address) > 1

    def read_again(self) -> frozenset[str]:
        """The ids of transcripts of whose address there are several; all others were read but once."""
        return frozenset(readings.read_again(self._catalogue))

    def compared(self) -> dict[str, str]:
        """The outcome of each address's last comparison with an earlier capture, from the event log."""
        return {
            str(event["object"]): str(event["outcome"])
            for event in events(self._folder.path)
            if event.get("type") == EventType.COMPARISON.value and {"object", "outcome"} <= event.keys()
        }

    def place_of(self, digest: str) -> tuple[str, int] | None:
        """The WARC file that holds these bytes, and its record's offset there, in bytes."""
        return captures.place_of(self._catalogue, digest)

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
        return transcripts.transcript(self._catalogue, id)

    def readings_of(self, id: str) -> tuple[Transcript, ...]:
        """All transcripts of this id, the one kept last first."""
        return transcripts.readings(self._catalogue, id)

    def transcript_ids(self) -> tuple[str, ...]:
        """The ids of the current transcripts, one for each address, sorted."""
        return tuple(readings.transcript_ids(self._catalogue))

    def reading_of(self, address: str) -> Reading | None:
        """What is known of the current transcript of an address, without its text."""
        return readings.reading_of(self._catalogue, address)

    def holds_transcripts(self) -> bool:
        """Whether there is anything to look through."""
        return next(readings.transcript_digests(self._catalogue), None) is not None

    def transcripts(self) -> Iterator[Transcript]:
        """The current transcript of every address, in the ids' order, one at a time in memory."""
        return transcripts.transcripts(self._catalogue)

    def sound_transcripts(self, damaged: Callable[[str, ArchiveError], None]) -> Iterator[Transcript]:
        """The same without those whose rows make no sense: ``damaged`` gets their ids and what is wrong."""
        return transcripts.sound_transcripts(self._catalogue, damaged)

    def dated(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Id, first and last day (ISO 8601) and speaker of every current transcript that has a date.

        A transcript is as precisely dated as it is: one of 1961 is dated from its first day to its last.
        """
        return readings.dated(self._catalogue)

    def may_be_in(self, language: str) -> bool:
        """Whether a current transcript is in this language (a primary subtag), or in none that is known."""
        return readings.may_be_in(self._catalogue, language)

    def having(
        self, words: str, only: Only = EVERYWHERE, *, earliest_first: bool = False
    ) -> Iterator[Having]:
        """The current transcripts that hold the words, best first or by date, one at a time in memory.

        ``words`` is an FTS5 expression, as ``quotetrack.finding`` makes them of what a person types.
        """
        return transcripts.having(self._catalogue, words, only, earliest_first=earliest_first)

    def contents(self, only: Only = EVERYWHERE, *, oldest_first: bool = False) -> Iterator[Listed]:
        """The current transcripts without their texts, the newest first."""
        return listed(self._catalogue.rows, only, oldest_first=oldest_first)

    def speakers(self) -> Iterator[Speaking]:
        """Everybody whom the current transcripts name as speaking, by name. It reads every turn."""
        return speakers(self._catalogue.rows)

    def voices(self, word: str) -> Iterator[str]:
        """The names, folded, of those who speak in a current transcript, a word of which begins so."""
        return readings.voices(self._catalogue, word)

    def address_of(self, id: str) -> str | None:
        """The address from which the transcript of this id was read."""
        return readings.address_of(self._catalogue, id)

    def stated_of(self, address: str) -> Stated:
        """What people have stated of an address so far; a later statement overrides field by field."""
        stated = readings.stated_of(self._catalogue, address)
        if stated is not None:
            return stated
        return next((capture.stated for capture in self.captures_of(address)), NOTHING_STATED)

    def stamps(self) -> dict[str, str]:
        """For each current transcript what identifies its text: another stamp means another text."""
        return dict(readings.stamps(self._catalogue))

    def text_of(self, id: str) -> str | None:
        """The canonical text of the current transcript of this id, without the rest of it."""
        return transcripts.text_of(self._catalogue, id)

    @property
    def index_folder(self) -> Path:
        """Where the index's files lie; they can be deleted at any time."""
        return self._folder.path / "index"

    def digest(self) -> str:
        """``sha256:`` over the sorted ids and capture digests of the current transcripts."""
        hasher = hashlib.sha256()
        for id, digests in readings.transcript_digests(self._catalogue):
            hasher.update(f"{id}\t{digests}\n".encode())
        return f"sha256:{hasher.hexdigest()}"

    def payload(self, digest: str) -> bytes:
        """The decoded body of a capture, read back from its WARC file and checked against the digest.

        Raises ArchiveError when no capture has this digest, or its bytes are no longer what they were.
        """
        from quotetrack.archive.reading_back import stored_payload

        place = captures.place_of(self._catalogue, digest)
        if place is None:
            raise ArchiveError(f"{self._folder.path}: holds no capture with the digest {digest}")
        name, offset = place
        return stored_payload(self._folder.path / name, offset, digest)
