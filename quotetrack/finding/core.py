"""Looking for words in an archive: hits, best first, each a passage with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.archive import Archive
from quotetrack.archive.full_text import Only
from quotetrack.finding.passages import Found, best_passages, context_of, places_of
from quotetrack.finding.query import Term, expression
from quotetrack.model import Passage, Span, Transcript


@dataclass(frozen=True, slots=True)
class Hit:
    """One transcript that holds all terms, and the passage that shows it best."""

    transcript: Transcript
    rank: float
    """bm25 over whole transcripts; the lower, the better."""
    passage: Passage
    marks: tuple[Span, ...]
    """The matches inside the passage, in code points of the transcript's text."""
    before: str
    after: str
    label: str | None
    """Of the passage's turn, as printed."""
    name: str | None
    """Who speaks there; ``None`` where the transcript does not say."""
    places: int
    """How many matches there are in the transcript, under the speaker's name if one is asked for."""
    others: tuple[Found, ...] = ()
    """Passages with the terms that this one lacks."""


def find(archive: Archive, terms: Sequence[Term], only: Only) -> Iterator[Hit]:
    """The transcripts that hold all terms, best first; under that speaker's name, if one is asked for."""
    for having in archive.having(expression(terms), only):
        transcript = having.transcript
        places = places_of(transcript, having.places, terms, only.speaker)
        if not places:
            continue
        best, *others = best_passages(transcript, places)
        before, after = context_of(transcript, best)
        yield Hit(
            transcript=transcript,
            rank=having.rank,
            passage=best.passage,
            marks=best.marks,
            before=before,
            after=after,
            label=best.turn.label if best.turn else None,
            name=_name(transcript, best),
            places=len(places),
            others=tuple(others),
        )


def _name(transcript: Transcript, found: Found) -> str | None:
    if not transcript.turns:
        return transcript.speaker
    return found.turn.speaker if found.turn else None
