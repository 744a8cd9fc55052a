"""Running text, with the places and the notes in its midst, put together as paragraphs.

For sources that are walked piece by piece (XML, captions): words are added as they come, and the page,
column or time they stand at, and an editor's note between them, are kept where they are.
"""

from __future__ import annotations

import re

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.content import Opening, Paragraph

MOST_PLACES = 1000
"""In one paragraph. The next paragraph knows its place again; no real paragraph has so many."""

MOST_TURNS = 200_000
"""In one text. A day of a parliament has 2,000; each costs time wherever the text is used."""

_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>")


class Composer:
    """Paragraphs in the making."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._parts: list[str] = []
        self._length = 0
        self._spaced = True
        """Whether a space now would be the second, or the paragraph's first sign."""
        self._place: str | None = None
        self._begins: str | None = None
        self._further: list[tuple[int, str]] = []
        self._asides: list[tuple[int, int]] = []
        self._opening: Opening | None = None
        self._opened = 0
        self._emphasised: list[str] = []
        self._plain = False

    def words(self, text: str, *, bold: bool = False) -> None:
        """Adds what is printed next; runs of white space become one space."""
        text = _WHITE.sub(" ", text)
        if self._spaced:
            text = text.removeprefix(" ")
        if not text:
            return
        if not self._parts:
            self._begins = self._place
        self._parts.append(text)
        self._length += len(text)
        self._spaced = text.endswith(" ")
        if bold and not self._plain:
            self._emphasised.append(text)
        elif text.strip():
            self._plain = True

    def aside(self, text: str) -> None:
        """Adds an editor's note in square brackets, unless it stands in brackets already."""
        text = _WHITE.sub(" ", text).strip()
        if not text:
            return
        note = text if _BRACKETED.fullmatch(text) else f"[{text}]"
        if not self._spaced:
            self.words(" ")
        self.words(note)
        self.mark_aside(self._length - len(note), self._length)
        self.words(" ")

    def mark_aside(self, start: int, end: int) -> None:
        """These code points of the paragraph are no speech."""
        if start < min(end, self._length):
            self._asides.append((start, min(end, self._length)))

    def place(self, name: str) -> None:
        """From here on the words stand on this page or column, or are said at this time."""
        self._place = name
        if self._parts and len(self._further) < MOST_PLACES:
            self._further.append((self._length, name))

    def open(self, opening: Opening) -> None:
        """Ends the paragraph; the next one begins a turn. Raises `UnreadableTranscript` for too many."""
        self.end()
        self._opening = opening
        self._opened += 1
        if self._opened > MOST_TURNS:
            raise UnreadableTranscript(f"it has more than {MOST_TURNS} turns: split it")

    @property
    def length(self) -> int:
        """Code points of the paragraph so far."""
        return self._length

    def end(self) -> None:
        """Ends the paragraph; an empty one leaves no trace, and its opening waits for the next."""
        text = "".join(self._parts)
        if text.strip():
            self.paragraphs.append(
                Paragraph(
                    text,
                    emphasised="".join(self._emphasised),
                    locator=self._begins,
                    further=tuple(self._further),
                    asides=tuple(self._asides),
                    opening=self._opening,
                )
            )
            self._opening = None
        self.discard()

    def discard(self) -> None:
        """Forgets the words of the paragraph so far: they turned out to be no part of the text."""
        self._parts, self._further, self._asides, self._emphasised = [], [], [], []
        self._length, self._spaced, self._plain = 0, True, False
