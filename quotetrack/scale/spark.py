"""A batch on Apache Spark: the same verdicts as on one machine, over Parquet on any storage Spark reads.

``verify_quotes`` is for notebooks and jobs of one's own; ``run`` is the command's. The executors
need this package installed, and the transcripts come to them as rows: no executor opens an archive.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import QuotetrackError
from quotetrack.formats.verdict_table import schema
from quotetrack.matching import RULES
from quotetrack.model import Searched
from quotetrack.scale import spark_quotes, spark_rows, spark_stages, spark_tables
from quotetrack.scale.grams import KEYS
from quotetrack.scale.out_folder import MANIFEST, REJECTS, SCHEMA, VERDICTS, WORK
from quotetrack.scale.outcome import Outcome
from quotetrack.scale.row_files import kind_of, pieces
from quotetrack.scale.rows import KNOWN
from quotetrack.scale.rule import RULE
from quotetrack.scale.storage import Storage
from quotetrack.scale.transcripts_parquet import DATED, FACTS
from quotetrack.version import __version__

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Said = Callable[[str], None]
"""Is told of each stage, in a line."""
SETTINGS = {"spark.sql.adaptive.enabled": "true", "spark.sql.adaptive.skewJoin.enabled": "true"}
A_BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"
MANY, FEW = "2000", "64"
"""Rows that Python gets at once: of quotes, and of whole transcripts."""


@dataclass(frozen=True, slots=True)
class SparkJob:
    """What a batch on Spark does. Paths are what Spark takes: of a folder, ``hdfs://``, ``s3a://`` …"""

    quotes: str
    """Parquet, or a file of this machine of JSON lines or CSV."""
    transcripts: str
    """The folder of an export (``export_transcripts``)."""
    out: str
    whole: bool = False


def verify_quotes(
    spark: SparkSession, quotes: DataFrame, transcripts: str, work: str, *, whole: bool = False
) -> DataFrame:
    """The verdicts on a frame of quotes: a row each, with the columns of ``formats.verdict_table``.

    ``quotes`` has the columns text and, where they are known, id, speaker, date, occasion, language and in;
    and ``row``, a number of its own for each. ``transcripts`` is the folder of an export; ``work`` one for
    the stages, which are used again where they are whole: name another for other quotes. A row that comes
    to no verdict has the reason in the column ``failed``, and nothing else.
    """
    if "row" not in quotes.columns:
        raise QuotetrackError("the quotes have no column row; give each a number of its own")
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    known = [f"`{name}`" for name in quotes.columns if name.lower() in _READ]
    asked = quotes.select(*known).mapInArrow(spark_quotes.read_quotes, spark_tables.QUOTES)
    return _stages(spark, asked, transcripts, work, whole=whole, said=lambda _: None)


_READ = frozenset({"row", *KNOWN})


def run(spark: SparkSession, job: SparkJob, said: Said) -> tuple[Outcome, bool]:
    """Run a batch to its end, or go on with one; whether it was finished before. Raises QuotetrackError."""
    storage = Storage(spark)
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    out = job.out.rstrip("/")
    manifest = f"{out}/{MANIFEST}"
    if not storage.exists(f"{job.transcripts}/{FACTS}"):
        raise QuotetrackError(
            f"{job.transcripts}: no transcripts; write them with: quotetrack batch --write-transcripts DIR"
        )
    if not storage.exists(_uri(job.quotes)):
        raise QuotetrackError(f"{job.quotes}: no such file; name a file of quotes")
    asked = _asked_for(spark, storage, job)
    storage.mend(manifest)
    if storage.exists(manifest):
        stored = _manifest(storage, manifest)
        other = [name for name, value in asked.items() if stored.get(name) != value]
        if other:
            raise QuotetrackError(
                f"{out}: was begun with another {', another '.join(other)}; name another folder, or remove it"
            )
        if stored["finished"]:
            return Outcome(**stored["finished"]), True
    elif not storage.empty(out):
        raise QuotetrackError(f"{out}: holds something else already; name another folder")
    else:
        _write(storage, manifest, {"schema": SCHEMA, **asked, "finished": None})
    judged = _stages(
        spark,
        _quotes(spark, storage, job, f"{out}/{WORK}"),
        job.transcripts,
        f"{out}/{WORK}",
        whole=job.whole,
        said=said,
    )
    outcome = _results(storage, judged, out, whole=job.whole)
    _write(storage, manifest, {"schema": SCHEMA, **asked, "finished": _figures(outcome)})
    storage.remove(f"{out}/{WORK}")
    return outcome, False


