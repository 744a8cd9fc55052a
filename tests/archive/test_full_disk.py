"""A disk without room: what is there can be read, what cannot be written says so, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # no file can grow
from quotetrack.boundary import run
sys.exit(run(sys.argv[1:]))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")


def run_without_room(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, "--archive", str(folder), *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder.parent,
    )


def test_what_is_archived_can_be_read(full: Path) -> None:
    done = run_without_room(full, "text", "a-speech")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    (full / "catalogue.sqlite").unlink()  # then it is made in memory
    assert run_without_room(full, "text", "a-speech").stdout == done.stdout


def test_an_audit_does_not_call_a_full_disk_a_damage(full: Path) -> None:
    done = run_without_room(full, "audit")
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "make room" in done.stderr  # to copy the catalogue into a temporary folder
    assert len(done.stderr.splitlines()) == 1


def test_what_cannot_be_written_says_to_make_room_and_nothing_is_lost(full: Path, tmp_path: Path) -> None:
    before = (full / "catalogue.sqlite").read_bytes()
    words = tmp_path / "words.txt"
    words.write_text("The bridge will be mended in May.\n", encoding="utf-8")
    for asked in (["archive", str(words)], ["rebuild"]):
        done = run_without_room(full, *asked)
        assert done.returncode != 0
        assert "make room" in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert (full / "catalogue.sqlite").read_bytes() == before
