"""``quotetrack review``: a person's conclusion, signed with the digest of the evidence they saw."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date as Day
from typing import TYPE_CHECKING

import click

from quotetrack.commands.arguments import complete_ids
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.archive import Archive
    from quotetrack.judging import Judged
    from quotetrack.model import Quote, Review

CONCLUSIONS = ("accurate", "inaccurate", "misleading", "undecided")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def _digest(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _DIGEST.fullmatch(value):
        wrong = "it is no digest; copy 'evidence' from 'quotetrack verify ID --json', sha256: and 64 digits."
        raise click.BadParameter(wrong, ctx, param)
    return value


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from quotetrack.records.dates import check_date

    try:
        return check_date(value) if value is not None else None
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), ctx, param) from None


@click.command(short_help="Write a person's conclusion on a quote into its record.")
@click.argument("id", shell_complete=complete_ids)
@click.option("--reviewer", envvar="QUOTETRACK_REVIEWER", show_envvar=True, help="Who concludes this.")
@click.option("--conclusion", type=click.Choice(CONCLUSIONS), help="What is concluded of the quote.")
@click.option("--note", help="Why.")
@click.option("--seen", help="Evidence that only you have: a tape, a letter; what it is, where it is kept.")
@click.option("--seen-private", is_flag=True, help="Leave its description out of everything published.")
@click.option("--date", callback=_day, help="When it was concluded, ISO 8601. Left out: today.")
@click.option(
    "--evidence",
    callback=_digest,
    metavar="DIGEST",
    help="Sign this evidence, seen elsewhere, and not that of the stored verdict.",
)
@click.option("--json", "json_", is_flag=True, help="One JSON object: the review, and how it stands.")
@click.pass_obj
def command(
    workspace: Workspace,
    /,
    id: str,
    json_: bool,
    reviewer: str | None,
    conclusion: str | None,
    note: str | None,
    seen: str | None,
    seen_private: bool,
    date: str | None,
    evidence: str | None,
) -> None:
    """Write a person's conclusion on a quote into its record, beside the machine's verdict.

    What the options leave open is asked on a terminal, after the verdict is shown. What is signed is
    the evidence of the stored verdict: without one, or where it is stale, nothing is signed. The review
    goes stale when the quote or the saved transcripts change. While it is current, "accurate" clears
    the quote for "quotetrack verify", unless another current review finds it inaccurate or misleading.

    \b
    Example:
      quotetrack review bush-2003-uranium --reviewer "Jane Doe" --conclusion misleading \\
        --note "The office withdrew the sentence."
    """
    from quotetrack.archive import Archive
    from quotetrack.model import OwnEvidence, Review
    from quotetrack.records import find_record
    from quotetrack.reviewing import evidence_to_sign, sign, stands

    if seen_private and seen is None:
        raise click.UsageError("--seen-private goes with --seen.")
    asks = sys.stdin.isatty() and not (reviewer and conclusion)
    if not asks and not (reviewer and conclusion):
        missing = "--reviewer" if not reviewer else "--conclusion"
        raise click.UsageError(f"{missing} is missing; give it, or run this on a terminal to be asked.")
    folder = workspace.need_quotes()
    quote = find_record(folder, id)
    with Archive.open(workspace.archive) as archive:
        judged = _judge(quote, archive, workspace)
        fresh = stands(judged, workspace.receipts)
        if evidence is None:
            evidence = evidence_to_sign(judged, workspace.receipts)
        if asks:
            _show(judged)
            reviewer = reviewer or click.prompt("Who concludes this", default=_git_name(), err=True)
            conclusion = conclusion or click.prompt(
                "Conclusion", type=click.Choice(CONCLUSIONS), show_choices=True, err=True
            )
            note = note or click.prompt("Why (may be empty)", default="", show_default=False, err=True)
        assert reviewer is not None
        assert conclusion is not None
        own = OwnEvidence(seen.strip(), seen_private) if seen else None
        day = date or Day.today().isoformat()
        review = Review(reviewer.strip(), day, conclusion, evidence, (note or "").strip() or None, own)
        judged = sign(review, judged, folder, workspace.receipts)
    _tell(review, judged, fresh, json_)


def _judge(quote: Quote, archive: Archive, workspace: Workspace) -> Judged:
    from quotetrack.judging import judge, library_of
    from quotetrack.rechecking.earlier import earlier_in

    library = library_of(archive, lambda line: click.echo(f"quotetrack: {line}", err=True))
    return judge(quote, archive, library, earlier_in(archive, workspace.publishers))


def _show(judged: Judged) -> None:
    from quotetrack.formats.verdict_page import as_text

    # Beside the questions: what is asked, and about what, is no output of this command.
    click.echo(as_text(judged.verdict, columns=shutil.get_terminal_size().columns) + "\n", err=True)


def _tell(review: Review, judged: Judged, fresh: bool, json_: bool) -> None:
    from quotetrack.formats.reviews import as_json, as_text

    click.echo((as_json if json_ else as_text)(review, judged.verdict))
    if not fresh:
        id = judged.verdict.quote.id
        click.echo(
            f"quotetrack: {id}: its stored verdict was not touched; next: quotetrack verify {id}", err=True
        )


def _git_name() -> str | None:
    """The name that commits are made under here, as a proposal; ``None`` where there is none."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return done.stdout.strip() or None
