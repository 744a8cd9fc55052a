"""The quotations of an article: where they stand, what they are, and whose words they are said to be.

The way in from Python, for a command or a web page alike::

    from quotetrack.quotations import quotations, read_document

    document = read_document(body, "article.md")  # bytes: Markdown, HTML, text or DOCX
    for quotation in quotations(document):
        place = document.place(quotation.span.start)  # line and column, from 1
        print(place.line, quotation.kind, quotation.speaker, quotation.text)

For text that is at hand as a string: ``read_document(text.encode(), "typed", form=Form.TEXT)``. What the
archive says of each is the work of ``quotetrack.checking``.
"""

from quotetrack.quotations.document import Document, Place
from quotetrack.quotations.extracting import quotations
from quotetrack.quotations.quotation import Attribution, Quotation, QuotationKind
from quotetrack.quotations.reading import Form, read_document

__all__ = [
    "Attribution",
    "Document",
    "Form",
    "Place",
    "Quotation",
    "QuotationKind",
    "quotations",
    "read_document",
]
