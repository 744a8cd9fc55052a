"""``quotetrack import-quotes``: files to records, in bounded memory, with exit codes for scripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import quotetrack.version
from quotetrack.commands.import_quotes import FORMATS
from quotetrack.importing_quotes import formats
from quotetrack.records import load_records

ROOT = Path(quotetrack.version.__file__).parents[1]


def run(folder: Path, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quotetrack", "--quotes", "quotes", "import-quotes", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        input=stdin,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def test_the_formats_are_those_there_are() -> None:
    assert FORMATS == formats.FORMATS


def test_rows_become_records_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,speaker\nSome words,Jane Doe\n,Jane Doe\n")
    dry = run(tmp_path, "a.csv", "--dry-run")
    assert (dry.returncode, dry.stdout) == (1, "a.csv: 1 would be added, 0 known already, 1 refused\n")
    assert not (tmp_path / "quotes").exists()
    done = run(tmp_path, "a.csv")
    assert (done.returncode, done.stdout) == (1, "a.csv: 1 added, 0 known already, 1 refused\n")
    assert done.stderr == "quotetrack: a.csv:3: text is missing; skipped\n"
    again = run(tmp_path, "a.csv", "--json")
    assert [json.loads(line) for line in again.stdout.splitlines()] == [
        {"row": "a.csv:2", "done": "known", "id": "doe-some-words", "reason": None},
        {"row": "a.csv:3", "done": "refused", "id": None, "reason": "text is missing"},
    ]
    records, errors = load_records(tmp_path / "quotes")
    assert ([record.id for record in records], errors) == (["doe-some-words"], ())
    assert (tmp_path / "quotes" / "quote.schema.json").is_file()


def test_all_is_well(tmp_path: Path) -> None:
    done = run(tmp_path, "-", "--format", "jsonl", stdin='{"text": "Some words"}\n')
    assert (done.returncode, done.stdout, done.stderr) == (0, "-: 1 added, 0 known already\n", "")


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,speaker\nSome words,Jane Doe\n")
    (tmp_path / "b.json").write_text("[" * 1000)
    done = run(tmp_path, "none.csv", "b.json", "a.csv", "--format", "hypothesis")
    assert done.returncode == 2
    done = run(tmp_path, "none.csv", "a.csv")
    assert done.returncode == 2
    assert "none.csv: cannot be read" in done.stderr
    assert done.stdout == "a.csv: 1 added, 0 known already\n"


def test_a_wikiquote_page_and_its_speaker(tmp_path: Path) -> None:
    (tmp_path / "a.wiki").write_text("* Some words\n** A book\n")
    assert run(tmp_path, "a.wiki", "--speaker", "Jane Doe").returncode == 0
    (record,), _ = load_records(tmp_path / "quotes")
    assert record.speaker is not None
    assert record.speaker.name == "Jane Doe"


# The system's other figure, ru_maxrss, counts what the tests' own process had before.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """160 MB of rows, none of which becomes a record."""
    with (tmp_path / "a.csv").open("w") as file:
        file.write("text,speaker\n")
        for _ in range(8_000):
            file.write("x" * 20_500 + ",Jane\n")
    code = (
        "import re, sys; from quotetrack.boundary import run; run(sys.argv[1:]); "
        "print(re.search('VmHWM:\\\\s*(\\\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--quotes", "quotes", "import-quotes", "a.csv", "--dry-run"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    first, kilobytes = done.stdout.splitlines()
    assert first == "a.csv: 0 would be added, 0 known already, 8,000 refused"
    assert int(kilobytes) < 110_000