def _manifest(storage: Storage, path: str) -> dict[str, Any]:
    try:
        found = json.loads(storage.read(path))
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise QuotetrackError(f"{path}: is none of a batch; name another folder")
    return found


def _asked_for(spark: SparkSession, storage: Storage, job: SparkJob) -> dict[str, Any]:
    """What the verdicts depend on."""
    facts = spark.read.parquet(f"{job.transcripts}/{FACTS}").collect()[0]
    return {
        "input": {
            "name": job.quotes.rstrip("/").rpartition("/")[2],
            "files": storage.marks(_uri(job.quotes)),
        },
        "archive": {name: facts[name] for name in ("transcripts", "digest", "texts")},
        "settings": {"whole": job.whole},
        "versions": {"quotetrack": __version__, "differences": RULES, "candidates": RULE, "keys": KEYS},
    }


def _uri(path: str) -> str:
    """A path of this machine as an address that every file system of Hadoop's tells apart."""
    return path if "://" in path else Path(path).absolute().as_uri()


def _quotes(spark: SparkSession, storage: Storage, job: SparkJob, work: str) -> DataFrame:
    """The rows of the input with the columns of a quote.

    Parquet is read by the executors. A file of lines is read here, as it is on one machine, so that its
    rows have the numbers of its lines.
    """
    if job.quotes.rstrip("/").endswith(".parquet"):
        return _numbered(spark, _uri(job.quotes)).mapInArrow(spark_quotes.read_quotes, spark_tables.QUOTES)
    kind_of(Path(job.quotes))
    rows = f"{work}/rows"
    if not storage.whole(rows):
        import pyarrow.parquet as pq

        storage.remove(rows)
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "part.parquet"
            for number, piece in enumerate(pieces(Path(job.quotes), _ROWS_A_FILE)):
                found = map(spark_quotes.quote_row, piece)
                with pq.ParquetWriter(part, spark_tables.arrow(spark_tables.QUOTES)) as writer:
                    for batch in spark_tables.batches(found, spark_tables.arrow(spark_tables.QUOTES)):
                        writer.write_batch(batch)
                storage.put(part, f"{rows}/part-{number:05}.parquet")
            part.write_bytes(b"")
            storage.put(part, f"{rows}/_SUCCESS")
    return spark.read.schema(spark_tables.QUOTES).parquet(rows)


_ROWS_A_FILE = 100_000


def _numbered(spark: SparkSession, quotes: str) -> DataFrame:
    """The rows of Parquet files with their numbers from 1, the files in the order of their names."""
    from pyspark.sql import functions as f

    found = spark.read.parquet(quotes)
    known = [f"`{name}`" for name in found.columns if name.lower() in _READ and name.lower() != "row"]
    rows = found.select(
        *known, f.col("_metadata.file_path").alias("_file"), f.col("_metadata.row_index").alias("_index")
    )
    counts = rows.groupBy("_file").count().orderBy("_file").collect()
    before, firsts = 0, []
    for count in counts:
        firsts.append((count["_file"], before))
        before += count["count"]
    starts = spark.createDataFrame(firsts, "_file string, _first long")
    numbered = rows.join(f.broadcast(starts), "_file")
    return numbered.select((f.col("_first") + f.col("_index") + 1).alias("row"), *known)


# --- the stages ---


