"""``quotetrack export``: records and their verdicts in the forms of annotations, bibliographies, wikis."""

from __future__ import annotations

from pathlib import Path

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.commands.arguments import complete_ids
from quotetrack.formats.cells import counted, plain
from quotetrack.workspace import Workspace

# The table of formats costs the model's import; tests hold that these are its names.
FORMATS = ("webannotation", "schema-org", "claimreview", "csl-json", "bibtex", "wikiquote", "csv", "jsonl")


@click.command(short_help="Write records and their verdicts for other programs.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option("--all", "all_", is_flag=True, help="Every record.")
@click.option("--format", "format_", required=True, type=click.Choice(FORMATS), help="What to write.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write here, not to the screen.")
@click.option("--private", is_flag=True, help="Also records marked private.")
@click.pass_context
def command(
    ctx: click.Context, ids: tuple[str, ...], all_: bool, format_: str, out: Path | None, private: bool
) -> None:
    """Write records and their stored verdicts for other programs.

    Nothing is verified anew and no archive is needed: verify first what has changed. Records that a
    format has no place for are named on stderr with the reason. Exit code 1 when one of them was
    named, or when nothing was written.

    \b
    Formats:
      webannotation  W3C Web Annotation, one for each passage of a transcript
      schema-org     schema.org Quotation, JSON-LD
      claimreview    schema.org ClaimReview, from people's current reviews only
      csl-json       the transcripts as references, for Zotero, Pandoc, citeproc
      bibtex         the same for BibTeX and biblatex
      wikiquote      wikitext with full citations
      csv            a table, one row a record
      jsonl          everything, one object a line

    \b
    Example:
      quotetrack export bush-2003-uranium --format bibtex
      quotetrack export --all --format webannotation --out annotations.json
    """
    from quotetrack.archive.holdings import holdings
    from quotetrack.exporting.checked import choose
    from quotetrack.formats.exports import export
    from quotetrack.records.atomic import write_whole

    workspace: Workspace = ctx.obj
    if all_ == bool(ids):
        raise click.UsageError("Name one or more IDs, or say --all.")
    quotes = workspace.need_quotes()
    with holdings(workspace.archive) as holds:
        chosen = choose(quotes, workspace.receipts, ids, private=private, holds=holds)
    exported = export(format_, chosen.records)
    if out is None:
        click.echo(exported.text, nl=False)
    elif exported.entries:
        write_whole(out, exported.text.encode("utf-8", "replace"), overwrite=True)
        click.echo(f"{out}: {counted(exported.entries, 'entry', 'entries')}")
    for each in exported.left_out:
        click.echo(f"quotetrack: {each.id}: left out: {plain(each.reason)}", err=True)
    _hidden(chosen.private, named=bool(ids))
    for error in chosen.errors:
        click.echo(f"quotetrack: {error}", err=True)
    if chosen.errors:
        ctx.exit(BAD_INPUT)
    if not exported.entries:
        click.echo("quotetrack: nothing to export", err=True)
    if not exported.entries or (ids and (exported.left_out or chosen.private)):
        ctx.exit(FINDINGS)


def _hidden(private: tuple[str, ...], *, named: bool) -> None:
    """Tell of private records: by name only to who named them."""
    for id in private if named else ():
        click.echo(f"quotetrack: {id}: left out: it is private; --private takes it in", err=True)
    if private and not named:
        number = counted(len(private), "private record")
        click.echo(f"quotetrack: left out: {number}; --private takes them in", err=True)
