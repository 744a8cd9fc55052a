"""A report: the quotes that may be shown, each with all that its verdict rests on; and its folder of files.

What is gathered here is handed to a format, which makes pages of it; what the format makes is laid down here.
"""

from quotetrack.reporting.gathering import gathered
from quotetrack.reporting.laying import Laid, lay
from quotetrack.reporting.material import Cited, Material, QuoteMaterial, TranscriptMaterial, WitnessMaterial

__all__ = [
    "Cited",
    "Laid",
    "Material",
    "QuoteMaterial",
    "TranscriptMaterial",
    "WitnessMaterial",
    "gathered",
    "lay",
]
