"""``quotetrack find``: words in the archived transcripts, for people who look for them."""

from __future__ import annotations

import os
import shutil
import sys
from itertools import islice

import click

from quotetrack.archive.days import days_of
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace


def _days(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    days = days_of(value)
    if days is None:
        raise click.BadParameter(f"{value!r} is no date; write 2003-03-20, 2003-03 or 2003", ctx, param)
    return days


@click.command
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--speaker", help="Only words under a name or label that has these words, in any case.")
@click.option(
    "--from", "from_", callback=_days, metavar="DATE", help="Only of this day, month or year, or later."
)
@click.option("--to", callback=_days, metavar="DATE", help="Only of this day, month or year, or earlier.")
@click.option("--language", help="Only transcripts in it: en, ru, pt-BR.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many transcripts to show."
)
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each transcript.")
@click.pass_obj
def command(
    workspace: Workspace,
    words: tuple[str, ...],
    speaker: str | None,
    from_: tuple[str, str] | None,
    to: tuple[str, str] | None,
    language: str | None,
    limit: int,
    json_: bool,
) -> None:
    """Look for words in the archived transcripts.

    A transcript is found when it holds all the words, in any case and with or without accents.
    Words in quotation marks must follow on each other; a star stands for the rest of a word.
    The best passage of each is shown, with who speaks and when. To check a quote, use verify.

    \b
    Example:
      quotetrack find uranium Africa --speaker Bush --from 2002
      quotetrack find '"weapons of mass destruction"' 'inspect*' --limit 5
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.full_text import Only
    from quotetrack.finding import find, read_terms
    from quotetrack.formats import hits

    terms = read_terms(words)
    only = Only(
        speaker=speaker,
        first=from_[0] if from_ else None,
        last=to[1] if to else None,
        language=language,
    )
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    shown = 0
    with Archive.open(workspace.archive) as archive:
        if not archive.holds_transcripts():
            raise QuotetrackError(
                f"{workspace.archive}: holds no transcripts; save some with: quotetrack archive URL, "
                "or quotetrack import FILE"
            )
        for hit in islice(find(archive, terms, only), limit + 1):
            if shown == limit:
                click.echo(f"quotetrack: there are more; see them with --limit {limit * 10}", err=True)
                break
            if json_:
                click.echo(hits.as_json(hit))
            else:
                click.echo(("\n" if shown else "") + hits.as_text(hit, columns=columns, colour=colour))
            shown += 1
    if not shown:
        click.echo("quotetrack: no transcript holds this", err=True)
