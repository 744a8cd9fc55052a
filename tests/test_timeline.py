"""A phrase through an archive: every occurrence, the earliest first, with its variants."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.full_text import Only, tokens
from quotetrack.archive.limits import Limits
from quotetrack.errors import QuotetrackError
from quotetrack.gathering import gather, wanted_file
from quotetrack.model import Stated, Wording
from quotetrack.timeline import occurrences, timeline

TEXTS = {
    "third": ("2005-01-01", "An axis of evil. And an “axis of evil”, and again the AXIS OF EVIL."),
    "first": ("1991", "The axis of the evil empire, and the axis of good."),
    "second": (
        "2002-01-29",
        "MR. JONES: They are an axis of evil.\n\nMR. SMITH: An axis of pure evil.",
    ),
    "undated": (None, "Somebody said axis of evil once."),
    "hyphens": ("2006", "The axis-of-evil speech; the axis of evils; evil of axis."),
    "none": ("2007", "The axis turned. Far away, and long after that, there was much evil in the world."),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("timeline")
    wanted = []
    for id, (date, text) in TEXTS.items():
        (folder / f"{id}.txt").write_text(text)
        wanted.append(wanted_file(folder / f"{id}.txt", Stated(id=id, date=date), project=None))
    with Archive.open(folder / "archive") as opened:
        list(gather(wanted, opened, Fetcher(Limits())))
        yield opened


def told(archive: Archive, phrase: str, only: Only = Only()) -> list[tuple[str, str, str]]:  # noqa: B008
    return [(o.transcript.id, o.passage.text, o.wording.value) for o in occurrences(archive, phrase, only)]


def test_every_occurrence_the_earliest_first_the_undated_last(archive: Archive) -> None:
    found = told(archive, "axis of evil")
    assert [id for id, _, _ in found] == [
        *("first",),
        *("second", "second"),
        *("third", "third", "third"),
        *("hyphens", "hyphens"),
        "undated",
    ]
    assert ("first", "axis of the evil", "close") in found
    assert ("second", "axis of pure evil", "differs") in found
    assert ("third", "AXIS OF EVIL", "typographic") in found
    assert "none" not in {id for id, _, _ in found}


def test_each_passage_stands_where_it_says(archive: Archive) -> None:
    for each in occurrences(archive, "axis of evil"):
        passage = each.passage
        assert each.transcript.text[passage.start : passage.end] == passage.text
        assert each.transcript.text[: passage.start].endswith(each.before)
        assert each.transcript.text[passage.end :].startswith(each.after)
        assert each.wording not in (Wording.ABSENT, Wording.PARTIAL)


def test_who_says_it_and_who_is_asked_for(archive: Archive) -> None:
    found = occurrences(archive, "axis of evil", Only(speaker="jones"))
    assert [(each.label, each.transcript.id) for each in found] == [("MR. JONES", "second")]
    assert {id for id, _, _ in told(archive, "axis of evil", Only(first="2005-01-01"))} == {
        "third",
        "hyphens",
    }


def test_variants_are_counted_by_their_words(archive: Archive) -> None:
    found = timeline(archive, "axis of evil")
    assert not found.more
    variants = {variant.words: (variant.occurrences, variant.first) for variant in found.variants}
    assert variants["axis of evil"] == (6, "2002-01-29")
    assert variants["axis of the evil"] == (1, "1991")
    assert next(iter(variants)) == "axis of the evil"


def test_no_more_than_asked_for(archive: Archive) -> None:
    found = timeline(archive, "axis of evil", most=2)
    assert found.more
    assert [o.transcript.id for o in found.occurrences] == ["first", "second"]


@pytest.mark.parametrize("phrase", ["", " ", "…", '"', "word " * 41])
def test_what_is_no_phrase(archive: Archive, phrase: str) -> None:
    with pytest.raises(QuotetrackError):
        timeline(archive, phrase)


@given(phrase=st.text(st.sampled_from("axis of evil\"'*()^:+-{}АЯё AND OR NEAR"), max_size=60))
def test_nothing_that_is_typed_is_an_error_of_the_index(archive: Archive, phrase: str) -> None:
    if 0 < len(tokens(phrase)) <= 40:
        timeline(archive, phrase, most=5)


def test_a_place_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "We will go on to the end, we will go on to the end, on to the very end we will go."
    )
    with Archive.open(tmp_path / "archive") as opened:
        want = wanted_file(tmp_path / "a.txt", Stated(id="a"), project=None)
        list(gather([want], opened, Fetcher(Limits())))
        found = [o.passage for o in occurrences(opened, "we will go on to the end")]
    assert len({(p.start, p.end) for p in found}) == len(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len(found) >= 2
