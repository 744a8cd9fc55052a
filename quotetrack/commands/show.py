"""``quotetrack show``: one record, what is archived of its sources, its last verdict."""

from __future__ import annotations

import click

from quotetrack.commands.arguments import complete_ids
from quotetrack.records import evidence_changed, find_record, read_receipt, record_digest, source_address
from quotetrack.workspace import Workspace


@click.command
@click.argument("id", shell_complete=complete_ids)
@click.option("--json", "json_", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(workspace: Workspace, id: str, json_: bool) -> None:
    """Show a record: what is claimed, what is archived of each source, the last verdict.

    \b
    Example:
      quotetrack show bush-2003-uranium
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.holdings import holdings
    from quotetrack.formats.record_page import Holding, Page, as_json, as_text

    quotes = workspace.need_quotes()
    quote = find_record(quotes, id)
    receipt = read_receipt(workspace.receipts, id)
    with Archive.open(workspace.archive) as archive:

        def holding(address: str) -> Holding:
            return Holding(address, archive.captures_of(address), archive.transcripts_of(address))

        sources = [(source, holding(source_address(source))) for source in quote.sources]
        publications = [(each, holding(each.url) if each.url else None) for each in quote.claimed_in]
    with holdings(workspace.archive) as holds:
        stale = receipt is not None and (
            receipt.get("record") != record_digest(quotes / f"{id}.yaml") or evidence_changed(receipt, holds)
        )
    page = Page(quote, sources, publications, receipt, stale)
    click.echo(as_json(page) if json_ else as_text(page))
