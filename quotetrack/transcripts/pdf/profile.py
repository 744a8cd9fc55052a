"""What a publisher profile says of PDFs: its table ``[pdf]``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfRules:
    """How one publisher's PDFs are built. Patterns are regular expressions; ``^`` matches at a line."""

    first_page: tuple[str, ...]
    """All of these must stand on the first page, or the file is read as any PDF is."""
    begins: str | None = None
    """The paragraph that the text begins with; what stands before it is no part of it."""
    drop: tuple[str, ...] = ()
    """Whole paragraphs that are no part of the text."""
    title: str | None = None
    """On the first page; its group is the title. Without it the occasion is."""
    date: str | None = None
    """On the first page; its group is the occasion's date."""
    place: str | None = None
    occasion: tuple[str, ...] = ()
    """On the first page; their groups, put together, name the occasion."""
    language: str | None = None
    notes: tuple[str, ...] = ()
    """What is weak about such texts."""
