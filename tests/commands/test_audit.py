"""``quotetrack audit``: exit codes, lines for people and for programs, the mirror by its variable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.boundary import run

WORDS = "We have mended the old bridge over the river, and the roads that lead to it."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A record with its source and its verdict."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quotes").mkdir()
    (tmp_path / "speech.txt").write_text(f"MAYOR SMITH: {WORDS} Thank you.\n")
    (tmp_path / "quotes" / "bridge.yaml").write_text(
        "text: We have mended the old bridge over the river\nsources:\n  - file: speech.txt\n    id: speech\n"
    )
    assert run(["archive", "--all"]) == 0
    assert run(["verify", "--all"]) == 0
    capsys.readouterr()
    return tmp_path


def flip(path: Path, at: int = 60) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.usefixtures("project")
def test_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "1 WARC file, 1 receipt: 0 findings"
    assert "not what a site served" in out
    assert err == ""
    assert run(["audit", "--json"]) == 0
    assert capsys.readouterr().out == ""


def test_a_finding_says_where_what_and_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = (project / "archive").glob("*.warc.gz")
    flip(path)
    assert run(["audit"]) == 1
    line, summary = capsys.readouterr().out.splitlines()[-2:]
    assert path.name in line or "bridge.json" in line
    assert "finding" in summary
    assert run(["audit", "--json"]) == 1
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {finding["schema"] for finding in findings} == {"quotetrack/finding/1"}
    first = next(finding for finding in findings if finding["file"] == path.name)
    assert first["record"].startswith("record ")
    assert first["do"].startswith("bring the file back")
    assert first["healed"] is False


def test_the_mirror_of_the_environment_heals(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTETRACK_MIRROR", str(project / "mirror"))
    assert run(["audit"]) == 0
    assert "1 file copied to the mirror" in capsys.readouterr().out
    (path,) = (project / "archive").glob("*.warc.gz")
    whole = path.read_bytes()
    flip(path)
    assert run(["audit"]) == 1
    assert run(["audit", "--repair"]) == 0
    assert "brought back from the mirror" in capsys.readouterr().out
    assert path.read_bytes() == whole
    assert run(["audit"]) == 0


def test_a_verdict_that_the_archive_does_not_bear_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "quotes" / "verdicts" / "bridge.json"
    receipt = json.loads(path.read_text())
    for change, says in (
        ({"start": receipt["witnesses"][0]["passage"]["start"] + 1}, "does not stand in the transcript"),
        ({"start": "x"}, "does not stand in the transcript"),
    ):
        passage = receipt["witnesses"][0]["passage"] | change
        changed = receipt | {"witnesses": [receipt["witnesses"][0] | {"passage": passage}]}
        path.write_text(json.dumps(changed))
        assert run(["audit"]) == 1
        out = capsys.readouterr().out
        assert "bridge.json, witness speech" in out
        assert says in out
    gone = receipt | {"witnesses": [receipt["witnesses"][0] | {"capture": f"sha256:{'0' * 64}"}]}
    path.write_text(json.dumps(gone))
    assert run(["audit"]) == 1
    assert "holds no capture" in capsys.readouterr().out
    path.write_text("{")
    assert run(["audit"]) == 1
    assert "quotetrack verify bridge" in capsys.readouterr().out


def test_wrong_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "file").write_text("")
    for arguments in (
        ["--archive", "none", "audit"],
        ["--archive", "file", "audit"],
        ["audit", "--mirror", "archive/mirror"],
        ["audit", "--mirror", "file"],
    ):
        assert run(arguments) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1), arguments
