"""``quotetrack index``: what it says, and that it makes nothing where there is nothing to index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quotetrack.boundary import run

WORDS = "We have mended the roads, and the bridges too, before the winter came"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with no quotes in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTETRACK_QUOTES", raising=False)
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    return tmp_path


def test_it_counts_and_can_be_made_anew(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.txt").write_text(WORDS)
    assert run(["archive", "a.txt"]) == 0
    assert run(["index"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 transcript in 1 segment, ")
    shutil.rmtree(project / "archive" / "index")
    assert run(["verify", "--text", WORDS]) == 0
    assert run(["index", "--anew"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 transcript in 1 segment, ")


def test_without_an_archive_it_makes_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "holds no transcripts" in err
    assert list(project.iterdir()) == []
