"""What kind of witness a text is, by its own words: minimal, and only what it says plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.model import Completeness, Nature
from quotetrack.transcripts.interpreting import tongue_of
from quotetrack.transcripts.vocabulary import load

HEAD = 8
"""Only this many paragraphs from the start are notes on the text; later the same words are speech."""
LONGEST_NOTE = 240
"""In code points; a longer paragraph is speech."""

HEAD_OF_TONGUES = 3
"""Only in so many paragraphs a note of a language is on the whole text; later the speaker goes over."""
LONGEST_BRACKETED = 100
"""In code points; in a shorter paragraph at the head a bracket anywhere is a note on the text."""

_OMISSION = re.compile(r"[‹<\[(]\s*(?:…|\.\s?\.\s?\.)\s*[›>\])]")
# a quotation may run over several paragraphs, closed only in the last
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|«[^»]*(?:»|\Z)|\"[^\"]*(?:\"|\Z)")
_WORD = re.compile(r"[^\W\d_]+")


def nature_of(title: str | None, paragraphs: Sequence[str], language: str | None) -> Nature:
    """The nature that a note at the head of the text names, else ``unknown``.

    ``paragraphs`` are those in which nobody speaks yet; ``language`` is that of the text.
    """
    notes = " \n ".join(_notes(title, paragraphs))
    for nature, phrases in load("natures")["nature"].items():
        if any(phrase in notes for phrase in phrases):
            return Nature(nature)
    for text in paragraphs[:HEAD_OF_TONGUES]:
        tongue = tongue_of(text if len(text) <= LONGEST_BRACKETED else None, text, language)
        if tongue.translated_from is not None and not _goes_over(text, paragraphs, language):
            return Nature.INTERPRETED if tongue.interpreted else Nature.TRANSLATION
    return Nature.UNKNOWN


def _goes_over(noted: str, paragraphs: Sequence[str], language: str | None) -> bool:
    """Whether another note on language stands further down: then the first is not of the whole text."""
    return any(text is not noted and tongue_of(None, text, language).note for text in paragraphs)


def completeness_of(title: str | None, before: Sequence[str], paragraphs: Sequence[str]) -> Completeness:
    """``no`` where the text says that it is in part, or marks an omission; else ``unknown``.

    A text never says reliably that it is whole. ``before`` are the paragraphs in which nobody
    speaks yet.
    """
    notes = _notes(title, before)
    if any(phrase in note for note in notes for phrase in load("natures")["partial"]):
        return Completeness.NO
    if any(note.startswith(phrase) for note in notes for phrase in load("natures")["partial_starts"]):
        return Completeness.NO
    if any(_OMISSION.fullmatch(text) for text in paragraphs if len(text) < 12):
        return Completeness.NO
    return Completeness.UNKNOWN


def marks_omissions(paragraphs: Sequence[str]) -> bool:
    """Whether an omission is marked anywhere, inside a paragraph included (``‹…›``)."""
    return any(_OMISSION.search(text) for text in paragraphs)


def is_third_person(paragraphs: Sequence[str]) -> bool:
    """Whether nobody says "I" or "we" outside quotation marks: a report, not a speech."""
    text = _QUOTED.sub(" ", "\n".join(paragraphs))
    first_person = frozenset(word for group in load("natures")["first_person"].values() for word in group)
    # "US" is a country
    said = (word.lower() for word in _WORD.findall(text) if len(word) == 1 or not word.isupper())
    return not any(word in first_person for word in said)


def _notes(title: str | None, paragraphs: Sequence[str]) -> list[str]:
    head = [text.lower() for text in paragraphs[:HEAD] if len(text) <= LONGEST_NOTE]
    return [title.lower(), *head] if title else head
