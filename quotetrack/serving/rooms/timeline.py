"""A phrase through the archive: every occurrence in it, the earliest first, with its variants."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from quotetrack.errors import QuotetrackError
from quotetrack.model import Difference, Weight
from quotetrack.serving.claims import Search, Wrong
from quotetrack.serving.house import here
from quotetrack.serving.pages import page
from quotetrack.serving.searches import only
from quotetrack.serving.views.links import transcript_url
from quotetrack.timeline import Occurrence, Timeline, Variant, timeline

room = Blueprint("timeline", __name__)

MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence."""

    date: str | None
    who: str
    title: str
    url: str
    wording: str
    before: str
    words: str
    after: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """All of them."""

    entries: tuple[Entry, ...]
    variants: tuple[Variant, ...]
    more: bool


@room.get("/timeline")
def phrase() -> Response:
    asked = Search.of(request.args, "phrase")
    errors: dict[str, str] = {}
    view = None
    if asked.words:
        try:
            found = through_time(asked, MOST)
            view = TimelineView(tuple(map(_entry, found.occurrences)), found.variants, found.more)
        except Wrong as wrong:
            errors = wrong.fields
        except QuotetrackError as wrong:
            errors = {"phrase": str(wrong)}
    form = {"phrase": asked.words, "speaker": asked.speaker, "first": asked.first, "last": asked.last}
    return page("timeline.html", "A phrase in time", asked=form, errors=errors, view=view)


def through_time(asked: Search, most: int) -> Timeline:
    """The phrase's occurrences. Raises Wrong, QuotetrackError."""
    return timeline(here().shelves.archive(), asked.words, only(asked), most=most)


def _entry(occurrence: Occurrence) -> Entry:
    transcript, passage = occurrence.transcript, occurrence.passage
    return Entry(
        date=transcript.date,
        who=occurrence.name or occurrence.label or "Nobody is named",
        title=transcript.title or transcript.id,
        url=transcript_url(transcript.id, passage.start, passage.end),
        wording=occurrence.wording.value,
        before=occurrence.before,
        words=passage.text,
        after=occurrence.after,
        differences=tuple(
            _said(each) for each in occurrence.differences if each.weight is not Weight.TYPOGRAPHIC
        ),
    )


def _said(difference: Difference) -> str:
    """What stands there other than in the phrase."""
    here, phrase = difference.transcript, difference.quote
    if here and phrase:
        return f"“{here}” where the phrase has “{phrase}”"
    return f"with “{here}”" if here else f"without “{phrase}”"
