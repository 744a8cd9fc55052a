"""Quote and witnesses to a verdict: the rules of speaker, occasion, context and status."""

from quotetrack.verification.evidence import evidence_digest
from quotetrack.verification.testimony import readable
from quotetrack.verification.verify import verify

__all__ = ["evidence_digest", "readable", "verify"]
