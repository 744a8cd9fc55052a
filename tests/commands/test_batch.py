"""``quotetrack batch``: exit codes, what it prints, and one line for what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batches import fill, write_lines
from terminal import on_a_terminal

from quotetrack.boundary import run
from quotetrack.formats.batch import _Lines, as_text
from quotetrack.scale.outcome import Outcome

WORDS = "The roads of this town were mended in a single summer, and nobody has thanked the menders."


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an archive of two talks and a file of quotes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTETRACK_QUOTES", raising=False)
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    # A machine may be so busy that two quotes take longer.
    monkeypatch.setattr("quotetrack.formats.batch.EVERY", 3600.0)
    talks = [{"id": "roads", "text": WORDS}, {"id": "mills", "text": "The mills stand still this year."}]
    fill(tmp_path / "archive", write_lines(tmp_path / "talks.jsonl", talks))
    write_lines(
        tmp_path / "good.jsonl", [{"text": WORDS[4:53]}, {"text": "The mills stand still this year."}]
    )
    write_lines(tmp_path / "bad.jsonl", [{"text": WORDS[4:53]}, {"text": ""}])
    return tmp_path


def test_all_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "good.jsonl", "--out", "out", "--processes", "1"]) == 0
    out, err = capsys.readouterr()
    assert out == "2 verdicts on 2 rows in out\n  matches                        2\n"
    assert err == ""
    assert run(["batch", "good.jsonl", "--out", "out"]) == 0
    assert capsys.readouterr().out.startswith("finished before: 2 verdicts")


def test_rejects_are_counted_and_the_exit_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "bad.jsonl", "--out", "out", "--processes", "1", "--whole"]) == 2
    out = capsys.readouterr().out
    assert out.startswith("1 verdict on 2 rows in out\n")
    assert out.endswith("  1 row without a verdict; reasons in out/rejects.jsonl\n")
    assert Path("out/rejects.jsonl").read_text() == '{"row": 2, "reason": "text is empty"}\n'
    assert "verdict" in pq.read_table("out/verdicts").column_names


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.jsonl", "--out", "out"], "none.jsonl: No such file"),
        (["talks.txt", "--out", "out"], "ends in .jsonl, .csv, .tsv or .parquet"),
        (["good.jsonl"], "Name a file of QUOTES and a folder with --out"),
        (["--out", "out"], "Name a file of QUOTES and a folder with --out"),
        (["good.jsonl", "--out", "out", "--master", "local"], "go with --engine spark"),
        (["good.jsonl", "--out", "out", "--write-transcripts", "x"], "stands alone"),
        (["good.jsonl", "--out", "out", "--spark-conf", "memory"], "is NAME=VALUE"),
        (["good.jsonl", "--out", "hdfs://x/y", "--engine", "spark"], "folder with --transcripts"),
        (["good.jsonl", "--out", "archive"], "holds something else already"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch", *arguments]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err


def test_transcripts_are_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "--write-transcripts", "shared"]) == 0
    assert capsys.readouterr().out == "2 transcripts in shared\n"
    assert pq.read_table("shared/transcripts").column("id").to_pylist() == ["mills", "roads"]
    made = {path: path.stat().st_mtime_ns for path in Path("shared").rglob("*.parquet")}
    assert run(["batch", "--write-transcripts", "shared"]) == 0
    assert {path: path.stat().st_mtime_ns for path in Path("shared").rglob("*.parquet")} == made
    fill(Path("archive"), write_lines(Path("more.jsonl"), [{"id": "more", "text": "More was said there."}]))
    assert run(["batch", "--write-transcripts", "shared"]) == 2
    assert "holds other transcripts" in capsys.readouterr().err
    assert run(["batch", "--write-transcripts", "archive"]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert run(["--archive", "none", "batch", "--write-transcripts", "x"]) == 2
    assert "holds no transcripts" in capsys.readouterr().err


def test_spark_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert run(["batch", "good.jsonl", "--out", "out", "--engine", "spark"]) == 2
    assert "pip install 'quotetrack[spark]'" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert run(["batch", "good.jsonl", "--out", "out"]) == 2
    assert "pip install 'quotetrack[batch]'" in capsys.readouterr().err


def test_on_a_terminal_there_is_a_bar() -> None:
    command = ("batch", "good.jsonl", "--out", "out", "--processes", "1")
    code, shown, _ = on_a_terminal("stderr", *command)
    assert code == 0
    assert "quotes" in shown


def test_without_a_terminal_there_are_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotetrack.formats.batch.EVERY", 0.0)
    progress = _Lines().progress()
    progress.stage("quotes", 10_000)
    progress.resumed(4_000)
    progress.done(1_000)
    err = capsys.readouterr().err
    progress.done(5_000)
    assert capsys.readouterr().err == ""
    assert err.startswith("quotetrack: 5,000 quotes of 10,000, ")
    assert err.endswith(" left\n")


def test_figures_for_people() -> None:
    outcome = Outcome(3, 2, 1, {"matches": 2})
    assert as_text("out", outcome, before=True).splitlines() == [
        "finished before: 2 verdicts on 3 rows in out",
        "  matches                        2",
        "  1 row without a verdict; reasons in out/rejects.jsonl",
    ]
