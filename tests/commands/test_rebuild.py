"""``quotetrack rebuild``: the same archive from its WARC files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.boundary import run


def test_rebuild(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "archive"
    options = ["--archive", str(folder)]
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"MR. SMITH: Words of {name}, and some more of them.\n")
        assert run([*options, "archive", "--id", name, str(tmp_path / f"{name}.txt")]) == 0
    assert run([*options, "text", "a"]) == 0
    text = capsys.readouterr().out.splitlines()[-1]
    (folder / "catalogue.sqlite").write_bytes(b"garbage" * 1000)
    assert run([*options, "rebuild"]) == 0
    assert capsys.readouterr().out == "WARC files: 2; captures: 2; transcripts: 2\n"
    assert run([*options, "text", "a"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == text
    first = min(folder.glob("*.warc.gz"))
    first.write_bytes(first.read_bytes()[:-50])
    assert run([*options, "rebuild"]) == 1
    out, err = capsys.readouterr()
    assert out == "WARC files: 2; captures: 1; transcripts: 1\n"
    assert first.name in err
    assert err.count("\n") == 1


def test_a_folder_in_the_catalogues_place_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--archive", str(tmp_path / "archive")]
    (tmp_path / "a.txt").write_text("MR. SMITH: Words of a, and some more of them.\n")
    assert run([*options, "archive", str(tmp_path / "a.txt")]) == 0
    catalogue = tmp_path / "archive" / "catalogue.sqlite"
    catalogue.unlink()
    catalogue.mkdir()
    capsys.readouterr()
    for arguments in (["text", "a"], ["rebuild"], ["archive", str(tmp_path / "a.txt")]):
        assert run([*options, *arguments]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert str(catalogue) in err


def test_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(tmp_path / "none"), "rebuild"]) == 2
    assert "no archive here" in capsys.readouterr().err
