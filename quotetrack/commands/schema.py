"""``quotetrack schema``: the JSON Schema of a record, for editors and other programs."""

from __future__ import annotations

import click

from quotetrack.records import schema_text


@click.command
def command() -> None:
    """Print the JSON Schema of a quote record.

    \b
    Example:
      quotetrack schema > quotes/quote.schema.json
    """
    click.echo(schema_text(), nl=False)
