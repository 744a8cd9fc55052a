"""A batch on one machine: the verdicts of ``verify``, every row accounted for, and no kill that loses any."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from batches import write_lines

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.formats.verdict_json import as_data
from quotetrack.formats.verdict_table import COLUMNS
from quotetrack.indexing import open_library
from quotetrack.scale.batch import Job, run
from quotetrack.scale.outcome import Outcome, Progress
from quotetrack.verification import verify_everywhere
from quotetrack.verification.ad_hoc import read_ad_hoc

SILENT = Progress(lambda *_: None, lambda _: None, lambda _: None)


def batch(quotes: Path, archive: Path, out: Path, **settings: Any) -> Outcome:
    return run(Job(quotes, archive, out, **settings), SILENT)[0]


def verdicts(out: Path) -> list[dict[str, Any]]:
    """All rows, in the order of the input."""
    return sorted(pq.read_table(out / "verdicts").to_pylist(), key=lambda row: int(row["row"]))


def rejects(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "rejects.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def done(corpus_made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch that went through at once, with the whole verdicts."""
    archive, quotes = corpus_made
    out = tmp_path_factory.mktemp("done") / "out"
    batch(quotes, archive, out, rows_a_part=20, whole=True)
    return out


def test_the_verdicts_are_those_of_verify(done: Path, corpus_made: tuple[Path, Path]) -> None:
    archive, quotes = corpus_made
    asked = {each.quote.id: each for each in read_ad_hoc(quotes, [])}
    found = verdicts(done)
    assert [row["id"] for row in found] == [id for id in asked if id != "nowhere"]
    with Archive.open(archive) as opened:
        library = open_library(opened)
        expected = {
            id: as_data(verify_everywhere(each.quote, lambda: library))
            for id, each in asked.items()
            if not each.within
        }
    whole = {row["id"]: json.loads(row["verdict"]) for row in found if row["id"] in expected}
    assert {id: verdict["status"] for id, verdict in whole.items()} == {
        id: verdict["status"] for id, verdict in expected.items()
    }
    # Which transcripts hold scraps of a quote is a matter of where one stops looking; all else is the same.
    same = sum(whole[id] == expected[id] for id in expected)
    assert same > 0.9 * len(expected)
    named = next(row for row in found if row["id"] == "named")
    assert (named["status"], named["searched_transcripts"]) == ("matches", 1)
    assert rejects(done) == [{"row": len(asked), "reason": "no transcript none-of-these in the archive"}]


def test_the_columns_say_what_the_whole_verdict_says(done: Path) -> None:
    for row in verdicts(done):
        assert set(row) == {*COLUMNS, "verdict"}
        whole = json.loads(row["verdict"])
        assert (row["status"], row["reason"], row["wording"]) == (
            whole["status"],
            whole["reason"],
            whole["wording"],
        )
        assert row["evidence"] == whole["evidence"]
        if row["passage"] is not None:
            first = whole["witnesses"][0]
            assert row["transcript"] == first["transcript"]
            assert row["passage"] == first["passage"]["text"]
            assert row["passage_end"] - row["passage_start"] == len(row["passage"])
            assert json.loads(row["differences_json"]) == first["differences"]


def test_parts_processes_and_formats_do_not_matter(
    done: Path, corpus_made: tuple[Path, Path], tmp_path: Path
) -> None:
    archive, quotes = corpus_made
    batch(quotes, archive, tmp_path / "out", rows_a_part=1000, processes=2, whole=True)
    assert verdicts(tmp_path / "out") == verdicts(done)
    assert len(list((tmp_path / "out" / "verdicts").iterdir())) == 1
    assert not (tmp_path / "out" / "work").exists()
    rows = [json.loads(line) for line in quotes.read_text("utf-8").splitlines()][:10]
    import pyarrow as pa

    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "q.parquet")
    batch(tmp_path / "q.parquet", archive, tmp_path / "parquet", whole=True)
    assert verdicts(tmp_path / "parquet") == verdicts(done)[:10]


def test_every_bad_row_has_a_verdict_or_a_reason(corpus_made: tuple[Path, Path], tmp_path: Path) -> None:
    rng = random.Random(8)
    lines = corpus_made[1].read_bytes().splitlines()
    bad = [
        b"{", b"[]", b'{"text": 5}', b'{"text": ""}', b'{"text": "\xff"}', b"\x00\x01", b'"text"',
        b"[" * 9999, b'{"text": "\\ud800 x"}', b'{"text": "' + b"long " * 5000 + b'"}',
        b'{"text": "x", "in": ["none"]}', b'{"text": "x", "date": []}', b'{"text": "\\u0000"}',
        b'{"text": "a b c", "speaker": "\\n\\t"}', b'{"text": "in the year", "date": "not a date at all"}',
        b'{"text": "' + "ﷺ𝕳e̷llo 世界 ".encode() * 50 + b'"}',
    ]  # fmt: skip
    mixed = [rng.choice(bad) if rng.random() < 0.4 else rng.choice(lines) for _ in range(300)]
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(b"\n".join(mixed))
    outcome = batch(path, corpus_made[0], tmp_path / "out", rows_a_part=64)
    accounted = [row["row"] for row in (*verdicts(tmp_path / "out"), *rejects(tmp_path / "out"))]
    assert sorted(accounted) == list(range(1, 301))
    assert outcome.rows == 300
    assert outcome.verdicts + outcome.rejects == 300
    assert all(row["reason"] and "bug" not in row["reason"] for row in rejects(tmp_path / "out"))


