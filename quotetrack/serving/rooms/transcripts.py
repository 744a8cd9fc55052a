"""Transcripts: the list by date, one with its text, and words looked for in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from quotetrack.archive.contents import Listed
from quotetrack.archive.full_text import tokens
from quotetrack.errors import QuotetrackError
from quotetrack.finding import Hit, find, read_terms
from quotetrack.formats.site.views.layout import Link
from quotetrack.model import Span
from quotetrack.serving.claims import Search, Wrong
from quotetrack.serving.failures import Missing
from quotetrack.serving.house import here
from quotetrack.serving.pages import page
from quotetrack.serving.searches import only
from quotetrack.serving.views.links import transcript_links, transcript_url
from quotetrack.serving.views.transcript import Block, facts, part_of

room = Blueprint("transcripts", __name__)

ON_A_PAGE = 100
MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """One transcript's page."""

    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    outside: tuple[Link, ...]
    language: str | None
    labelled: bool
    blocks: tuple[Block, ...]
    number: int
    pages: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class MarkedRun:
    text: str
    mark: bool


@dataclass(frozen=True, slots=True)
class HitView:
    """One transcript that holds what was looked for."""

    title: str
    url: str
    facts: tuple[str, ...]
    runs: tuple[MarkedRun, ...]


@room.get("/transcripts")
def listing() -> Response:
    asked = Search.of(request.args)
    errors: dict[str, str] = {}
    rows: list[Listed] = []
    try:
        rows = matching(asked)
    except Wrong as wrong:
        errors = wrong.fields
    first = min(request.args.get("first", 0, type=int), len(rows))
    first = max(first, 0)
    shown = rows[first : first + ON_A_PAGE]
    return page(
        "transcripts.html",
        "Transcripts",
        asked=asked,
        errors=errors,
        listed=shown,
        found=len(rows),
        first=first,
        more=_beginning(first + ON_A_PAGE) if first + ON_A_PAGE < len(rows) else None,
        earlier=_beginning(max(0, first - ON_A_PAGE)) if first else None,
    )


def matching(asked: Search) -> list[Listed]:
    """The transcripts that fit, by date. Raises Wrong."""
    wanted = tokens(asked.words)
    return [
        row
        for row in here().shelves.archive().contents(only(asked))
        if not wanted or _has(f"{row.title or ''} {row.id} {row.occasion or ''}", wanted)
    ]


def _has(text: str, wanted: list[str]) -> bool:
    words = tokens(text)
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _beginning(first: int) -> str:
    """The same list from another place on."""
    values = [(name, value) for name, value in request.args.items() if name != "first"]
    return f"/transcripts?{urlencode([*values, ('first', first)])}"


@room.get("/transcripts/<path:id>")
def transcript(id: str) -> Response:
    found = here().shelves.archive().transcript(id)
    if found is None:
        raise Missing(f"This archive has no transcript {id[:200]}.")
    start = request.args.get("at", type=int)
    end = request.args.get("to", type=int)
    mark = Span(start, end) if start is not None and end is not None and 0 <= start < end else None
    part = part_of(found, request.args.get("part", type=int), mark)
    address = transcript_url(found.id)
    view = TranscriptView(
        facts=facts(found),
        notes=found.notes,
        outside=transcript_links(found),
        language=found.language,
        labelled=bool(found.turns) or found.speaker is not None,
        blocks=part.blocks,
        number=part.number,
        pages=part.of,
        before=f"{address}?part={part.number - 1}#text" if part.number > 1 else None,
        after=f"{address}?part={part.number + 1}#text" if part.number < part.of else None,
    )
    return page("transcript.html", found.title or found.id, view=view)


@room.get("/find")
def words() -> Response:
    asked = Search.of(request.args)
    errors: dict[str, str] = {}
    hits: list[HitView] | None = None
    more = False
    if asked.words:
        try:
            found = found_hits(asked, MOST_HITS + 1)
            hits, more = [_hit(hit) for hit in found[:MOST_HITS]], len(found) > MOST_HITS
        except Wrong as wrong:
            errors = wrong.fields
        except QuotetrackError as wrong:
            errors = {"words": str(wrong)}
    return page("find.html", "Words in the transcripts", asked=asked, errors=errors, hits=hits, more=more)


def found_hits(asked: Search, most: int) -> list[Hit]:
    """The transcripts that hold the words, best first. Raises Wrong, QuotetrackError."""
    wanted = only(asked)
    terms = read_terms([asked.words] if '"' in asked.words else asked.words.split())
    return list(islice(find(here().shelves.archive(), terms, wanted), most))


def _hit(hit: Hit) -> HitView:
    passage = hit.passage
    runs, at = [MarkedRun(hit.before, False)], passage.start
    for mark in hit.marks:
        runs.append(MarkedRun(hit.transcript.text[at : mark.start], False))
        runs.append(MarkedRun(hit.transcript.text[mark.start : mark.end], True))
        at = mark.end
    runs.append(MarkedRun(hit.after, False))
    who = hit.name or hit.label or "no label"
    places = f"{hit.places} places" if hit.places > 1 else ""
    known = (hit.transcript.date or "no date", who, places)
    return HitView(
        hit.transcript.title or hit.transcript.id,
        transcript_url(hit.transcript.id, passage.start, passage.end),
        tuple(each for each in known if each),
        tuple(run for run in runs if run.text),
    )
