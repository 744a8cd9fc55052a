"""Records to verdicts to receipts: each record checked against what the archive has of its sources."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.archive import Archive
from quotetrack.errors import ArchiveError
from quotetrack.model import Quote, Transcript, Verdict
from quotetrack.records import record_digest, source_address, sources_data, write_receipt
from quotetrack.verification import Library, verify_everywhere
from quotetrack.verification.history import Earlier, with_history
from quotetrack.verification.verify import Heard, hear_everywhere
from quotetrack.version import __version__

if TYPE_CHECKING:  # few ask for it
    from quotetrack.verification.exhaustive import Watch


@dataclass(frozen=True, slots=True)
class Judged:
    """A record's verdict, and what it was reached with."""

    verdict: Verdict
    sources: Mapping[str, Transcript | None]
    """The current transcript of each of its sources, by address; ``None`` where nothing is archived."""


def judge(quote: Quote, archive: Archive, library: Callable[[], Library], earlier: Earlier) -> Judged:
    """Check a record against its own sources, and the archive where they lack the words."""
    sources = current_sources(quote, archive)
    read = {transcript.id: transcript for transcript in sources.values() if transcript is not None}
    verdict = verify_everywhere(quote, library, list(read.values()))
    return Judged(with_history(verdict, earlier), sources)


def judge_exhaustively(
    quotes: Iterable[Quote],
    archive: Archive,
    library: Callable[[], Library],
    earlier: Earlier,
    watch: Watch,
) -> Iterator[Judged]:
    """Check records as `judge` does, and read every transcript for those that this leaves open."""
    from quotetrack.verification.exhaustive import verify_exhaustively

    waiting: deque[Mapping[str, Transcript | None]] = deque()

    def heard() -> Iterator[Heard]:
        for quote in quotes:
            sources = current_sources(quote, archive)
            read = {transcript.id: transcript for transcript in sources.values() if transcript is not None}
            waiting.append(sources)
            yield hear_everywhere(quote, library, list(read.values()))

    for verdict in verify_exhaustively(heard(), library, watch):
        yield Judged(with_history(verdict, earlier), waiting.popleft())


def current_sources(quote: Quote, archive: Archive) -> dict[str, Transcript | None]:
    """The current transcript of each source of a record, by address; ``None`` where nothing is archived."""
    addresses = map(source_address, quote.sources)
    return {address: next(iter(archive.transcripts_of(address)), None) for address in addresses}


def judge_ad_hoc(quote: Quote, library: Callable[[], Library], earlier: Earlier) -> Verdict:
    """Check a quote that has no record, against the whole archive."""
    return with_history(verify_everywhere(quote, library), earlier)


def store(judged: Judged, quotes: Path, receipts: Path) -> bool:
    """Store the verdict as the record's receipt; whether something in it is new. Raises QuotetrackError."""
    id = judged.verdict.quote.id
    return write_receipt(receipts, id, receipt(judged, quotes / f"{id}.yaml"))


def receipt(judged: Judged, record: Path) -> dict[str, object]:
    """The receipt's keys; ``record`` is the record's file. Raises BrokenRecord when it is unreadable."""
    from quotetrack.formats.verdict_json import as_data

    def held(address: str) -> tuple[str, str | None, tuple[str, ...]] | None:
        transcript = judged.sources[address]
        return (transcript.id, transcript.capture, transcript.parts) if transcript is not None else None

    return {
        **as_data(judged.verdict),
        "sources": sources_data(judged.sources, held),
        "record": record_digest(record),
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "checked_by": f"quotetrack/{__version__}",
    }


def library_of(
    archive: Archive,
    said: Callable[[str], None],
    damaged: Callable[[str, ArchiveError], None] | None = None,
) -> Callable[[], Library]:
    """The whole archive, opened when it is first needed: a record's own sources mostly suffice.

    ``said`` gets a line for the user before work that takes time; ``damaged`` as in `open_library`.
    """

    @lru_cache(maxsize=1)
    def opened() -> Library:
        from quotetrack.indexing import open_library

        return open_library(archive, said, damaged)

    return opened
