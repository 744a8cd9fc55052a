"""One process of a batch on one machine: its archive, its tables, and the verdicts on a piece of the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.formats.verdict_table import row_of
from quotetrack.matching import words_of
from quotetrack.model import Quote, Searched, Transcript
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.scale.gram_table import GramTable, hits_of
from quotetrack.scale.grams import grams_of
from quotetrack.scale.judging import conclude, testimony
from quotetrack.scale.ranking import Candidate, Claims, calendar_id, candidates
from quotetrack.scale.rows import Reject, Row, read
from quotetrack.verification import Calendar, Dated
from quotetrack.verification.ad_hoc import AdHoc
from quotetrack.verification.history import Earlier
from quotetrack.verification.shelf import Shelf

TOGETHER = 500
"""Quotes whose trigrams are looked up together."""
ROOM, ROOM_FOR_TOKENS = 40_000_000, 2_000_000
"""Code points that a process keeps at hand: texts, and texts with all their tokens."""


@dataclass(frozen=True)
class Bench:
    """Everything that quotes are judged with; opened once in each process."""

    known: frozenset[str]
    ids: Sequence[str]
    """The transcripts by their numbers."""
    tables: Sequence[GramTable]
    claims: Claims
    searched: Searched
    holds: Callable[[str], bool]
    shelf: Shelf
    earlier: Earlier

    @classmethod
    def open(cls, archive: Path, tables: Path) -> Bench:
        """Open an archive and its tables. Raises QuotetrackError where they do not belong together."""
        opened = Archive.open(archive)
        ids = opened.transcript_ids()
        try:
            if (tables / "archive").read_text("utf-8") != stamp(opened):
                raise QuotetrackError(f"{archive}: was changed while the batch ran; run it again")
            found = [GramTable.open(folder) for folder in sorted(tables.glob("[0-9]*"))]
        except (OSError, ValueError) as wrong:
            raise QuotetrackError(f"{tables}: cannot be read ({wrong}); remove it and run again") from None
        searched = Searched(len(ids), opened.digest())
        claims = claims_of(opened, ids)
        holds = lru_cache(maxsize=64)(opened.may_be_in)
        shelf = Shelf(opened.transcript, ROOM, ROOM_FOR_TOKENS)
        return cls(frozenset(ids), ids, found, claims, searched, holds, shelf, remembered(earlier_in(opened)))

    def verdicts(self, rows: Iterable[Row], *, whole: bool) -> tuple[list[dict[str, Any]], list[Reject]]:
        """The rows of verdicts, and the rows that have none."""
        done: list[dict[str, Any]] = []
        rejects: list[Reject] = []
        asked: list[tuple[int, AdHoc]] = []
        for row in rows:
            found = read(row)
            if isinstance(found, Reject):
                rejects.append(found)
            else:
                asked.append((row.number, found))
        for begin in range(0, len(asked), TOGETHER):
            together = asked[begin : begin + TOGETHER]
            named = self._candidates([each.quote for _, each in together])
            for (number, each), chosen in zip(together, named, strict=True):
                try:
                    done.append(self._row(number, each, chosen, whole=whole))
                except Exception as bug:  # one quote must not end the batch; its row says so
                    rejects.append(Reject(number, reason_of(bug)))
        return done, sorted(rejects, key=lambda reject: reject.row)

    def _candidates(self, quotes: Sequence[Quote]) -> Iterator[list[Candidate]]:
        """Of each quote, in order."""
        grams = [grams_of(words_of(quote.text, quote.language)) for quote in quotes]
        for quote, own, hits in zip(quotes, grams, hits_of(self.tables, grams), strict=True):
            yield candidates(quote, own.places.tolist(), hits, self.claims)

    def _row(self, number: int, asked: AdHoc, chosen: Sequence[Candidate], *, whole: bool) -> dict[str, Any]:
        quote = asked.quote
        if asked.within:
            missing = [id for id in asked.within if id not in self.known]
            if missing:
                raise NotThere(missing)
            said = [
                testimony(quote, transcript, text, None, self.earlier)
                for transcript, text in self.shelf.take(asked.within)
            ]
            return row_of(number, conclude(quote, said, None), whole=whole)
        said = [
            testimony(quote, transcript, text, each.windows, self.earlier)
            for each in chosen
            for transcript, text in self.shelf.take((self.ids[each.transcript],))
        ]
        return row_of(number, conclude(quote, said, self.searched, holds=self.holds), whole=whole)


def remembered(earlier: Earlier) -> Earlier:
    """The same, asked once for each transcript that has no earlier captures, as nearly all have none."""
    none: set[str] = set()

    def of(transcript: Transcript) -> Sequence[Transcript]:
        if transcript.id in none:
            return ()
        found = earlier(transcript)
        if not found:
            none.add(transcript.id)
        return found

    return of


class NotThere(Exception):
    """A row asks for transcripts that the archive does not have."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(f"no transcript {', '.join(ids)} in the archive")


def reason_of(bug: Exception) -> str:
    """Why a row has no verdict although it is a quote."""
    if isinstance(bug, NotThere):
        return str(bug)
    return f"could not be judged, a bug in quotetrack: {type(bug).__name__}: {' '.join(str(bug).split())}"[
        :500
    ]


def claims_of(archive: Archive, ids: Sequence[str]) -> Claims:
    """Dates and speakers of an archive's transcripts, by number."""
    numbers = {id: number for number, id in enumerate(ids)}
    return claims_from((numbers[id], first, last, speaker) for id, first, last, speaker in archive.dated())


def claims_from(dated: Iterable[tuple[int, str, str, str | None]]) -> Claims:
    """The same from numbers, first and last days, and speakers."""
    known = list(dated)
    entries = [Dated(calendar_id(number), first, last, speaker) for number, first, last, speaker in known]
    speakers = {number: speaker for number, _, _, speaker in known if speaker is not None}
    return Claims(Calendar(lambda: entries), speakers)


def stamp(archive: Archive) -> str:
    """What identifies the texts of an archive: another reader, another text."""
    lines = json.dumps(sorted(archive.stamps().items()), ensure_ascii=False)
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()
