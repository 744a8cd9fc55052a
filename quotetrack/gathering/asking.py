"""Asking for a page: the live one, a web archive's copies of it, or these when the live one is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from quotetrack.archive.addresses import web_address
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched
from quotetrack.archive.memento_archives import MementoArchive
from quotetrack.archive.mementos import copy_at, take
from quotetrack.archive.resolving import OffLimits
from quotetrack.archive.robots import Disallowed
from quotetrack.archive.saving import save
from quotetrack.errors import Refused
from quotetrack.gathering.further import Pages, pages_of
from quotetrack.gathering.wanted import Wanted
from quotetrack.model import Memento
from quotetrack.transcripts import address_to_ask

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

_NO_NEED = "not asked for, as what was taken is a web archive's copy"


class Via(StrEnum):
    """Where a web address is asked for."""

    LIVE = "live"
    """At the address itself."""
    WAYBACK = "wayback"
    """In the web archives of the table alone."""
    AUTO = "auto"
    """At the address, and in the web archives when it gives no evidence."""


@dataclass(frozen=True, slots=True)
class Route:
    """How the web addresses of a run are asked for; what is at hand does not concern it."""

    via: Via = Via.LIVE
    at: str | None = None
    """The date whose copies are wanted, ISO 8601 or EDTF; each source's own when left out."""
    save: bool = False
    """Whether a web archive is asked to take a copy too."""
    archives: tuple[MementoArchive, ...] = ()
    """In the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking for one address brought: evidence, all of it."""

    texts: tuple[Pages, ...]
    """One, or the copies before and after a date; the one to be read as current comes last."""
    live_reason: str | None = None
    """Why the live page was not taken, when a copy was taken in its place."""
    failures: tuple[str, ...] = ()
    """What else was tried in web archives, with the reasons."""
    saved: Memento | None = None
    """The copy that a web archive took at our asking."""
    not_saved: str | None = None
    """Why it took none."""


def ask(want: Wanted, fetcher: Fetcher, route: Route, profiles: Sequence[Profile] = ()) -> Asked:
    """Ask for a source, and for the pages on which its text goes on, in the same way as for the first.

    Where a profile names another address to ask, the answer is still kept under the address that was
    wanted; its own address stands in its record. A web archive is asked for the page itself, since it
    has hardly ever a copy of what an interface for programs answers. A publication is asked for as it
    is: its bytes are what matters, and nobody reads them as a transcript.

    Raises Refused, with the reasons of the live page and of the web archives, when nothing is evidence.
    """
    copy = copy_at(want.address, route.archives, fetcher)
    if copy is not None:
        check_evidence(copy)
        text = _copied(copy, want, fetcher, route, profiles)
        return Asked((text,), not_saved=_NO_NEED if route.save else None)
    if route.via is Via.WAYBACK:
        return _copies(want, fetcher, route, profiles)
    try:
        text = _live(want, fetcher, profiles)
    except (Disallowed, OffLimits):
        # A wish of the site's, and an address that is no business of ours: no way around either.
        raise
    except Refused as wrong:
        if route.via is Via.LIVE:
            raise
        web_address(want.address)
        try:
            return _copies(want, fetcher, route, profiles, live_reason=str(wrong))
        except Refused as none:
            raise Refused(f"live: {wrong}; {none}") from None
    if not route.save:
        return Asked((text,))
    try:
        return Asked((text,), saved=save(text.first.url, route.archives, fetcher))
    except Refused as wrong:
        return Asked((text,), not_saved=str(wrong))


def _live(want: Wanted, fetcher: Fetcher, profiles: Sequence[Profile]) -> Pages:
    address = want.address if want.publication else address_to_ask(want.address, profiles)
    first = replace(fetcher.fetch(address), address=want.address)
    check_evidence(first)
    return Pages(first) if want.publication else pages_of(first, fetcher.fetch, profiles)


def _copies(
    want: Wanted,
    fetcher: Fetcher,
    route: Route,
    profiles: Sequence[Profile],
    live_reason: str | None = None,
) -> Asked:
    taken = take(want.address, route.at or want.at, route.archives, fetcher)
    texts = tuple(_copied(copy, want, fetcher, route, profiles) for copy in taken.fetched)
    not_saved = _NO_NEED if route.save else None
    return Asked(texts, live_reason, taken.failures, not_saved=not_saved)


def _copied(
    first: Fetched, want: Wanted, fetcher: Fetcher, route: Route, profiles: Sequence[Profile]
) -> Pages:
    """The text of a copy: of each further page, the copy that was taken nearest to the first one's day."""
    if want.publication or first.memento is None:
        return Pages(first)
    day = first.memento.at.date().isoformat()
    return pages_of(first, lambda address: take(address, day, route.archives, fetcher).fetched[-1], profiles)
