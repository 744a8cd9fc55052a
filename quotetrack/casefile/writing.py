"""The folder of a case: written beside its place under another name, and named when it is whole."""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive
from quotetrack.archive.placing import PARTIAL, sync_folder
from quotetrack.archive.stored_form import TRANSCRIPT_SCHEMA, transcript_form
from quotetrack.casefile.gathering import Bytes, Case
from quotetrack.errors import QuotetrackError
from quotetrack.exporting.wacz import export
from quotetrack.records.atomic import write_whole

SUMS = "SHA256SUMS"
WACZ = "captures.wacz"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the folder."""

    path: str
    """Inside the folder, with ``/``."""
    size: int
    """Bytes."""
    sha256: str
    """Hex."""


def write(case: Case, archive: Archive, pages: Mapping[str, str], out: Path) -> tuple[Listed, ...]:
    """Write the case into a new folder, whole or not at all; the files it has, without their list.

    ``pages`` are texts made for people, by file name. Raises QuotetrackError when the folder is there
    already or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise QuotetrackError(f"{out}: is there already; name a new folder with --out")
    partial = out.with_name(f"{out.name}{PARTIAL}")
    try:
        if partial.exists():
            shutil.rmtree(partial)  # left by a case that was interrupted
        partial.mkdir(parents=True)
        for path, data in _files(case, archive, pages):
            place = partial / path
            place.parent.mkdir(exist_ok=True)
            write_whole(place, data, overwrite=False)
        if any(held.lost is None for held in case.captures):
            export(archive, case.addresses, partial / WACZ, title=_title(case))
        listed = _listed(partial)
        sums = "".join(f"{each.sha256}  {each.path}\n" for each in listed)
        write_whole(partial / SUMS, sums.encode(), overwrite=False)
        if out.exists():
            out.rmdir()
        partial.rename(out)
        sync_folder(out.absolute().parent)
    except OSError as wrong:
        raise QuotetrackError(f"{out}: cannot be written ({wrong.strerror or wrong})") from wrong
    finally:
        with suppress(OSError):
            shutil.rmtree(partial)
    return tuple(listed)


def _title(case: Case) -> str:
    return "Captures for " + ", ".join(entry.quote.id for entry in case.entries)


def _files(case: Case, archive: Archive, pages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for name, text in pages.items():
        yield name, text.encode("utf-8", "replace")
    for entry in case.entries:
        id = entry.quote.id
        yield f"quotes/{id}.yaml", entry.record.encode()
        yield f"verdicts/{id}.json", json_bytes(entry.verdict)
    for transcript in case.transcripts:
        # Without a newline that is not the text's: its digest stands in the verdict's provenance.
        stem = transcript_stem(transcript.id, transcript.capture)
        yield f"transcripts/{stem}.txt", transcript.text.encode("utf-8", "replace")
        form = {"schema": TRANSCRIPT_SCHEMA} | transcript_form(transcript)
        yield f"transcripts/{stem}.json", json_bytes(form)
    for held in case.captures:
        if held.lost is None:
            yield f"pages/{page_name(held)}", archive.payload(held.capture.digest)
    yield "custody/events.jsonl", "".join(f"{line}\n" for line in case.custody).encode()
    fixities = "".join(
        f"{digest.removeprefix('sha256:')}  {name}\n" for name, digest in case.fixities.items()
    )
    yield "custody/archive-files.txt", fixities.encode()


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """As every JSON file of the folder is written."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def transcript_stem(id: str, capture: str | None) -> str:
    """The name of a transcript's files without the ending; of one id there may be several readings."""
    return f"{_safe(id)}-{capture.removeprefix('sha256:')[:8]}" if capture else _safe(id)


def page_name(held: Bytes) -> str:
    """The name of a body's file: its digest's start, and an ending that programs know."""
    ending = mimetypes.guess_extension(held.capture.media_type or "") or ".bin"
    return held.capture.digest.removeprefix("sha256:")[:16] + ending


def _safe(name: str) -> str:
    """A transcript's id as a file's name; ids come from records, and lead to no other folder."""
    return re.sub(r"[^\w.-]|^\.", "_", name)[:150]


def _listed(folder: Path) -> list[Listed]:
    listed = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        with path.open("rb") as stream:
            hasher = sha256()
            while part := stream.read(1 << 20):
                hasher.update(part)
            listed.append(Listed(path.relative_to(folder).as_posix(), stream.tell(), hasher.hexdigest()))
    return listed
