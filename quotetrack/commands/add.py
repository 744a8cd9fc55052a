"""``quotetrack add``: a new record, from options or from answers on a terminal."""

from __future__ import annotations

import sys
from typing import Any

import click

from quotetrack.records import record_of, save_record, source_fields, suggest_id, write_schema
from quotetrack.workspace import Workspace

ASKED = (
    ("text", "The words, exactly as they circulate"),
    ("speaker", "Who is said to have said them"),
    ("date", "When (2003-03-20, 2003-03, 2003; empty: not claimed)"),
    ("occasion", "Where, or at what (empty: not claimed)"),
    ("language", "Language of these words (en, ru, …)"),
    ("claimed_in", "Where they circulate (address or citation)"),
    ("sources", "A transcript of the occasion (address, file, package:NAME/PATH)"),
)
"""What is asked for on a terminal when no text is given; an empty answer leaves the field out."""
LISTS = ("claimed_in", "sources")


@click.command(short_help="Write a new record, checked, into the quotes folder.")
@click.option(
    "--id", help="The record's id and file name. Left out: made from speaker, year and first words."
)
@click.option(
    "--text", help="The words exactly as they circulate. Left out on a terminal: everything is asked."
)
@click.option("--speaker", help="Who is said to have said them.")
@click.option("--role", help="The speaker's office or function at the time.")
@click.option("--other-name", "other_names", multiple=True, help="Another name of the speaker; repeatable.")
@click.option("--date", help="When: ISO 8601 or EDTF, as precise as is claimed.")
@click.option("--occasion", help="Where, or at what.")
@click.option("--language", help="Language of the words, as en or pt-BR.")
@click.option("--original-language", help="Language they were spoken in, if these are a translation.")
@click.option("--kind", type=click.Choice(["direct", "reported"]), help="reported: no wording to check.")
@click.option("--key-term", "key_terms", multiple=True, help="For a reported statement; repeatable.")
@click.option(
    "--source", "sources", multiple=True, help="A transcript: address, file or package:NAME/PATH; repeatable."
)
@click.option("--claimed-in", multiple=True, help="Where it circulates: address or citation; repeatable.")
@click.option("--note", "notes", help="Anything a reader of the record should know.")
@click.option("--tag", "tags", multiple=True, help="A word to find the record by; repeatable.")
@click.pass_context
def command(ctx: click.Context, /, id: str | None, **given: Any) -> None:
    """Write a new record, checked, into the quotes folder; its path is printed.

    The folder is made only where --quotes names one. No existing record is touched.

    \b
    Example:
      quotetrack add --text "It is a lie." --speaker "Jane Doe" --date 2003-02-05 \\
        --source https://example.org/transcript
    """
    if given["text"] is None:
        if not sys.stdin.isatty():
            raise click.UsageError(
                "--text is missing; give the words, or run this on a terminal to be asked."
            )
        given |= _asked(given)
    id = id or suggest_id(given["speaker"], given["date"], given["text"])
    quote = record_of(id, _fields(given))
    workspace: Workspace = ctx.obj
    folder = workspace.make_quotes()
    path = save_record(folder, quote)
    write_schema(folder)
    click.echo(path)
    click.echo(f"next: quotetrack archive --all; quotetrack verify {id}", err=True)


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """The answers on a terminal to what the options left open."""
    answers: dict[str, Any] = {}
    for name, question in ASKED:
        if given[name]:
            continue
        answer = click.prompt(question, default=None if name == "text" else "", show_default=False, err=True)
        if answer.strip():
            answers[name] = (answer,) if name in LISTS else answer
    return answers


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """The record's fields; options that were not given are left out."""
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    speaker = {
        "name": fields.pop("speaker"),
        "role": fields.pop("role"),
        "other_names": fields.pop("other_names"),
    }
    fields["speaker"] = _some(speaker)
    fields["sources"] = [source_fields(address) for address in fields["sources"]]
    fields["claimed_in"] = [
        {"url" if "://" in place else "citation": place} for place in fields["claimed_in"]
    ]
    return _some(fields)


def _some(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], {})}
