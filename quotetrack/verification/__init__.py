"""Quote and witnesses to a verdict: the rules of speaker, occasion, context and status."""

from quotetrack.verification.calendar import Calendar, Dated
from quotetrack.verification.evidence import evidence_digest
from quotetrack.verification.library import Library
from quotetrack.verification.testimony import readable
from quotetrack.verification.verify import hear, verify, verify_everywhere

__all__ = [
    "Calendar",
    "Dated",
    "Library",
    "evidence_digest",
    "hear",
    "readable",
    "verify",
    "verify_everywhere",
]
