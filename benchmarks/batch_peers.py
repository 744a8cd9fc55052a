"""Other ways to find very many quotes in very much text: each gives a place for each quote it finds.

All read ``transcripts.jsonl`` and ``quotes.jsonl`` of one folder, as a person would give them.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import FOREIGN, plain

MOST = 100
"""Transcripts that a trigram of the plain join may stand in: passim's bound."""
CANDIDATES = 3
"""Transcripts that the plain join holds a quote against."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an engine says that a quote stands."""

    transcript: str
    start: int | None
    end: int | None
    status: str = ""


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


_TRIGRAMS = """
    CREATE TABLE {name}_grams AS
    SELECT id, hash(words[n] || ' ' || words[n + 1] || ' ' || words[n + 2]) AS gram FROM (
        SELECT id, words, unnest(range(1, len(words) - 1)) AS n FROM (
            SELECT id, regexp_extract_all(lower(text), '[a-z0-9]+') AS words
            FROM read_json(
                '{path}', columns = {{id: 'VARCHAR', text: 'VARCHAR'}}, maximum_object_size = 33554432
            )
        )
    )
"""
_JOIN = """
    WITH rare AS (
        SELECT gram FROM transcripts_grams GROUP BY gram HAVING count(DISTINCT id) <= {most}
    ),
    shared AS (
        SELECT q.id AS quote, t.id AS transcript, count(DISTINCT gram) AS grams
        FROM quotes_grams q JOIN rare USING (gram) JOIN transcripts_grams t USING (gram)
        GROUP BY ALL
    )
    SELECT quote, transcript FROM shared
    QUALIFY row_number() OVER (PARTITION BY quote ORDER BY grams DESC, transcript) <= {candidates}
"""


def duckdb(folder: Path) -> dict[int, Found]:
    """A join of rare word trigrams in DuckDB, and the nearest place in the best transcripts by edlib."""
    import duckdb as database
    import edlib

    path = folder / "join.duckdb"
    path.unlink(missing_ok=True)
    with database.connect(str(path)) as joined:
        for name in ("transcripts", "quotes"):
            joined.execute(_TRIGRAMS.format(name=name, path=folder / f"{name}.jsonl"))
        pairs = joined.execute(_JOIN.format(most=MOST, candidates=CANDIDATES)).fetchall()
    by_quote: dict[str, list[str]] = {}
    for quote, transcript in pairs:
        by_quote.setdefault(quote, []).append(transcript)
    texts = {row["id"]: plain(row["text"]) for row in rows(folder / "transcripts.jsonl")}
    found: dict[int, Found] = {}
    for row in rows(folder / "quotes.jsonl"):
        quote = plain(row["text"])
        best, k = None, int(FOREIGN * len(quote))
        for transcript in by_quote.get(row["id"], ()):
            result = edlib.align(quote, texts[transcript], mode="HW", task="locations", k=k)
            if result["editDistance"] >= 0:
                start, end = result["locations"][0]
                best, k = Found(transcript, start or 0, end + 1), result["editDistance"] - 1
            if k < 0:
                break
        if best is not None:
            found[int(row["id"])] = best
    return found


def passim(folder: Path) -> dict[int, Found]:
    """passim as its README has it for quotations of reference texts, run to its alignments."""
    return _passim(folder, "passim-default", [])


def passim_short(folder: Path) -> dict[int, Found]:
    """The same made as sensitive as quotes need: shorter n-grams, one of which is enough."""
    return _passim(folder, "passim-short", ["-n", "15", "-m", "1", "-a", "15"])


def _passim(folder: Path, name: str, settings: list[str]) -> dict[int, Found]:
    import graphframes  # noqa: F401  (it imports this, and asks for it in its own words)

    if importlib.util.find_spec("passim.seriatim") is None:
        raise ImportError("passim", name="passim")
    given, out = folder / f"{name}.jsonl", folder / name
    with given.open("w", encoding="utf-8") as both:
        for ref, kind in ((1, "transcripts"), (0, "quotes")):
            for row in rows(folder / f"{kind}.jsonl"):
                both.write(json.dumps({"id": f"{kind} {row['id']}", "ref": ref, "text": row["text"]}) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    run = "import sys; from passim.seriatim import main; main(sys.argv[1:])"
    options = ["--fields", "ref", "--filterpairs", "ref = 1 AND ref2 = 0", "--docwise", *settings]
    options += ["--log-level", "ERROR", str(given), str(out)]
    command = [sys.executable, "-W", "ignore", "-c", run, *options]
    # It is made for pyspark 4.0, where Python functions do not get Arrow's values.
    plain_values = "--conf spark.sql.execution.pythonUDF.arrow.enabled=false pyspark-shell"
    ours = {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": plain_values,
    }
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, env={**os.environ, **ours}, **silent)
    found: dict[int, Found] = {}
    for part in (out / "out.json").glob("part-*"):
        for row in rows(part):
            places: dict[str, list[tuple[int, int]]] = {}
            for line in row["lines"]:
                for each in line.get("wits") or ():
                    wit = each.get("wit", each)
                    places.setdefault(wit["id"], []).append((wit["begin"], wit["begin"] + len(wit["text"])))
            if places:
                best = max(places, key=lambda id: sum(end - start for start, end in places[id]))
                start, end = min(p[0] for p in places[best]), max(p[1] for p in places[best])
                found[int(row["id"].split(" ", 1)[1])] = Found(best.split(" ", 1)[1], start, end)
    return found


def spark(folder: Path) -> dict[int, Found]:
    """Ours on Spark, on all processors of this machine."""
    import pyarrow.parquet as pq
    import pyspark  # noqa: F401  (the command asks for it in its own words)

    out = folder / "spark-out"
    shutil.rmtree(out, ignore_errors=True)
    command = ["--archive", str(folder / "archive"), "batch", str(folder / "quotes.jsonl"), "--out", str(out)]
    command += ["--engine", "spark", "--master", "local[*]", "--spark-conf", "spark.driver.memory=4g"]
    command += ["--spark-conf", "spark.ui.enabled=false"]
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", *command], check=False, stdout=subprocess.DEVNULL
    )
    if done.returncode not in (0, 2):
        raise RuntimeError(f"exit code {done.returncode}")
    return {
        int(row["id"]): Found(row["transcript"], row["passage_start"], row["passage_end"], row["status"])
        for row in pq.read_table(out / "verdicts").to_pylist()
        if row["transcript"] is not None
    }


PEERS: Mapping[str, Callable[[Path], dict[int, Found]]] = {
    "duckdb": duckdb,
    "passim": passim,
    "passim-short": passim_short,
    "spark": spark,
}
