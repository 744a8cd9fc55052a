"""The transcripts that a stored verdict rests on, collated; nothing else is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from quotetrack.collation import collate
from quotetrack.collation.values import Collation
from quotetrack.exporting.checked import Checked
from quotetrack.matching import Text
from quotetrack.model import Kind, Transcript
from quotetrack.reporting.material import WitnessMaterial
from quotetrack.verification import readable, verify

KEPT = 64
"""Transcripts whose words are kept at hand: the next quote often has the same."""
_FEWEST = 2


def side_by_side(checked: Checked, witnesses: Iterable[WitnessMaterial]) -> Collation | None:
    """The collation; ``None`` where fewer than two have the passage, or the verdict is stale."""
    if checked.stale or checked.quote.kind is Kind.REPORTED:
        return None
    having = {
        each.transcript.id: (each.transcript, each.part.declared)
        for each in witnesses
        if each.transcript is not None and each.part.wording not in (None, "absent", "partial")
    }
    if len(having) < _FEWEST:
        return None
    declared = frozenset(id for id, (_, named) in having.items() if named)
    read = [(transcript, _words(transcript)) for transcript, _ in having.values()]
    collation = collate(checked.quote, verify(checked.quote, read, declared=declared).witnesses)
    return collation if len(collation.rows) > _FEWEST else None


@lru_cache(maxsize=KEPT)
def _words(transcript: Transcript) -> Text:
    return readable(transcript)
