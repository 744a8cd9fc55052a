"""``quotetrack rebuild``: the catalogue made anew from the WARC files."""

from __future__ import annotations

import click

from quotetrack.boundary import FINDINGS
from quotetrack.workspace import Workspace


@click.command
@click.pass_context
def command(ctx: click.Context) -> None:
    """Make the archive's catalogue anew from its WARC files.

    Nothing that was saved is touched. Each file is checked against the manifest; the exit code is
    1 when one is damaged, changed or missing, and each is named.

    \b
    Example:
      quotetrack rebuild
    """
    from quotetrack.archive.rebuild import rebuild

    workspace: Workspace = ctx.obj
    found = rebuild(workspace.archive)
    click.echo(f"WARC files: {found.files}; captures: {found.captures}; transcripts: {found.transcripts}")
    for problem in found.problems:
        click.echo(f"quotetrack: {problem}", err=True)
    if found.problems:
        ctx.exit(FINDINGS)
