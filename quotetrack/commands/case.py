"""``quotetrack case``: everything about a quote in one folder that outlives this program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.commands.arguments import complete_ids
from quotetrack.formats.cells import counted
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.casefile import Case


@click.command(short_help="Put everything about some quotes into one folder.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_ids)
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The new folder to write."
)
@click.option("--private", is_flag=True, help="Also what is marked private: records, sources, evidence.")
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], out: Path, private: bool) -> None:
    """Put everything about some quotes into one folder, to hand over or to put away.

    It holds the records, verdicts reached now, the texts that were compared, the captured pages as
    WACZ and as files, the chain of custody, one page to read or print, digests, and a README that
    tells a stranger how to check it all with standard tools. Exit code 1 when something could not
    be put in; it is named.

    \b
    Example:
      quotetrack case bush-2003-uranium --out uranium-case
    """
    from quotetrack.archive import Archive
    from quotetrack.casefile import gather, write
    from quotetrack.exporting.selection import private_addresses
    from quotetrack.judging import library_of
    from quotetrack.rechecking.earlier import earlier_in
    from quotetrack.records import find_record, load_records

    workspace: Workspace = ctx.obj
    folder = workspace.need_quotes()
    quotes = [find_record(folder, id) for id in dict.fromkeys(ids)]
    shut = [quote.id for quote in quotes if quote.private and not private]
    for id in shut:
        click.echo(f"quotetrack: {id}: left out: it is private; --private takes it in", err=True)
    quotes = [quote for quote in quotes if quote.id not in shut]
    if not quotes:
        ctx.exit(FINDINGS)
    known, errors = load_records(folder)
    for error in errors:  # one of them might be what makes an address private
        click.echo(f"quotetrack: {error}", err=True)
    with Archive.open(workspace.archive) as archive:
        case = gather(
            quotes,
            folder,
            archive,
            library_of(archive, lambda line: click.echo(f"quotetrack: {line}", err=True)),
            earlier_in(archive, workspace.publishers),
            hidden=None if private else private_addresses(known),
        )
        files = write(case, archive, _pages(case), out)
        archive.note_export(str(out), f"case file of {', '.join(quote.id for quote in quotes)}")
    size = sum(each.size for each in files)
    click.echo(f"{out}: {counted(len(files), 'file')}, {size:,} bytes; its README.txt says how to check it")
    lost = [held for held in case.captures if held.lost]
    for held in lost:
        click.echo(f"quotetrack: {held.capture.address}: not put in: {held.lost}", err=True)
    if errors:
        ctx.exit(BAD_INPUT)
    if lost or shut:
        ctx.exit(FINDINGS)


def _pages(case: Case) -> dict[str, str]:
    """What people read, and the provenance in both forms, by file name."""
    from quotetrack.formats import provenance_json, provenance_page
    from quotetrack.formats.case import page, readme

    made = datetime.now(UTC)
    pages = {"README.txt": readme.as_text(case, made), "index.html": page.as_html(case, made)}
    for entry in case.entries:
        pages[f"provenance/{entry.quote.id}.txt"] = provenance_page.as_text(entry.chain) + "\n"
        pages[f"provenance/{entry.quote.id}.json"] = provenance_json.as_json(entry.chain) + "\n"
    return pages
