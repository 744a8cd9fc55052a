"""Drafts to records, one at a time: checked, named, written unless the quote is there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError, RecordError
from quotetrack.importing_quotes.draft import Draft, Rejected
from quotetrack.importing_quotes.known import Known, key
from quotetrack.model import Quote
from quotetrack.records import BrokenRecord, load_record, record_files, record_of, save_record, suggest_id
from quotetrack.records.ids import MAX_LENGTH, fault

LARGEST = 200_000
"""Code points of all that a row says: its record must fit into a record's file."""


class Done(StrEnum):
    """What became of a row."""

    ADDED = "added"
    KNOWN = "known"
    """The same text, speaker and date has a record."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, with its record or the reason why there is none."""

    place: str
    done: Done
    id: str | None = None
    reason: str | None = None
    unread: bool = False
    """The row stands for a file that could not be read at all."""


def import_quotes(
    rows: Iterable[Draft | Rejected], folder: Path, known: Known, *, dry_run: bool = False
) -> Iterator[Outcome]:
    """Write a record for each draft whose text, speaker and date no record has; one outcome a row, in order.

    ``known`` is what ``note_records`` left in it. With ``dry_run`` nothing is written. Raises
    QuotetrackError when the folder cannot be written to at all.
    """
    for row in rows:
        if isinstance(row, Rejected):
            yield Outcome(row.place, Done.REFUSED, reason=_line(row.reason), unread=row.whole)
        else:
            yield _take(row, folder, known, dry_run)


def note_records(folder: Path, known: Known) -> list[str]:
    """Note every record of the folder, one at a time in memory; what is wrong with those that cannot be read.

    What those say is not known, and may be written a second time. Raises QuotetrackError when the folder
    cannot be listed.
    """
    wrong: list[str] = []
    for path in record_files(folder) if folder.is_dir() else ():
        known.note_id(path.stem)
        try:
            known.note(load_record(path))
        except BrokenRecord as broken:
            wrong += map(str, broken.problems)
    return wrong


def _take(draft: Draft, folder: Path, known: Known, dry_run: bool) -> Outcome:
    if sum(map(len, _texts(draft.fields))) > LARGEST:
        return Outcome(draft.place, Done.REFUSED, reason=f"holds more than {LARGEST:,} characters")
    try:
        # Under a name that is always allowed: the own one is made of what the check leaves.
        quote = record_of("draft", draft.fields)
    except QuotetrackError as wrong:
        return Outcome(draft.place, Done.REFUSED, reason=_line(str(wrong)))
    before = known.id_of(quote)
    if before is not None:
        return Outcome(draft.place, Done.KNOWN, before)
    quote = replace(quote, id=_free_id(draft, quote, known))
    if not dry_run:
        try:
            save_record(folder, quote)
        except RecordError as wrong:
            return Outcome(draft.place, Done.REFUSED, reason=_line(str(wrong)))
    known.note(quote)
    return Outcome(draft.place, Done.ADDED, quote.id)


def _free_id(draft: Draft, quote: Quote, known: Known) -> str:
    """The row's own id made safe, or one of speaker, year and words; with a digest where that is taken."""
    own = re.sub(r"[^a-z0-9._-]+", "-", (draft.id or "").lower()).strip("-._")[:MAX_LENGTH].strip("-._")
    speaker = quote.speaker.name if quote.speaker else None
    id = own if own and fault(own) is None else suggest_id(speaker, quote.date, quote.text)
    if not known.taken(id):
        return id
    # Of the quote itself, so that the same rows get the same ids in whatever order they come.
    digest = key(quote).hex()
    return next(
        longer
        for length in range(6, 65, 6)
        if not known.taken(longer := f"{id[: MAX_LENGTH - 1 - length].rstrip('-._')}-{digest[:length]}")
    )


def _texts(value: Any) -> Iterator[str]:
    """Every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _line(text: str) -> str:
    """On one line, at a length that people read."""
    text = "; ".join(" ".join(line.split()) for line in text.splitlines())
    return text if len(text) <= 400 else f"{text[:399]}…"
