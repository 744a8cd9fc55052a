"""Taking up WARC files into the catalogue: what was finished but not noted, or everything anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from quotetrack.archive import manifest
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.catalogue import Catalogue
from quotetrack.archive.catalogue.captures import counts, warcs
from quotetrack.archive.catalogue.writing import add_capture, add_transcript, add_warc, clear
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.layout import WARC_SUFFIX
from quotetrack.archive.stored_form import (
    CAPTURE_SCHEMA,
    TRANSCRIPT_SCHEMA,
    Json,
    capture_read,
    stated_read,
    transcript_read,
)
from quotetrack.archive.warc_reading import DamagedWarc, StoredRecord, read_records
from quotetrack.model import Stated, Transcript

KEPT = frozenset(kind.value for kind in CaptureKind)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a walk over WARC files found."""

    files: int
    captures: int
    transcripts: int
    problems: tuple[str, ...]
    """One line for each file that is damaged, changed or missing."""


def take_up(catalogue: Catalogue, folder: Path, name: str) -> str | None:
    """Put everything that one WARC file holds into the catalogue, inside a transaction.

    Returns what is wrong with the file. A file that cannot be read whole adds nothing, and is not
    tried again before a rebuild. A WARC of
    another program's making is noted, and holds nothing that we know of.
    """
    captures: list[tuple[Capture, int]] = []
    transcripts: list[tuple[Transcript, str, str, Stated | None]] = []
    offsets: dict[str, int] = {}
    try:
        for record in read_records(
            folder / name, wanted=lambda type: type in KEPT | {"metadata", "conversion"}
        ):
            if record.type in KEPT:
                offsets[record.id] = record.offset
            elif record.type == "metadata" and (form := _ours(record, CAPTURE_SCHEMA)):
                captures.append((capture_read(form, name), offsets[record.refers_to or ""]))
            elif record.type == "conversion" and (form := _ours(record, TRANSCRIPT_SCHEMA)):
                stated = stated_read(form["stated"]) if "stated" in form else None
                transcripts.append((transcript_read(form), form["address"], record.date, stated))
    except DamagedWarc as wrong:
        add_warc(catalogue, name, problem=str(wrong))
        return str(wrong)
    except (KeyError, TypeError, ValueError) as wrong:
        problem = (
            f"{folder / name}: its records do not hold together ({wrong}); bring the file back from a copy"
        )
        add_warc(catalogue, name, problem=problem)
        return problem
    for capture, offset in captures:
        add_capture(catalogue, capture, offset)
    for transcript, address, kept_at, stated in transcripts:
        add_transcript(catalogue, transcript, address, kept_at, name, stated)
    add_warc(catalogue, name)
    return None


def take_up_missing(catalogue: Catalogue, folder: Path, names: Iterable[str]) -> None:
    """Take up the files that the catalogue does not know, and note them in the manifest and the log.

    They were finished by an archiver that was killed before it could note them, or brought here by hand.
    """
    missing = sorted(set(names) - warcs(catalogue))
    if not missing:
        return
    noted = manifest.noted(folder)
    for name in missing:
        with catalogue.transaction():
            problem = take_up(catalogue, folder, name)
        if name not in noted:
            manifest.note(folder, name, manifest.fixity_of(folder / name))
        outcome = "failure" if problem else "success"
        note_event(folder, EventType.INGESTION, object=name, outcome=outcome, detail=problem)


def take_up_all(catalogue: Catalogue, folder: Path, names: Collection[str], *, note: bool = False) -> TakenUp:
    """Make the catalogue anew from every WARC file, each checked against the manifest, in one transaction.

    With ``note``, files that a killed archiver finished and did not note are noted. Only under the lock.
    """
    noted = manifest.noted(folder)
    problems = [
        f"{folder / name}: in the manifest, but missing"
        for name in sorted(noted.keys() - set(names))
        if name.endswith(WARC_SUFFIX)
    ]
    with catalogue.transaction():
        clear(catalogue)
        for name in names:
            problem = take_up(catalogue, folder, name) or _changed(folder / name, noted.get(name))
            if problem:
                problems.append(problem)
            elif note and name not in noted:
                manifest.note(folder, name, manifest.fixity_of(folder / name))
                note_event(folder, EventType.INGESTION, object=name, outcome="success")
    captures, transcripts = counts(catalogue)
    return TakenUp(len(names), captures, transcripts, tuple(problems))


def _changed(path: Path, noted: manifest.Fixity | None) -> str | None:
    if noted is None or manifest.fixity_of(path) == noted:
        return None
    return f"{path}: its bytes have changed since it was written, though its records read well"


def _ours(record: StoredRecord, schema: str) -> Json | None:
    """The record's JSON when it is of the schema; other programs' records are theirs."""
    try:
        form = record.json()
    except ValueError:
        return None
    return form if form.get("schema") == schema else None
