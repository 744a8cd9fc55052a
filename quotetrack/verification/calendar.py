"""Which transcripts of an archive are of a claimed date and may be the claimed person's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from quotetrack.model import Person, Quote
from quotetrack.verification.dates import SLACK, read_date
from quotetrack.verification.names import is_person


class Dated(NamedTuple):
    """What is known of a transcript without opening it; a tuple, since all of an archive's are listed."""

    id: str
    first: str
    """The first day that its date can mean, ISO 8601."""
    last: str
    speaker: str | None


class Calendar:
    """The dated transcripts of an archive; listed when the first dated quote comes."""

    def __init__(self, dated: Callable[[], Iterable[Dated]]) -> None:
        """``dated`` lists them, in any order."""
        self._dated = dated

    def of(self, quote: Quote) -> Iterator[str]:
        """The ids of those whose date lies within the claimed one: his own, then those that name nobody.

        One that is dated less precisely than the claim proves nothing about it and is left out.
        """
        if quote.date is None:
            return
        for interval in read_date(quote.date).intervals:
            yield from self._within(_day(interval.first, -SLACK), _day(interval.last, SLACK), quote)

    def by(self, person: Person) -> Iterator[str]:
        """The ids of the dated transcripts of this person's words."""
        for speaker, ids in self._speakers.items():
            if is_person(person, speaker):
                yield from ids

    @cached_property
    def _days(self) -> list[Dated]:
        return sorted(self._dated(), key=attrgetter("first", "id"))

    @cached_property
    def _firsts(self) -> list[str]:
        return [each.first for each in self._days]

    @cached_property
    def _speakers(self) -> dict[str, list[str]]:
        speakers: dict[str, list[str]] = {}
        for each in self._days:
            if each.speaker is not None:
                speakers.setdefault(each.speaker, []).append(each.id)
        return speakers

    def _within(self, first: str, last: str, quote: Quote) -> Iterator[str]:
        begin, end = bisect_left(self._firsts, first), bisect_right(self._firsts, last)
        unnamed = []
        for each in self._days[begin:end]:
            if each.last > last:
                continue
            if each.speaker is None:
                unnamed.append(each.id)
            elif quote.speaker is None or is_person(quote.speaker, each.speaker):
                yield each.id
        # Their turns may name him.
        yield from unnamed


def _day(day: date, off: int) -> str:
    """A day so many days off, in ISO 8601; as far as the calendar goes."""
    try:
        return (day + timedelta(days=off)).isoformat()
    except OverflowError:
        return day.isoformat()
