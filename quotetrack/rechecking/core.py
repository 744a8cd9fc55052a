"""The core: everything wanted is captured again, and each address compared with what it said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from quotetrack.archive import Archive, Capture
from quotetrack.archive.fetch import Fetcher
from quotetrack.gathering import Done, Outcome, Wanted, gather
from quotetrack.model import Quote, Transcript
from quotetrack.rechecking.earlier import as_read_today, read_capture
from quotetrack.rechecking.findings import Found, PassageThen, Rechecked, Sight
from quotetrack.rechecking.hunks import hunks
from quotetrack.records import source_address
from quotetrack.verification.history import stood

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

Pages = tuple[str | None, ...]
"""What a text was read from: the digest of its capture, then those of its further pages."""
Rested = Callable[[str], Set[Pages]]
"""For an address what the texts were read from that the stored verdicts rest on."""


def recheck(
    wanted: Sequence[Wanted],
    quotes: Iterable[Quote],
    archive: Archive,
    fetcher: Fetcher,
    rested: Rested,
    profiles: Sequence[Profile] = (),
) -> Iterator[Rechecked]:
    """Capture everything wanted again; one finding each, as they come. Every capture is kept.

    A text is compared with the oldest that a stored verdict rests on, so that what another program
    archived meanwhile, or a run that was killed, is not passed over; else with the newest. Each finding
    is in the event log when it is given. ``profiles`` are the user's own publisher profiles. Raises
    ArchiveError when nothing can be kept.
    """
    using = _users(quotes)
    befores = {want.address: _before(want, archive, rested) for want in wanted}
    failed = archive.compared()
    for outcome in gather(wanted, archive, fetcher, profiles=profiles):
        before = befores[outcome.address]
        if outcome.done is Done.REFUSED or outcome.broken:
            found = _refused(outcome, before, failed.get(outcome.address))
        else:
            found = _compared(outcome, before, using.get(outcome.address, ()), archive, profiles)
        archive.note_compared(found.address, found.found.value, _detail(found))
        yield found


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of an address before it is asked again."""

    want: Wanted
    newest: Capture | None
    read: Pages | None
    """What the text that is to be compared with was read from."""


def _before(want: Wanted, archive: Archive, rested: Rested) -> _Before:
    captures = archive.captures_of(want.address)
    newest = captures[0] if captures else None
    if want.publication:
        return _Before(want, newest, None)
    used = rested(want.address)
    of_verdicts = sorted(
        (each for each in archive.transcripts_of(want.address) if used and _pages(each) in used),
        key=lambda each: each.archived_at or datetime.max.replace(tzinfo=UTC),
    )
    if of_verdicts:
        return _Before(want, newest, _pages(of_verdicts[0]))
    reading = archive.reading_of(want.address)
    return _Before(want, newest, (reading.capture, *reading.parts) if reading else None)


def _pages(transcript: Transcript) -> Pages:
    return (transcript.capture, *transcript.parts)


def _users(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    """The quotes that rest on each address, or circulate there."""
    using: dict[str, list[Quote]] = {}
    for quote in quotes:
        places = [*map(source_address, quote.sources), *(each.url for each in quote.claimed_in if each.url)]
        for address in dict.fromkeys(places):
            using.setdefault(address, []).append(quote)
    return using


def _refused(outcome: Outcome, before: _Before, last: str | None) -> Rechecked:
    found = Found.GONE if outcome.gone else Found.REFUSED
    return Rechecked(
        outcome.address,
        before.want.publication,
        found,
        reason=outcome.reason or outcome.broken,
        again=last == found.value,
        earlier=_sight(before.newest) if before.newest else None,
    )


def _compared(
    outcome: Outcome,
    before: _Before,
    quotes: Sequence[Quote],
    archive: Archive,
    profiles: Sequence[Profile],
) -> Rechecked:
    address, publication = outcome.address, before.want.publication
    captures = archive.captures_of(address)
    now = next((capture for capture in captures if capture.digest == outcome.capture), None)
    seen = _sight(now) if now else None
    if before.newest is None:
        return Rechecked(address, publication, Found.FIRST, now=seen)
    other_bytes = before.newest.digest != outcome.capture or outcome.further_changed
    texts = (
        _published(before.newest, now, archive)
        if publication and other_bytes
        else _read(address, before.read, archive, profiles)
        if not publication
        else None
    )
    if texts is None:
        found = Found.UNREAD if other_bytes else Found.UNCHANGED
        return Rechecked(address, publication, found, earlier=_sight(before.newest), now=seen)
    old, new = texts
    changes = hunks(old.text, new.text) if old.text != new.text else ()
    passages = (
        tuple(PassageThen(quote.id, stood(quote, old), stood(quote, new)) for quote in quotes)
        if changes
        else ()
    )
    if any(passage.changed for passage in passages):
        found = Found.PASSAGE
    elif changes:
        found = Found.TEXT
    else:
        found = Found.SAME_TEXT if other_bytes else Found.UNCHANGED
    rested_on = next((c for c in captures if changes and c.digest == old.capture), before.newest)
    return Rechecked(
        address, publication, found, earlier=_sight(rested_on), now=seen, hunks=changes, passages=passages
    )


def _read(
    address: str, pages: Pages | None, archive: Archive, profiles: Sequence[Profile]
) -> tuple[Transcript, Transcript] | None:
    """The text to compare with, and the current one; ``None`` where there is no such text."""
    current, *others = archive.transcripts_of(address)
    for other in (current, *others):
        if _pages(other) == pages:
            old = as_read_today(archive, address, other, current, profiles)
            return (old, current) if old is not None else None
    return current, current


def _published(old: Capture, new: Capture | None, archive: Archive) -> tuple[Transcript, Transcript] | None:
    """The texts of a publication's two captures; it is no witness, so they are kept by nobody."""
    texts = [read_capture(archive, each, each.stated) for each in (old, new) if each is not None]
    if len(texts) != 2 or texts[0] is None or texts[1] is None:
        return None
    return texts[0], texts[1]


def _sight(capture: Capture) -> Sight:
    return Sight(capture.digest, capture.archived_at, capture.url)


def _detail(found: Rechecked) -> str | None:
    """What the log tells besides the outcome: the two captures, or why there is none."""
    if found.now is None:
        return found.reason
    return f"{found.earlier.capture} {found.now.capture}" if found.earlier else found.now.capture
