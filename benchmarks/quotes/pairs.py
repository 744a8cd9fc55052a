"""Which transcripts of two collections are of one speech, by day, surname and words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.cutting import words
from quotes.holdings import surname
from quotes.values import Speech
from quotetrack.model import Transcript

COMMON = 0.5
"""Of the runs of four words of the shorter text; fewer are another text of the day."""


@dataclass(frozen=True)
class Pair:
    """Two transcripts of one speech."""

    source: Speech
    witness: str
    """The id of the other transcript."""


def pairs(sources: Sequence[Speech], transcripts: Sequence[Transcript]) -> Iterator[Pair]:
    """The speeches that both have."""
    by_date: dict[str, list[Transcript]] = defaultdict(list)
    for transcript in transcripts:
        by_date[transcript.date or ""].append(transcript)
    for source in sources:
        if not source.speaker or not source.date:
            continue
        same = [
            transcript
            for transcript in by_date[source.date]
            if transcript.speaker and surname(transcript.speaker) == surname(source.speaker)
        ]
        best = max(same, key=lambda t: _in_common(source.text, t.text), default=None)
        if best is not None and _in_common(source.text, best.text) >= COMMON:
            yield Pair(source, best.id)


def _in_common(one: str, other: str) -> float:
    runs = [set(zip(*(words(text)[n:] for n in range(4)), strict=False)) for text in (one, other)]
    return len(runs[0] & runs[1]) / max(1, min(map(len, runs)))
