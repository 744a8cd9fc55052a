"""``quotetrack report``: every quote with its evidence as a folder of pages, to be opened or published."""

from __future__ import annotations

from pathlib import Path

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.formats.cells import counted, plain
from quotetrack.workspace import Workspace


@click.command(short_help="Write a report: pages of the quotes and transcripts.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to write into. Left out: report/ beside the quotes folder.",
)
@click.option("--title", metavar="WORDS", help="What the report is called.")
@click.option(
    "--full", is_flag=True, help="Transcripts whole, also where their licence is not known to allow it."
)
@click.pass_context
def command(ctx: click.Context, out: Path | None, title: str | None, full: bool) -> None:
    """Write a report: an index, a page for each quote and one for each transcript.

    Nothing is verified anew: verify first what has changed; what is stale is marked so. The pages load
    nothing from elsewhere, and work from a folder and from any web server. Private records, and the
    sources that only they name, stay out. A transcript is shown whole only where the licence that was
    kept with it lets it be published, else the quoted turns and what surrounds them. Pages of an
    earlier report in the same folder are replaced, or taken away; nothing else in it is touched.

    \b
    Example:
      quotetrack report --out public
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.holdings import holdings
    from quotetrack.exporting.checked import choose
    from quotetrack.formats.site.report import TITLE, files
    from quotetrack.reporting import gathered, lay

    workspace: Workspace = ctx.obj
    quotes = workspace.need_quotes()
    folder = out or quotes.absolute().parent / "report"
    with holdings(workspace.archive) as holds:
        chosen = choose(quotes, workspace.receipts, (), private=False, holds=holds)
    with Archive.open(workspace.archive) as archive:
        material = gathered(chosen, quotes, archive)
    laid = lay(folder, files(material, title=title or TITLE, full=full))
    pages = f"{counted(len(material.quotes), 'quote')}, {counted(len(material.transcripts), 'transcript')}"
    click.echo(f"{folder / 'index.html'}: {pages}; {counted(laid.files, 'file')}, {laid.size / 1e6:.1f} MB")
    for name in laid.left:
        click.echo(f"quotetrack: {folder / name}: of an earlier report, and changed since: left", err=True)
    if chosen.private:
        click.echo(f"quotetrack: left out: {counted(len(chosen.private), 'private record')}", err=True)
    for error in chosen.errors:
        click.echo(f"quotetrack: {plain(str(error))}", err=True)
    if chosen.errors:
        ctx.exit(BAD_INPUT)
    if not material.quotes:
        click.echo("quotetrack: no quote to report", err=True)
        ctx.exit(FINDINGS)
