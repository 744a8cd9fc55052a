"""Which transcripts are found, in which order, and which passage of them is shown."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.archive.full_text import Only
from quotetrack.archive.incoming import Resource
from quotetrack.archive.rebuild import rebuild
from quotetrack.finding import Hit, find, read_terms
from quotetrack.model import Stated
from quotetrack.transcripts import read_transcript

EVERYWHERE = Only()
TALK = """PRESIDENT JOHN SMITH: We have found no uranium in the north. The harvest was good.
QUESTION: And in Africa, Mr. President?
PRESIDENT JOHN SMITH: In Africa there is uranium, as everybody knows. Other questions?
AMBASSADOR ANN JONES: May I add something about yellowcake?
"""
TEXTS = {
    "talk": (TALK, Stated(date="2003-03-20", language="en")),
    "speech": ("Uranium, uranium and uranium again: I speak of nothing else.",
               Stated(date="2002", language="en-GB", speaker="José Núñez")),
    "ёлка": ("Мой дом стоит у ёлки. Это был тот самый день, когда ёлка зацвела; мои дети смеялись.",
             Stated(date="1999-12", language="ru", speaker="Пётр Чайковский")),
    "long": ("The uranium is here. " + "Nothing happens for a long time. " * 100 + "Yellowcake is there.\n",
             Stated(language="en")),
}  # fmt: skip


def keep(archive: Archive, id: str, text: str, stated: Stated) -> None:
    kept = Resource(f"file:{id}", text.encode(), "text/plain", "utf-8", datetime.now(UTC))
    archive.keep(
        kept,
        stated=stated,
        transcript=read_transcript(
            kept.body,
            media_type=kept.media_type,
            charset=kept.charset,
            url=kept.url,
            capture=kept.digest,
            archived_at=kept.archived_at,
            stated=Stated(id=id, **{name: getattr(stated, name) for name in ("date", "language", "speaker")}),
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.open(tmp_path) as archive:
        for id, (text, stated) in TEXTS.items():
            keep(archive, id, text, stated)
    return tmp_path


def found(folder: Path, *typed: str, only: Only = EVERYWHERE) -> list[Hit]:
    with Archive.open(folder) as archive:
        return list(find(archive, read_terms(typed), only))


def ids(folder: Path, *typed: str, only: Only = EVERYWHERE) -> list[str]:
    return [hit.transcript.id for hit in found(folder, *typed, only=only)]


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        (["uranium", "yellowcake"], {"talk", "long"}),
        (["no uranium"], {"talk"}),
        (["uranium no"], set()),
        (["yell*"], {"talk", "long"}),
        (["елка"], {"ёлка"}),
        (["ЁЛКИ"], {"ёлка"}),
        (["тот самый день"], {"ёлка"}),
        (["мои дети"], {"ёлка"}),
        (["мои дом"], set()),
        (["plutonium"], set()),
    ],
)
def test_words_phrases_and_beginnings(folder: Path, typed: list[str], where: set[str]) -> None:
    assert set(ids(folder, *typed)) == where


def test_the_best_comes_first(folder: Path) -> None:
    hits = found(folder, "uranium")
    assert hits[0].transcript.id == "speech"
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


@pytest.mark.parametrize(
    ("only", "where"),
    [
        (Only(speaker="smith"), {"talk"}),
        (Only(speaker="John President"), {"talk"}),
        (Only(speaker="Nunez"), {"speech"}),
        (Only(speaker="Jones"), set()),
        (Only(speaker="mit"), set()),
        (Only(speaker="%"), set()),
        (Only(first="2003-01-01"), {"talk"}),
        (Only(last="2002-06-01"), {"speech"}),
        (Only(first="2002-06-01", last="2003-03-20"), {"talk", "speech"}),
        (Only(language="EN"), {"talk", "speech", "long"}),
        (Only(language="en-gb"), {"speech"}),
        (Only(language="e"), set()),
        (Only(speaker="smith", language="en", first="2003-03-20", last="2003-03-20"), {"talk"}),
    ],
)
def test_only_some(folder: Path, only: Only, where: set[str]) -> None:
    assert set(ids(folder, "uranium", only=only)) == where


def test_a_speaker_s_words_are_those_of_the_speaker(folder: Path) -> None:
    assert ids(folder, "yellowcake", only=Only(speaker="Jones")) == ["talk"]
    assert ids(folder, "yellowcake", only=Only(speaker="Smith")) == []
    assert ids(folder, "uranium", "yellowcake", only=Only(speaker="Jones")) == []
    (hit,) = found(folder, "africa", only=Only(speaker="Smith"))
    assert hit.passage.start == hit.transcript.text.index("Africa there")
    assert hit.places == 1


def test_the_passage_is_the_turn_s_with_most_of_the_words(folder: Path) -> None:
    (hit,) = (hit for hit in found(folder, "uranium", "africa") if hit.transcript.id == "talk")
    text = hit.transcript.text
    assert hit.passage.text == text[hit.passage.start : hit.passage.end] == "Africa there is uranium"
    assert [text[mark.start : mark.end] for mark in hit.marks] == ["Africa", "uranium"]
    assert (hit.label, hit.name) == ("PRESIDENT JOHN SMITH", hit.transcript.turns[2].speaker)
    assert (hit.before, hit.after) == ("In ", ", as everybody knows. Other questions?")
    assert hit.passage.turn == 2
    assert hit.places == 4


def test_words_far_apart_are_each_shown(folder: Path) -> None:
    (hit,) = (hit for hit in found(folder, "uranium", "yellowcake") if hit.transcript.id == "long")
    assert hit.passage.text == "uranium"
    assert [other.passage.text for other in hit.others] == ["Yellowcake"]
    assert hit.before == "The "
    assert hit.after.endswith("time. Nothing ")


def test_places_count_code_points(folder: Path) -> None:
    (hit,) = found(folder, "елка")
    assert hit.passage.text == "ёлка"
    assert hit.name == "Пётр Чайковский"


def test_what_is_no_longer_current_is_not_found(folder: Path) -> None:
    with Archive.open(folder) as archive:
        keep(archive, "speech", "I speak of the weather.", Stated())
    assert ids(folder, "nothing else") == []
    assert ids(folder, "weather") == ["speech"]


def test_a_rebuild_finds_the_same(folder: Path) -> None:
    before = found(folder, "uranium")
    rebuild(folder)
    assert found(folder, "uranium") == before
    rebuild(folder)
    assert found(folder, "uranium") == before


def test_an_archive_of_before_gets_its_index(folder: Path) -> None:
    """The catalogue of version 1 had none."""
    with sqlite3.connect(folder / "catalogue.sqlite") as database:
        for statement in ("DROP TABLE full_text", "DROP VIEW folded", "DROP TABLE voice"):
            database.execute(statement)
        database.execute("PRAGMA user_version = 1")
    database.close()
    assert set(ids(folder, "uranium")) == {"talk", "speech", "long"}


def test_the_text_is_stored_once(tmp_path: Path) -> None:
    words = " ".join(f"w{n % 50_000}" for n in range(400_000))
    with Archive.open(tmp_path) as archive:
        keep(archive, "big", words, Stated(language="en"))
    rebuild(tmp_path)
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as database:
        ((pages, size),) = database.execute(
            "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size"
        )
        assert pages * size < 1.9 * len(words)
        database.execute("INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)")
    database.close()
