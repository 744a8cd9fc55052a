"""``quotetrack show``: one record, what is archived of its sources, its last verdict; or its provenance."""

from __future__ import annotations

import click

from quotetrack.commands.arguments import complete_ids
from quotetrack.records import evidence_changed, find_record, read_receipt, record_digest, source_address
from quotetrack.workspace import Workspace


@click.command(short_help="Show a record, its captures and its last verdict.")
@click.argument("id", shell_complete=complete_ids)
@click.option(
    "--provenance",
    is_flag=True,
    help="The whole chain: claimed in, passage, transcript, capture, address, who fetched it.",
)
@click.option("--json", "json_", is_flag=True, help="One JSON object; of the provenance, W3C PROV-JSON.")
@click.pass_obj
def command(workspace: Workspace, id: str, provenance: bool, json_: bool) -> None:
    """Show a record: what is claimed, what is archived of each source, the last verdict.

    \b
    Examples:
      quotetrack show bush-2003-uranium
      quotetrack show bush-2003-uranium --provenance --json > provenance.json
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.holdings import holdings
    from quotetrack.formats.record_page import Holding, Page, as_json, as_text

    quotes = workspace.need_quotes()
    quote = find_record(quotes, id)
    receipt = read_receipt(workspace.receipts, id)
    digest = record_digest(quotes / f"{id}.yaml")
    with holdings(workspace.archive) as holds:
        stale = receipt is not None and (receipt.get("record") != digest or evidence_changed(receipt, holds))
    with Archive.open(workspace.archive) as archive:
        if provenance:
            from quotetrack.formats import provenance_json, provenance_page
            from quotetrack.provenance import provenance_of

            chain = provenance_of(quote, digest, receipt, stale, archive)
            click.echo(provenance_json.as_json(chain) if json_ else provenance_page.as_text(chain))
            return

        def holding(address: str) -> Holding:
            return Holding(address, archive.captures_of(address), archive.transcripts_of(address))

        sources = [(source, holding(source_address(source))) for source in quote.sources]
        publications = [(each, holding(each.url) if each.url else None) for each in quote.claimed_in]
    page = Page(quote, sources, publications, receipt, stale)
    click.echo(as_json(page) if json_ else as_text(page))
