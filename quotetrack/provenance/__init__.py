"""Provenance: from a quote back to the bytes that its verdict rests on, and to who fetched them."""

from quotetrack.provenance.chain import (
    CaptureLink,
    Provenance,
    PublicationLink,
    VerdictLink,
    WitnessLink,
    provenance_of,
)

__all__ = [
    "CaptureLink",
    "Provenance",
    "PublicationLink",
    "VerdictLink",
    "WitnessLink",
    "provenance_of",
]
