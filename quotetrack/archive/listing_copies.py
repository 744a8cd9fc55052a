"""Which copies of an address a web archive holds around a time: from its CDX server or its TimeMap.

CDX servers are searched by the ``wayback`` library (EDGI's), which knows their paging, their malformed
dates and their ways to refuse. It takes a session of one's own, so that its requests go through our
fetcher and no other way: the checked host, the limits of size and time, and the archive's pace hold for
them. The copies themselves are not fetched by the library: it knows one archive's address only, follows
redirects by its own rules and hands out decoded bodies, where a WARC needs what was on the wire.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from quotetrack.archive.memento_archives import MementoArchive
from quotetrack.errors import Refused

if TYPE_CHECKING:
    from types import ModuleType

Answered = tuple[int, str, bytes]
"""Status, its phrase, and the decoded body."""
Ask = Callable[[str], Answered]
"""Ask an address of the archive, its redirects followed; raises Refused."""

NEAREST = 5
"""Copies looked at on each side of the time: some of what is listed cannot be played back."""
_NO_ERRORS = "!statuscode:[45].."
"""Repeats, whose status the server may not tell, and redirects stay in."""
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that an archive lists. What it holds is seen when it is asked for."""

    url: str
    """Where it is, in its raw form."""
    original: str
    at: datetime
    """UTC, to the second."""
    redirect: bool = False
    """Whether the archive says that it is a redirect."""


def copies(
    archive: MementoArchive, address: str, ask: Ask, *, until: datetime | None
) -> tuple[tuple[Copy, ...], tuple[Copy, ...]]:
    """The last copies up to a time, nearest first, and the first ones after it, nearest first.

    Without a time, the newest ones. Raises Refused when the archive does not answer as such.
    """
    listed = _by_cdx if archive.cdx else _by_timemap
    before, after = listed(archive, address, ask, until)
    return _direct_first(before), _direct_first(after)


def _direct_first(found: list[Copy]) -> tuple[Copy, ...]:
    """Copies of the page before copies of a redirect away from it; each kind keeps its order."""
    return tuple(sorted({copy.url: copy for copy in found}.values(), key=lambda copy: copy.redirect))


def _by_cdx(
    archive: MementoArchive, address: str, ask: Ask, until: datetime | None
) -> tuple[list[Copy], list[Copy]]:
    before = list(_search(archive, address, ask, {"to_date": until, "limit": -NEAREST}))
    before.sort(key=lambda copy: copy.at, reverse=True)
    if until is None:
        return before, []
    since = until + timedelta(seconds=1)
    after = list(_search(archive, address, ask, {"from_date": since, "limit": NEAREST}))
    # Not every server keeps to the range it was asked for.
    return [c for c in before if c.at <= until], sorted(
        (c for c in after if c.at > until), key=lambda copy: copy.at
    )


def _search(archive: MementoArchive, address: str, ask: Ask, terms: dict[str, Any]) -> Iterator[Copy]:
    from requests import RequestException

    library = _wayback()
    client = library.WaybackClient(session=_OverOurFetcher(archive, ask))
    # Addresses without a name, as on a test's loopback, are malformed to the library.
    search = client.search(address, filter_field=_NO_ERRORS, skip_malformed_results=False, **terms)
    found = 0
    try:
        for record in islice(search, NEAREST):
            status = record.statuscode
            if status in (None, 200) or 300 <= status < 400:
                at = record.timestamp.astimezone(UTC)
                yield Copy(
                    archive.raw(record.original, at), record.original, at, redirect=status not in (None, 200)
                )
                found += 1
    except (
        library.exceptions.WaybackException,
        RequestException,
        ValueError,
        RuntimeError,  # what a generator that runs over the end of its lines raises
    ) as wrong:
        # What was listed before a row that is none is as good as it was.
        if not found:
            raise Refused(f"its list of copies cannot be read ({_short(wrong)})") from None


class _OverOurFetcher:
    """What the library takes for its session: one request to the CDX server, by our fetcher."""

    def __init__(self, archive: MementoArchive, ask: Ask) -> None:
        self._archive = archive
        self._ask = ask

    def request(self, method: str, url: str, params: dict[str, Any], **_: Any) -> Any:
        """``url`` is the Wayback Machine's own, whichever archive is asked; the table's counts."""
        import requests

        assert method == "GET"
        address = f"{self._archive.cdx}?{urlencode(params, doseq=True)}"
        response = requests.Response()
        response.status_code, response.reason, body = self._ask(address)
        response.url, response.raw, response.encoding = url, BytesIO(body), "utf-8"
        return response

    def close(self) -> None:
        """Every request had a connection of its own."""


def _wayback() -> ModuleType:
    """The library, without the change that it makes to urllib3 when it is imported.

    It mends one archive's malformed Content-Encoding for the whole program, and thereby the headers
    that our WARC files record as they came. Our reading of that header needs no mending.
    """
    from urllib3._collections import HTTPHeaderDict

    with _LOADING:
        kept = HTTPHeaderDict.__init__
        import wayback

        HTTPHeaderDict.__init__ = kept  # type: ignore[method-assign]
    module: ModuleType = wayback
    return module


def _by_timemap(
    archive: MementoArchive, address: str, ask: Ask, until: datetime | None
) -> tuple[list[Copy], list[Copy]]:
    status, phrase, body = ask((archive.timemap or "").replace("{url}", address.partition("#")[0]))
    if status == 404:  # RFC 7089, 4.5.5: no copy
        return [], []
    if status != 200:
        raise Refused(f"its list of copies: it answers {status} {phrase}".rstrip())
    if b"<" not in body:
        raise Refused("its list of copies cannot be read (no link in it)")
    listed = list(timemap(archive, body.decode("utf-8", "replace"), address))
    before = sorted((c for c in listed if until is None or c.at <= until), key=lambda c: c.at, reverse=True)
    after = sorted((c for c in listed if until is not None and c.at > until), key=lambda c: c.at)
    return before[:NEAREST], after[:NEAREST]


def timemap(archive: MementoArchive, text: str, address: str) -> Iterator[Copy]:
    """The copies in a TimeMap (RFC 7089, 5; link format: RFC 6690, 2). What is no link is passed over."""
    import httplink

    original = address
    # One link at a time: the library's time grows with the square of what it is given.
    for piece in re.split(r",\s*(?=<)", text):
        if len(piece) > 20_000:
            continue
        with suppress(ValueError, KeyError, OverflowError, TypeError):
            (link,) = httplink.parse_link_header(piece.strip().rstrip(",")).links
            if "original" in link.rel:
                original = link.target
            elif "memento" in link.rel:
                at = parsedate_to_datetime(link["datetime"])
                at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
                named = archive.taken_apart(link.target)
                yield Copy(archive.raw(named[1] if named else original, at), original, at)


def _short(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:160] or type(wrong).__name__