def _stages(
    spark: SparkSession, quotes: DataFrame, transcripts: str, work: str, *, whole: bool, said: Said
) -> DataFrame:
    """All stages, each kept as Parquet and used again where it is whole; the judged rows."""
    keep = _Keeper(spark, Storage(spark), work, said)
    views = spark_stages.Views(spark)
    texts = spark_stages.read_transcripts(spark, transcripts)
    facts = spark.read.parquet(f"{transcripts}/{FACTS}").collect()[0]
    searched = Searched(facts["transcripts"], facts["digest"])
    tongues = frozenset((facts.asDict().get("languages") or "").split())
    asked = keep("quotes", lambda: quotes)
    places = keep("places", lambda: spark_stages.places(views, asked, texts), FEW)

    def chosen() -> DataFrame:
        dated = [tuple(row) for row in spark.read.parquet(f"{transcripts}/{DATED}").collect()]
        shared = spark_rows.SharedClaims(facts["texts"], spark.sparkContext.broadcast(dated))
        return spark_stages.candidates(views, asked, places, shared)

    candidates = keep("candidates", chosen)
    testimonies = keep("testimonies", lambda: spark_stages.testimonies(views, asked, candidates, texts), FEW)

    copies = keep("copies", lambda: spark_stages.copies(views, testimonies, texts), FEW)

    def judged() -> DataFrame:
        heard = spark_stages.said(views, asked, testimonies, copies, texts)
        found = heard.mapInArrow(spark_rows.concluded(searched, tongues, whole=whole), _columns(whole=whole))
        not_there = spark_stages.missing(views, asked, texts)
        bad = asked.where("reason IS NOT NULL").selectExpr("row", "reason AS failed")
        return found.unionByName(not_there, allowMissingColumns=True).unionByName(
            bad, allowMissingColumns=True
        )

    return keep("judged", judged)


@dataclass(frozen=True)
class _Keeper:
    """Keeps what a stage makes, and reads it back."""

    spark: SparkSession
    storage: Storage
    work: str
    said: Said

    def __call__(self, name: str, make: Callable[[], DataFrame], a_batch: str = MANY) -> DataFrame:
        folder = f"{self.work}/{name}"
        if self.storage.whole(folder):
            self.said(f"{name}: there already")
        else:
            self.said(f"{name} …")
            self.spark.conf.set(A_BATCH, a_batch)
            make().write.mode("overwrite").parquet(folder)
        return self.spark.read.parquet(folder)


def _columns(*, whole: bool) -> str:
    """The columns of judged rows as Spark names them."""
    names = {"int64": "long", "string": "string"}
    return ", ".join(f"{each.name} {names[str(each.type)]}" for each in spark_rows.judged_schema(whole=whole))


# --- what comes of it ---


def _results(storage: Storage, judged: DataFrame, out: str, *, whole: bool) -> Outcome:
    """Verdicts and rejects where they belong, and how many."""
    names = [each.name for each in schema(whole=whole)]
    verdicts = judged.where("failed IS NULL").select(*names)
    if not storage.whole(f"{out}/{VERDICTS}"):
        by_row = verdicts.repartitionByRange("row").sortWithinPartitions("row")
        by_row.write.mode("overwrite").option("compression", "zstd").parquet(f"{out}/{VERDICTS}")
    rejects = judged.where("failed IS NOT NULL").selectExpr("row", "failed AS reason")
    if not storage.whole(f"{out}/{REJECTS}"):
        rejects.coalesce(1).sortWithinPartitions("row").write.mode("overwrite").json(f"{out}/{REJECTS}")
    statuses = {
        row["status"]: row["count"]
        for row in verdicts.groupBy("status").count().orderBy("count", ascending=False).collect()
    }
    rejected = rejects.count()
    total = sum(statuses.values())
    return Outcome(total + rejected, total, rejected, statuses)


def _figures(outcome: Outcome) -> dict[str, Any]:
    return {
        "rows": outcome.rows,
        "verdicts": outcome.verdicts,
        "rejects": outcome.rejects,
        "statuses": dict(outcome.statuses),
    }


def _write(storage: Storage, path: str, data: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / MANIFEST
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
        storage.put(file, path)
