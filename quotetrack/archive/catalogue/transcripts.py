"""Transcripts of the catalogue, whole: by id, address or the words they hold, and all that are current."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quotetrack.archive import full_text
from quotetrack.archive.catalogue.database import Catalogue, CatalogueDamaged
from quotetrack.archive.catalogue.readings import transcript_ids
from quotetrack.archive.catalogue.rows import transcript_of
from quotetrack.archive.catalogue.tables import LATEST, TRANSCRIPT
from quotetrack.archive.full_text import Having, Only
from quotetrack.model import Transcript

_WHOLE = f"SELECT {', '.join(TRANSCRIPT)} FROM transcript"


def transcripts(catalogue: Catalogue) -> Iterator[Transcript]:
    """The current transcript of every address, in the ids' order, one at a time in memory."""
    return catalogue.made(transcript_of, f"{_WHOLE} WHERE current ORDER BY id")


def sound_transcripts(
    catalogue: Catalogue, damaged: Callable[[str, CatalogueDamaged], None]
) -> Iterator[Transcript]:
    """The same without those that cannot be read: ``damaged`` gets the id of each, and what is wrong with it.

    Each is asked for by itself: a query of all ends with the first that is damaged.
    """
    for id in tuple(transcript_ids(catalogue)):
        try:
            found = transcript(catalogue, id)
        except CatalogueDamaged as wrong:
            damaged(id, wrong)
        else:
            if found is not None:
                yield found


def transcripts_of(catalogue: Catalogue, address: str) -> tuple[Transcript, ...]:
    """The transcripts read from an address, newest first: one for each set of bytes that it answered."""
    latest: dict[tuple[str | None, tuple[str, ...]], Transcript] = {}
    query = f"{_WHOLE} WHERE address = ? ORDER BY kept_at DESC, warc DESC"
    for transcript in catalogue.made(transcript_of, query, address):
        latest.setdefault((transcript.capture, transcript.parts), transcript)
    return tuple(latest.values())


def transcript(catalogue: Catalogue, id: str) -> Transcript | None:
    """The transcript of this id as it was read last, also when its address has a newer one by now."""
    return next(catalogue.made(transcript_of, f"{_WHOLE} WHERE id = ? {LATEST}", id), None)


def readings(catalogue: Catalogue, id: str) -> tuple[Transcript, ...]:
    """All transcripts of this id, the one kept last first."""
    return tuple(catalogue.made(transcript_of, f"{_WHOLE} WHERE id = ? ORDER BY seq DESC", id))


def text_of(catalogue: Catalogue, id: str) -> str | None:
    """The canonical text of the current transcript of this id, without the rest of it."""
    query = f"SELECT text FROM transcript WHERE id = ? {LATEST}"
    return next((row[0] for row in catalogue.found(query, id)), None)


def having(catalogue: Catalogue, words: str, only: Only, *, earliest_first: bool = False) -> Iterator[Having]:
    """The current transcripts that hold the words (an FTS5 expression), best first or by date."""
    query, values = full_text.MATCHES, {"query": words} | only.values()
    order = full_text.EARLIEST if earliest_first else "rank, seq"
    for seq, rank in list(catalogue.rows(f"{query} {only.conditions()} ORDER BY {order}", values)):
        marked = catalogue.rows(full_text.PLACES, {"query": words, "seq": seq})
        found = catalogue.rows(f"{_WHOLE} WHERE seq = :seq", {"seq": seq})
        for (text,), row in zip(marked, found, strict=True):
            with catalogue.guarded():
                whole = transcript_of(row)
            yield Having(whole, rank, full_text.places(text))
