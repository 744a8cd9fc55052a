"""``quotetrack text``: the text that offsets count in, and one newline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.boundary import run


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    speech = tmp_path / "harvest.txt"
    speech.write_text("MAYOR SMITH: Čaj, чай, 茶: “tea”. [Applause.]\nQUESTION: And 𝒙?\n")
    assert run(["--archive", str(tmp_path / "archive"), "archive", "--id", "harvest", str(speech)]) == 0
    capsys.readouterr()
    return tmp_path / "archive"


def test_text_and_one_newline(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(archive), "text", "harvest"]) == 0
    with Archive.open(archive) as opened:
        transcript = opened.transcript("harvest")
    assert transcript is not None
    out, err = capsys.readouterr()
    assert (out, err) == (transcript.text + "\n", "")
    turn = transcript.turns[0]
    assert out[turn.start : turn.end].startswith("Čaj")


def test_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(archive), "text", "harvest", "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["schema"], form["id"]) == ("quotetrack/transcript/1", "harvest")
    assert [turn["label"] for turn in form["turns"]] == ["MAYOR SMITH", "QUESTION"]
    (start, end), *_ = form["asides"]
    assert form["text"][start:end] == "[Applause.]"


@pytest.mark.parametrize(
    ("id", "says"), [("harvset", "did you mean harvest?"), ("x", "quotetrack archive URL")]
)
def test_an_id_that_is_not_there(
    archive: Path, id: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--archive", str(archive), "text", id]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert says in err


def test_no_archive_is_an_empty_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(tmp_path / "none"), "text", "x"]) == 2
    assert "no transcript 'x'" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_explain(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(archive), "text", "harvest", "--explain"]) == 0
    head, mayor, question = capsys.readouterr().out.splitlines()
    assert head.split() == ["label", "turns", "role", "speaker", "rule", "because"]
    assert mayor.split()[:6] == ["MAYOR", "SMITH", "1", "speaker", "Smith", "own-words"]
    assert question.split()[:5] == ["QUESTION", "1", "question", "-", "part"]
    assert run(["--archive", str(archive), "text", "harvest", "--explain", "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["schema"], form["transcript"]) == ("quotetrack/labels/1", "harvest")
    assert form["labels"][0] == {
        "label": "MAYOR SMITH",
        "turns": 1,
        "first": 0,
        "role": "speaker",
        "speaker": "Smith",
        "rule": "own-words",
        "because": "“Smith” in its own words; the transcript has no fuller name",
    }


def test_explain_a_text_without_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text("We meet here in hard times.")
    where = ["--archive", str(tmp_path / "archive")]
    assert run([*where, "archive", "--id", "speech", str(speech)]) == 0
    capsys.readouterr()
    assert run([*where, "text", "speech", "--explain"]) == 0
    assert capsys.readouterr().out == "no speaker labels: nothing in this text says who speaks\n"
