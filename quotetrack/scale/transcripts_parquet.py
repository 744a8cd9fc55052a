"""An archive's transcripts as Parquet, for engines that cannot open an archive.

    transcripts/   number, id, text, form (all else of it as JSON), earlier (what its address said)
    dated/         number, first and last day, speaker of the transcripts that have a date
    archive/       one row: how many transcripts, the archive's digest, what identifies the texts

The numbers are those of the ids in order. ``archive/`` is written last: without it an export is not whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.archive import Archive
from quotetrack.archive.stored_form import transcript_form, transcript_read
from quotetrack.errors import QuotetrackError
from quotetrack.matching.languages import main_language
from quotetrack.model import Transcript
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.scale.bench import stamp
from quotetrack.scale.out_folder import write_parquet

if TYPE_CHECKING:
    import pyarrow as pa

TRANSCRIPTS, DATED, ARCHIVE = "transcripts", "dated", "archive"
FACTS = f"{ARCHIVE}/part-00000.parquet"
"""The file that is written last."""
LARGEST = 16_000_000
"""Code points of text in one file."""
ROWS_A_GROUP = 256
"""Transcripts that a reader takes into memory together."""


def export_transcripts(archive: Archive, folder: Path) -> int:
    """Write the current transcripts into a folder; how many. What is there already is left as it is.

    Raises QuotetrackError where the folder holds the export of other texts, anything else, or cannot be
    written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    mark = stamp(archive)
    whole = folder / FACTS
    try:
        if whole.exists():
            found = pq.read_table(whole).to_pylist()[0]
            if found["texts"] != mark:
                raise QuotetrackError(f"{folder}: holds other transcripts; name another folder")
            return int(found["transcripts"])
        for name in (TRANSCRIPTS, DATED, ARCHIVE):
            shutil.rmtree(folder / name, ignore_errors=True)
        if folder.is_dir() and any(folder.iterdir()):
            raise QuotetrackError(f"{folder}: holds something else already; name another folder")
        for name in (TRANSCRIPTS, DATED, ARCHIVE):
            (folder / name).mkdir(parents=True)
        numbers: dict[str, int] = {}
        for part, rows in enumerate(_parts(archive, numbers)):
            table = pa.Table.from_pylist(rows, schema=transcripts_schema())
            write_parquet(folder / TRANSCRIPTS / f"part-{part:05}.parquet", table, ROWS_A_GROUP)
        dated = [
            {"number": numbers[id], "first": first, "last": last, "speaker": speaker}
            for id, first, last, speaker in archive.dated()
            if id in numbers
        ]
        write_parquet(folder / DATED / whole.name, pa.Table.from_pylist(dated, schema=dated_schema()))
        tags = {each.language for each in archive.contents()}
        languages = sorted("" if tag is None else main_language(tag) for tag in tags)
        facts = {
            "transcripts": len(numbers),
            "digest": archive.digest(),
            "texts": mark,
            "languages": " ".join(languages) if all(languages) else "",
        }
        write_parquet(whole, pa.Table.from_pylist([facts], schema=archive_schema()))
    except (OSError, pa.ArrowInvalid) as wrong:
        raise QuotetrackError(f"{folder}: cannot be written ({wrong}); name another folder") from None
    return len(numbers)


def _parts(archive: Archive, numbers: dict[str, int]) -> Iterator[list[dict[str, Any]]]:
    """The rows of each file; ``numbers`` is filled with the transcripts' numbers."""
    earlier = earlier_in(archive)
    rows: list[dict[str, Any]] = []
    size = 0
    for number, transcript in enumerate(archive.transcripts()):
        numbers[transcript.id] = number
        before = [transcript_form(other) for other in earlier(transcript)]
        form = transcript_form(transcript)
        text = form.pop("text")
        rows.append(
            {
                "number": number,
                "id": transcript.id,
                "text": text,
                "form": json.dumps(form, ensure_ascii=False),
                "earlier": json.dumps(before, ensure_ascii=False) if before else None,
            }
        )
        size += len(text)
        if size >= LARGEST:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def transcript_of(row: Mapping[str, Any]) -> Transcript:
    """The transcript of a row."""
    return transcript_read({**json.loads(row["form"]), "text": row["text"]})


def earlier_of(row: Mapping[str, Any]) -> list[Transcript]:
    """What its address said before, newest first."""
    return [transcript_read(form) for form in json.loads(row["earlier"] or "[]")]


def transcripts_schema() -> pa.Schema:
    """The columns of ``transcripts/``."""
    import pyarrow as pa

    words = ("id", "text", "form", "earlier")
    return pa.schema([pa.field("number", pa.int64()), *(pa.field(name, pa.string()) for name in words)])


def dated_schema() -> pa.Schema:
    """The columns of ``dated/``."""
    import pyarrow as pa

    words = ("first", "last", "speaker")
    return pa.schema([pa.field("number", pa.int64()), *(pa.field(name, pa.string()) for name in words)])


def archive_schema() -> pa.Schema:
    """The columns of ``archive/``."""
    import pyarrow as pa

    words = ("digest", "texts", "languages")
    return pa.schema([pa.field("transcripts", pa.int64()), *(pa.field(name, pa.string()) for name in words)])
