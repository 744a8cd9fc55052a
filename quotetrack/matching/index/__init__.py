"""The trigram index: where in an archive a quote's words may stand, without reading the archive."""

from quotetrack.matching.index.lookup import Candidate
from quotetrack.matching.index.segment import DamagedSegment, Entry, Segment
from quotetrack.matching.index.store import Index, bring_up_to_date

__all__ = ["Candidate", "DamagedSegment", "Entry", "Index", "Segment", "bring_up_to_date"]
