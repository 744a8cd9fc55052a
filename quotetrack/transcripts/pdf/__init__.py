"""PDFs to transcripts: letters to words, words to columns and lines, lines to paragraphs.

`confined.read` is the way in for bytes of any origin; `document.read` does the same without the
confinement. Lengths are points (1/72 inch); ``top`` and ``bottom`` count downwards from the page's
upper edge.
"""
