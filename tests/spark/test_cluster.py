"""The command on a real cluster: its driver killed, one of its workers killed, and the same rows as here.

No executor can open the archive, which is gone by then, and what Spark may keep in an executor's memory is
less than the texts.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from batches import corpus

from quotetrack.archive import Archive
from quotetrack.scale.batch import Job
from quotetrack.scale.batch import run as run_here
from quotetrack.scale.outcome import Progress
from quotetrack.scale.transcripts_parquet import TRANSCRIPTS, export_transcripts

FRACTION = 0.04
"""Of an executor's heap, less the 300 MB that Spark sets aside: its memory for data."""
HEAP = 512
"""MB; Spark takes no less than 450."""
DATA = (HEAP - 300) * 1_000_000 * FRACTION


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return sorted(pq.read_table(folder).to_pylist(), key=lambda row: int(row["row"]))


def start(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    ours = {"SPARK_LOCAL_IP": "127.0.0.1", "PYTHONWARNINGS": "ignore"}
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "quotetrack", *arguments],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **ours},
            cwd=log.parent,
            start_new_session=True,
        )


def wait_until(holds: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    """Until something holds; fails when the process ends before."""
    for _ in range(36_000):
        if holds():
            return
        assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
        time.sleep(0.05)
    pytest.fail(f"nothing happened: {log.read_text('utf-8', 'replace')[-3000:]}")


def test_the_rows_are_those_of_one_machine(cluster: Any, tmp_path: Path) -> None:
    archive, quotes = corpus(tmp_path, 2, speeches=249)
    run_here(
        Job(quotes, archive, tmp_path / "here", whole=True),
        Progress(lambda *_: None, lambda _: None, lambda _: None),
    )
    transcripts = tmp_path / "transcripts"
    with Archive.open(archive) as opened:
        export_transcripts(opened, transcripts)
    shutil.rmtree(archive)
    texts = sum(len(text.as_py()) for text in pq.read_table(transcripts / TRANSCRIPTS)["text"])
    assert texts > DATA

    out = tmp_path / "out"
    settings = {
        "spark.executor.memory": f"{HEAP}m",
        "spark.memory.fraction": str(FRACTION),
        "spark.executor.pyspark.memory": "1g",
        "spark.driver.memory": "700m",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
    }
    command = ["batch", str(quotes), "--out", str(out), "--engine", "spark", "--master", cluster.url]
    command += ["--transcripts", str(transcripts), "--whole"]
    for name, value in settings.items():
        command += ["--spark-conf", f"{name}={value}"]

    # The driver is killed when a stage is there and the next has begun.
    log = tmp_path / "first.log"
    first = start(command, log)
    wait_until((out / "work" / "candidates" / "_temporary").exists, first, log)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    places = {path: path.stat().st_mtime_ns for path in (out / "work" / "places").glob("part-*")}
    assert places

    # Then the same command goes on, and loses a worker on the way.
    log = tmp_path / "second.log"
    second = start(command, log)
    wait_until((out / "work" / "testimonies" / "_temporary").exists, second, log)
    assert {path: path.stat().st_mtime_ns for path in (out / "work" / "places").glob("part-*")} == places
    cluster.kill_worker(0)
    assert second.wait(timeout=1800) == 2, log.read_text("utf-8", "replace")[-3000:]
    said = log.read_text("utf-8", "replace")
    assert "places: there already" in said
    assert "Traceback" not in said

    assert rows_of(out / "verdicts") == rows_of(tmp_path / "here" / "verdicts")
    rejected = [
        json.loads(line) for part in (out / "rejects.jsonl").glob("part-*") for line in part.open("rb")
    ]
    here = (tmp_path / "here" / "rejects.jsonl").read_text("utf-8").splitlines()
    assert rejected == [json.loads(line) for line in here]
    figures = [
        json.loads((tmp_path / each / "manifest.json").read_bytes())["finished"] for each in ("out", "here")
    ]
    assert figures[0] == figures[1]
    assert not (out / "work").exists()

    third = start(command, log)
    assert third.wait(timeout=1800) == 2
    assert "finished before" in log.read_text("utf-8", "replace")
