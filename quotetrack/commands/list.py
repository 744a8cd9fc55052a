"""``quotetrack list``: every record with its last status, without verifying anything."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from quotetrack.archive.holdings import holdings
from quotetrack.boundary import BAD_INPUT
from quotetrack.commands.arguments import complete_statuses, status_names
from quotetrack.errors import ArchiveError, QuotetrackError
from quotetrack.formats import listing
from quotetrack.records.listing import Entry, survey
from quotetrack.workspace import Workspace


@click.command
@click.option(
    "--status",
    "statuses",
    multiple=True,
    callback=status_names,
    shell_complete=complete_statuses,
    help="Only this status; repeatable.",
)
@click.option("--speaker", help="Only speakers whose name holds this, in any case.")
@click.option("--json", "json_", is_flag=True, help="One JSON list, with whole occasions and reasons.")
@click.pass_context
def command(ctx: click.Context, statuses: tuple[str, ...], speaker: str | None, json_: bool) -> None:
    """List all records with their last status.

    Statuses come from the stored verdicts; "stale" marks one whose record has changed since, or
    of whose sources the archive has other transcripts by now. Records that cannot be read are
    named on stderr, and the exit code is 2.

    \b
    Example:
      quotetrack list --status differs --status joined
    """
    workspace: Workspace = ctx.obj
    quotes = workspace.need_quotes()
    entries, errors = _survey(quotes, workspace)
    chosen = [
        entry
        for entry in entries
        if (not statuses or entry.status in statuses)
        and (speaker is None or speaker.casefold() in (entry.speaker or "").casefold())
    ]
    if json_:
        click.echo(listing.as_json(chosen))
    elif chosen:
        click.echo(_for_people(chosen))
    else:
        click.echo(
            f"quotetrack: no such record in {quotes}" if entries else f"quotetrack: no record in {quotes}",
            err=True,
        )
    for error in errors:
        click.echo(f"quotetrack: {error}", err=True)
    if errors:
        ctx.exit(BAD_INPUT)


def _survey(quotes: Path, workspace: Workspace) -> tuple[tuple[Entry, ...], tuple[QuotetrackError, ...]]:
    """All records; an archive that cannot be read does not keep them from being listed."""
    try:
        with holdings(workspace.archive) as holds:
            return survey(quotes, workspace.receipts, holds)
    except ArchiveError as wrong:
        entries, errors = survey(quotes, workspace.receipts)
        return entries, (*errors, wrong)


def _for_people(entries: Sequence[Entry]) -> str:
    """Fitted to the terminal, in colour unless NO_COLOR is set (https://no-color.org); plain elsewhere."""
    if not sys.stdout.isatty():
        return listing.as_text(entries)
    return listing.as_table(
        entries, shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR")
    )
