"""The core: each source is fetched or read, judged, read as a transcript, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotetrack.archive import Archive
from quotetrack.archive.capture import Capture, published_at
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched, Incoming
from quotetrack.archive.politeness import side_by_side
from quotetrack.errors import Gone, Refused, UnreadableTranscript
from quotetrack.gathering.asking import Asked, Route, ask
from quotetrack.gathering.at_hand import read_at_hand
from quotetrack.gathering.further import Pages
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.gathering.wanted import Wanted, filled, stated_of
from quotetrack.model import Memento, Stated, Transcript
from quotetrack.transcripts import read_transcript
from quotetrack.transcripts.parts import Part, without_parts

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

LIVE = Route()


def gather(
    wanted: Iterable[Wanted],
    archive: Archive,
    fetcher: Fetcher,
    route: Route = LIVE,
    profiles: Sequence[Profile] = (),
) -> Iterator[Outcome]:
    """Archive everything wanted; one outcome each, as they come: what is at hand first, then the web.

    ``profiles`` are the user's own publisher profiles, which go before those of the program.

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
            yield _take(read_at_hand(want, fetcher.limits), want, archive, fetcher, profiles)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)
    answers = side_by_side(
        web, host=_host, ask=lambda want: ask(want, fetcher, route, profiles), hosts=fetcher.limits.hosts
    )
    for want, answer in answers:
        try:
            if isinstance(answer, Exception):
                raise answer
            yield _take_asked(answer, want, archive, fetcher, profiles)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)


def _take(
    incoming: Incoming, want: Wanted, archive: Archive, fetcher: Fetcher, profiles: Sequence[Profile]
) -> Outcome:
    """Judge what came in, then keep it; raises Refused, UnreadableTranscript when nothing can be kept."""
    check_evidence(incoming)
    # Under the lock, so that two archivers cannot give one id to two addresses.
    with archive.writing():
        return _keep(incoming, (), want, archive, fetcher, profiles)


def _take_asked(
    asked: Asked, want: Wanted, archive: Archive, fetcher: Fetcher, profiles: Sequence[Profile]
) -> Outcome:
    """Keep what asking brought, the copy nearest to the date last; its outcome is the source's."""
    kept: list[Outcome] = []
    with archive.writing():
        for text in asked.texts:
            last = text is asked.texts[-1]
            try:
                kept.append(_keep_text(text, want, archive, fetcher, profiles, last, asked.saved))
            except (Refused, UnreadableTranscript) as wrong:
                if last and not kept:
                    raise
                archive.note_refused(want.address, f"{text.first.url}: {wrong}")
        for failure in asked.failures:
            archive.note_refused(want.address, failure)
        if asked.saved or asked.not_saved:
            archive.note_independent(want.address, asked.saved, asked.not_saved)
    return replace(
        kept[-1],
        other_mementos=tuple(other.memento for other in kept[:-1] if other.memento),
        live_reason=asked.live_reason,
        independent=asked.saved,
        not_saved=asked.not_saved,
    )


def _keep_text(
    text: Pages,
    want: Wanted,
    archive: Archive,
    fetcher: Fetcher,
    profiles: Sequence[Profile],
    current: bool,
    independent: Memento | None,
) -> Outcome:
    """Keep a text, and log the further page of it that could not be had."""
    outcome = _keep(
        text.first,
        text.further,
        want,
        archive,
        fetcher,
        profiles,
        current=current,
        independent=independent,
        broken=text.broken is not None,
    )
    if text.broken is None:
        return outcome
    archive.note_refused(*text.broken)
    return replace(outcome, broken=": ".join(text.broken))


