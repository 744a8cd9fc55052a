"""``quotetrack index``: bring the archive's index up to date, or build it anew."""

from __future__ import annotations

import shutil
import sys

import click

from quotetrack.archive import Archive
from quotetrack.errors import QuotetrackError
from quotetrack.formats.cells import counted
from quotetrack.workspace import Workspace


@click.command
@click.option("--anew", is_flag=True, help="Throw the index away and build all of it.")
@click.pass_obj
def command(workspace: Workspace, anew: bool) -> None:
    """Bring the index of the archived transcripts up to date.

    Other commands do this by themselves; after a large import, or when files were lost, it
    can be done here. Damaged segments are found and built again. The index is made from the
    archive alone and can be deleted at any time.

    \b
    Example:
      quotetrack index
    """
    from quotetrack.indexing import update_index

    with Archive.open(workspace.archive) as archive:
        if not archive.holds_transcripts():
            raise QuotetrackError(
                f"{workspace.archive}: holds no transcripts; save some with: quotetrack archive URL, "
                "or quotetrack import FILE"
            )
        if anew and archive.index_folder.is_dir():
            shutil.rmtree(archive.index_folder)
        shown = sys.stderr.isatty()

        def progress(done: int) -> None:
            if shown:
                click.echo(f"\r{done / 1e6:,.0f} million characters", err=True, nl=False)

        index = update_index(archive, progress)
    if shown:
        click.echo(err=True)
    size = sum(segment.path.stat().st_size for segment in index.segments)
    held = f"{counted(index.transcripts, 'transcript')} in {counted(len(index.segments), 'segment')}"
    click.echo(f"{held}, {size / 1e6:,.1f} MB")
