"""The archive made searchable: its texts into the index, kept up to date beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quotetrack.archive import Archive
from quotetrack.archive.catalogue import CatalogueDamaged
from quotetrack.errors import ArchiveError
from quotetrack.matching.index import Index, bring_up_to_date
from quotetrack.model import Searched, Transcript
from quotetrack.verification import Calendar, Dated, Library

MANY = 500
"""Transcripts. Indexing fewer takes less than a second and is not worth a line."""
_LOCK = "lock"


def _silently(_: object) -> None:
    """Tell nobody."""


def open_index(archive: Archive, said: Callable[[str], None] = _silently) -> Index:
    """The index of an archive, brought up to date if it is not and nobody else is at it.

    Where it cannot be written (a read-only disk, another program writing), it is opened as it is;
    ``Index.unindexed`` then names the transcripts that have to be read whole. ``said`` gets a line
    for the user before work that takes time.
    """
    wanted = archive.stamps()
    index = Index.open(archive.index_folder, wanted)
    for damage in index.damaged:
        said(f"index: {damage}; it is built again")
    if not index.unindexed and not index.damaged:
        return index
    if len(index.unindexed) > MANY:
        said(f"index: reading {len(index.unindexed)} transcripts; this is done once")
    try:
        update_index(archive, wait=False)
    except ArchiveError as wrong:
        said(f"index: {wrong}")
        return index
    return Index.open(archive.index_folder, wanted)


def open_library(
    archive: Archive,
    said: Callable[[str], None] = _silently,
    damaged: Callable[[str, ArchiveError], None] | None = None,
) -> Library:
    """The archive's transcripts for verification: looked up by the index, loaded one at a time.

    ``damaged`` gets the ids of those that cannot be read, which are passed over; without it they are errors.
    """
    index = open_index(archive, said)
    whole = Searched(len(archive.transcript_ids()), archive.digest())
    calendar = Calendar(lambda: map(Dated._make, archive.dated()))
    if damaged is None:
        return Library(index, archive.transcript, calendar, whole, archive.may_be_in, archive.transcripts)
    told = damaged

    def load(id: str) -> Transcript | None:
        try:
            return archive.transcript(id)
        except CatalogueDamaged as wrong:
            told(id, wrong)
            return None

    def everything() -> Iterator[Transcript]:
        return archive.sound_transcripts(told)

    return Library(index, load, calendar, whole, archive.may_be_in, everything)


def update_index(
    archive: Archive, progress: Callable[[int], None] = _silently, *, wait: bool = True
) -> Index:
    """Bring the index up to date; ``progress`` gets the code points indexed so far.

    Raises ArchiveError where it cannot be written, or, unless ``wait``, where another program is
    writing it.
    """
    from filelock import FileLock, Timeout

    folder = archive.index_folder
    wanted = archive.stamps()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=-1 if wait else 0):
            for done in bring_up_to_date(folder, wanted, archive.text_of):
                progress(done)
    except Timeout:
        raise ArchiveError(f"{folder}: another program is writing the index; read without it") from None
    except OSError as wrong:
        raise ArchiveError(f"{folder}: cannot be written ({wrong.strerror}); read without it") from None
    return Index.open(folder, wanted)
