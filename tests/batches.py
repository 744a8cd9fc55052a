"""An archive and a file of quotes for tests of batches: real addresses, quotes of every kind."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quotetrack.archive import Archive
from quotetrack.importing import Named, Readers, import_rows

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

SPEECHES = 40


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def fill(folder: Path, path: Path) -> Path:
    """An archive of what a file of transcripts holds."""
    named = Named(path=path)
    with Archive.open(folder) as archive, Readers(1) as readers:
        for _ in import_rows(named.rows(), archive, readers, source=named.name):
            pass
    return folder


def corpus(folder: Path, each: int, speeches: int = SPEECHES) -> tuple[Path, Path]:
    """An archive with debates and citations in it, and a file of so many quotes of every kind."""
    from corpora import evenly

    from quotes import hold, questions

    holdings = hold(evenly([], speeches), 1)
    transcripts = [
        {"id": id, "text": t.text, "speaker": t.speaker, "date": t.date, "language": "en", "complete": "yes"}
        for id, t in holdings.transcripts.items()
    ]
    asked: list[dict[str, Any]] = [
        {"id": f"{q.kind}-{n}", "text": q.quote, "speaker": q.speaker, "date": q.date, "language": "en"}
        for n, q in enumerate(questions(holdings, 1, each))
    ]
    asked += [
        {"text": "God bless America", "speaker": "Barack Obama"},
        {"text": "the United States of America"},
        {"text": "The state of our Union is strong.", "date": "2005"},
        {"text": "war"},
        {"text": "Государство — это мы", "language": "ru"},
        {"id": "named", "text": transcripts[0]["text"][:200].rsplit(" ", 1)[0], "in": [transcripts[0]["id"]]},
        {"id": "nowhere", "text": "some words of a speech", "in": ["none-of-these"]},
    ]
    archive = fill(folder / "archive", write_lines(folder / "transcripts.jsonl", transcripts))
    return archive, write_lines(folder / "quotes.jsonl", asked)
