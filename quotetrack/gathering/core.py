"""The core: each source is fetched or read, judged, read as a transcript, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from quotetrack.archive import Archive
from quotetrack.archive.capture import Capture
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched, Incoming
from quotetrack.archive.politeness import side_by_side
from quotetrack.errors import Gone, Refused, UnreadableTranscript
from quotetrack.gathering.asking import Asked, Route, ask
from quotetrack.gathering.at_hand import read_at_hand
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.gathering.wanted import Wanted, filled
from quotetrack.model import Memento, Stated, Transcript
from quotetrack.transcripts import read_transcript

LIVE = Route()


def gather(
    wanted: Iterable[Wanted], archive: Archive, fetcher: Fetcher, route: Route = LIVE
) -> Iterator[Outcome]:
    """Archive everything wanted; one outcome each, as they come: what is at hand first, then the web.

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
            yield _take(read_at_hand(want, fetcher.limits), want, archive, fetcher)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)
    answers = side_by_side(
        web, host=_host, ask=lambda want: ask(want, fetcher, route), hosts=fetcher.limits.hosts
    )
    for want, answer in answers:
        try:
            if isinstance(answer, Exception):
                raise answer
            yield _take_asked(answer, want, archive, fetcher)
        except (Refused, UnreadableTranscript) as wrong:
            yield _refuse(want, wrong, archive)


def _take(incoming: Incoming, want: Wanted, archive: Archive, fetcher: Fetcher) -> Outcome:
    """Judge what came in, then keep it; raises Refused, UnreadableTranscript when nothing can be kept."""
    check_evidence(incoming)
    # Under the lock, so that two archivers cannot give one id to two addresses.
    with archive.writing():
        return _keep(incoming, want, archive, fetcher)


def _take_asked(asked: Asked, want: Wanted, archive: Archive, fetcher: Fetcher) -> Outcome:
    """Keep what asking brought, the copy nearest to the date last; its outcome is the source's."""
    kept: list[Outcome] = []
    with archive.writing():
        for fetched in asked.fetched:
            last = fetched is asked.fetched[-1]
            try:
                kept.append(_keep(fetched, want, archive, fetcher, current=last, independent=asked.saved))
            except (Refused, UnreadableTranscript) as wrong:
                if last and not kept:
                    raise
                archive.note_refused(want.address, f"{fetched.url}: {wrong}")
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


def _keep(
    incoming: Incoming,
    want: Wanted,
    archive: Archive,
    fetcher: Fetcher,
    *,
    current: bool = True,
    independent: Memento | None = None,
) -> Outcome:
    """Read what came in and keep what is new of it.

    What was stated of an address before holds as long as nobody states something else. What is not to
    be the current transcript of its address is kept only where it is not kept at all yet.
    """
    captures = archive.captures_of(want.address)
    same = _same(incoming, captures)
    earlier = archive.stated_of(want.address)
    stated = filled(_stated(want), earlier)
    if want.publication:
        transcript = before = None
    else:
        before = next(iter(archive.transcripts_of(want.address)), None)
        transcript = _named(_read(incoming, stated, before), want, archive)
        again = before is not None and before.memento == incoming.memento
        if again and before is not None and _says_the_same(transcript, before):
            # Other bytes in which the same stands (an advertisement, a token) are no other evidence.
            transcript = before
        elif again and before is not None and same is not None:
            # The same bytes are the evidence they were when first received.
            first = min(c.archived_at for c in captures if c.digest == incoming.digest)
            known = before.archived_at if before.capture == incoming.digest else None
            transcript = replace(transcript, archived_at=known or first)
        if not current and (kept := _kept_reading(transcript, want, archive)):
            transcript = before = kept
    news = transcript if transcript != before or stated != earlier else None
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
        done=Done.UNCHANGED if same is not None and news is None else Done.ARCHIVED,
        transcript=transcript.id if transcript else None,
        capture=incoming.digest,
        archived_at=at,
        memento=incoming.memento,
    )


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
            if (kept.capture, kept.reader) == (transcript.capture, transcript.reader)
        ),
        None,
    )


def _says_the_same(transcript: Transcript, before: Transcript) -> bool:
    """Whether they differ only in the bytes they were read from."""
    return replace(transcript, capture=before.capture, archived_at=before.archived_at) == before


def _read(incoming: Incoming, stated: Stated, before: Transcript | None) -> Transcript:
    # An address keeps the name it was given, though its page's title changes.
    named = replace(stated, id=stated.id or (before.id if before else None))
    # A profile knows the publisher's addresses, not those of copies.
    url = incoming.memento.original if incoming.memento else incoming.url
    transcript = read_transcript(
        incoming.body,
        media_type=incoming.media_type,
        charset=incoming.charset,
        url=url,
        capture=incoming.digest,
        archived_at=incoming.archived_at,
        stated=named,
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


def _stated(want: Wanted) -> Stated:
    """What is stated of a source; an excerpt's citation is its title where none is given."""
    stated, excerpt = want.source.stated, want.source.excerpt
    return replace(stated, title=excerpt.citation) if excerpt and stated.title is None else stated


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
