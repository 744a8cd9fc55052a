"""A transcript's citation in one sentence, ready to be copied."""

from __future__ import annotations

from quotetrack.formats.exports.citation import Citation
from quotetrack.formats.exports.days import in_english


def sentence(citation: Citation) -> str:
    """Author, title, occasion, date, publisher, address, when it was saved. What is not known is left out."""
    title = f"“{citation.title}”"
    occasion = citation.occasion if citation.occasion != citation.title else None
    where = (citation.author, title, occasion, in_english(citation.date), citation.publisher)
    parts = [", ".join(part for part in where if part)]
    if citation.nature:
        parts.append(f"{citation.nature.capitalize()} transcript")
    if citation.pages:
        parts.append(f"P. {citation.pages}")
    if citation.url:
        parts.append(citation.url)
    if citation.copy:
        copied = f" of {in_english(citation.copied)}" if citation.copied else ""
        parts.append(f"Archived copy{copied}: {citation.copy}")
    if citation.saved:
        parts.append(f"Saved {in_english(citation.saved)}")
    return ". ".join(" ".join(part.split()) for part in parts) + "."
