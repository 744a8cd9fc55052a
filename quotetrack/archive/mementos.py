"""Taking a page's copies from web archives: the nearest before and after a date, each as it was captured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from quotetrack.archive.addresses import web_address
from quotetrack.archive.days import days_of
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched
from quotetrack.archive.listing_copies import Copy, copies
from quotetrack.archive.memento_answers import asked_copy, asked_list, moment_of
from quotetrack.archive.memento_archives import MementoArchive
from quotetrack.errors import Refused

TRIED = 3
"""Copies asked for on each side of the date, before none is said to be there."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The copies that were taken of one address."""

    fetched: tuple[Fetched, ...]
    """At most one from before the date and one from after it; the nearest to the date comes last."""
    failures: tuple[str, ...] = ()
    """What else was tried, and why it is no evidence; one line each."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a date means, UTC: from its first second to its last."""

    start: datetime
    end: datetime

    def distance(self, moment: datetime) -> timedelta:
        """How far a moment is from it; nothing inside it."""
        return max(self.start - moment, moment - self.end, timedelta(0))


def span_of(date: str | None) -> Span | None:
    """The time that an ISO 8601 or EDTF date means; ``None`` when it is none, or open at an end."""
    days = days_of(date)
    if days is None:
        return None
    first, last = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in days)
    return Span(first, last.replace(hour=23, minute=59, second=59))


def take(address: str, date: str | None, archives: tuple[MementoArchive, ...], fetcher: Fetcher) -> Taken:
    """The copies of an address nearest to a date, before and after it; without a date, the newest.

    The archives are asked in order; the first that has a usable copy gives all. Raises Refused, with
    what each archive said, when none has.
    """
    web_address(address)  # what is no address has no copies either
    span = span_of(date)
    failures: list[str] = []
    for archive in archives:
        try:
            found = _from(archive, address, span, fetcher, failures)
        except Refused as wrong:
            failures.append(f"{archive.name}: {wrong}")
            continue
        if found:
            return Taken(found, tuple(failures))
    raise Refused("; ".join(failures) or "no web archive is named")


def copy_at(address: str, archives: tuple[MementoArchive, ...], fetcher: Fetcher) -> Fetched | None:
    """The copy whose own address this is, in its raw form; ``None`` when it is no copy's address.

    Whoever names ``https://web.archive.org/web/2003…/http://…`` means the page, without what the web
    archive puts around it for its readers. Raises Refused.
    """
    for archive in archives:
        raw, parts = archive.inside(address), archive.taken_apart(address)
        if raw and parts:
            when = moment_of(parts[0]) or datetime.now(UTC)
            return asked_copy(Copy(raw, parts[1], when), address, archive, fetcher)
    return None


def _from(
    archive: MementoArchive, address: str, span: Span | None, fetcher: Fetcher, failures: list[str]
) -> tuple[Fetched, ...]:
    listed = copies(
        archive, address, lambda url: asked_list(url, archive, fetcher), until=span.end if span else None
    )
    if not any(listed):
        failures.append(f"{archive.name}: no copy of it")
    taken: dict[str, Fetched] = {}
    for side in listed:
        for copy in side[:TRIED]:
            try:
                found = asked_copy(copy, address, archive, fetcher)
                check_evidence(found)
            except Refused as wrong:
                failures.append(f"{archive.name}, copy of {copy.at:%Y-%m-%d}: {wrong}")
                continue
            assert found.memento is not None
            taken[found.memento.url] = found
            break
    in_order = list(taken.values())
    if span is not None:
        in_order.sort(key=lambda f: span.distance(f.memento.at) if f.memento else timedelta(0), reverse=True)
    return tuple(in_order)
