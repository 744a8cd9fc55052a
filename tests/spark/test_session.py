"""The function for notebooks, the rule in SQL, and many quotes that are one; Spark in one process."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import corpus

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.scale import rule, spark_stages
from quotetrack.scale.batch import Job
from quotetrack.scale.batch import run as run_here
from quotetrack.scale.outcome import Progress
from quotetrack.scale.transcripts_parquet import export_transcripts

COPIES = 450
"""Of one quote: more than meet a transcript in one row."""


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from quotetrack.scale.spark_session import session

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
    }
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with session("local[1]", settings) as made:
        yield made


def test_the_rule_in_sql_is_the_rule(spark: Any) -> None:
    rng = random.Random(3)
    usual = [1, 2, 3, rule.RARE, rule.RARE + 1, rule.COMMON, rule.COMMON + 1, rule.COMMONEST]
    keys = {key: rng.choice(usual) for key in range(400)}
    asked = [
        (row, number, key)
        for row in range(120)
        for number, key in enumerate(rng.choices(range(500), k=rng.randrange(30)))
    ]
    spark.createDataFrame(asked, "row long, number int, key long").createOrReplaceTempView("quote_grams")
    spark.createDataFrame(list(keys.items()), "key long, frequency long").createOrReplaceTempView(
        "frequencies"
    )
    query = spark_stages.LOOKED_UP.format(
        block=rule.BLOCK, rare=rule.RARE, common=rule.COMMON, rarest=rule.RAREST
    )
    found = {(each["row"], each["number"]) for each in spark.sql(query).collect()}
    rows, numbers = (np.array([each[at] for each in asked]) for at in (0, 1))
    frequencies = np.array([keys.get(key, 0) for _, _, key in asked])
    expected = rule.looked_up(rows, numbers, frequencies)
    assert found == {(row, number) for (row, number, _), yes in zip(asked, expected, strict=True) if yes}
    assert 0 < len(found) < len(asked)


def test_a_notebook_gets_the_rows_of_one_machine(spark: Any, tmp_path: Path) -> None:
    from quotetrack.scale.spark import SparkJob, run, verify_quotes

    archive, quotes = corpus(tmp_path, 1, speeches=12)
    rows = [json.loads(line) for line in quotes.read_text("utf-8").splitlines()]
    rows += [{**rows[0], "id": f"copy-{number}"} for number in range(COPIES)]
    rows += [{"text": None, "id": "bad"}]
    columns = ("id", "text", "speaker", "date", "language", "in")
    rows = [{column: row.get(column) for column in columns} for row in rows]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "q.parquet", row_group_size=100)
    silent = Progress(lambda *_: None, lambda _: None, lambda _: None)
    run_here(Job(tmp_path / "q.parquet", archive, tmp_path / "here"), silent)
    expected = sorted(
        pq.read_table(tmp_path / "here" / "verdicts").to_pylist(), key=lambda row: int(row["row"])
    )
    transcripts = tmp_path / "transcripts"
    with Archive.open(archive) as opened:
        assert export_transcripts(opened, transcripts) == export_transcripts(opened, transcripts)

    frame = spark.createDataFrame(
        [(number, *row.values()) for number, row in enumerate(rows, 1)],
        "row long, id string, text string, speaker string, date string, language string, `in` array<string>",
    )
    found = verify_quotes(spark, frame, transcripts.as_uri(), (tmp_path / "stages").as_uri())
    judged = sorted((each.asDict() for each in found.collect()), key=lambda row: int(row["row"]))
    failed = {row["row"]: row["failed"] for row in judged if row["failed"] is not None}
    assert [
        {k: v for k, v in row.items() if k != "failed"} for row in judged if row["failed"] is None
    ] == expected
    lines = (tmp_path / "here" / "rejects.jsonl").read_text("utf-8").splitlines()
    assert failed == {each["row"]: each["reason"] for each in map(json.loads, lines)}

    # The command's way: the numbers of the rows come from the Parquet file itself.
    job = SparkJob((tmp_path / "q.parquet").as_uri(), transcripts.as_uri(), (tmp_path / "out").as_uri())
    outcome, before = run(spark, job, lambda _: None)
    assert not before
    assert outcome.rows == len(rows)
    out = sorted(pq.read_table(tmp_path / "out" / "verdicts").to_pylist(), key=lambda row: int(row["row"]))
    assert out == expected
    assert run(spark, job, lambda _: None) == (outcome, True)
    with pytest.raises(QuotetrackError, match="begun with another settings"):
        run(spark, SparkJob(job.quotes, job.transcripts, job.out, whole=True), lambda _: None)
    with pytest.raises(QuotetrackError, match="no transcripts; write them"):
        run(spark, SparkJob(job.quotes, tmp_path.as_uri(), (tmp_path / "x").as_uri()), lambda _: None)