def _keep(
    incoming: Incoming,
    further: Sequence[Fetched],
    want: Wanted,
    archive: Archive,
    fetcher: Fetcher,
    profiles: Sequence[Profile],
    *,
    current: bool = True,
    independent: Memento | None = None,
    broken: bool = False,
) -> Outcome:
    """Read what came in and keep what is new of it.

    What was stated of an address before holds as long as nobody states something else. What is not to
    be the current transcript of its address is kept only where it is not kept at all yet.
    """
    captures = archive.captures_of(want.address)
    same = _same(incoming, captures)
    earlier = archive.stated_of(want.address)
    stated = filled(stated_of(want), earlier)
    if want.publication:
        transcript = before = None
    else:
        before = next(iter(archive.transcripts_of(want.address)), None)
        # An address keeps the name it was given, though its page's title changes.
        named = replace(stated, id=stated.id or (before.id if before else None))
        transcript = _named(read_incoming(incoming, further, named, profiles), want, archive)
        again = before is not None and before.memento == incoming.memento
        if again and before is not None and broken and len(before.parts) > len(further):
            # A page that is not to be had leaves the earlier reading of the whole text standing.
            transcript = before
        elif again and before is not None and _says_the_same(transcript, before):
            # Other bytes in which the same stands (an advertisement, a token) are no other evidence.
            transcript = before
        elif again and before is not None and same is not None and transcript.parts in ((), before.parts):
            # The same bytes are the evidence they were when first received.
            first = min(c.archived_at for c in captures if c.digest == incoming.digest)
            known = before.archived_at if before.capture == incoming.digest else None
            transcript = replace(transcript, archived_at=known or first)
        if not current and (kept := _kept_reading(transcript, want, archive)):
            transcript = before = kept
    news = transcript if transcript != before or stated != earlier else None
    changed = _changed(further, archive)
    # Before the transcript that names them.
    for page in further:
        archive.keep(page, terms=_terms(page, fetcher))
    at = incoming.archived_at
    if isinstance(incoming, Fetched) or same is None:
        archive.keep(
            incoming, stated=stated, transcript=news, terms=_terms(incoming, fetcher), independent=independent
        )
    elif news is not None:
        archive.add_transcript(news, want.address, stated=stated)
    else:
        archive.note_unchanged(want.address)
        at = same.archived_at
    return Outcome(
        address=want.address,
        done=Done.UNCHANGED if same is not None and news is None and not changed else Done.ARCHIVED,
        transcript=transcript.id if transcript else None,
        capture=incoming.digest,
        archived_at=at,
        memento=incoming.memento,
        further_changed=changed,
    )


def _changed(further: Sequence[Fetched], archive: Archive) -> bool:
    """Whether one of these pages has other bytes than when it was last captured, or is a new one."""
    return any(_same(page, archive.captures_of(page.address)) is None for page in further)


def _same(incoming: Incoming, captures: tuple[Capture, ...]) -> Capture | None:
    """The kept capture that this one repeats: the last one's bytes, or the same copy of a web archive."""
    if incoming.memento is not None:
        return next(
            (c for c in captures if c.digest == incoming.digest and c.memento == incoming.memento), None
        )
    last = captures[0] if captures else None
    return last if last and (last.digest, last.memento) == (incoming.digest, None) else None


def _kept_reading(transcript: Transcript, want: Wanted, archive: Archive) -> Transcript | None:
    return next(
        (
            kept
            for kept in archive.transcripts_of(want.address)
            if (kept.capture, kept.parts, kept.reader)
            == (transcript.capture, transcript.parts, transcript.reader)
        ),
        None,
    )


def _says_the_same(transcript: Transcript, before: Transcript) -> bool:
    """Whether they differ only in the bytes they were read from."""
    alone, earlier = without_parts(transcript), without_parts(before)
    return replace(alone, capture=earlier.capture, archived_at=earlier.archived_at) == earlier


def read_incoming(
    incoming: Incoming, further: Sequence[Fetched], stated: Stated, profiles: Sequence[Profile]
) -> Transcript:
    """The transcript of what came in, and of the pages on which it goes on; raises UnreadableTranscript."""
    transcript = read_transcript(
        incoming.body,
        media_type=incoming.media_type,
        charset=incoming.charset,
        url=published_at(incoming),
        capture=incoming.digest,
        archived_at=incoming.archived_at,
        stated=stated,
        parts=[
            Part(page.body, page.media_type, page.charset, published_at(page), page.digest)
            for page in further
        ],
        profiles=profiles,
    )
    return replace(transcript, memento=incoming.memento)


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
    # An archive's interfaces are not what robots.txt is about; see archive.mementos.
    robots = "ignore" if fetcher.ignore_robots or incoming.memento else "obey"
    return (("http-header-user-agent", fetcher.limits.user_agent), ("robots", robots))


def _refuse(want: Wanted, wrong: Exception, archive: Archive) -> Outcome:
    reason = " ".join(str(wrong).split())
    archive.note_refused(want.address, reason)
    return Outcome(want.address, Done.REFUSED, reason=reason, gone=isinstance(wrong, Gone))


def _host(want: Wanted) -> str:
    """Addresses of one host wait for each other; one that cannot be read waits for none."""
    try:
        return urlsplit(want.address).netloc.lower()
    except ValueError:
        return want.address
