"""All transcripts of one occasion side by side, the way scholars collate witnesses of a text.

After CollateX's model (tokenise, align many texts at once, analyse): the table is built witness
by witness, each aligned with all that are in it already, and never only with the quote.
"""

from quotetrack.collation.core import collate

__all__ = ["collate"]
