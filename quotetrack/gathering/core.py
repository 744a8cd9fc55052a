"""The core: each source is fetched or read, judged, read as a transcript, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotetrack.archive import Archive
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched, Incoming
from quotetrack.archive.politeness import side_by_side
from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.gathering.asking import Pages, ask
from quotetrack.gathering.at_hand import read_at_hand
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.gathering.wanted import Wanted, filled, stated_of
from quotetrack.model import Stated, Transcript
from quotetrack.transcripts import read_transcript
from quotetrack.transcripts.parts import Part

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile


def gather(
    wanted: Iterable[Wanted], archive: Archive, fetcher: Fetcher, profiles: Sequence[Profile] = ()
) -> Iterator[Outcome]:
    """Archive everything wanted; one outcome each, as they come: what is at hand first, then the web.

    ``profiles`` are the user's own, which go before those of the program.

    An outcome is given when everything it tells of is on the disk. Raises ArchiveError when nothing
    can be kept at all, before anything is fetched if it is known by then.
    """
    archive.make_ready()
    web = []
    for want in wanted:
        if want.source.url is not None:
            web.append(want)
            continue
        try:
            yield _take(read_at_hand(want, fetcher.limits), (), want, archive, fetcher, profiles)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)
    answers = side_by_side(
        web, host=_host, ask=lambda want: ask(want, fetcher, profiles), hosts=fetcher.limits.hosts
    )
    for want, answer in answers:
        try:
            if isinstance(answer, Exception):
                raise answer
            yield _take(answer.first, answer.further, want, archive, fetcher, profiles)
            _note_broken(answer, archive)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)


def _take(
    incoming: Incoming,
    further: Sequence[Fetched],
    want: Wanted,
    archive: Archive,
    fetcher: Fetcher,
    profiles: Sequence[Profile],
) -> Outcome:
    """Judge what came in, then keep it; raises Refused, UnreadableTranscript when nothing can be kept."""
    check_evidence(incoming)
    # Under the lock, so that two archivers cannot give one id to two addresses.
    with archive.writing():
        return _keep(incoming, further, want, archive, fetcher, profiles)


def _note_broken(pages: Pages, archive: Archive) -> None:
    """Log the further page that could not be had."""
    if pages.broken is not None:
        archive.note_refused(*pages.broken)


def _keep(
    incoming: Incoming,
    further: Sequence[Fetched],
    want: Wanted,
    archive: Archive,
    fetcher: Fetcher,
    profiles: Sequence[Profile],
) -> Outcome:
    """Read what came in and keep what is new of it.

    What was stated of an address before holds as long as nobody states something else.
    """
    captures = archive.captures_of(want.address)
    same = captures[0] if captures and captures[0].digest == incoming.digest else None
    earlier = archive.stated_of(want.address)
    stated = filled(stated_of(want), earlier)
    if want.publication:
        transcript = before = None
    else:
        before = next(iter(archive.transcripts_of(want.address)), None)
        # An address keeps the name it was given, though its page's title changes.
        named = replace(stated, id=stated.id or (before.id if before else None))
        transcript = read_incoming(incoming, further, named, profiles)
        if same is not None and before is not None:
            # The same bytes are the evidence they were when first received.
            transcript = replace(transcript, archived_at=before.archived_at)
        transcript = _named(transcript, want, archive)
    news = transcript if transcript != before or stated != earlier else None
    # Before the transcript that names them.
    for page in further:
        archive.keep(page, terms=_terms(page, fetcher))
    at = incoming.archived_at
    if isinstance(incoming, Fetched) or same is None:
        archive.keep(incoming, stated=stated, transcript=news, terms=_terms(incoming, fetcher))
    elif news is not None:
        archive.add_transcript(news, want.address, stated=stated)
    else:
        archive.note_unchanged(want.address)
        at = same.archived_at
    return Outcome(
        address=want.address,
        done=Done.UNCHANGED if same is not None and news is None else Done.ARCHIVED,
        transcript=transcript.id if transcript else None,
        capture=incoming.digest,
        archived_at=at,
    )


def read_incoming(
    incoming: Incoming, further: Sequence[Fetched], stated: Stated, profiles: Sequence[Profile]
) -> Transcript:
    """The transcript of what came in; raises UnreadableTranscript."""
    return read_transcript(
        incoming.body,
        media_type=incoming.media_type,
        charset=incoming.charset,
        url=incoming.url,
        capture=incoming.digest,
        archived_at=incoming.archived_at,
        stated=stated,
        parts=[Part(page.body, page.media_type, page.charset, page.url, page.digest) for page in further],
        profiles=profiles,
    )


def _named(transcript: Transcript, want: Wanted, archive: Archive) -> Transcript:
    """The transcript under an id that no other address has; raises Refused when a person chose a taken one.

    A made id is told apart by a few digits of the address's digest, which are the same in every archive.
    """
    taken_by = archive.address_of(transcript.id)
    if taken_by in (None, want.address):
        return transcript
    if want.source.stated.id is not None:
        raise Refused(f"the id {transcript.id} is taken by {taken_by}; choose another")
    mark = hashlib.sha256(want.address.encode("utf-8", "replace")).hexdigest()[:6]
    return replace(transcript, id=f"{transcript.id}-{mark}")


def _terms(incoming: Incoming, fetcher: Fetcher) -> tuple[tuple[str, str], ...]:
    """How the capture was made, in the words that web archives use for it."""
    if not isinstance(incoming, Fetched):
        return ()
    robots = "ignore" if fetcher.ignore_robots else "obey"
    return (("http-header-user-agent", fetcher.limits.user_agent), ("robots", robots))


def _refuse(want: Wanted, wrong: Exception, archive: Archive) -> Outcome:
    reason = " ".join(str(wrong).split())
    archive.note_refused(want.address, reason)
    return Outcome(want.address, Done.REFUSED, reason=reason)


def _host(want: Wanted) -> str:
    """Addresses of one host wait for each other; one that cannot be read waits for none."""
    try:
        return urlsplit(want.address).netloc.lower()
    except ValueError:
        return want.address
