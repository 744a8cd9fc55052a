"""``quotetrack collate``: the passage of a quote in every transcript of its occasion, side by side."""

from __future__ import annotations

import os
import shutil
import sys

import click

from quotetrack.archive import Archive
from quotetrack.boundary import FINDINGS
from quotetrack.collation.values import Collation
from quotetrack.commands.arguments import complete_ids
from quotetrack.commands.options import with_claims
from quotetrack.errors import QuotetrackError
from quotetrack.judging import current_sources, library_of
from quotetrack.model import Person, Quote, Witness
from quotetrack.records import find_record
from quotetrack.verification import hear, verify
from quotetrack.verification.ad_hoc import fault
from quotetrack.workspace import Workspace


@click.command(short_help="Show a quote's passage in every transcript, in columns.")
@click.argument("id", required=False, shell_complete=complete_ids)
@click.option("--text", help="An ad hoc quote, instead of a record.")
@with_claims
@click.option(
    "--in", "within", multiple=True, metavar="TRANSCRIPT-ID", help="Collate only these; repeatable."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "tei"]),
    default="text",
    show_default=True,
    help="For a screen, for programs, or a TEI apparatus for scholars.",
)
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
@click.pass_context
def command(
    ctx: click.Context,
    id: str | None,
    text: str | None,
    speaker: str | None,
    date: str | None,
    occasion: str | None,
    language: str | None,
    within: tuple[str, ...],
    format_: str,
    json_: bool,
) -> None:
    """Show a quote's passage in every transcript of its occasion, in columns.

    The passage stands with the whole sentences around it. Variants are numbered and listed with what
    they are: harmless, or of substance. The exit code is 1 where no transcript has the passage.

    \b
    Examples:
      quotetrack collate bush-2003-uranium
      quotetrack collate --text "we choose to go to the moon" --speaker "John F. Kennedy" --format tei
    """
    if (id is None) == (text is None):
        raise click.UsageError("Name one ID, or --text.")
    if text is None and any(claim is not None for claim in (speaker, date, occasion, language)):
        raise click.UsageError("--speaker, --date, --occasion and --language go with --text.")
    if text is not None and (wrong := fault(text)):
        raise QuotetrackError(f"--text {wrong}; give the words of the quote")
    workspace: Workspace = ctx.obj
    with Archive.open(workspace.archive) as archive:
        if id is not None:
            quote = find_record(workspace.need_quotes(), id)
        else:
            person = Person(speaker) if speaker else None
            quote = Quote(
                "ad-hoc", text or "", speaker=person, date=date, occasion=occasion, language=language
            )
        from quotetrack.collation import collate

        collation = collate(quote, _witnesses(quote, archive, within))
    _show(collation, "json" if json_ else format_)
    if len(collation.rows) < 2:
        ctx.exit(FINDINGS)


def _witnesses(quote: Quote, archive: Archive, within: tuple[str, ...]) -> tuple[Witness, ...]:
    """The transcripts that are named; else the record's sources and all that the archive has of the quote."""
    if within:
        named = {id: archive.transcript(id) for id in dict.fromkeys(within)}
        missing = [id for id, transcript in named.items() if transcript is None]
        if missing:
            raise QuotetrackError(
                f"no transcript {', '.join(missing)} in the archive; see 'quotetrack archive'"
            )
        read = [transcript for transcript in named.values() if transcript is not None]
        # What a person names side by side is of one occasion for them.
        return verify(quote, read, declared=frozenset(named)).witnesses
    sources = [
        transcript for transcript in current_sources(quote, archive).values() if transcript is not None
    ]
    return hear(quote, library_of(archive, _said), sources)


def _said(line: str) -> None:
    click.echo(f"quotetrack: {line}", err=True)


def _show(collation: Collation, format_: str) -> None:
    if format_ == "json":
        from quotetrack.formats.collation_json import as_line

        click.echo(as_line(collation))
    elif format_ == "tei":
        from quotetrack.formats.collation_tei import as_xml

        click.echo(as_xml(collation))
    else:
        from quotetrack.formats.collation import as_text

        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
        colour = False if os.environ.get("NO_COLOR") else None
        click.echo(as_text(collation, columns=columns), color=colour)
