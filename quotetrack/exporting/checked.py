"""Records with their stored verdicts: what an export is made of. It needs no archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.exporting.published import published, without_witnesses
from quotetrack.exporting.receipt import Receipt, WitnessPart, receipt_of
from quotetrack.exporting.selection import private_addresses
from quotetrack.model import Quote, Review, Source
from quotetrack.records import (
    evidence_changed,
    find_record,
    load_records,
    read_receipt,
    record_digest,
    source_address,
)
from quotetrack.records.receipts import Holds


@dataclass(frozen=True, slots=True)
class Checked:
    """A record and its last verdict."""

    quote: Quote
    """Without private sources and the descriptions of evidence that a reviewer keeps private."""
    receipt: Receipt | None
    """``None`` when it was never verified."""
    stored: Mapping[str, Any] | None
    """The receipt as it stands in its file."""
    stale: bool
    """The record or its evidence has changed since."""

    @property
    def status(self) -> str:
        """The last verdict's; ``unchecked`` when there is none."""
        return self.receipt.status if self.receipt else "unchecked"

    @property
    def witnesses(self) -> tuple[WitnessPart, ...]:
        """The witnesses that have a passage, the decisive one first."""
        known = self.receipt.witnesses if self.receipt else ()
        return tuple(witness for witness in known if witness.passage is not None)

    def current(self, review: Review) -> bool:
        """Whether the reviewer saw the evidence that the verdict rests on."""
        return not self.stale and self.receipt is not None and review.evidence == self.receipt.evidence

    def source_of(self, witness: WitnessPart) -> Source | None:
        """The record's source that this witness is a transcript of."""
        by_transcript = (
            {each.transcript: each.address for each in self.receipt.sources} if self.receipt else {}
        )
        address = by_transcript.get(witness.transcript, witness.url)
        return next((each for each in self.quote.sources if source_address(each) == address), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The records that are to be exported, and those that are not."""

    records: tuple[Checked, ...]
    private: tuple[str, ...]
    """Ids of those left out because they are private."""
    errors: tuple[QuotetrackError, ...]
    """Of records and verdicts that cannot be read."""
    private_addresses: frozenset[str] = frozenset()
    """Sources and publications that only private records name."""


def choose(
    quotes: Path, receipts: Path, ids: Sequence[str], *, private: bool, holds: Holds | None = None
) -> Chosen:
    """The records of these ids, in their order; all of the folder, where none is named.

    ``holds`` tells which transcript an archive has of an address now, ``None`` where there is no
    archive to ask. Raises RecordError for an id that no record has.
    """
    errors: list[QuotetrackError] = []
    if ids:
        found: Sequence[Quote] = [find_record(quotes, id) for id in dict.fromkeys(ids)]
    else:
        found, broken = load_records(quotes)
        errors += broken
    records: list[Checked] = []
    for quote in found:
        if quote.private and not private:
            continue
        try:
            records.append(_checked(quote, quotes, receipts, holds))
        except QuotetrackError as wrong:
            errors.append(wrong)
    hidden = tuple(quote.id for quote in found if quote.private and not private)
    unnamed = frozenset() if private else private_addresses(found)
    return Chosen(tuple(records), hidden, tuple(errors), unnamed)


def _checked(quote: Quote, quotes: Path, receipts: Path, holds: Holds | None) -> Checked:
    hidden = {source_address(source) for source in quote.sources if source.private}
    quote = published(quote)
    stored = read_receipt(receipts, quote.id)
    if stored is None:
        return Checked(quote, None, None, stale=False)
    changed = stored.get("record") != record_digest(quotes / f"{quote.id}.yaml")
    stale = changed or evidence_changed(stored, holds)
    told, _ = without_witnesses(stored, hidden) if hidden else (stored, ())
    return Checked(quote, receipt_of(told, quote.id), told, stale)
