"""``quotetrack find``: lines for people, lines of JSON, and what is said when nothing is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import on_a_terminal

from quotetrack.boundary import run

TALK = "MAYOR ANN SMITH: The roads are mended.\nQUESTION: And the old bridge over the river?\n"


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for number in range(3):
        (tmp_path / f"talk{number}.txt").write_text(TALK + "MAYOR ANN SMITH: Next year.\n" * number)
        arguments = [
            "archive",
            f"{tmp_path}/talk{number}.txt",
            "--title",
            "A talk",
            "--date",
            f"200{number}-05",
        ]
        assert run(["--archive", f"{tmp_path}/archive", *arguments, "--id", f"talk-{number}"]) == 0
    capsys.readouterr()
    return tmp_path / "archive"


def test_lines_for_people(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(archive), "find", "bridge", "riv*", "--from", "2000", "--to", "2000"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "talk-0  2000-05  QUESTION\n"
        "    A talk\n"
        "    … And the old ▸bridge◂ over the ▸river◂?\n"
        "    characters 61–82 · 2 places in this transcript\n"
    )
    assert err == ""


def test_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(archive), "find", "old bridge", "--json", "--limit", "2"]) == 0
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["transcript"] for line in lines] == ["talk-0", "talk-1"]
    line = lines[0]
    assert (line["schema"], line["title"], line["date"]) == ("quotetrack/hit/1", "A talk", "2000-05")
    assert line["speaker"] == {"label": "QUESTION", "name": None}
    assert run(["--archive", str(archive), "text", "talk-0"]) == 0
    text = capsys.readouterr().out
    passage = line["passage"]
    assert text[passage["start"] : passage["end"]] == passage["text"] == "old bridge"
    assert line["matches"] == [{"start": passage["start"], "end": passage["end"]}]
    assert line["context"] == {"before": "And the ", "after": " over the river?"}
    assert line["rank"] < 0
    assert err == "quotetrack: there are more; see them with --limit 20\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["tunnel"], 0, "no transcript holds this"),
        (["bridge", "--speaker", "Smith"], 0, "no transcript holds this"),
        ([], 2, "Missing argument"),
        (["?!"], 2, "no word to look for"),
        (["x", "--from", "May"], 2, "'May' is no date"),
        (["x", "--limit", "0"], 2, "x>=1"),
    ],
)
def test_nothing_found_and_nothing_asked(
    archive: Path, arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--archive", str(archive), "find", *arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err


def test_an_empty_archive_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(tmp_path / "none"), "find", "x"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "holds no transcripts" in err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("more", "coloured"), [({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal_and_nowhere_else(archive: Path, more: dict[str, str], coloured: bool) -> None:
    arguments = ("--archive", archive, "find", "roads", "--limit", "1")
    shown = on_a_terminal("stdout", *arguments, **more).shown
    assert ("\x1b[32m\x1b[1mroads\x1b[0m" in shown) == coloured
    assert ("▸roads◂" in shown) != coloured
