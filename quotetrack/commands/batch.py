"""``quotetrack batch``: verdicts on a file of very many quotes, as Parquet."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quotetrack.boundary import BAD_INPUT
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace


@click.command
@click.argument("quotes", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where the verdicts go."
)
@click.option("--processes", type=click.IntRange(1, 256), help="How many at once; else one a processor.")
@click.option(
    "--rows-a-part",
    type=click.IntRange(1, 1_000_000),
    default=5_000,
    show_default=True,
    help="Rows of QUOTES in one part of the verdicts; what a kill may cost.",
)
@click.option("--whole", is_flag=True, help="A column more: the whole verdict as JSON.")
@click.pass_context
def command(
    ctx: click.Context, quotes: Path, out: Path, processes: int | None, rows_a_part: int, whole: bool
) -> None:
    """Check very many quotes against the saved transcripts; the verdicts are Parquet files.

    QUOTES is a file of JSON lines, a CSV table or a Parquet file with the columns text and, where
    they are known, id, speaker, date, occasion, language and in. Each row comes to a verdict in
    DIR/verdicts, or with its reason into DIR/rejects.jsonl; the exit code is 2 where there are
    such. Interrupted or killed, the same command goes on where it was.

    \b
    Example:
      quotetrack batch quotes.jsonl --out verdicts
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise QuotetrackError(
            "a batch needs pyarrow; install it with: pip install 'quotetrack[batch]'"
        ) from None
    from quotetrack.formats.batch import as_text, shown
    from quotetrack.scale.batch import Job, run

    workspace: Workspace = ctx.obj
    job = Job(quotes, workspace.archive, out, rows_a_part, whole, processes or processors())
    with shown() as progress:
        outcome, before = run(job, progress)
    click.echo(as_text(out, outcome, before=before))
    if outcome.rejects:
        ctx.exit(BAD_INPUT)


def processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
