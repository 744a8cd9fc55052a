"""Importing the pages of WARC and WACZ files that others made, each with its own date, address and bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.archive.bulk import Packed, pack_record
from quotetrack.archive.evidence import check_evidence
from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.importing.core import PART
from quotetrack.importing.refusals import noted
from quotetrack.importing.rows import BadRow
from quotetrack.importing.wacz import is_wacz, warcs
from quotetrack.importing.web_records import Found, is_warc, read_pages
from quotetrack.model import Transcript
from quotetrack.transcripts import read_transcript


def is_web_archive(path: Path) -> bool:
    """Whether a file is a WARC or WACZ file, by what it begins with."""
    return path.is_file() and (is_warc(path) or is_wacz(path))


def import_web_archive(path: Path, archive: Archive, *, part: int = PART) -> Iterator[Outcome]:
    """Import the pages of one file; an outcome that says ``archived`` is on the disk.

    The records are kept as they stand in the file. The same bytes of an address are kept once: importing
    the same file again changes nothing. Raises ArchiveError when nothing can be kept at all.
    """
    archive.make_ready()
    yield from noted(_Import(archive, str(path), part).run(_pages(path)), archive, str(path))


def _pages(path: Path) -> Iterator[Found | BadRow]:
    if not is_wacz(path):
        yield from read_pages(path, str(path))
        return
    with warcs(path, str(path)) as each:
        for one in each:
            if isinstance(one, BadRow):
                yield one
            else:
                yield from read_pages(one[1], one[0])


class _Import:
    """One file on its way: pages that wait to be laid down together."""

    def __init__(self, archive: Archive, source: str, part: int) -> None:
        self._archive = archive
        self._source = source
        self._part = part
        self._packed: list[Packed] = []
        self._seen: set[tuple[str, str]] = set()
        self._ids: dict[str, str] = {}
        self._size = 0

    def run(self, pages: Iterator[Found | BadRow]) -> Iterator[Outcome]:
        for page in pages:
            if isinstance(page, BadRow):
                yield Outcome(str(page.place), Done.REFUSED, reason=page.reason)
                continue
            key = (page.fetched.address, page.fetched.digest)
            kept = [one for one in self._archive.captures_of(key[0]) if one.digest == key[1]]
            if kept or key in self._seen:
                yield self._outcome(Done.UNCHANGED, page, None)
                continue
            try:
                packed = self._pack(page)
            except (Refused, UnreadableTranscript) as wrong:
                reason = f"{page.fetched.address}: {' '.join(str(wrong).split())}"
                yield Outcome(str(page.place), Done.REFUSED, reason=reason)
                continue
            self._seen.add(key)
            self._packed.append(packed)
            self._size += len(packed.members)
            if self._size >= self._part:
                yield from self._lay_down()
        yield from self._lay_down()

    def _pack(self, page: Found) -> Packed:
        """Judge and read a page; raises Refused, UnreadableTranscript."""
        fetched = page.fetched
        check_evidence(fetched)
        stated = self._archive.stated_of(fetched.address)
        before = self._archive.reading_of(fetched.address)
        transcript = read_transcript(
            fetched.body,
            media_type=fetched.media_type,
            charset=fetched.charset,
            url=fetched.url,
            capture=fetched.digest,
            archived_at=fetched.archived_at,
            stated=replace(stated, id=stated.id or (before.id if before else None)),
        )
        transcript = self._named(transcript, fetched.address)
        more = {"found_in": f"{page.place}, {page.id}"}
        return pack_record(page.member, page.holder, fetched, transcript, stated, more)

    def _named(self, transcript: Transcript, address: str) -> Transcript:
        """The transcript under an id that no other address has, here or in the archive."""
        taken_by = self._ids.get(transcript.id) or self._archive.address_of(transcript.id)
        if taken_by not in (None, address):
            mark = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:6]
            transcript = replace(transcript, id=f"{transcript.id}-{mark}")
        self._ids[transcript.id] = address
        return transcript

    def _lay_down(self) -> Iterator[Outcome]:
        packed, self._packed, self._size = self._packed, [], 0
        for one, holder in zip(packed, self._archive.keep_all(packed, source=self._source), strict=True):
            transcript = one.transcript
            if holder is None:
                digest, at = transcript.capture, transcript.archived_at
                yield Outcome(one.address, Done.ARCHIVED, None, transcript.id, digest, at)
            else:
                reason = f"the id {transcript.id} is taken by {holder}; import it again"
                yield Outcome(one.address, Done.REFUSED, reason=reason)

    def _outcome(self, done: Done, page: Found, id: str | None) -> Outcome:
        fetched = page.fetched
        reading = self._archive.reading_of(fetched.address)
        id = id or (reading.id if reading else None)
        return Outcome(fetched.address, done, None, id, fetched.digest, fetched.archived_at)
