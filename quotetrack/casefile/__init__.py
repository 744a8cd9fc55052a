"""The case file: everything about some quotes in one folder that outlives this program."""

from quotetrack.casefile.gathering import Bytes, Case, Entry, gather
from quotetrack.casefile.writing import write

__all__ = ["Bytes", "Case", "Entry", "gather", "write"]
