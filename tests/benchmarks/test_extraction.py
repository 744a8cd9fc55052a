"""Quotations in real articles: the marks fit the texts, and no figure falls under its floor."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from extraction import ARTICLES, FLOORS, Mark, Score, Share, missed, run, score, table, texts

LICENCES = {"CC BY 2.5", "CC BY 3.0", "CC BY-SA 3.0", "public domain"}


def test_the_marks_are_those_of_the_texts() -> None:
    entries = json.loads((ARTICLES / "marks.json").read_text("utf-8"))
    assert {path.name for path in ARTICLES.iterdir()} == {*entries, "marks.json", "floors.toml"}
    assert sum(entry["set"] == "first" for entry in entries.values()) == 20
    for entry in entries.values():
        assert entry["licence"] in LICENCES
        assert entry["title"]
        assert entry["source"].startswith("https://")
    assert sum(len(marks) for _, _, marks in texts()) == 297


def test_no_figure_is_under_its_floor() -> None:
    scores, _ = run()
    assert missed(scores, tomllib.loads(FLOORS.read_text("utf-8"))) == []
    assert "| first |" in table(scores)


def test_a_figure_under_its_floor_is_named() -> None:
    scores = {"first": Score(found=Share(8, 10, 9))}
    assert missed(scores, {"first": {"found": [80, 88]}}) == []
    assert missed(scores, {"first": {"found": [81, 89]}}) == [
        "first: found: precision 0.800 is under its floor, 0.81",
        "first: found: recall 0.889 is under its floor, 0.89",
    ]


@pytest.mark.parametrize(
    ("mark", "found", "given", "named"),
    [
        (Mark("We are here", 1, 12, True, ("Ann Miller",)), 1, 1, 1),
        (Mark("We are here", 1, 12, True, ("Bo Li",)), 1, 1, 0),
        (Mark("We are here", 1, 12, False), 1, 0, 0),
        (Mark("We are", 1, 7, True, ("Ann Miller",)), 0, 0, 0),
    ],
)
def test_what_counts_as_right(
    mark: Mark, found: int, given: int, named: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("“We are here,” said Ann Miller.", encoding="utf-8")
    monkeypatch.setattr("extraction.ARTICLES", tmp_path)
    result, lines = score("a.md", [mark])
    assert (result.found.right, result.given.right, result.named.right) == (found, given, named)
    assert (result.found.said, result.found.wanted) == (1, 1)
    assert bool(lines) is (named == 0)
