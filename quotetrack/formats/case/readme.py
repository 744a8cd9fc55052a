"""The README of a case file: how a stranger checks it all with standard tools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from quotetrack.casefile import Case, Entry
from quotetrack.casefile.writing import page_name, transcript_stem
from quotetrack.formats.cells import plain
from quotetrack.version import __version__


def as_text(case: Case, made: datetime) -> str:
    """The README as plain text; ``made`` is the moment of writing, UTC."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Plain text: nothing is escaped, and what could move a terminal's cursor is taken out beforehand.
    read = Environment(
        loader=PackageLoader("quotetrack.formats.case"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    independent = [held.capture.independent for held in case.captures if held.capture.independent]
    return read.get_template("README.txt.j2").render(
        heading=", ".join(entry.quote.id for entry in case.entries),
        made=f"{made:%Y-%m-%d %H:%M} UTC",
        version=__version__,
        entries=[_entry(entry) for entry in case.entries],
        rewritten=", ".join(entry.quote.id for entry in case.entries if not entry.whole),
        passages=list(_passages(case)),
        pages=[
            {
                "name": page_name(held),
                "address": plain(held.capture.address),
                "at": f"{held.capture.archived_at:%Y-%m-%d %H:%M:%S} UTC",
                "digest": held.capture.digest,
                "read_as": held.read_as,
            }
            for held in case.captures
            if held.lost is None
        ],
        independent=[plain(memento.url) for memento in independent],
        missing=[f"{plain(held.capture.address)}: {plain(held.lost)}" for held in case.captures if held.lost],
    )


def _entry(entry: Entry) -> dict[str, Any]:
    verdict = entry.verdict
    return {
        "id": entry.quote.id,
        "text": plain(entry.quote.text),
        "status": verdict["status"],
        "reason": plain(str(verdict["reason"])),
        "hidden": entry.hidden,
    }


def _passages(case: Case) -> Iterator[dict[str, Any]]:
    held = {(each.id, each.capture) for each in case.transcripts}
    for entry in case.entries:
        for witness in entry.verdict["witnesses"]:
            passage = witness["passage"]
            if passage and (witness["transcript"], witness["capture"]) in held:
                stem = transcript_stem(witness["transcript"], witness["capture"])
                yield {"stem": stem, "start": passage["start"], "end": passage["end"]}
