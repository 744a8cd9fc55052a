"""An audit of all that verdicts rest on: the archive, its index, and the stored verdicts against both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive
from quotetrack.archive.fixity.audit import Audit, Told
from quotetrack.archive.fixity.finding import Finding
from quotetrack.errors import ArchiveError, QuotetrackError
from quotetrack.matching.index.segment import DamagedSegment, read
from quotetrack.matching.index.store import ENDING
from quotetrack.model import Transcript
from quotetrack.records.receipts import read_receipt

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be looked through, and what is to be done about what is found."""

    archive: Path
    receipts: Path | None = None
    """The folder of stored verdicts."""
    mirror: Path | None = None
    repair: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """How much was looked through."""

    files: int
    """WARC files."""
    receipts: int
    found: int
    healed: int
    copied: int
    """Files that the mirror lacked, and has now."""


def audit(asked: Asked, found: Callable[[Finding], None], told: Told = lambda _done, _all: None) -> Audited:
    """Look through everything; ``found`` is given what is wrong as it comes, ``told`` how far it is in bytes.

    The check is an event in the archive's log. Raises QuotetrackError when it cannot be done at all.
    """
    work = Audit(asked.archive, mirror=asked.mirror, repair=asked.repair)
    all_: list[Finding] = []

    def take(findings: Iterator[Finding]) -> None:
        for one in findings:
            all_.append(one)
            found(one)

    take(work.findings(told))
    take(check_index(asked.archive, repair=asked.repair))
    ids = sorted(path.stem for path in asked.receipts.glob("*.json")) if asked.receipts else []
    if ids and asked.receipts is not None:
        take(check_receipts(asked.receipts, ids, asked.archive))
    work.end(all_)
    take(work.follow())
    healed = sum(one.healed for one in all_)
    return Audited(work.files, len(ids), len(all_), healed, work.copied)


def check_index(archive: Path, *, repair: bool) -> Iterator[Finding]:
    """Segments whose bytes are not those that were written; with ``repair`` they are built again."""
    damaged: list[Finding] = []
    folder = archive / INDEX
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            read(path)
        except DamagedSegment as wrong:
            what = str(wrong).removeprefix(f"{path.name}: ")
            damaged.append(Finding(f"{INDEX}/{path.name}", what, "build it again: quotetrack index"))
    if not damaged or not repair:
        yield from damaged
        return
    from quotetrack.indexing import update_index

    with Archive.open(archive) as opened:
        update_index(opened)
    for one in damaged:
        yield Finding(one.file, one.what, "built again from the archive", healed=True)


def check_receipts(folder: Path, ids: list[str], archive: Path) -> Iterator[Finding]:
    """Stored verdicts that name captures the archive lacks, or words that do not stand where they say."""
    with Archive.open(archive) as opened:
        for id in ids:
            name = str(folder / f"{id}.json")
            try:
                receipt = read_receipt(folder, id)
            except QuotetrackError as wrong:
                yield Finding(name, str(wrong), f"verify it again: quotetrack verify {id}")
                continue
            for witness in (receipt or {}).get("witnesses") or ():
                record, what = _witness_fault(witness, opened)
                if what is not None:
                    yield Finding(name, what, _again(id), record)


def _again(id: str) -> str:
    return f"archive its source again, then: quotetrack verify {id}"


def _witness_fault(witness: Any, archive: Archive) -> tuple[str | None, str | None]:
    """Which witness of a receipt does not stand in the archive as it says, and why."""
    if not isinstance(witness, dict):
        return None, "a witness is not one"
    id, capture, passage = (witness.get(key) for key in ("transcript", "capture", "passage"))
    record = f"witness {id}"
    if not isinstance(id, str) or not isinstance(capture, str):
        return record, "it names no transcript, or no capture"
    try:
        archive.payload(capture)
    except ArchiveError as wrong:
        return record, " ".join(str(wrong).split())
    parts = tuple(witness.get("parts") or ())
    readings = [one for one in archive.readings_of(id) if (one.capture, one.parts) == (capture, parts)]
    if not readings:
        return record, f"the archive has no transcript {id} of {capture}"
    if passage is not None and not any(_stands_in(passage, one) for one in readings):
        return record, "its passage does not stand in the transcript where it says"
    return record, None


def _stands_in(passage: Any, transcript: Transcript) -> bool:
    try:
        return bool(transcript.text[passage["start"] : passage["end"]] == passage["text"])
    except (KeyError, TypeError):
        return False
