"""``quotetrack text``: the canonical text of a transcript, to which every offset refers."""

from __future__ import annotations

import json

import click

from quotetrack.errors import QuotetrackError
from quotetrack.model import Stated
from quotetrack.workspace import Workspace


@click.command(short_help="Print a transcript's text.")
@click.argument("id", metavar="TRANSCRIPT-ID")
@click.option("--explain", is_flag=True, help="Instead of the text: whom each speaker label names, and why.")
@click.option("--json", "json_", is_flag=True, help="One JSON object: text, turns, asides and metadata.")
@click.pass_obj
def command(workspace: Workspace, id: str, explain: bool, json_: bool) -> None:
    """Print a transcript's text, and after it one newline that does not belong to it.

    Offsets in verdicts count this text's Unicode code points from 0, so that anyone can check them:
    the passage is text[start:end].

    \b
    Example:
      quotetrack text sotu-2003-gwbush-2
      quotetrack text sotu-2003-gwbush-2 --explain
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.stored_form import TRANSCRIPT_SCHEMA, transcript_form

    with Archive.open(workspace.archive) as archive:
        transcript = archive.transcript(id)
        if transcript is None:
            raise QuotetrackError(_missing(id, archive.transcript_ids(), workspace))
        stated = archive.stated_of(transcript.url) if explain and transcript.url else Stated()
    if explain:
        from quotetrack.formats import labels
        from quotetrack.transcripts.explaining import explain as explained

        rows = explained(transcript, stated)
        click.echo(labels.as_json(transcript.id, rows) if json_ else labels.as_text(rows))
    elif json_:
        form = {"schema": TRANSCRIPT_SCHEMA} | transcript_form(transcript)
        click.echo(json.dumps(form, ensure_ascii=False, indent=2))
    else:
        click.echo(transcript.text)


def _missing(id: str, known: tuple[str, ...], workspace: Workspace) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id, known, n=3)
    advice = f"did you mean {', '.join(near)}?" if near else "save one with: quotetrack archive URL"
    return f"{workspace.archive}: no transcript {id!r}; {advice}"
