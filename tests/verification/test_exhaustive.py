"""Every transcript read whole: what no index names is found, in order, and memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.matching import Text, compare, may_hold
from quotetrack.matching.index import Index, bring_up_to_date
from quotetrack.model import Person, Quote, Searched, Status, Transcript, Verdict, Wording
from quotetrack.verification import Calendar, Library, exhaustive, verify_everywhere
from quotetrack.verification.exhaustive import MOST_EARLIEST, MOST_KEPT, verify_exhaustively
from quotetrack.verification.verify import hear_everywhere

SAID = (
    "We shall build a bridge over the wide river before winter comes, and every village on either bank "
    "will send its carpenters, its masons and its bread."
)
CHANGED = (
    "We must build a road over the long river before summer comes, and each village on the bank "
    "should send its builders, its masons and the bread."
)
APART = (
    "We shall raise a bridge across the wide stream before winter falls, and every hamlet on either shore "
    "will send her smiths, its masons or their bread."
)
"""No three of its words stand in a row there."""
OTHER = "Nothing was decided about the harvest of that year, number {n}, and the members went home early."


def library(folder: Path, transcripts: list[Transcript]) -> Library:
    """A library of transcripts in memory, all in its index."""
    by_id = {transcript.id: transcript for transcript in transcripts}
    stamps = dict.fromkeys(by_id, "1")
    for _ in bring_up_to_date(folder, stamps, lambda id: by_id[id].text):
        pass
    return Library(
        Index.open(folder, stamps),
        by_id.get,
        Calendar(lambda: ()),
        Searched(len(by_id), "sha256:x"),
        everything=lambda: iter(transcripts),
    )


@pytest.fixture
def shelves(tmp_path: Path) -> Library:
    others = [Transcript(f"other-{n}", OTHER.format(n=n), language="en") for n in range(20)]
    russian = Transcript("russian", "Мы построим мост через широкую реку до зимы.", language="ru")
    return library(tmp_path, [*others, Transcript("speech", SAID, language="en"), russian])


def read(shelves: Library, *quotes: Quote, watch: exhaustive.Watch | None = None) -> list[Verdict]:
    heard = (hear_everywhere(quote, lambda: shelves) for quote in quotes)
    more = {} if watch is None else {"watch": watch}
    return list(verify_exhaustively(heard, lambda: shelves, **more))


def test_what_the_index_cannot_name_is_found(shelves: Library) -> None:
    quote = Quote("q", APART, language="en")
    quick = verify_everywhere(quote, lambda: shelves)
    assert (quick.status, quick.searched.read_whole) == (Status.NOT_IN_TRANSCRIPTS, None)
    (verdict,) = read(shelves, quote)
    assert verdict.status is Status.DIFFERS
    assert verdict.witnesses[0].transcript.id == "speech"
    # the one in another language has no words to hold against it
    assert (verdict.searched.transcripts, verdict.searched.read_whole) == (22, 21)


def test_what_is_nowhere_stays_nowhere_and_says_what_was_read(shelves: Library) -> None:
    (verdict,) = read(shelves, Quote("q", "purple elephants sing quietly beneath marble staircases"))
    assert verdict.status is Status.NOT_IN_TRANSCRIPTS
    assert verdict.reason.startswith("Not in the 22 transcripts we read")
    assert (verdict.witnesses, verdict.searched.read_whole) == ((), 22)


def test_verdicts_come_in_order_and_the_archive_is_read_once_for_many(
    shelves: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[int] = []

    @contextmanager
    def watch(number: int) -> Iterator[Callable[[int], None]]:
        readings.append(0)

        def done(count: int) -> None:
            readings[-1] += count

        yield done
        assert readings[-1] == number

    texts = [SAID, APART, SAID, "no such words stand anywhere in here", SAID, APART]
    quotes = [Quote(f"q{n}", text) for n, text in enumerate(texts)]
    verdicts = read(shelves, *quotes, watch=watch)
    assert [verdict.quote.id for verdict in verdicts] == [quote.id for quote in quotes]
    assert [verdict.searched.read_whole for verdict in verdicts] == [None, 22, None, 22, None, 22]
    assert readings == [22]
    monkeypatch.setattr(exhaustive, "AT_ONCE", 2)
    assert read(shelves, *quotes, watch=watch) == verdicts
    assert readings == [22, 22, 22]
    monkeypatch.setattr(exhaustive, "MOST_WAITING", 1)
    assert read(shelves, *quotes, watch=watch) == verdicts


def test_a_quote_that_is_settled_opens_nothing() -> None:
    def never() -> Library:
        raise AssertionError("the archive was opened")

    own = Transcript("own", SAID)
    heard = hear_everywhere(Quote("q", SAID), never, [own])
    (verdict,) = verify_exhaustively([heard], never)
    assert verdict.status is Status.MATCHES


def test_its_own_source_is_heard_once(shelves: Library) -> None:
    own = Transcript("speech", SAID, language="en", speaker="A. Speaker")
    quote = Quote("q", CHANGED, speaker=Person("A. Speaker"))
    (verdict,) = verify_exhaustively([hear_everywhere(quote, lambda: shelves, [own])], lambda: shelves)
    assert [(w.transcript.id, w.declared) for w in verdict.witnesses] == [("speech", True)]
    assert verdict.status is Status.DIFFERS


def test_what_stands_everywhere_is_kept_in_part_and_said_so(tmp_path: Path) -> None:
    many = [Transcript(f"t-{n:03}", f"Thank you, {OTHER.format(n=n)}") for n in range(100)]
    (verdict,) = read(library(tmp_path, many), Quote("q", "thank you"))
    assert verdict.status is Status.UNCHECKED
    assert "places and more." in verdict.reason
    assert len(verdict.witnesses) <= MOST_KEPT + MOST_EARLIEST


def test_two_words_with_one_place_are_found(shelves: Library) -> None:
    (verdict,) = read(shelves, Quote("q", "wide river"))
    assert verdict.witnesses[0].transcript.id == "speech"
    assert verdict.status is Status.MATCHES


WORDS = st.lists(
    st.sampled_from(("we", "shall", "build", "the", "long", "bridge", "not", "over", "it", "again")),
    max_size=30,
)


@given(quote=WORDS.filter(bool), transcript=WORDS, cut=st.integers(0, 30))
def test_a_quick_look_loses_nothing(quote: list[str], transcript: list[str], cut: int) -> None:
    strangers = [f"stranger{n}" if n % 3 == cut % 3 or n > cut else word for n, word in enumerate(quote)]
    text = Text.of(" ".join(transcript), (), "en")
    for words in (" ".join(quote), " ".join(strangers)):
        if not may_hold(words, text, "en"):
            assert compare(words, text, "en")[0].wording is Wording.ABSENT
