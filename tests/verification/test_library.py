"""An archive as a quote meets it: what its index names, what its calendar names, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quotetrack.matching.index import Index, bring_up_to_date
from quotetrack.model import Person, Quote, Searched, Status, Transcript
from quotetrack.verification import Calendar, Dated, Library, verify_everywhere

FORMULA = "the president of the united states received the envoys of both nations"
OTHERS = "and spoke of peace, of trade and of the harvest that year in number {n}"


def library(folder: Path, transcripts: list[Transcript], indexed: int | None = None) -> Library:
    """A library of transcripts in memory, the first ``indexed`` of them in its index."""
    by_id = {transcript.id: transcript for transcript in transcripts}
    stamps = dict.fromkeys(by_id, "1")
    some = dict(list(stamps.items())[:indexed])
    for _ in bring_up_to_date(folder, some, lambda id: by_id[id].text):
        pass
    calendar = Calendar(lambda: (Dated(t.id, t.date, t.date, t.speaker) for t in transcripts if t.date))
    return Library(Index.open(folder, stamps), by_id.get, calendar, Searched(len(by_id), "sha256:x"))


@pytest.fixture
def speeches() -> list[Transcript]:
    many = [
        Transcript(
            f"speech-{n:02}",
            f"{FORMULA} {OTHERS.format(n=n)}",
            speaker="Somebody Else",
            date=f"18{n:02}-05-16",
        )
        for n in range(30)
    ]
    return [*many, Transcript("zz-adams", f"{FORMULA} once more", speaker="John Adams", date="1797-05-16")]


def found(shelves: Library, quote: Quote) -> dict[str, bool]:
    """What is handed out: the ids, and whether there is anything of their text to look at."""
    return {transcript.id: text.windows != () for transcript, text in shelves.look_for(quote)}


@pytest.mark.parametrize("claim", [{"date": "1797-05-16"}, {"speaker": Person("J. Adams")}])
def test_the_right_one_among_many_alike_is_asked_for_by_name(
    tmp_path: Path, speeches: list[Transcript], claim: dict[str, object]
) -> None:
    shelves = library(tmp_path, speeches)
    assert "zz-adams" not in found(shelves, Quote("q", FORMULA))
    assert found(shelves, Quote("q", FORMULA, **claim))["zz-adams"]  # type: ignore[arg-type]
    verdict = verify_everywhere(
        Quote("q", FORMULA, speaker=Person("John Adams"), date="1797-05-16"), lambda: shelves
    )
    assert (verdict.status, verdict.witnesses[0].transcript.id) == (Status.MATCHES, "zz-adams")


def test_one_of_the_claimed_date_without_the_words_is_a_witness(
    tmp_path: Path, speeches: list[Transcript]
) -> None:
    shelves = library(tmp_path, speeches)
    quote = Quote(
        "q", "nobody in these halls ever said a word like this", speaker=Person("John Adams"), date="1797"
    )
    assert found(shelves, quote) == {"zz-adams": False}
    verdict = verify_everywhere(quote, lambda: shelves)
    assert verdict.status is Status.NOT_IN_TRANSCRIPTS
    assert verdict.searched.transcripts == 31


def test_what_is_not_in_the_index_is_read_whole(tmp_path: Path, speeches: list[Transcript]) -> None:
    shelves = library(tmp_path, speeches, indexed=5)
    got = {
        t.id: text.windows
        for t, text in shelves.look_for(Quote("q", "words that stand nowhere in here at all"))
    }
    assert got == {transcript.id: None for transcript in speeches[5:]}


def test_its_own_sources_settle_a_quote_without_the_archive(speeches: list[Transcript]) -> None:
    def never() -> Library:
        raise AssertionError("the archive was opened")

    quote = Quote("q", FORMULA, speaker=Person("John Adams"), date="1797-05-16")
    assert verify_everywhere(quote, never, speeches[-1:]).status is Status.MATCHES


def test_the_archive_tells_where_a_quote_stands_that_its_own_sources_lack(
    tmp_path: Path, speeches: list[Transcript], transcript: Callable[..., Transcript]
) -> None:
    own = transcript("Fellow citizens, something quite different was said on that day.", "own")
    quote = Quote("q", FORMULA, speaker=Person("John Adams"), date="1799-01-01")
    verdict = verify_everywhere(quote, lambda: library(tmp_path, speeches[-1:]), [own])
    assert verdict.status is Status.OTHER_OCCASION
    assert [place.transcript for place in verdict.elsewhere][:1] == ["zz-adams"]


RUSSIAN = "Мы должны вместе построить новый мост через эту широкую реку до зимы."


@pytest.mark.parametrize("language", ["ru", "ru-RU", None])
def test_an_archive_in_another_language_is_nothing_to_compare_with(
    tmp_path: Path, speeches: list[Transcript], language: str | None
) -> None:
    english = library(tmp_path, speeches)
    english.holds = lambda language: language == "en"
    verdict = verify_everywhere(Quote("q", RUSSIAN, language=language), lambda: english)
    assert verdict.status is Status.UNCHECKED
    assert verdict.reason == (
        "Nothing to compare with yet: the archive has only 31 transcripts in another language."
    )
    # where one may be in its language, the words are missed
    english.holds = lambda language: language in ("en", "ru")
    verdict = verify_everywhere(Quote("q", RUSSIAN, language=language), lambda: english)
    assert (verdict.status, verdict.reason[:29]) == (
        Status.NOT_IN_TRANSCRIPTS,
        "Not in the 31 transcripts we ",
    )
    english.holds = lambda language: language == "en"
    asked = Quote("q", "we must build a new bridge over this river before the winter", language="en-GB")
    assert verify_everywhere(asked, lambda: english).status is Status.NOT_IN_TRANSCRIPTS
