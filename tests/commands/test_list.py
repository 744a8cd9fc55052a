"""``quotetrack list``: from receipts, quickly, with what is stale, unverified and broken."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import on_a_terminal

import quotetrack.version
from quotetrack.records import record_digest, write_receipt

ROOT = Path(quotetrack.version.__file__).parents[1]


def run(
    *arguments: str | Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quotetrack", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )


@pytest.fixture
def quotes(tmp_path: Path) -> Path:
    folder = tmp_path / "quotes"
    folder.mkdir()
    for id, speaker in (("a", "Jane Doe"), ("b", "Владимир Путин")):
        (folder / f"{id}.yaml").write_text(
            f"text: words\nspeaker: {{name: {speaker}}}\ndate: 2003\n"
            "occasion: a meeting of many words, long and wide\n"
        )
    return folder


def verified(quotes: Path, id: str, status: str, **more: object) -> None:
    claim = {"id": id, "text": "words", "speaker": "Jane Doe", "date": "2003", "occasion": "a meeting"}
    verdict = {
        "status": status,
        "reason": "why",
        "quote": claim,
        "record": record_digest(quotes / f"{id}.yaml"),
    }
    write_receipt(quotes / "verdicts", id, verdict | more)


def listed(quotes: Path, *arguments: str) -> list[dict[str, object]]:
    done = run("--quotes", quotes, "list", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_receipts_and_records_without_one(quotes: Path) -> None:
    verified(quotes, "a", "differs", cautions=[{"name": "cut-short", "words": "but"}])
    assert listed(quotes) == [
        {
            "id": "a",
            "status": "differs",
            "stale": False,
            "reason": "why",
            "speaker": "Jane Doe",
            "date": "2003",
            "occasion": "a meeting",
            "cautions": ["cut-short"],
            "reviews": [],
        },
        {
            "id": "b",
            "status": "unchecked",
            "stale": False,
            "reason": "not verified yet",
            "speaker": "Владимир Путин",
            "date": "2003",
            "occasion": "a meeting of many words, long and wide",
            "cautions": [],
            "reviews": [],
        },
    ]


def test_a_changed_record_and_changed_evidence_are_stale(quotes: Path) -> None:
    verified(quotes, "a", "matches")
    verified(quotes, "b", "matches", stale=True)
    with (quotes / "a.yaml").open("a") as file:
        file.write("notes: new\n")
    assert [(each["status"], each["stale"]) for each in listed(quotes)] == [("matches", True)] * 2
    assert run("--quotes", quotes, "list").stdout.count("matches (stale)") == 2


SOURCE = "speaker: {name: Jane Doe}\nsources: [{file: speech.txt}, {file: other.txt}]\n"
WORDS = "the harvest was poor this year"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one record, archived and verified; its second source is not there yet."""
    folder = tmp_path / "project"
    (folder / "quotes").mkdir(parents=True)
    (folder / "quotes" / "one.yaml").write_text(f"text: {WORDS}\n{SOURCE}")
    (folder / "speech.txt").write_text(f"Fellow citizens, {WORDS}, and the roads are worse.\n")
    assert run("--quotes", folder / "quotes", "archive", "--all").returncode == 1
    assert run("--quotes", folder / "quotes", "verify", "--all").returncode == 0
    return folder


def stale(project: Path) -> bool:
    (entry,) = listed(project / "quotes")
    shown = json.loads(run("--quotes", project / "quotes", "show", "one", "--json").stdout)
    assert shown["stale"] == entry["stale"]
    return bool(entry["stale"])


@pytest.mark.parametrize("name", ["speech.txt", "other.txt"])
def test_another_transcript_of_a_source_makes_it_stale_until_it_is_verified(project: Path, name: str) -> None:
    assert not stale(project)
    (project / name).write_text(f"Fellow citizens, {WORDS}, and the roads are better.\n")
    assert run("--quotes", project / "quotes", "archive", "--all").returncode in (0, 1)
    assert stale(project)
    assert "matches (stale)" in run("--quotes", project / "quotes", "list").stdout
    assert run("--quotes", project / "quotes", "verify", "--all").returncode == 0
    assert not stale(project)


