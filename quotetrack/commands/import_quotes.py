"""``quotetrack import-quotes``: quotes that others collected, as draft records."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotetrack.importing_quotes import Known
    from quotetrack.importing_quotes.draft import Draft, Rejected

    Rows = Iterator[Draft | Rejected]

# The reader's table costs the model's import; tests hold that these are its names.
FORMATS = ("csv", "jsonl", "webannotation", "hypothesis", "wikiquote", "quotebank")


@click.command
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Left out: as the file shows.")
@click.option(
    "--speaker", help="Whose page a Wikiquote page is. Left out: the bold name of its introduction."
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and write nothing.")
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each row.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    format_: str | None,
    speaker: str | None,
    dry_run: bool,
    json_: bool,
) -> None:
    """Write a draft record for each quote of a collection.

    A quote whose text, speaker and date has a record already is passed over, so that the same file
    again changes nothing. Every row ends with a record or with the reason why there is none, named by
    file and row on stderr; exit code 1 when there was one. Files may be gzipped; - is standard input
    and needs --format.

    \b
    Formats:
      csv            a table whose first line names the columns: text, speaker, date, ...
      jsonl          one object a line with the same names, or what 'quotetrack export' wrote
      webannotation  W3C Web Annotations: what is marked is the quote, the page is where it circulates
      hypothesis     the same, as Hypothesis gives them
      wikiquote      a page's wikitext
      quotebank      Quotebank, quotation-centric

    \b
    Example:
      quotetrack import-quotes collected.csv --dry-run
    """
    from quotetrack.importing_quotes import Known, note_records, read_file

    folder = _folder(ctx.obj, dry_run=dry_run)
    bad = unread = 0
    with Known() as known:
        wrong = note_records(folder, known)
        for file in dict.fromkeys(files):
            try:
                rows = read_file(file, format_, speaker=speaker)
            except QuotetrackError as error:
                click.echo(f"quotetrack: {error}", err=True)
                unread += 1
                continue
            refused, not_read = _import(file, rows, folder, known, dry_run=dry_run, json_=json_)
            bad += refused
            unread += not_read
    for line in wrong:
        click.echo(f"quotetrack: {line}", err=True)
    if unread or wrong:
        ctx.exit(BAD_INPUT)
    if bad:
        ctx.exit(FINDINGS)


def _import(
    file: Path, rows: Rows, folder: Path, known: Known, *, dry_run: bool, json_: bool
) -> tuple[int, int]:
    """Import and print; how many rows were refused, and whether the file could not be read at all."""
    from quotetrack.formats import quote_imports
    from quotetrack.importing_quotes import Done, import_quotes
    from quotetrack.records import write_schema

    done: Counter[Done] = Counter()
    unread = 0
    for outcome in import_quotes(rows, folder, known, dry_run=dry_run):
        done[outcome.done] += 1
        unread += outcome.unread
        if outcome.done is Done.REFUSED:
            click.echo(f"quotetrack: {quote_imports.refusal(outcome)}", err=True)
        if json_:
            click.echo(quote_imports.as_json(outcome))
    if done[Done.ADDED] and not dry_run:
        write_schema(folder)
    if not json_ and not (unread and done.total() == unread):
        click.echo(quote_imports.as_text(str(file), done, dry_run=dry_run))
    return done[Done.REFUSED], unread


def _folder(workspace: Workspace, *, dry_run: bool) -> Path:
    """The quotes folder; one that was named and is not there yet is made."""
    folder = workspace.quotes
    if folder is None or folder.is_dir():
        return workspace.need_quotes()
    if not dry_run:
        try:
            folder.mkdir(parents=True)
        except OSError as wrong:
            raise QuotetrackError(
                f"{folder}: cannot be made ({wrong.strerror}); name another folder"
            ) from None
    return folder
