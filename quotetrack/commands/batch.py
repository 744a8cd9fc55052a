"""``quotetrack batch``: verdicts on a file of very many quotes, as Parquet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.archive import Archive
from quotetrack.boundary import BAD_INPUT
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.scale.outcome import Outcome


def _settings(ctx: click.Context, param: click.Parameter, written: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in written]
    if not all(name and equals for name, equals, _ in pairs):
        raise click.BadParameter("is NAME=VALUE, as spark.executor.memory=4g.", ctx, param)
    return {name: value for name, _, value in pairs}


@click.command(short_help="Check very many quotes; the verdicts are Parquet files.")
@click.argument("quotes", required=False)
@click.option("--out", metavar="DIR", help="Where the verdicts go.")
@click.option("--processes", type=click.IntRange(1, 256), help="How many at once; else one a processor.")
@click.option(
    "--rows-a-part",
    type=click.IntRange(1, 1_000_000),
    default=5_000,
    show_default=True,
    help="Rows of QUOTES in one part of the verdicts; what a kill may cost.",
)
@click.option("--whole", is_flag=True, help="A column more: the whole verdict as JSON.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="This machine's processors, or Apache Spark.",
)
@click.option("--master", metavar="URL", help="With --engine spark: the cluster, as spark://host:7077.")
@click.option(
    "--transcripts",
    metavar="DIR",
    help="With --engine spark: what --write-transcripts wrote; left out, it is written beside the --out DIR.",
)
@click.option(
    "--spark-conf",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="With --engine spark: a setting of Spark's; repeatable.",
)
@click.option(
    "--write-transcripts",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Only write the archive's transcripts as Parquet, for Spark.",
)
@click.pass_context
def command(
    ctx: click.Context,
    quotes: str | None,
    out: str | None,
    processes: int | None,
    rows_a_part: int,
    whole: bool,
    engine: str,
    master: str | None,
    transcripts: str | None,
    settings: dict[str, str],
    write_transcripts: Path | None,
) -> None:
    """Check very many quotes against the saved transcripts; the verdicts are Parquet files.

    QUOTES is a file of JSON lines, a CSV table or a Parquet file with the columns text and, where
    they are known, id, speaker, date, occasion, language and in. Each row comes to a verdict in
    DIR/verdicts, or with its reason into DIR/rejects.jsonl; the exit code is 2 where there are
    such. Interrupted or killed, the same command goes on where it was.

    On Spark, folders are whatever Spark reads, and each machine must see them.

    \b
    Example:
      quotetrack batch quotes.jsonl --out verdicts
      quotetrack batch --write-transcripts /shared/transcripts
      quotetrack batch /shared/quotes.parquet --out /shared/verdicts --engine spark \\
          --master spark://host:7077 --transcripts /shared/transcripts
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise QuotetrackError(
            "a batch needs pyarrow; install it with: pip install 'quotetrack[batch]'"
        ) from None
    workspace: Workspace = ctx.obj
    if engine != "spark" and (master or transcripts or settings):
        raise click.UsageError("--master, --transcripts and --spark-conf go with --engine spark.")
    if write_transcripts is not None:
        if quotes or out:
            raise click.UsageError("--write-transcripts stands alone, without QUOTES and --out.")
        click.echo(_write_transcripts(workspace, write_transcripts))
        return
    if not quotes or not out:
        raise click.UsageError("Name a file of QUOTES and a folder with --out.")
    from quotetrack.formats.batch import as_text

    if engine == "spark":
        outcome, before = _on_spark(workspace, quotes, out, master, transcripts, settings, whole=whole)
    else:
        outcome, before = _here(workspace, quotes, out, processes, rows_a_part, whole=whole)
    click.echo(as_text(out, outcome, before=before))
    if outcome.rejects:
        ctx.exit(BAD_INPUT)


def _here(
    workspace: Workspace, quotes: str, out: str, processes: int | None, rows_a_part: int, *, whole: bool
) -> tuple[Outcome, bool]:
    from quotetrack.formats.batch import shown
    from quotetrack.scale.batch import Job, run

    job = Job(Path(quotes), workspace.archive, Path(out), rows_a_part, whole, processes or processors())
    with shown() as progress:
        return run(job, progress)


def processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _write_transcripts(workspace: Workspace, folder: Path) -> str:
    from quotetrack.formats.cells import counted
    from quotetrack.scale.transcripts_parquet import export_transcripts

    with Archive.open(workspace.archive) as archive:
        if not archive.holds_transcripts():
            raise QuotetrackError(
                f"{workspace.archive}: holds no transcripts; save some with: quotetrack archive URL, "
                "or quotetrack import FILE"
            )
        return f"{counted(export_transcripts(archive, folder), 'transcript')} in {folder}"


def _on_spark(
    workspace: Workspace,
    quotes: str,
    out: str,
    master: str | None,
    transcripts: str | None,
    settings: dict[str, str],
    *,
    whole: bool,
) -> tuple[Outcome, bool]:
    from quotetrack.scale.spark import SparkJob, run
    from quotetrack.scale.spark_session import session

    if transcripts is None:
        if "://" in out:
            raise click.UsageError("Name the transcripts' folder with --transcripts.")
        transcripts = f"{out.rstrip('/')}.transcripts"
        _write_transcripts(workspace, Path(transcripts))
    job = SparkJob(quotes, absolute(transcripts), absolute(out), whole)
    with session(master, settings) as spark:
        return run(spark, job, lambda line: click.echo(f"quotetrack: {line}", err=True))


def absolute(path: str) -> str:
    """A folder as every machine names it."""
    return path if "://" in path else Path(path).absolute().as_uri()
