"""Which addresses are meant: by the ids of records and transcripts, by address, or all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.exporting.published import published
from quotetrack.gathering.wanted import wanted_by_records
from quotetrack.model import Quote


def selected(archive: Archive, quotes: Sequence[Quote], names: Iterable[str]) -> tuple[str, ...]:
    """The addresses of what is named: a record's sources and publications, a transcript's, or itself.

    Raises QuotetrackError for a name that is none of these.
    """
    by_id = {quote.id: quote for quote in quotes}
    addresses: dict[str, None] = {}
    for name in names:
        if name in by_id:
            found = _of((by_id[name],))
        elif (address := archive.address_of(name)) is not None:
            found = (address,)
        elif archive.captures_of(name):
            found = (name,)
        else:
            raise QuotetrackError(
                f"{name}: no record, no transcript and no address in the archive has this name"
            )
        addresses |= dict.fromkeys(found)
    return tuple(addresses)


def with_pages(archive: Archive, addresses: Iterable[str]) -> frozenset[str]:
    """The addresses, and those of the further pages on which their texts go on."""
    addresses = frozenset(addresses)
    return addresses.union(*(archive.pages_of(address) for address in addresses))


def private_addresses(quotes: Iterable[Quote]) -> frozenset[str]:
    """What only private records, and sources marked private, name."""
    quotes = tuple(quotes)
    shown = tuple(published(quote) for quote in quotes if not quote.private)
    return frozenset(_of(quotes)) - frozenset(_of(shown))


def _of(quotes: Iterable[Quote]) -> tuple[str, ...]:
    return tuple(want.address for want in wanted_by_records(quotes, project=Path()))
