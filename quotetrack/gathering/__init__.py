"""Gathering: sources to captures to transcripts, with one outcome for each source."""

from quotetrack.gathering.asking import Route, Via
from quotetrack.gathering.core import gather
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.gathering.preview import preview
from quotetrack.gathering.wanted import Wanted, wanted_by_records, wanted_file, wanted_url

__all__ = [
    "Done",
    "Outcome",
    "Route",
    "Via",
    "Wanted",
    "gather",
    "preview",
    "wanted_by_records",
    "wanted_file",
    "wanted_url",
]
