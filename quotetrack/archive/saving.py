"""Asking a web archive to take a copy of a page now: a witness of what the site served that is not ours."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from quotetrack.archive.addresses import redirect_target, web_address
from quotetrack.archive.fetch import REDIRECTS, Fetcher
from quotetrack.archive.incoming import Exchange
from quotetrack.archive.limits import Limits
from quotetrack.archive.memento_answers import ask_archive, moment_of
from quotetrack.archive.memento_archives import MementoArchive
from quotetrack.errors import Refused
from quotetrack.model import Memento

_REDIRECTS = 3
SAVING = Limits(read=120.0, total=180.0, grace=180.0, retries=1, stored_bytes=64 * 2**20)
"""An archive answers when it has taken its copy, which takes a minute or two."""


def save(address: str, archives: tuple[MementoArchive, ...], fetcher: Fetcher) -> Memento:
    """Ask the first archive that can to take a copy of the page now; the copy it took.

    Raises Refused when it takes none, or does not say where it is.
    """
    archive = next((archive for archive in archives if archive.save), None)
    if archive is None or archive.save is None:
        raise Refused("no web archive in the table can be asked to save a page")
    original = str(web_address(address))
    url = url_typed = archive.save.replace("{url}", original)
    asked_at = datetime.now(UTC)
    try:
        for _ in range(_REDIRECTS):
            answer = ask_archive(url, fetcher, archive, SAVING)
            for place in (answer.header("Content-Location"), answer.header("Location"), answer.url):
                memento = _saved(archive, answer, place, asked_at)
                if memento is not None:
                    return memento
            location = answer.header("Location")
            if answer.status not in REDIRECTS or location is None:
                break
            target = redirect_target(web_address(url), location)
            if not archive.names(target):
                raise Refused(f"it leads out of the archive, to {target}")
            url = str(target)
        if answer.status == 200:
            raise Refused("it does not say where its copy is")
        raise Refused(f"it answers {answer.status} {answer.phrase}".rstrip())
    except Refused as wrong:
        raise Refused(f"{archive.name}: {wrong}; ask it yourself at {url_typed}") from None


def _saved(
    archive: MementoArchive, answer: Exchange, place: str | None, asked_at: datetime
) -> Memento | None:
    """The copy that an answer names, when it is one of this page taken since it was asked for."""
    if place is None or answer.status >= 400:
        return None
    with suppress(Refused):
        target = str(redirect_target(web_address(answer.url), place))
        parts = archive.taken_apart(target)
        at = moment_of(parts[0]) if parts else None
        # Clocks differ; an archive that has just taken a copy gives that one in place of another.
        if parts is not None and at is not None and at >= asked_at - timedelta(hours=1):
            return Memento(archive.raw(parts[1], at), parts[1], at, archive.name)
    return None
