"""A translated quote beside the original: which of its sentences answers to which, found by structure."""

from quotetrack.verification.parallel.core import parallel_of

__all__ = ["parallel_of"]
