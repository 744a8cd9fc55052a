"""What a case file is made of: records judged now, their transcripts, captures and chain of custody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive, Capture, manifest
from quotetrack.archive.append import whole_lines
from quotetrack.archive.events import FILE_NAME as EVENTS
from quotetrack.errors import ArchiveError
from quotetrack.exporting.published import published, without_witnesses
from quotetrack.gathering.wanted import wanted_by_records
from quotetrack.judging import judge, receipt
from quotetrack.model import Quote, Transcript
from quotetrack.provenance import Provenance, provenance_of
from quotetrack.records import record_digest
from quotetrack.records.save import record_text
from quotetrack.verification import Library
from quotetrack.verification.history import Earlier


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote of the case."""

    quote: Quote
    """Without what is private, unless that was asked for."""
    record: str
    """The text of its record's file; written anew where something private was left out of it."""
    whole: bool
    """Whether that is the file as it stands."""
    verdict: Mapping[str, Any]
    """The receipt's keys, of a verdict reached when the case was made."""
    chain: Provenance
    hidden: int
    """How many private witnesses were left out of the verdict."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """One capture, and where its body can be read back from."""

    capture: Capture
    read_as: tuple[str, ...]
    """Ids of the transcripts read from it."""
    lost: str | None
    """Why its body cannot be read back, where that is so."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that goes into the folder but the WARC records themselves."""

    entries: tuple[Entry, ...]
    transcripts: tuple[Transcript, ...]
    """As they were read, those that the verdicts rest on first."""
    captures: tuple[Bytes, ...]
    """Each body once, at its first capture."""
    addresses: tuple[str, ...]
    """What the WARC records are of: sources, publications, and where else the words were found."""
    custody: tuple[str, ...]
    """The lines of the event log that are about these addresses, as they stand there."""
    fixities: Mapping[str, str]
    """``sha256:`` digests, from the manifest, of the archive's files that hold the captures."""


def gather(
    quotes: Sequence[Quote],
    folder: Path,
    archive: Archive,
    library: Callable[[], Library],
    earlier: Earlier,
    *,
    hidden: frozenset[str] | None,
) -> Case:
    """The case of these records, whose files are in ``folder``, judged now; nothing is stored.

    ``hidden`` are the addresses that stay out, and with them what reviewers keep private; ``None`` where
    private things are asked for. Raises QuotetrackError.
    """
    shown = [quote if hidden is None else published(quote) for quote in quotes]
    hidden = hidden or frozenset()
    private_ids = {each.id for address in hidden for each in archive.transcripts_of(address)}
    entries: list[Entry] = []
    wanted = dict.fromkeys(want.address for want in wanted_by_records(shown, project=Path()))
    for quote, open_ in zip(quotes, shown, strict=True):
        path = folder / f"{quote.id}.yaml"
        judged = judge(quote, archive, library, earlier)
        told, left_out = without_witnesses(receipt(judged, path), hidden, private_ids)
        for witness in told["witnesses"]:
            if address := archive.address_of(witness["transcript"]):
                wanted[address] = None
        entries.append(
            Entry(
                quote=open_,
                record=path.read_text("utf-8") if open_ == quote else record_text(open_),
                whole=open_ == quote,
                verdict=told,
                chain=provenance_of(open_, record_digest(path), told, stale=False, archive=archive),
                hidden=len(left_out),
            )
        )
    for address in [each for each in wanted if each not in hidden]:
        wanted |= dict.fromkeys(archive.pages_of(address))
    addresses = tuple(address for address in wanted if address not in hidden and archive.captures_of(address))
    transcripts = tuple(_transcripts(addresses, archive))
    return Case(
        entries=tuple(entries),
        transcripts=transcripts,
        captures=tuple(_bytes(addresses, transcripts, archive)),
        addresses=addresses,
        custody=_custody(archive, set(wanted) - hidden),
        fixities=_fixities(archive, addresses),
    )


def _transcripts(addresses: Sequence[str], archive: Archive) -> Iterable[Transcript]:
    for address in addresses:
        yield from archive.transcripts_of(address)


def _bytes(addresses: Sequence[str], transcripts: Sequence[Transcript], archive: Archive) -> Iterable[Bytes]:
    """Each body once: later captures that brought the same bytes are in the WARC files and the custody."""
    for address in addresses:
        first = {capture.digest: capture for capture in archive.captures_of(address)}  # newest first
        for digest, capture in reversed(first.items()):
            try:
                archive.payload(digest)
                lost = None
            except ArchiveError as wrong:
                lost = str(wrong)
            of = (each.id for each in transcripts if digest in (each.capture, *each.parts))
            yield Bytes(capture, tuple(dict.fromkeys(of)), lost)


def _custody(archive: Archive, objects: set[str]) -> tuple[str, ...]:
    lines = []
    for line in whole_lines(archive.folder / EVENTS):
        try:
            event = json.loads(line)
        except ValueError:
            continue  # torn by a crash; an audit names it
        if isinstance(event, dict) and event.get("object") in objects:
            lines.append(line)
    return tuple(lines)


def _fixities(archive: Archive, addresses: Sequence[str]) -> dict[str, str]:
    noted = manifest.noted(archive.folder)
    names = {capture.warc for address in addresses for capture in archive.captures_of(address)}
    return {name: f"sha256:{noted[name].sha256}" for name in sorted(names) if name in noted}
