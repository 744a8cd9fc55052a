"""What a web archive answers, asked by our own fetcher: of what and when it is a copy, or that it is none.

A copy is asked for like any page: the host checked and pinned, the body capped and known to be whole, the
exchange kept as it was on the wire. Redirects are followed inside the archive only. robots.txt of an archive
is not asked: it is about robots that wander through its pages, while its lists, copies and saving are
interfaces made for programs, with limits of their own, which the table states.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from quotetrack.archive.addresses import redirect_target, web_address
from quotetrack.archive.decoding import decode
from quotetrack.archive.fetch import REDIRECTS, Fetcher
from quotetrack.archive.incoming import Exchange, Fetched
from quotetrack.archive.limits import Limits
from quotetrack.archive.listing_copies import Answered, Copy
from quotetrack.archive.memento_archives import TIMESTAMP, MementoArchive
from quotetrack.archive.moments import is_to_come
from quotetrack.errors import Refused
from quotetrack.model import Memento

_SAME_TIME = timedelta(minutes=1)
"""How far an address and its Memento-Datetime may be apart: damaged times in an index lack their seconds."""


def ask_archive(
    url: str, fetcher: Fetcher, archive: MementoArchive, limits: Limits | None = None
) -> Exchange:
    """One request to an archive, whose hosts a person named in the table. Raises Refused."""
    address = web_address(url)
    return fetcher.ask(address, named=archive.names(address), limits=limits)


def asked_list(url: str, archive: MementoArchive, fetcher: Fetcher) -> Answered:
    """The answer to a question about copies, its redirects followed to hosts of the archive only."""
    for _ in range(fetcher.limits.redirects + 1):
        answer = ask_archive(url, fetcher, archive)
        location = answer.header("Location")
        if answer.status not in REDIRECTS or location is None:
            encodings = answer.header_list("Content-Encoding")
            body = decode(answer.payload, encodings, cap=fetcher.limits.decoded_bytes)
            return answer.status, answer.phrase, body
        target = redirect_target(web_address(url), location)
        if not archive.names(target):
            raise Refused(f"its list of copies leads out of the archive, to {target}")
        url = str(target)
    raise Refused(f"its list of copies: more than {fetcher.limits.redirects} redirects")


def asked_copy(copy: Copy, address: str, archive: MementoArchive, fetcher: Fetcher) -> Fetched:
    """One copy, as it was captured. Raises Refused when the archive answers with anything else.

    An archive redirects for two reasons: the copy is of a redirect, or a copy of another time stands in
    for it. Either way, what comes in the end says itself of what and when it is.
    """
    url, exchanges, start = copy.url, list[Exchange](), time.monotonic()
    while True:
        answer = ask_archive(url, fetcher, archive)
        exchanges.append(answer)
        location = answer.header("Location")
        if answer.status not in REDIRECTS or location is None:
            break
        url = _next(archive, answer, location)
        if any(exchange.url == str(web_address(url)) for exchange in exchanges):
            raise Refused(f"it redirects for ever, back to {url}")
        if len(exchanges) > fetcher.limits.redirects:
            raise Refused(f"more than {fetcher.limits.redirects} redirects")
        if time.monotonic() - start > fetcher.limits.total * 3:
            raise Refused("its redirects took too long")
    memento = _memento(archive, answer)
    body = decode(answer.payload, answer.header_list("Content-Encoding"), cap=fetcher.limits.decoded_bytes)
    return Fetched(address, tuple(exchanges), body, memento)


def _next(archive: MementoArchive, answer: Exchange, location: str) -> str:
    """Where a redirect leads: the raw form of another copy in the same archive. Raises Refused."""
    target = str(redirect_target(web_address(answer.url), location))
    inside = archive.inside(target)
    if inside is not None:
        return inside
    parts = archive.taken_apart(answer.url)
    # The redirect as the page's own server sent it: its target at the same time is meant.
    if parts is not None and answer.header("Memento-Datetime") and not archive.names(web_address(target)):
        return archive.raw(target, moment_of(parts[0]) or _stated_time(answer))
    raise Refused(f"it leads out of the archive, to {target}")


def _memento(archive: MementoArchive, answer: Exchange) -> Memento:
    """Of what and when an answer is a copy. Raises Refused when it does not say, or says two things."""
    if answer.header("Memento-Datetime") is None:
        if answer.status != 200:
            raise Refused(f"it answers {answer.status} {answer.phrase}".rstrip())
        raise Refused("the answer is no copy: it has no Memento-Datetime (RFC 7089, 2.1.1)")
    at = _stated_time(answer)
    parts = archive.taken_apart(answer.url)
    named = moment_of(parts[0]) if parts else None
    if parts is None or named is None or abs(named - at) > _SAME_TIME:
        raise Refused(
            f"its Memento-Datetime, {at:%Y-%m-%d %H:%M:%S}, is not the time in its address, {answer.url}"
        )
    return Memento(answer.url, _original(answer) or parts[1], at, archive.name)


def _stated_time(answer: Exchange) -> datetime:
    value = answer.header("Memento-Datetime") or ""
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        raise Refused(f"its Memento-Datetime is no time ({value[:40]!r})") from None
    if is_to_come(at := at.replace(tzinfo=UTC) if at.tzinfo is None else at):
        raise Refused(f"its Memento-Datetime is still to come: {value[:40]}")
    return at.astimezone(UTC)


def moment_of(timestamp: str) -> datetime | None:
    """The time that the 14 digits in a copy's address mean, UTC; ``None`` when they mean none."""
    with suppress(ValueError):
        return datetime.strptime(timestamp, TIMESTAMP).replace(tzinfo=UTC)
    return None


def _original(answer: Exchange) -> str | None:
    """The Link with rel="original" (RFC 7089, 2.2.1), if it is an address."""
    import httplink

    for value in (value for name, value in answer.headers if name.lower() == "link"):
        with suppress(ValueError, KeyError, Refused):
            target = httplink.parse_link_header(value[:20_000])["original"].target
            web_address(target)
            return str(target)
    return None
