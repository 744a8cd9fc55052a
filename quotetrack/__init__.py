"""Quotetrack: did this person say these words, then and there, and what stood around them?

The way of the data, one direction: records and an archive's transcripts to matching,
verification, a verdict. From Python::

    from quotetrack import Archive, Person, Quote, verify

    with Archive.open(Path("archive")) as archive:
        quote = Quote("infamy", "a date which will live in infamy", speaker=Person("Franklin D. Roosevelt"))
        verdict = verify(quote, archive.transcripts())

Names are imported when they are first used, so that the command line starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from quotetrack.version import __version__

if TYPE_CHECKING:
    from quotetrack.archive import Archive
    from quotetrack.matching import compare
    from quotetrack.model import Person, Quote, Transcript, Verdict
    from quotetrack.records import load_record, load_records
    from quotetrack.transcripts import read_transcript
    from quotetrack.verification import verify

_HOMES = {
    "Archive": "quotetrack.archive",
    "Person": "quotetrack.model",
    "Quote": "quotetrack.model",
    "Transcript": "quotetrack.model",
    "Verdict": "quotetrack.model",
    "compare": "quotetrack.matching",
    "load_record": "quotetrack.records",
    "load_records": "quotetrack.records",
    "read_transcript": "quotetrack.transcripts",
    "verify": "quotetrack.verification",
}

__all__ = [
    "Archive",
    "Person",
    "Quote",
    "Transcript",
    "Verdict",
    "__version__",
    "compare",
    "load_record",
    "load_records",
    "read_transcript",
    "verify",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
