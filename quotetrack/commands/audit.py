"""``quotetrack audit``: everything that is saved compared with its digests, and healed where it can be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import FINDINGS
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.archive.fixity.finding import Finding


@click.command
@click.option(
    "--repair",
    is_flag=True,
    help="Make the catalogue and the index anew where they are damaged; bring the rest back from the mirror.",
)
@click.option(
    "--mirror",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="QUOTETRACK_MIRROR",
    help="A folder with a second copy, which gets what it lacks and is compared with the rest.",
)
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each finding.")
@click.pass_context
def command(ctx: click.Context, /, repair: bool, mirror: Path | None, json_: bool) -> None:
    """Compare everything in the archive with its digests.

    Each WARC file with the manifest and each record with its digests; each line of the manifest and
    the event log; each row of the catalogue with what the WARC files say; the index; each stored
    verdict with the transcripts it points at. Each damage is named, with what to do about it.

    With --mirror a second copy is kept. With --repair what was derived is made anew, and the rest
    is brought back from the mirror, or the mirror's from the archive. What cannot be healed
    is named and left as it is. The check goes into the event log. The exit code is 1 when
    something is damaged and not healed.

    \b
    Example:
      quotetrack audit
      quotetrack audit --mirror /media/backup/quotes --repair
    """
    from quotetrack.auditing import Asked, audit
    from quotetrack.formats import audit as formats

    workspace: Workspace = ctx.obj
    quotes = workspace.quotes
    receipts = workspace.receipts if quotes is not None and quotes.is_dir() else None
    shown = sys.stderr.isatty()

    def found(finding: Finding) -> None:
        _clear(shown)
        click.echo(formats.as_json(finding) if json_ else formats.as_text(finding))

    def told(done: int, all_: int) -> None:
        if shown:
            click.echo(f"\r\x1b[K{done / 1e6:,.0f} of {all_ / 1e6:,.0f} MB", nl=False, err=True)

    audited = audit(Asked(workspace.archive, receipts, mirror, repair), found, told)
    _clear(shown)
    if not json_:
        click.echo(formats.summary(audited))
    if audited.found > audited.healed:
        ctx.exit(FINDINGS)


def _clear(shown: bool) -> None:
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
