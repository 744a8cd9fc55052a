"""Transcripts at hand for many quotes: each loaded once, within a bound of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quotetrack.matching import Text
from quotetrack.model import Transcript
from quotetrack.verification.testimony import readable

ROOM = 100_000_000
"""Code points of text kept at once: 100 to 200 MB."""
ROOM_FOR_TOKENS = 20_000_000
"""Code points of text kept with all their tokens, which take fifty times the room: 1 GB."""


class Shelf:
    """Hands out transcripts with their texts made ready, keeping as many as there is room for.

    A sweep over more than the shelf holds would push out each text just before it is wanted again;
    so what is on the shelf stays, and the rest is loaded anew each time.
    """

    def __init__(
        self,
        load: Callable[[str], Transcript | None],
        room: int = ROOM,
        room_for_tokens: int = ROOM_FOR_TOKENS,
    ) -> None:
        """``load`` gets a transcript by its id; the rooms are in code points."""
        self._load = load
        self._room = room
        self._room_for_tokens = room_for_tokens
        self._transcripts: dict[str, Transcript] = {}
        self._texts: dict[str, Text] = {}

    def take(self, ids: Iterable[str]) -> Iterator[tuple[Transcript, Text]]:
        """The transcripts of these ids, in order; unknown ids are passed over."""
        return filter(None, map(self.one, ids))

    def one(self, id: str) -> tuple[Transcript, Text] | None:
        """The same for one id."""
        transcript = self._transcript(id)
        return None if transcript is None else (transcript, self._text(transcript))

    def _transcript(self, id: str) -> Transcript | None:
        transcript = self._transcripts.get(id)
        if transcript is None:
            transcript = self._load(id)
            if transcript is not None and len(transcript.text) <= self._room:
                self._room -= len(transcript.text)
                self._transcripts[id] = transcript
        return transcript

    def _text(self, transcript: Transcript) -> Text:
        """Its text; one that is kept keeps its tokens, once somebody has asked for them."""
        text = self._texts.get(transcript.id)
        if text is None:
            text = readable(transcript)
            if len(text.text) <= self._room_for_tokens:
                self._room_for_tokens -= len(text.text)
                self._texts[transcript.id] = text
        return text