def test_a_transcript_that_is_gone_makes_it_stale(project: Path) -> None:
    elsewhere = project / "elsewhere.txt"
    elsewhere.write_text("Other words of another day altogether.\n")
    run("--quotes", project / "quotes", "archive", elsewhere)
    assert not stale(project)
    for warc in (project / "archive").glob("*-file-*.warc.gz"):
        if b"harvest" in gzip.decompress(warc.read_bytes()):
            warc.unlink()
    assert run("--quotes", project / "quotes", "rebuild").returncode == 1
    assert stale(project)


def test_saving_the_same_bytes_again_makes_nothing_stale(project: Path) -> None:
    run("--quotes", project / "quotes", "archive", "--all")
    assert not stale(project)


def test_without_an_archive_nothing_is_stale(project: Path) -> None:
    shutil.rmtree(project / "archive")
    assert not stale(project)
    assert not (project / "archive").exists()
    run("--quotes", project / "quotes", "archive", project / "nothing.txt")
    assert (project / "archive").is_dir()
    assert not stale(project), "an archive without captures is none"


def test_a_catalogue_that_is_behind_is_brought_up_to_date(project: Path) -> None:
    (project / "archive" / "catalogue.sqlite").write_bytes(b"SQLite format 3\0 no more")
    assert not stale(project)
    (project / "archive" / "catalogue.sqlite").unlink()
    assert not stale(project)


def test_an_archive_that_cannot_be_read_does_not_keep_records_from_being_listed(project: Path) -> None:
    done = run("--quotes", project / "quotes", "--archive", project / "speech.txt", "list")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "speech.txt: a file, not an archive folder" in done.stderr
    assert done.stdout.splitlines()[1].startswith("one  matches")


def test_filters(quotes: Path) -> None:
    verified(quotes, "a", "differs")
    assert [each["id"] for each in listed(quotes, "--status", "differs", "--status", "joined")] == ["a"]
    assert [each["id"] for each in listed(quotes, "--speaker", "ПУТИН")] == ["b"]
    assert listed(quotes, "--speaker", "nobody") == []
    wrong = run("--quotes", quotes, "list", "--status", "fine")
    assert wrong.returncode == 2
    assert "not-in-transcripts" in wrong.stderr


def test_broken_records_are_named_and_the_rest_is_listed(quotes: Path) -> None:
    (quotes / "a.yaml").write_text("text: a\ndate: soon\nlanguage: english\n")
    (quotes / "verdicts").mkdir()
    (quotes / "verdicts" / "b.json").write_text("{\n<<<<<<<")
    done = run("--quotes", quotes, "list")
    assert done.returncode == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == [
        f"{quotes}/a.yaml:2",
        f"{quotes}/a.yaml:3",
        f"{quotes}/verdicts/b.json:2",
    ]
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]] == [["b", "unchecked"]]


def test_off_a_terminal_ids_are_whole_and_nothing_is_coloured(quotes: Path) -> None:
    long = "x" * 100
    (quotes / f"{long}.yaml").write_text('text: a\nspeaker: {name: "日本 \\u200b"}\n')
    done = run("--quotes", quotes, "list", COLUMNS="40", FORCE_COLOR="1")
    assert long in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stdout.splitlines()[1].endswith("not verified yet")


@pytest.mark.parametrize(("no_colour", "escapes"), [("", True), ("1", False)])
def test_on_a_terminal(quotes: Path, no_colour: str, escapes: bool) -> None:
    shown = on_a_terminal("stdout", "--quotes", quotes, "list", NO_COLOR=no_colour, COLUMNS="60").shown
    assert ("\x1b[" in shown) == escapes
    assert "not verified yet" in shown
    if not escapes:
        assert max(map(len, shown.splitlines())) <= 60


def test_a_receipt_cannot_steer_the_terminal(quotes: Path) -> None:
    verified(quotes, "a", "differs\x1b[2J", cautions=[{"name": "\x1b]0;x\x07", "words": ""}, 3, "x"])
    assert "\x1b" not in run("--quotes", quotes, "list").stdout


def test_no_record_and_no_folder(tmp_path: Path) -> None:
    empty = run("--quotes", tmp_path, "list")
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "no record" in empty.stderr
    assert run("--quotes", tmp_path / "none", "list").returncode == 2


def test_listing_from_receipts_imports_neither_yaml_nor_validation(project: Path) -> None:
    quotes = project / "quotes"
    code = (
        "import sys; from quotetrack.boundary import run; run(sys.argv[1:]); "
        "costly = ('ruamel.yaml', 'pydantic', 'edtf', 'rich', 'quotetrack.model'); "
        "print([name for name in costly if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--quotes", str(quotes), "list"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
