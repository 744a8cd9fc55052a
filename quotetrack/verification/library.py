"""An archive as a quote meets it: its transcripts found by the quote's words and by the claimed date.

The index names where the words may stand, so that only those stretches are read; transcripts of the
claimed date are witnesses even where it finds nothing in them. What is neither has been searched
and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from quotetrack.matching import Text, words_of
from quotetrack.model import Quote, Searched, Transcript
from quotetrack.verification.calendar import Calendar
from quotetrack.verification.copies import nearly_same_by
from quotetrack.verification.shelf import Shelf

if TYPE_CHECKING:  # the index loads numpy, which a record that its own sources settle has no use for
    from quotetrack.matching.index import Candidate, Index

MOST_OF_A_DATE = 10
"""Transcripts of the claimed date that are read as witnesses, beside those that have the words. A claim
of a mere year may be met by hundreds; they are searched like all others."""
MANY = 12
"""Transcripts that the index names at most."""
PART = 3
"""Of what stands in one transcript, so small a part in another that was asked for by name is chance."""
LEAST_WORDS = 3
"""Fewer have no place of their own in an archive, and are not looked for there."""


class Library:
    """The transcripts of one archive, for as many quotes as one likes."""

    def __init__(
        self,
        index: Index,
        load: Callable[[str], Transcript | None],
        calendar: Calendar,
        searched: Searched,
        holds: Callable[[str], bool] = lambda _: True,
        everything: Callable[[], Iterator[Transcript]] = lambda: iter(()),
    ) -> None:
        """``load`` gets a transcript by its id; ``holds`` tells whether any may be in a language.

        ``everything`` gets all transcripts, one at a time: for `exhaustive`.
        """
        self._index = index
        self._shelf = Shelf(load)
        self._calendar = calendar
        self.searched = searched
        """The whole archive."""
        self.holds = holds
        """Whether a transcript may be in this language (a primary subtag)."""
        self.everything = everything
        """All transcripts, one at a time in memory; none is put on the shelf."""
        self.alike = nearly_same_by(index.words_of)
        """Whether two of the transcripts are copies."""

    def look_for(self, quote: Quote) -> Iterator[tuple[Transcript, Text]]:
        """The transcripts to compare the quote with, each once: those that may have its words first.

        Those of the claimed date, and where many have the words those of the claimed speaker, are
        asked for by name too: among many alike the right one may not be the best.
        """
        seen: set[str] = set()
        words = words_of(quote.text, quote.language)
        candidates = self._asked(words)
        of_date = list(islice(self._calendar.of(quote), MOST_OF_A_DATE))
        named = frozenset(of_date)
        if len(candidates) >= MANY and quote.speaker is not None:
            named |= frozenset(self._calendar.by(quote.speaker))
        named -= {candidate.transcript for candidate in candidates}
        least = max((candidate.covered for candidate in candidates), default=0) // PART
        for candidate in (*candidates, *(self._asked(words, named, least) if named else ())):
            found = self._shelf.one(candidate.transcript)
            if found is not None:
                seen.add(candidate.transcript)
                yield found[0], found[1].through(candidate.windows)
        for transcript, text in self._shelf.take(self._index.unindexed):
            seen.add(transcript.id)
            yield transcript, text
        for transcript, text in self._shelf.take(id for id in of_date if id not in seen):
            yield transcript, text.through(())

    def _asked(self, words: str, only: frozenset[str] | None = None, least: int = 1) -> tuple[Candidate, ...]:
        """What the index says of some words."""
        if len(words.split()) < LEAST_WORDS:
            return ()
        return self._index.look_up(words, only=only, least=least, most=MANY)
