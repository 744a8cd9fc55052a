"""Importing: rows to transcripts in the archive, part by part, with one outcome for each row.

What a part holds is on the disk when its outcomes are given. An import that was killed is gone on with
by importing the same again: what is there is passed over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from quotetrack.archive import Archive
from quotetrack.archive.bulk import Packed
from quotetrack.archive.incoming import Resource
from quotetrack.archive.stored_form import time_read
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.importing.reading import Readers, Result, Task, result_of
from quotetrack.importing.refusals import noted
from quotetrack.importing.rows import SCHEME, BadRow, Place, Row
from quotetrack.importing.seen import Seen
from quotetrack.transcripts.readers import TEXT_READERS

PART = 32 * 2**20
"""Bytes of transcripts that are kept together, in one WARC file and one transaction."""
HANDFUL = 512 * 1024
"""Bytes of transcripts that are read together."""
MOST_WAITING = 24
"""Handfuls that are read ahead, so that readers have something to do while a part is laid down."""


def import_rows(
    rows: Iterable[Row | BadRow], archive: Archive, readers: Readers, *, source: str, part: int = PART
) -> Iterator[Outcome]:
    """Import the rows of one source, whose name goes into the event log.

    Outcomes come in the rows' order within each kind; one that says ``archived`` is on the disk.
    ``part`` is how many bytes are kept together. Raises ArchiveError when nothing can be kept at all.
    """
    archive.make_ready()
    with Seen() as seen:
        yield from noted(_Import(archive, readers, source, part).run(rows, seen), archive, source)


class _Import:
    """One import on its way: tasks being read, and results that wait to be laid down together."""

    def __init__(self, archive: Archive, readers: Readers, source: str, part: int) -> None:
        self._archive = archive
        self._readers = readers
        self._source = source
        self._part = part
        self._waiting: deque[tuple[list[tuple[Row, Task]], Future[list[Result]]]] = deque()
        self._packed: list[tuple[Place, Packed]] = []
        self._size = 0

    def run(self, rows: Iterable[Row | BadRow], seen: Seen) -> Iterator[Outcome]:
        handful: list[tuple[Row, Task]] = []
        size = 0
        for row in rows:
            if isinstance(row, BadRow):
                yield _refused(row)
                continue
            before = seen.line_of(row.id, row.place.line)
            if before is not None:
                yield _refused(BadRow(row.place, f"the id {row.id} stands on line {before} already"))
                continue
            planned = self._plan(row)
            if isinstance(planned, Outcome):
                yield planned
                continue
            handful.append((row, planned))
            size += len(row.body)
            if size >= min(HANDFUL, self._part):
                yield from self._read(handful)
                handful, size = [], 0
        if handful:
            yield from self._read(handful)
        while self._waiting:
            yield from self._take()
        yield from self._lay_down()

    def _plan(self, row: Row) -> Task | Outcome:
        """What is to be done with a row; an outcome, where nothing is."""
        now = datetime.now(UTC)
        resource = Resource(row.address, row.body, row.media_type, row.charset, now)
        latest = next(iter(self._archive.captures_of(row.address)), None)
        reading = self._archive.reading_of(row.address)
        ours = row.address.startswith(SCHEME)
        # An address that is also archived by other ways keeps the name it was given there.
        id = reading.id if reading and not ours else row.id
        stated = replace(row.stated, id=id)
        url = row.url or row.address
        same = latest is not None and reading is not None and latest.digest == resource.digest
        if same and latest is not None and reading is not None:
            known = reading.capture == latest.digest and reading.reader in TEXT_READERS
            # What a record says of a package's file is not taken back by the package.
            described = self._archive.stated_of(row.address) == stated and reading.url == url
            if not ours or (known and described):
                return Outcome(row.address, Done.UNCHANGED, None, id, latest.digest, latest.archived_at)
            if reading.archived_at:
                # The same bytes are the evidence they were when first received.
                resource = replace(resource, archived_at=time_read(reading.archived_at))
        more = {"found_in": str(row.place)} | ({"licence": row.licence} if row.licence else {})
        return Task(resource, url, stated, more, kept=same)

    def _read(self, handful: list[tuple[Row, Task]]) -> Iterator[Outcome]:
        self._waiting.append((handful, self._readers.submit([task for _, task in handful])))
        while len(self._waiting) > MOST_WAITING or (self._waiting and self._waiting[0][1].done()):
            yield from self._take()

    def _take(self) -> Iterator[Outcome]:
        """Take the oldest handful's results; lay a part down when it is full."""
        handful, future = self._waiting.popleft()
        for (row, task), result in zip(handful, result_of(future), strict=True):
            if isinstance(result, str):
                yield _refused(BadRow(row.place, result))
            elif task.kept and result.transcript == next(
                iter(self._archive.transcripts_of(row.address)), None
            ):
                yield _done(Done.UNCHANGED, result)
            else:
                self._packed.append((row.place, result))
                self._size += len(row.body)
        if self._size >= self._part:
            yield from self._lay_down()

    def _lay_down(self) -> Iterator[Outcome]:
        packed, self._packed, self._size = self._packed, [], 0
        taken = self._archive.keep_all([one for _, one in packed], source=self._source)
        for (place, one), holder in zip(packed, taken, strict=True):
            if holder is None:
                yield _done(Done.ARCHIVED, one)
            else:
                reason = f"the id {one.transcript.id} is taken by {holder}; choose another"
                yield _refused(BadRow(place, reason))


def _refused(row: BadRow) -> Outcome:
    return Outcome(str(row.place), Done.REFUSED, reason=" ".join(row.reason.split()))


def _done(done: Done, packed: Packed) -> Outcome:
    transcript = packed.transcript
    return Outcome(packed.address, done, None, transcript.id, transcript.capture, transcript.archived_at)
