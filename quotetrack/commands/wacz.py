"""``quotetrack wacz``: captures in one file that web archives' tools read and replay."""

from __future__ import annotations

from pathlib import Path

import click

from quotetrack.errors import QuotetrackError
from quotetrack.formats.cells import counted
from quotetrack.workspace import Workspace


@click.command(short_help="Write captures into a WACZ file.")
@click.argument("names", nargs=-1, metavar="ID|TRANSCRIPT|URL...")
@click.option("--all", "all_", is_flag=True, help="Everything in the archive.")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--title", help="What the collection is called.")
@click.option("--private", is_flag=True, help="Also what only records marked private name.")
@click.pass_obj
def command(
    workspace: Workspace, names: tuple[str, ...], all_: bool, out: Path, title: str | None, private: bool
) -> None:
    """Write captures into a WACZ file, with their index and digests.

    Name records by their ids (for their sources and publications), transcripts by theirs, or
    addresses. All captures of an address go along, with the transcripts read from them. What only
    private records name stays out unless --private is given. Any tool of web archives opens it:
    ReplayWeb.page, pywb, py-wacz.

    \b
    Example:
      quotetrack wacz bush-2003-uranium --out uranium.wacz
      quotetrack wacz --all --out everything.wacz
    """
    from quotetrack.archive import Archive
    from quotetrack.exporting.selection import private_addresses, selected, with_pages
    from quotetrack.exporting.wacz import export

    if all_ == bool(names):
        raise click.UsageError("Name records, transcripts or addresses, or say --all.")
    quotes = _quotes(workspace)
    with Archive.open(workspace.archive) as archive:
        addresses = (
            {address for held in archive.addresses().values() for address in held}
            if all_
            else set(selected(archive, quotes, names))
        )
        hidden = frozenset() if private else private_addresses(quotes) & addresses
        shown = addresses - with_pages(archive, hidden)
        if addresses and not shown:
            raise QuotetrackError("only private records name this; --private takes it in")
        exported = export(archive, with_pages(archive, shown), out, title=title or "Saved by quotetrack")
        archive.note_export(str(out), f"{exported.captures} captures of {exported.addresses} addresses")
    click.echo(f"{out}: {counted(exported.captures, 'capture')} in {counted(exported.warcs, 'WARC file')}")
    if hidden:
        click.echo(f"quotetrack: left out as private: {len(hidden)}; --private takes them in", err=True)


def _quotes(workspace: Workspace):  # type: ignore[no-untyped-def]
    from quotetrack.records import load_records

    if workspace.quotes is None or not workspace.quotes.is_dir():
        return ()
    quotes, errors = load_records(workspace.quotes)
    for error in errors:
        click.echo(f"quotetrack: {error}", err=True)
    return quotes
