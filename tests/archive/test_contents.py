"""What an archive holds, as people leaf through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.full_text import Only
from quotetrack.archive.limits import Limits
from quotetrack.gathering import gather, wanted_file
from quotetrack.model import Stated


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    labels = (("MAYOR SMITH", "Ann Smith"), ("QUESTION", None))
    wanted = []
    for id, stated, text in (
        (
            "a",
            Stated(id="a", date="2003", labels=labels),
            "MAYOR SMITH: We begin.\n\nQUESTION: Why?\n\nMAYOR SMITH: So.\n",
        ),
        ("b", Stated(id="b", date="2001-05", speaker="Bob Brown", language="ru"), "Мы начинаем сегодня.\n"),
        ("c", Stated(id="c", speaker="Ann Smith", title="The end"), "We end here, and go home.\n"),
    ):
        (tmp_path / f"{id}.txt").write_text(text)
        wanted.append(wanted_file(tmp_path / f"{id}.txt", stated, project=None))
    with Archive.open(tmp_path / "archive") as opened:
        list(gather(wanted, opened, Fetcher(Limits())))
        yield opened


def test_transcripts_are_listed_by_date_those_without_one_last(archive: Archive) -> None:
    assert [each.id for each in archive.contents()] == ["a", "b", "c"]
    assert [each.id for each in archive.contents(oldest_first=True)] == ["b", "a", "c"]
    *_, last = archive.contents()
    assert (last.title, last.date, last.speaker) == ("The end", None, "Ann Smith")


def test_those_asked_for_alone(archive: Archive) -> None:
    assert [each.id for each in archive.contents(Only(language="ru"))] == ["b"]
    assert [each.id for each in archive.contents(Only(speaker="smith"))] == ["a", "c"]
    assert [each.id for each in archive.contents(Only(last="2002-01-01"))] == ["b"]


def test_speakers_are_those_whom_transcripts_name(archive: Archive) -> None:
    found = [(each.name, each.transcripts, each.first, each.last) for each in archive.speakers()]
    assert found == [
        ("Ann Smith", 2, "2003-01-01", "2003-12-31"),
        ("Bob Brown", 1, "2001-05-01", "2001-05-31"),
    ]


def test_an_archive_without_anything(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "nothing") as opened:
        assert list(opened.contents()) == []
        assert list(opened.speakers()) == []
