"""Finding: words that a person looks for, in the archived transcripts. It knows nothing of quotes."""

from quotetrack.finding.core import Hit, find
from quotetrack.finding.query import Term, read_terms

__all__ = ["Hit", "Term", "find", "read_terms"]
