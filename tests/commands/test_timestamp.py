"""``quotetrack timestamp``: stamps by an authority on loopback, verified offline, also by openssl itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from authority import Authority

from quotetrack.archive.events import events
from quotetrack.boundary import run

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority is openssl's")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    server = Authority(tmp_path / "authority")
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with one file in it."""
    save(tmp_path, "a")
    return tmp_path / "archive"


def save(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.txt").write_text(f"MR. SMITH: Words of {name}, and some more of them.\n")
    assert run(["--archive", str(tmp_path / "archive"), "archive", str(tmp_path / f"{name}.txt")]) == 0


def test_a_stamp_holds_when_more_is_saved(
    authority: Authority, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--archive", str(folder), "timestamp"]
    stamped = (folder / "manifest.txt").read_bytes()
    assert run([*options, "--tsa", authority.url]) == 0
    assert "1 file, " in capsys.readouterr().out
    save(tmp_path, "b")
    assert run([*options, "--tsa", authority.url]) == 0
    capsys.readouterr()
    assert run([*options, "--verify", "--roots", str(authority.root)]) == 0
    first, second, proves = capsys.readouterr().out.splitlines()
    assert first.startswith("verified    timestamps/")
    assert "1 file, " in first
    assert "by CN=Town Time Stamps" in first
    assert "3 files, " in second, "the first stamp is one of the archive's files"
    assert "not where the files are from" in proves
    assert [e["outcome"] for e in events(folder) if e["type"] == "timestamp"] == ["success"] * 2
    # As a stranger would, with openssl alone.
    (tmp_path / "stamped").write_bytes(stamped)
    stamp = min((folder / "timestamps").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert stamp.name.endswith(f"-{len(stamped)}.tsr")
    subprocess.run(
        ["openssl", "ts", "-verify", "-in", stamp, "-data", tmp_path / "stamped", "-CAfile", authority.root],
        check=True,
        capture_output=True,
    )
    assert run(["--archive", str(folder), "audit"]) == 0


def test_without_roots_nothing_is_said_to_be_verified(
    authority: Authority, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--archive", str(folder), "timestamp"]
    assert run([*options, "--tsa", authority.url]) == 0
    capsys.readouterr()
    assert run([*options, "--verify"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("unverified")
    assert "was not checked" in out


def test_a_changed_manifest_and_another_root_are_found(
    authority: Authority, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--archive", str(folder), "timestamp", "--verify"]
    assert run([*options[:3], "--tsa", authority.url]) == 0
    other = Authority(tmp_path / "other")
    other.stop()
    capsys.readouterr()
    assert run([*options, "--roots", str(other.root)]) == 1
    assert "does not lead to these roots" in capsys.readouterr().out
    manifest = folder / "manifest.txt"
    data = bytearray(manifest.read_bytes())
    data[3] ^= 1
    manifest.write_bytes(data)
    assert run([*options, "--roots", str(authority.root)]) == 1
    assert "not of these lines" in capsys.readouterr().out
    assert run([*options[:3], "--tsa", authority.url]) == 2
    assert "quotetrack audit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (b"no stamp", 200, "no time stamp"),
        (b"", 200, "no time stamp"),
        (b"sorry", 500, "answers 500"),
        (bytes(2 << 20), 200, "larger than"),
    ],
)
def test_what_is_no_stamp_is_not_kept(
    authority: Authority,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    answer: bytes,
    status: int,
    says: str,
) -> None:
    authority.answer, authority.status = answer, status
    assert run(["--archive", str(folder), "timestamp", "--tsa", authority.url]) == 2
    out, err = capsys.readouterr()
    assert (out.count("\n"), err.count("\n")) == (0, 1)
    assert says in err
    assert not (folder / "timestamps").exists()


def test_an_answer_to_another_question_is_not_kept(
    authority: Authority, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--archive", str(folder), "timestamp", "--tsa", authority.url]) == 0
    (old,) = (folder / "timestamps").iterdir()
    authority.answer = old.read_bytes()
    save(tmp_path, "b")
    assert run(["--archive", str(folder), "timestamp", "--tsa", authority.url]) == 2
    assert "another question" in capsys.readouterr().err


def test_usage(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, says in (
        ([], "--tsa"),
        (["--verify"], "no time stamps"),
        (["--tsa", "ftp://x.example"], "not the address"),
        (["--tsa", "http://127.0.0.1:9/"], "cannot be asked"),
    ):
        assert run(["--archive", str(folder), "timestamp", *arguments]) == 2
        assert says in capsys.readouterr().err
    assert run(["--archive", str(tmp_path / "none"), "timestamp", "--verify"]) == 2
