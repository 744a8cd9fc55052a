"""``quotetrack export``: from stored verdicts alone, private records kept back, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quotetrack.version
from quotetrack.commands.export import FORMATS
from quotetrack.formats.exports import EXPORTS

ROOT = Path(quotetrack.version.__file__).parents[1]
WORDS = "the harvest was poor this year"


def run(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quotetrack", *map(str, arguments)],
        cwd=project,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone: two records, one of them private, verified, without the archive."""
    (tmp_path / "quotes").mkdir()
    (tmp_path / "speech.txt").write_text(f"Fellow citizens, {WORDS}, and the roads are worse.\n")
    for id, more in (("one", ""), ("two", "private: true\n")):
        source = "sources: [{file: speech.txt, speaker: Jane Doe}]\n"
        (tmp_path / "quotes" / f"{id}.yaml").write_text(f"text: {WORDS}\n{source}{more}")
    assert run(tmp_path, "archive", "--all").returncode == 0
    assert run(tmp_path, "verify", "--all").returncode == 0
    shutil.rmtree(tmp_path / "archive")
    return tmp_path


def test_the_formats_are_those_there_are() -> None:
    assert set(FORMATS) == set(EXPORTS)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"claimreview"}))
def test_every_format_works_without_an_archive_and_keeps_private_records_back(
    project: Path, format: str
) -> None:
    done = run(project, "export", "--all", "--format", format)
    assert done.returncode == 0, done.stderr
    assert WORDS in done.stdout
    assert "two" not in done.stdout
    assert done.stderr == "quotetrack: left out: 1 private record; --private takes them in\n"
    assert not (project / "archive").exists()
    both = run(project, "export", "--all", "--format", format, "--private")
    assert (both.returncode, both.stderr) == (0, "")
    assert len(both.stdout) > len(done.stdout)


def test_a_private_record_that_is_named(project: Path) -> None:
    done = run(project, "export", "two", "--format", "csv")
    assert done.returncode == 1
    assert "two: left out: it is private" in done.stderr


def test_a_file_is_written_whole(project: Path) -> None:
    done = run(project, "export", "one", "--format", "jsonl", "--out", "out.jsonl")
    assert (done.returncode, done.stdout) == (0, "out.jsonl: 1 entry\n")
    row = json.loads((project / "out.jsonl").read_text())
    assert (row["id"], row["status"], row["stale"]) == ("one", "matches", False)
    nowhere = run(project, "export", "one", "--format", "jsonl", "--out", "none/out.jsonl")
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (2, 1)


def test_no_claimreview_without_a_person(project: Path) -> None:
    done = run(project, "export", "one", "--format", "claimreview", "--out", "out.json")
    assert done.returncode == 1
    assert "no person has reviewed it" in done.stderr
    assert "nothing to export" in done.stderr
    assert not (project / "out.json").exists()


def test_a_review_becomes_a_claimreview(project: Path) -> None:
    evidence = json.loads((project / "quotes" / "verdicts" / "one.json").read_text())["evidence"]
    with (project / "quotes" / "one.yaml").open("a") as file:
        file.write(
            "reviews: [{reviewer: Ann Lee, date: 2024-05-02, conclusion: misleading, "
            f"evidence: '{evidence}'}}]\n"
        )
    stale = run(project, "export", "one", "--format", "claimreview")
    assert "is stale" in stale.stderr
    assert run(project, "archive", "--all").returncode == 0
    assert run(project, "verify", "one").returncode == 0
    done = run(project, "export", "one", "--format", "claimreview")
    assert done.returncode == 0, done.stderr
    (node,) = json.loads(done.stdout)["@graph"]
    assert node["reviewRating"]["alternateName"] == "Misleading"


def test_what_cannot_be_read_is_named_and_the_rest_is_exported(project: Path) -> None:
    (project / "quotes" / "bad.yaml").write_text("text: [\n")
    (project / "quotes" / "new.yaml").write_text("text: other words\n")
    (project / "quotes" / "verdicts" / "new.json").write_text('{"status": "matches", "witnesses": 5}')
    done = run(project, "export", "--all", "--format", "csv")
    assert done.returncode == 2
    assert WORDS in done.stdout
    assert "bad.yaml" in done.stderr
    assert "new: its stored verdict is damaged (witnesses)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "csv"], "Name one or more IDs"),
        (["one", "--all", "--format", "csv"], "Name one or more IDs"),
        (["one"], "--format"),
        (["one", "--format", "pdf"], "pdf"),
        (["none", "--format", "csv"], "no such record"),
    ],
)
def test_wrong_usage(project: Path, arguments: list[str], says: str) -> None:
    done = run(project, "export", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_private_source_stays_out_of_what_is_exported(tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    for name in ("open", "letter"):
        (tmp_path / f"{name}.txt").write_text(f"Fellow citizens, {WORDS}, says the {name}.\n")
    (tmp_path / "quotes" / "one.yaml").write_text(
        f"text: {WORDS}\nsources:\n  - file: letter.txt\n    private: true\n  - file: open.txt\n"
    )
    assert run(tmp_path, "archive", "--all").returncode == 0
    assert run(tmp_path, "verify", "one").returncode == 0
    for format in ("jsonl", "webannotation", "csv", "bibtex"):
        told = run(tmp_path, "export", "one", "--format", format)
        assert told.returncode == 0, told.stderr
        assert "letter" not in told.stdout, format
        assert "open" in told.stdout, format
