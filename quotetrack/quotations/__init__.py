"""The quotations of an article: where they stand, what they are, and whose words they are said to be."""

from quotetrack.quotations.extracting import quotations
from quotetrack.quotations.quotation import Attribution, Quotation, QuotationKind

__all__ = ["Attribution", "Quotation", "QuotationKind", "quotations"]
