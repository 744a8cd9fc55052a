"""The gate shuts where a floor is missed, and never lowers one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gate import FIGURES, FLOORS, decide, missed, read
from quotes.claims import CLAIM_KINDS
from scoring import Tally, ask, count, library_of

from quotes import KINDS, Holdings, Speech, hold, questions, with_others
from quotetrack.model import Transcript

ANOTHER = "words-of-another-transcript"


def tally(asked: int = 10, **counts: Any) -> Tally:
    return Tally(**({"asked": asked, "place": asked, "wording": asked, "status": asked} | counts))


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(
        "[run]\nseed = 1\neach = 10\n\n[floors]\n"
        "verbatim = { place = 1.0, wording = 1.0, status = 1.0 }\n"
        "one-word = { place = 0.90, wording = 0.80, status = 0.70 }\n",
        encoding="utf-8",
    )
    return path


def test_it_opens_where_every_floor_is_reached(floors: Path) -> None:
    code, lines = decide(
        {"verbatim": tally(), "one-word": tally(place=9, wording=8, status=7)}, floors, False
    )
    assert code == 0
    assert lines == ["every floor is reached, by 2 kinds of quotes"]


def test_it_shuts_and_names_kind_figure_and_floor(floors: Path) -> None:
    code, lines = decide({"verbatim": tally(wording=9), "one-word": tally(status=6)}, floors, False)
    assert code == 1
    assert lines == [
        "verbatim: wording 0.900 is under its floor, 1.00",
        "one-word: status 0.600 is under its floor, 0.70",
    ]


def test_a_single_false_match_shuts_it_whatever_the_shares(floors: Path) -> None:
    code, lines = decide({"verbatim": tally(), "one-word": tally(false_matches=1)}, floors, False)
    assert code == 1
    assert lines == ["one-word: 1 called matches or as-marked and are not; floor: none, ever"]


def test_it_shuts_where_a_kind_is_not_asked_or_has_no_floor(floors: Path) -> None:
    assert missed({"verbatim": tally(), "new": tally()}, read(floors)) == [
        "one-word: 0 quotes were made, 10 are asked for",
        "new: has no floor; give it one with --update",
    ]


def test_an_update_raises_floors_rounded_down_and_adds_new_kinds(floors: Path) -> None:
    asked = {"verbatim": tally(), "one-word": tally(300, place=290, wording=287, status=300), "new": tally()}
    code, _ = decide(asked, floors, True)
    assert code == 0
    assert read(floors).of["one-word"] == {"place": 0.96, "wording": 0.95, "status": 1.0}
    assert read(floors).of["new"] == dict.fromkeys(FIGURES, 1.0)
    assert decide(asked, floors, False)[0] == 0


def test_a_share_that_is_a_whole_number_of_hundredths_loses_none(floors: Path) -> None:
    decide({"verbatim": tally(100), "one-word": tally(100, place=95, wording=82, status=71)}, floors, True)
    assert read(floors).of["one-word"] == {"place": 0.95, "wording": 0.82, "status": 0.71}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"verbatim": tally(place=9), "one-word": tally()}, "verbatim: place 0.90 is under its floor, 1.00"),
        ({"verbatim": tally()}, "one-word: is no longer asked"),
        ({"verbatim": tally(), "one-word": tally(4)}, "one-word: 4 quotes were made, 10 are asked for"),
        (
            {"verbatim": tally(), "one-word": tally(false_matches=2)},
            "one-word: 2 called matches or as-marked and are not; floor: none, ever",
        ),
    ],
)
def test_an_update_refuses_to_lower_anything_and_writes_nothing(
    floors: Path, asked: dict[str, Tally], said: str
) -> None:
    before = floors.read_bytes()
    code, lines = decide(asked, floors, True)
    assert code == 1
    assert lines == [f"refused to lower: {said}"]
    assert floors.read_bytes() == before


def test_every_kind_of_quote_has_its_floor() -> None:
    floors = read(FLOORS)
    assert sorted(floors.of) == sorted([*KINDS, *CLAIM_KINDS])
    assert all(sorted(shares) == sorted(FIGURES) for shares in floors.of.values())


# --- words of another transcript -----------------------------------------------------


def speech(number: int) -> Speech:
    """An address of invented words."""
    rng = random.Random(number)

    def word() -> str:
        return "".join(
            rng.choice(("ba", "dem", "kil", "lo", "mun", "nar", "res", "so", "tiv")) for _ in range(4)
        )

    def sentence() -> str:
        before, after = (" ".join(word() for _ in range(8)) for _ in range(2))
        return f"The {before} came home with {after}."

    lines = [" ".join(sentence() for _ in range(8)) for _ in range(10)]
    return Speech(f"speech-{number}", "\n".join(lines), "John Adams", f"{1800 + number}-01-08")


@pytest.fixture
def two_of_each() -> Holdings:
    speeches = [speech(number) for number in range(12)]
    others = [
        Speech(f"other-{each.id}", each.text.replace("came home", "returned", 40), each.speaker, each.date)
        for each in speeches
    ]
    return with_others(hold(speeches, seed=1), others)


def tallies(holdings: Holdings, transcripts: Mapping[str, Transcript], folder: Path) -> dict[str, Tally]:
    """The questions made of all holdings, asked of these transcripts."""
    asked = list(questions(holdings, seed=1, each=10, kinds=[ANOTHER]))
    return count(ask(asked, library_of(replace(holdings, transcripts=transcripts), folder)))


@pytest.fixture
def floor(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    shares = "{ place = 1.0, wording = 1.0, status = 1.0 }"
    path.write_text(f"[run]\nseed = 1\neach = 10\n\n[floors]\n{ANOTHER} = {shares}\n", encoding="utf-8")
    return path


def test_it_opens_where_words_of_another_transcript_are_found_and_judged(
    two_of_each: Holdings, floor: Path, tmp_path: Path
) -> None:
    found = tallies(two_of_each, two_of_each.transcripts, tmp_path / "index")
    assert set(found[ANOTHER].called) >= {"matches", "differs"}
    assert decide(found, floor, False)[0] == 0


def test_it_shuts_where_words_of_another_transcript_are_not_found(
    two_of_each: Holdings, floor: Path, tmp_path: Path
) -> None:
    found = dict(two_of_each.transcripts)
    for id in [collation.witness.id for collation in two_of_each.collations[::2]]:
        found[id] = replace(found[id], text="Nothing of it is here.", turns=())
    code, lines = decide(tallies(two_of_each, found, tmp_path / "index"), floor, False)
    assert code == 1
    assert [line.split(" is under")[0].split()[:2] for line in lines] == [
        [f"{ANOTHER}:", figure] for figure in FIGURES
    ]


def test_it_shuts_where_the_words_of_another_transcript_are_taken_for_those_of_the_first(
    two_of_each: Holdings, floor: Path, tmp_path: Path
) -> None:
    """As a matcher would that lets a changed word pass."""

    def forgiving(transcript: Transcript) -> Transcript:
        return replace(transcript, text=transcript.text.replace("came home", "returned"), turns=())

    found = {id: forgiving(each) for id, each in two_of_each.transcripts.items()}
    code, lines = decide(tallies(two_of_each, found, tmp_path / "index"), floor, False)
    assert code == 1
    assert "called matches or as-marked and are not; floor: none, ever" in lines[-1]


def test_the_floor_of_words_of_another_transcript_is_high() -> None:
    assert min(read(FLOORS).of[ANOTHER].values()) >= 0.98
