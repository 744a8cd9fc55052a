"""One archive and its index for all threads of a server: opened once, and again when the archive has changed.

SQLite's connections belong to one thread each, so that every thread has an ``Archive`` of its own; the index,
which is mapped from files that never change, and the transcripts on the shelf are everybody's. What is
looked through is a *stock*: the archive as it was when its index was opened. When somebody archives, a new
stock is laid out beside the old one; until it is there the old one answers, and says itself how many
transcripts it has.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.archive.contents import Speaking
from quotetrack.archive.layout import CATALOGUE
from quotetrack.checking import Checked, Checker
from quotetrack.errors import QuotetrackError
from quotetrack.indexing import open_index
from quotetrack.judging import Judged, judge
from quotetrack.matching.index import Index
from quotetrack.model import Quote, Searched, Transcript, Verdict
from quotetrack.quotations import Document
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.verification import Calendar, Dated, Library, verify, verify_everywhere
from quotetrack.verification.history import Earlier, with_history

PATIENCE = 2.0
"""Seconds that requests wait for a new stock before they take the old one."""
AT_ONCE = 2
"""Verifications worked on at once. They are sums in one interpreter: more at once would all end late."""

_Marks = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """The archive as it was when its index was opened."""

    number: int
    marks: _Marks
    """Of the files; others mean that somebody has written since."""
    stamps: Mapping[str, str]
    """Each transcript's id, and what identifies its text."""
    index: Index
    library: Library

    @property
    def searched(self) -> Searched:
        """What there is to look through."""
        return self.library.searched


@dataclass(frozen=True, slots=True)
class _Own:
    """What one thread has of a stock."""

    number: int
    archive: Archive
    earlier: Earlier


