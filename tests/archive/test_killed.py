"""Archivers that are killed, run side by side, or run out of disk: nothing half kept, nothing lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import quotetrack.version
from quotetrack.archive import Archive
from quotetrack.archive.manifest import fixity_of, noted
from quotetrack.archive.rebuild import rebuild
from quotetrack.archive.warc_reading import read_records

ROOT = Path(quotetrack.version.__file__).parents[1]
ARCHIVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from quotetrack.archive import Archive
from quotetrack.archive.incoming import Resource
from quotetrack.model import Transcript

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Archive.open(folder) as archive:
    for number in range(count):
        id = f"{name}-{number}"
        text = Resource(f"file:{id}", f"{id} ".encode() * 2000, "text/plain", "utf-8", datetime.now(UTC))
        words = text.body.decode().strip()
        read = Transcript(id, words, capture=text.digest, archived_at=text.archived_at)
        archive.keep(text, transcript=read)
        print(id, flush=True)
"""


def archiver(folder: Path, name: str, count: int = 10_000) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ARCHIVER, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def check(folder: Path, reported: set[str]) -> None:
    """Everything reported is there and whole, and the catalogue knows all that is there."""
    with Archive.open(folder) as archive:
        archive.make_ready()  # as the next archiver does, which removes what was left half written
        assert reported <= set(archive.transcript_ids())
        for transcript in archive.transcripts():
            assert transcript.capture is not None
            assert archive.payload(transcript.capture).decode().strip() == transcript.text
        count = len(archive.transcript_ids())
    names = {path.name for path in folder.glob("*.warc.gz")}
    assert len(names) == count
    assert noted(folder) == {name: fixity_of(folder / name) for name in names}
    for name in names:
        assert [r.type for r in read_records(folder / name)][-2:] == ["metadata", "conversion"]
    assert not list(folder.glob("*.partial"))
    found = rebuild(folder)
    assert (found.captures, found.transcripts, found.problems) == (count, count, ())


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(20030320)
    reported: set[str] = set()
    for attempt in range(6):
        process = archiver(tmp_path, f"run{attempt}")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        process.kill()
        rest = process.stdout.read()
        process.stdout.close()
        process.wait()
        # A line torn by the kill was not reported.
        reported |= {f"run{attempt}-0", *rest.rpartition("\n")[0].split()}
    check(tmp_path, reported)


def test_several_archivers_at_once(tmp_path: Path) -> None:
    processes = [archiver(tmp_path, f"side{n}", 15) for n in range(3)]
    reported: set[str] = set()
    for process in processes:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        reported |= set(out.split())
    assert len(reported) == 45
    check(tmp_path, reported)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are POSIX's")
def test_a_full_disk_is_one_line_and_leaves_nothing_half(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk without room: writing fails in the same place.

    There is room for the catalogue, and none for the WARC file.
    """
    speech = tmp_path / "speech.txt"
    speech.write_text("MR. A: " + "".join(random.Random(1).choices("abcdefgh \n", k=600_000)))
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from quotetrack.boundary import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "--archive", str(tmp_path / "archive"), "archive", str(speech)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "nothing was saved" in done.stderr
    assert not [path for path in (tmp_path / "archive").iterdir() if ".warc" in path.name]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_read_and_not_written(tmp_path: Path) -> None:
    process = archiver(tmp_path, "a", 2)
    process.communicate(timeout=60)
    tmp_path.chmod(0o555)
    try:
        with Archive.open(tmp_path) as archive:
            assert archive.transcript_ids() == ("a-0", "a-1")
        done = subprocess.run(
            [sys.executable, "-m", "quotetrack", "--archive", tmp_path, "archive", __file__],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
        assert done.stderr.count("\n") == 1
    finally:
        tmp_path.chmod(0o755)


def test_reading_loads_no_library_for_fetching_or_writing(tmp_path: Path) -> None:
    archiver(tmp_path, "a", 1).communicate(timeout=60)
    code = (
        "import json, sys; from pathlib import Path; from quotetrack.archive import Archive\n"
        "a = Archive.open(Path(sys.argv[1])); list(a.transcripts()); a.digest(); a.close()\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"requests", "urllib3", "http.client", "ssl", "warcio", "filelock", "bs4", "protego"}


def test_what_is_at_hand_is_kept_without_a_library_for_fetching(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("MR. A: We have mended the roads, and the bridges too.\n")
    code = (
        "import json, sys; from quotetrack.boundary import run\n"
        "assert run(['--archive', 'archive', 'archive', 'a.txt']) == 0\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        check=True,
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"requests", "urllib3", "http.client", "certifi"}
