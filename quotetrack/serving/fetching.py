"""An address fetched for a visitor: looked at, or kept. Politely, and a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.memento_archives import memento_archives, paces
from quotetrack.errors import QuotetrackError
from quotetrack.gathering import Outcome, Route, Via, Wanted, gather, preview, wanted_url
from quotetrack.model import Completeness, Nature, Stated, Transcript
from quotetrack.records.dates import check_date
from quotetrack.records.shapes import check_language, check_url
from quotetrack.serving.claims import LONGEST_LINE, Wrong
from quotetrack.serving.failures import Busy
from quotetrack.serving.house import House
from quotetrack.transcripts.profile_files import own_profiles

FIELDS = ("url", "title", "publisher", "speaker", "date", "occasion", "language", "nature", "complete", "via")
LONGEST_ADDRESS = 8_000
_CHECKS = {"url": check_url, "date": check_date, "language": check_language}
_WORDS = {"nature": Nature, "complete": Completeness, "via": Via}


def wanted(values: Mapping[str, str]) -> tuple[Wanted, Via]:
    """The address with what is stated of it, and where it is asked for. Raises Wrong."""
    given = {name: values.get(name, "").strip() for name in FIELDS}
    wrong = {
        n: f"is longer than {LONGEST_LINE} characters" for n, v in given.items() if len(v) > LONGEST_LINE
    }
    if len(given["url"]) <= 8_000:
        wrong.pop("url", None)
    if not given["url"]:
        wrong["url"] = "give an address"
    for name, check in _CHECKS.items():
        if given[name] and name not in wrong:
            try:
                check(given[name])
            except ValueError as bad:
                wrong[name] = str(bad)
    for name, known in _WORDS.items():
        if given[name] and given[name] not in set(known):
            wrong[name] = f"is one of {', '.join(known)}"
    if wrong:
        raise Wrong(wrong)
    stated = Stated(
        title=given["title"] or None,
        publisher=given["publisher"] or None,
        speaker=given["speaker"] or None,
        date=given["date"] or None,
        occasion=given["occasion"] or None,
        language=given["language"] or None,
        nature=Nature(given["nature"]) if given["nature"] else None,
        complete=Completeness(given["complete"]) if given["complete"] else None,
    )
    return wanted_url(given["url"], stated), Via(given["via"] or Via.LIVE)


def looked_at(want: Wanted, via: Via, house: House) -> Transcript:
    """What archiving it would keep. Raises Refused, UnreadableTranscript with the reason; Busy."""
    route = _route(via, house)
    with _slot(house):
        return preview(want, _fetcher(route, house), route, own_profiles(house.workspace.publishers)[0])


def kept(want: Wanted, via: Via, house: House) -> Outcome:
    """Archive it; when this returns it is on the disk and looked through. Raises ArchiveError, Busy."""
    route = _route(via, house)
    profiles = own_profiles(house.workspace.publishers)[0]
    with _slot(house), Archive.open(house.workspace.archive) as archive:
        outcome = next(iter(gather([want], archive, _fetcher(route, house), route, profiles)))
    house.shelves.refresh()
    return outcome


def _route(via: Via, house: House) -> Route:
    workspace = house.workspace
    folder = workspace.project or workspace.archive.absolute().parent
    return Route(via, archives=memento_archives(folder))


def _fetcher(route: Route, house: House) -> Fetcher:
    configuration = house.configuration
    return Fetcher(
        configuration.limits, allow_private=configuration.allow_private, paces=paces(route.archives)
    )


@contextmanager
def _slot(house: House) -> Iterator[None]:
    """One of the few places for fetching. Raises Busy where none is free."""
    if not house.fetching.acquire(timeout=1):
        raise Busy("Other pages are being fetched just now; try again in a minute.")
    try:
        yield
    finally:
        house.fetching.release()


def refusal(wrong: QuotetrackError) -> str:
    """Why nothing came of it, on one line."""
    return " ".join(str(wrong).split())