class Shelves:
    """The archive of one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path, publishers: Path, said: Callable[[str], None]) -> None:
        """``publishers`` is the folder of the user's own profiles; ``said`` gets a line for the user before
        work that takes time. Nothing is opened yet."""
        self._publishers = publishers
        self._folder = folder
        self._said = said
        self._stock: Stock | None = None
        self._laying_out = threading.Lock()
        self._starting = threading.Lock()
        self._work: threading.Thread | None = None
        self._waited_until = 0.0
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._here = threading.local()
        self._speakers: tuple[int, tuple[Speaking, ...]] | None = None

    @property
    def folder(self) -> Path:
        """Where the archive lies."""
        return self._folder

    def stock(self) -> Stock:
        """What is looked through now, brought up to date where that is quickly done. Raises ArchiveError."""
        stock = self._stock
        if stock is None:
            return self.refresh()
        if stock.marks == _marks(self._folder):
            return stock
        with self._starting:
            if self._work is None or not self._work.is_alive():
                self._work = threading.Thread(target=self._refresh_aside, daemon=True)
                self._waited_until = time.monotonic() + PATIENCE
                self._work.start()
            work, left = self._work, self._waited_until - time.monotonic()
        work.join(max(0.0, left))
        return self._stock or stock

    def refresh(self) -> Stock:
        """Bring the stock up to date, however long it takes. Raises ArchiveError."""
        with self._laying_out:
            marks = _marks(self._folder)
            if self._stock is None or self._stock.marks != marks:
                self._stock = self._laid_out(marks, self._stock)
            return self._stock

    def archive(self) -> Archive:
        """This thread's archive, for reading; it sees what others keep. Raises ArchiveError."""
        return self._own().archive

    def judged(self, quote: Quote, within: tuple[str, ...] = ()) -> Verdict:
        """The verdict on an ad hoc quote: in these transcripts, or in the whole archive.

        Ids that the archive does not hold are passed over. Raises ArchiveError.
        """
        stock = self.stock()
        with self._turns:
            if within:
                found = map(self.archive().transcript, within)
                verdict = verify(quote, [transcript for transcript in found if transcript is not None])
            else:
                verdict = verify_everywhere(quote, lambda: stock.library)
            return with_history(verdict, self.earlier())

    def checked(self, document: Document, records: Sequence[Quote]) -> list[Checked]:
        """The quotations of an article, in story order. Raises ArchiveError, QuotetrackError for too many."""
        stock = self.stock()
        checker = Checker(self.archive(), records, publishers=self._publishers, library=lambda: stock.library)
        with self._turns:
            steps = checker.check(document)
        found: list[Checked] = []
        while True:
            # Each in its turn, so that a pasted quote need not wait for a whole article.
            with self._turns:
                step = next(steps, None)
            if step is None:
                return found
            found.append(step)

    def judged_record(self, quote: Quote) -> Judged:
        """The verdict on a record: its own sources first, then the whole archive. Raises ArchiveError."""
        stock = self.stock()
        with self._turns:
            return judge(quote, self.archive(), lambda: stock.library, self.earlier())

    def speakers(self) -> tuple[Speaking, ...]:
        """Everybody who speaks in the archive, by name; read once for each stock. Raises ArchiveError."""
        number = self.stock().number
        held = self._speakers
        if held is None or held[0] != number:
            held = self._speakers = (number, tuple(self.archive().speakers()))
        return held[1]

    def earlier(self) -> Earlier:
        """How transcripts stood in earlier captures of their addresses."""
        return self._own().earlier

    def close(self) -> None:
        """Let go of this thread's catalogue."""
        own: _Own | None = getattr(self._here, "own", None)
        if own is not None:
            own.archive.close()
            self._here.own = None

    def _own(self) -> _Own:
        number = self._stock.number if self._stock else 0
        own: _Own | None = getattr(self._here, "own", None)
        if own is None or own.number != number:
            # Opened anew, as the catalogue's file may be another one by now.
            self.close()
            archive = Archive.open(self._folder)
            own = self._here.own = _Own(number, archive, earlier_in(archive, self._publishers))
        return own

    def _refresh_aside(self) -> None:
        """In a thread of its own; what goes wrong is said, and the old stock stays."""
        try:
            self.refresh()
        except QuotetrackError as wrong:
            self._said(str(wrong))
        finally:
            self.close()

    def _laid_out(self, marks: _Marks, before: Stock | None) -> Stock:
        with Archive.open(self._folder) as archive:
            stamps = archive.stamps()
            if before is not None and before.stamps == stamps:
                # Nothing but notes was written: a fixity check, an attempt that was refused.
                return Stock(before.number, marks, stamps, before.index, before.library)
            index = open_index(archive, self._said)
            dated = list(map(Dated._make, archive.dated()))
            searched = Searched(len(stamps), archive.digest())
        library = Library(index, self._loader(stamps), Calendar(lambda: dated), searched, self._holds)
        return Stock((before.number if before else 0) + 1, marks, stamps, index, library)

    def _holds(self, language: str) -> bool:
        return self.archive().may_be_in(language)

    def _loader(self, stamps: Mapping[str, str]) -> Callable[[str], Transcript | None]:
        """Loads transcripts as the stock has them, though an address may have a newer text by now."""

        def load(id: str) -> Transcript | None:
            archive, stamp = self.archive(), stamps.get(id)
            transcript = archive.transcript(id)
            if transcript is None or stamp is None or _stamp(transcript) == stamp:
                return transcript
            return next((t for t in archive.readings_of(id) if _stamp(t) == stamp), None)

        return load


def _stamp(transcript: Transcript) -> str:
    """As the catalogue's ``stamps`` writes it."""
    return f"{transcript.capture or ''} {transcript.reader or ''}"


def _marks(folder: Path) -> _Marks:
    """What changes when somebody writes to the archive: a look at three files, of microseconds."""
    marks: list[tuple[int, int, int] | None] = []
    for path in (folder, folder / CATALOGUE, folder / f"{CATALOGUE}-wal"):
        try:
            found = path.stat()
        except OSError:
            marks.append(None)
        else:
            size = found.st_size if path is not folder else 0
            marks.append((found.st_ino, found.st_mtime_ns, size))
    return tuple(marks)
