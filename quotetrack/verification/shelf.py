"""Transcripts at hand for many quotes: each read and tokenised once, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator

from quotetrack.matching import Text
from quotetrack.model import Transcript
from quotetrack.verification.testimony import readable

ROOM = 20_000_000
"""Code points of text kept ready at once; with their tokens they take about 1 GB."""


class Shelf:
    """Hands out transcripts with their texts made ready, keeping the last used."""

    def __init__(self, load: Callable[[str], Transcript | None], room: int = ROOM) -> None:
        """``load`` gets a transcript by its id; ``room`` is in code points."""
        self._load = load
        self._room = room
        self._held: OrderedDict[str, tuple[Transcript, Text]] = OrderedDict()
        self._taken = 0

    def take(self, ids: Iterable[str]) -> Iterator[tuple[Transcript, Text]]:
        """The transcripts of these ids, in order; unknown ids are passed over."""
        for id in ids:
            held = self._held.get(id)
            if held is None:
                transcript = self._load(id)
                if transcript is None:
                    continue
                held = (transcript, readable(transcript))
                self._keep(id, held)
            else:
                self._held.move_to_end(id)
            yield held

    def _keep(self, id: str, held: tuple[Transcript, Text]) -> None:
        size = len(held[0].text)
        if size > self._room:
            return
        # A sweep over more than the shelf holds would push out each text just before it is wanted
        # again; so what is on the shelf stays, and the rest is read anew.
        if self._taken + size <= self._room:
            self._held[id] = held
            self._taken += size