def test_one_quote_that_cannot_be_judged_does_not_end_the_batch(
    corpus_made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotetrack.scale import bench
    from quotetrack.scale.batch import _Pool

    monkeypatch.setattr(_Pool, "each", lambda _, tasks, function: [function(*task) for task in tasks])
    judged = bench.testimony

    def failing(quote: Any, *rest: Any) -> Any:
        if quote.id == "bad":
            raise RuntimeError("as if")
        return judged(quote, *rest)

    monkeypatch.setattr(bench, "testimony", failing)
    words = json.loads(corpus_made[1].read_text("utf-8").splitlines()[0])["text"]
    path = write_lines(tmp_path / "q.jsonl", [{"id": "bad", "text": words}, {"id": "good", "text": words}])
    outcome = batch(path, corpus_made[0], tmp_path / "out")
    assert (outcome.verdicts, outcome.rejects) == (1, 1)
    assert "bug in quotetrack: RuntimeError: as if" in rejects(tmp_path / "out")[0]["reason"]


# --- killed, interrupted, gone on with ---


def start(arguments: list[str], cwd: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "quotetrack", *arguments]
    return subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def alive(group_of: int) -> bool:
    """Whether a process that this one started lives still."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"parent_pid={group_of}" in entry.read_text():
                return True
        except OSError:
            continue
    return False


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_batch_that_is_stopped_goes_on(
    stop: signal.Signals, done: Path, corpus_made: tuple[Path, Path], tmp_path: Path
) -> None:
    archive, quotes = corpus_made
    out = tmp_path / "out"
    command = ["--archive", str(archive), "batch", str(quotes), "--out", str(out)]
    command += ["--rows-a-part", "3", "--processes", "2", "--whole"]
    process = start(command, tmp_path)
    parts: dict[Path, int] = {}
    while process.poll() is None and len(parts) < 4:
        parts = {part: part.stat().st_mtime_ns for part in out.glob("verdicts/part-*.parquet")}
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()
    process.send_signal(stop)
    said = process.communicate(timeout=30)[1]
    if stop is signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
    for _ in range(100):
        if not alive(process.pid):
            break
        time.sleep(0.1)
    assert not alive(process.pid)
    parts = {part: part.stat().st_mtime_ns for part in out.glob("verdicts/part-*.parquet")}
    assert not (out / "rejects.jsonl").exists()
    # What a kill may leave half made.
    (out / "verdicts" / ".part-00001.parquet.77").write_bytes(b"PAR1")
    again = start(command, tmp_path)
    printed, said = again.communicate(timeout=300)
    assert again.returncode == 2, said
    assert verdicts(out) == verdicts(done)
    assert rejects(out) == rejects(done)
    # Nothing was done twice: the parts that were there are the same files.
    assert all(part.stat().st_mtime_ns == made for part, made in parts.items())
    assert os.listdir(out / "verdicts") == [name for name in os.listdir(out / "verdicts") if name[0] != "."]
    third = start(command, tmp_path)
    assert "finished before" in third.communicate(timeout=60)[0]
    assert third.returncode == 2
    assert "verdicts on" in printed


def test_a_folder_of_something_else_is_refused(corpus_made: tuple[Path, Path], tmp_path: Path) -> None:
    archive, _ = corpus_made
    quotes = write_lines(tmp_path / "q.jsonl", [{"text": "words that were said"}])
    out = tmp_path / "out"
    batch(quotes, archive, out)
    with pytest.raises(QuotetrackError, match="begun with another settings"):
        batch(quotes, archive, out, whole=True)
    write_lines(quotes, [{"text": "words that were not said"}])
    with pytest.raises(QuotetrackError, match="begun with another input"):
        batch(quotes, archive, out)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(QuotetrackError, match="holds something else"):
        batch(quotes, archive, tmp_path / "full")
    (tmp_path / "full" / "manifest.json").write_text("{}")
    with pytest.raises(QuotetrackError, match="is none of a batch"):
        batch(quotes, archive, tmp_path / "full")
    with pytest.raises(QuotetrackError, match="cannot be written"):
        batch(quotes, archive, quotes / "below-a-file")
    with pytest.raises(QuotetrackError, match="holds no transcripts"):
        batch(quotes, tmp_path / "empty", tmp_path / "other")
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


def test_an_empty_file_is_done_at_once(corpus_made: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text("\n\n")
    assert batch(tmp_path / "q.jsonl", corpus_made[0], tmp_path / "out") == Outcome(0, 0, 0, {})
