"""Hits of a search: a few lines each for people, with the words marked; a line of JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from quotetrack.finding import Hit
from quotetrack.formats.cells import plain
from quotetrack.model import Span

SCHEMA = "quotetrack/hit/1"
_INDENT = "    "


def as_json(hit: Hit) -> str:
    """One JSON object on one line; keys that hold nothing are null or empty."""
    transcript = hit.transcript
    return json.dumps(
        {
            "schema": SCHEMA,
            "transcript": transcript.id,
            "title": transcript.title,
            "date": transcript.date,
            "occasion": transcript.occasion,
            "language": transcript.language,
            "url": transcript.url,
            "capture": transcript.capture,
            "speaker": {"label": hit.label, "name": hit.name},
            "passage": _passage(hit.passage.text, hit.passage.start, hit.passage.end, hit.passage.turn),
            "matches": [{"start": mark.start, "end": mark.end} for mark in hit.marks],
            "context": {"before": hit.before, "after": hit.after},
            "also": [
                _passage(o.passage.text, o.passage.start, o.passage.end, o.passage.turn) for o in hit.others
            ],
            "places": hit.places,
            "rank": round(hit.rank, 6),
        },
        ensure_ascii=False,
    )


def _passage(text: str, start: int, end: int, turn: int | None) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, "turn": turn}


def as_text(hit: Hit, *, columns: int = 100, colour: bool = False) -> str:
    """Who, when and where; then the passage and what stands around it. Without colour, ``▸word◂`` marks."""
    return "\n".join(_lines(hit, max(40, columns), colour))


def _lines(hit: Hit, columns: int, colour: bool) -> Iterator[str]:
    transcript = hit.transcript
    head = [plain(transcript.id), plain(transcript.date or "no date"), _speaker(hit)]
    yield click.style("  ".join(head), bold=True) if colour else "  ".join(head)
    if transcript.title and transcript.title != transcript.id:
        yield from _wrapped(plain(transcript.title), columns)
    passage = _marked(hit.passage.text, hit.passage.start, hit.marks)
    opening = "… " if hit.passage.start > len(hit.before) else ""
    closing = " …" if hit.passage.end + len(hit.after) < len(transcript.text) else ""
    yield from _shown(f"{opening}{hit.before}{passage}{hit.after}{closing}", columns, colour)
    for other in hit.others:
        marked = _marked(other.passage.text, other.passage.start, other.marks)
        yield from _shown(f"… {marked} …", columns, colour)
    more = f" · {hit.places} places in this transcript" if hit.places > 1 else ""
    yield f"{_INDENT}characters {hit.passage.start}–{hit.passage.end}{more}"


def _speaker(hit: Hit) -> str:
    """The name, with the label where it says something else; never a guess."""
    if hit.name is None:
        return plain(hit.label) if hit.label else "unlabelled"
    return plain(f"{hit.name} ({hit.label})" if hit.label and hit.label != hit.name else hit.name)


def _marked(text: str, start: int, marks: Sequence[Span]) -> str:
    out, at = "", 0
    for mark in marks:
        first, last = mark.start - start, mark.end - start
        # Marks hold no space to break a line at, whatever their words do.
        out += text[at:first] + "▸" + text[first:last].replace(" ", "\xa0") + "◂"
        at = last
    return out + text[at:]


def _shown(text: str, columns: int, colour: bool) -> Iterator[str]:
    for line in _wrapped(plain(text), columns):
        shown = line
        if colour:
            parts = line.replace("◂", "▸").split("▸")
            shown = "".join(
                click.style(p, fg="green", bold=True) if n % 2 else p for n, p in enumerate(parts)
            )
        yield shown


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(
        text,
        columns,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
        break_long_words=False,
    )
