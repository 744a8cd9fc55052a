"""Where a report's pages lie in its folder, and what leads from one to another."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from quotetrack.model import Transcript
from quotetrack.records.ids import fault
from quotetrack.transcripts.ids import slug

INDEX = "index.html"
TEXTS = "texts.js"
QUOTES = "quotes"
TRANSCRIPTS = "transcripts"
UP = "../"
"""From a page of a quote or of a transcript to the report's folder."""

_DIGITS = 8
_SAFE = re.compile(r"[a-z0-9][a-z0-9-]*")

Reading = tuple[str, str | None]
"""A transcript's id, and its capture's digest: an id may have several readings."""


def reading(transcript: Transcript) -> Reading:
    """What tells this reading from others."""
    return transcript.id, transcript.capture


def quote_page(id: str) -> str:
    """The page of a quote; its id is safe in a file's name."""
    return f"{QUOTES}/{id}.html"


def transcript_pages(transcripts: Iterable[Transcript]) -> dict[Reading, str]:
    """The page of each reading. Ids that are no safe names of files, or would share one, get some digits."""
    readings = [reading(transcript) for transcript in transcripts]
    stems = {key: _stem(key[0]) for key in readings}
    times = Counter(stems.values())
    return {
        key: f"{TRANSCRIPTS}/{stem if times[stem] == 1 and stem == key[0] else f'{stem}-{_digest(key)}'}.html"
        for key, stem in stems.items()
    }


def _stem(id: str) -> str:
    made = slug(id)
    return made if _SAFE.fullmatch(made) and fault(made) is None else "transcript"


def _digest(key: Reading) -> str:
    return hashlib.sha256(repr(key).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def passage_anchor(quote: str, number: int) -> str:
    """The place of a quote's passage on a transcript's page; ``number`` counts its pieces from 1."""
    return f"q-{quote}" if number == 1 else f"q-{quote}-{number}"
