"""Asking the web for one source: the address that its publisher's profile names, and all its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched
from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.gathering.wanted import Wanted
from quotetrack.transcripts import address_to_ask, next_page
from quotetrack.transcripts.parts import MOST

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

_HTML = frozenset({None, "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Pages:
    """What was answered: the page asked for, and those on which its text goes on."""

    first: Fetched
    further: tuple[Fetched, ...] = ()
    broken: tuple[str, str] | None = None
    """The address of a further page that could not be had, and the reason: the text ends before it."""


def ask(want: Wanted, fetcher: Fetcher, profiles: Sequence[Profile]) -> Pages:
    """Fetch a source. Raises Refused with the reason, for the first page only.

    Where a profile names another address to ask, the answer is still kept under the address that was
    wanted; its own address stands in its record. A publication is asked for as it is: its bytes are
    what matters, and nobody reads them as a transcript.
    """
    if want.publication:
        return Pages(fetcher.fetch(want.address))
    first = replace(fetcher.fetch(address_to_ask(want.address, profiles)), address=want.address)
    further: list[Fetched] = []
    seen = {want.address, first.url}
    page = first
    while len(further) + 1 < MOST and (following := _following(page, profiles)) and following not in seen:
        seen.add(following)
        try:
            page = fetcher.fetch(following)
            check_evidence(page)
        except Refused as wrong:
            return Pages(first, tuple(further), (following, " ".join(str(wrong).split())))
        further.append(page)
    return Pages(first, tuple(further))


def _following(page: Fetched, profiles: Sequence[Profile]) -> str | None:
    if page.answer.status != 200 or page.media_type not in _HTML:
        return None
    try:
        return next_page(page.body, page.charset, page.url, profiles)
    except UnreadableTranscript:
        return None
