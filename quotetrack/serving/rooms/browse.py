"""Who speaks in the archive, and the records of quotes: leafed through."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response, request

from quotetrack.archive.contents import Speaking
from quotetrack.archive.full_text import tokens
from quotetrack.serving.house import here
from quotetrack.serving.pages import page

room = Blueprint("browse", __name__)


@room.get("/speakers")
def speakers() -> Response:
    words = request.args.get("words", "").strip()[:200]
    found = speaking(words)
    groups = [(letter, list(each)) for letter, each in groupby(found, key=_letter)]
    return page("speakers.html", "Speakers", words=words, groups=groups, found=len(found))


def speaking(words: str) -> list[Speaking]:
    """Everybody whose name has these words, by name."""
    wanted = tokens(words)
    found = [
        voice
        for voice in here().shelves.speakers()
        if not wanted or all(any(t.startswith(w) for t in tokens(voice.name)) for w in wanted)
    ]
    return sorted(found, key=lambda voice: (_letter(voice), voice.name.casefold()))


def _letter(voice: Speaking) -> str:
    first = next((c for c in voice.name if c.isalnum()), "")
    return first.upper() if first else "Other"
