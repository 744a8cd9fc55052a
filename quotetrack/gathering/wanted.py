"""What is to be archived: the addresses and files a person names, or those that records name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from quotetrack.model import Quote, Source, Stated
from quotetrack.records import source_address


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to archive."""

    address: str
    """As the archive names it; see ``records.source_address``."""
    source: Source
    publication: bool = False
    """Where a quote circulates: its bytes are kept, and read by nobody as a witness."""
    base: Path | None = None
    """The folder that the source's file is relative to."""
    anywhere: bool = False
    """Whether the file may lie outside that folder: only when a person named it, not a record."""
    at: str | None = None
    """The date whose copies in web archives are wanted, when a run names none; without it, the newest."""


def wanted_url(url: str, stated: Stated) -> Wanted:
    """An address that a person typed."""
    return Wanted(url, Source(url=url, stated=stated), at=stated.date)


def wanted_file(path: Path, stated: Stated, *, project: Path | None) -> Wanted:
    """A file that a person named. Inside the project it has the address that a record would give it."""
    whole = path.absolute()
    base = project if project is not None and whole.is_relative_to(project) else None
    name = whole.relative_to(base).as_posix() if base else whole.as_posix()
    source = Source(file=name, stated=stated)
    return Wanted(source_address(source), source, base=base or Path(whole.anchor), anywhere=True)


def wanted_by_records(quotes: Iterable[Quote], *, project: Path) -> tuple[Wanted, ...]:
    """Every source and every publication with an address, each once, in the records' order.

    Where several records name one source, what the first states of it holds, and the others fill in
    what it leaves out. A source without a date has the first quote's. What is a source somewhere is not
    treated as a publication.
    """
    wanted: dict[str, Wanted] = {}
    quotes = tuple(quotes)
    for said_on, source in ((quote.date, source) for quote in quotes for source in quote.sources):
        address, at = source_address(source), source.stated.date or said_on
        before = wanted.get(address)
        if before is not None:
            source = replace(before.source, stated=filled(before.source.stated, source.stated))
            at = before.at or at
        wanted[address] = Wanted(address, source, base=project, at=at)
    for url in (place.url for quote in quotes for place in quote.claimed_in if place.url):
        wanted.setdefault(url, Wanted(url, Source(url=url), publication=True))
    return tuple(wanted.values())


def filled(first: Stated, other: Stated) -> Stated:
    """The first statement, and the other one's where the first says nothing."""
    gaps = {
        field.name: getattr(other, field.name)
        for field in fields(Stated)
        if getattr(first, field.name) is None
    }
    return replace(first, **gaps)


def stated_of(want: Wanted) -> Stated:
    """What is stated of a source; an excerpt's citation is its title where none is given."""
    stated, excerpt = want.source.stated, want.source.excerpt
    return replace(stated, title=excerpt.citation) if excerpt and stated.title is None else stated
