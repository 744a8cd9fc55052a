"""``quotetrack recheck``: sources captured again, compared with what they said, and the verdicts on them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.commands.arguments import complete_ids
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.archive import Archive
    from quotetrack.formats.recheck import Moved
    from quotetrack.gathering import Wanted
    from quotetrack.model import Quote
    from quotetrack.rechecking.core import Pages, Rested
    from quotetrack.rechecking.findings import Rechecked
    from quotetrack.transcripts.profiles import Profile

FAIL_ON = ("passage", "status", "gone")
KINDS = ("changed", *FAIL_ON, "refused")


def _kinds(ctx: click.Context, param: click.Parameter, written: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in written.split(",") if name.strip())
    if names == {"none"}:
        return frozenset()
    if not names or names - set(KINDS):
        raise click.BadParameter(f"it takes {', '.join(KINDS)}; or none.", ctx, param)
    return names


@click.command(short_help="Capture sources again, and say what changed.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only addresses that were not captured since this day began (UTC).",
)
@click.option(
    "--fail-on",
    default=",".join(FAIL_ON),
    show_default=True,
    callback=_kinds,
    help="What makes the exit code 1: changed (any word of a text), passage (words that a quote rests on), "
    "status (of a verdict), gone (newly), refused (newly); comma-separated, or none.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what a person should look at: for cron.")
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch from private and loopback hosts: those named, not those redirected to.",
)
@click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt disallows: your own decision.")
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each address and each verdict.")
@click.pass_context
def command(
    ctx: click.Context,
    ids: tuple[str, ...],
    since: datetime | None,
    fail_on: frozenset[str],
    quiet: bool,
    allow_private: bool,
    ignore_robots: bool,
    json_: bool,
) -> None:
    """Capture sources and publications again, and say what changed: of all records, or of those named.

    For each address: whether the bytes, the words, or a passage that a quote rests on changed, with
    the changes marked [-as it said-] and {+as it says+}. Every capture is kept. A page that is gone
    or refused leaves the earlier capture standing. Then every record that rests on one of the
    sources is verified anew, and its verdict stored.

    \b
    Examples:
      quotetrack recheck putin-2003-iraq
      quotetrack recheck --since 2026-11-18
      quotetrack recheck --quiet --fail-on passage,status
    """
    from quotetrack.archive import Archive
    from quotetrack.formats import recheck as page
    from quotetrack.records import find_record, load_records
    from quotetrack.transcripts.profile_files import own_profiles

    workspace: Workspace = ctx.obj
    folder = workspace.need_quotes()
    quotes, broken = load_records(folder)
    errors = [str(error) for error in broken]
    chosen = [find_record(folder, id) for id in dict.fromkeys(ids)] if ids else quotes
    if not quotes and not broken:
        raise QuotetrackError(f"{folder}: no record in it, nothing to recheck; see 'quotetrack add'")
    profiles, faults = own_profiles(workspace.publishers)
    errors += [line for fault in faults for line in str(fault).splitlines()]
    with Archive.open(workspace.archive) as archive:
        wanted = _wanted(chosen, workspace, archive, since)
        if not wanted and not errors and not quiet:
            which = "was not captured since then" if since else "is named by the records"
            click.echo(f"quotetrack: no address {which}; nothing to recheck", err=True)
        founds = []
        for found in _recheck(wanted, quotes, workspace, archive, profiles, allow_private, ignore_robots):
            founds.append(found)
            if not quiet or found.news:
                _echo(page.as_json(found) if json_ else page.as_text(found, columns=_columns()))
        moves = _verify(quotes, {found.address for found in founds}, workspace, archive, errors)
        for moved in moves:
            if not quiet or moved.changed:
                _echo(page.moved_json(moved) if json_ else page.moved_text(moved))
    for error in dict.fromkeys(errors):
        click.echo(f"quotetrack: {error}", err=True)
    if errors:
        ctx.exit(BAD_INPUT)
    if fail_on & _happened(founds, moves):
        ctx.exit(FINDINGS)


def _wanted(
    chosen: Sequence[Quote], workspace: Workspace, archive: Archive, since: datetime | None
) -> tuple[Wanted, ...]:
    from quotetrack.gathering import wanted_by_records

    assert workspace.project is not None
    wanted = wanted_by_records(chosen, project=workspace.project)
    if since is None:
        return wanted
    day = since.replace(tzinfo=UTC)

    def old(address: str) -> bool:
        captures = archive.captures_of(address)
        return not captures or captures[0].archived_at < day

    return tuple(want for want in wanted if old(want.address))


def _recheck(
    wanted: Sequence[Wanted],
    quotes: Sequence[Quote],
    workspace: Workspace,
    archive: Archive,
    profiles: tuple[Profile, ...],
    allow_private: bool,
    ignore_robots: bool,
) -> Iterator[Rechecked]:
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.archive.limits import Limits
    from quotetrack.rechecking.core import recheck

    fetcher = Fetcher(Limits(), allow_private=allow_private, ignore_robots=ignore_robots)
    return recheck(wanted, quotes, archive, fetcher, _rested(quotes, workspace), profiles)


def _verify(
    quotes: Sequence[Quote], addresses: set[str], workspace: Workspace, archive: Archive, errors: list[str]
) -> list[Moved]:
    """Every record with a source among the addresses verified anew, its receipt stored."""
    from quotetrack.formats.recheck import Moved
    from quotetrack.judging import judge, library_of, store
    from quotetrack.rechecking.earlier import earlier_in
    from quotetrack.records import source_address

    library = library_of(archive, lambda line: click.echo(f"quotetrack: {line}", err=True))
    earlier = earlier_in(archive, workspace.publishers)
    moves = []
    for quote in quotes:
        if addresses.isdisjoint(map(source_address, quote.sources)):
            continue
        receipt = _receipt(workspace, quote.id)
        judged = judge(quote, archive, library, earlier)
        moves.append(Moved(receipt["status"] if receipt else None, judged.verdict))
        try:
            store(judged, workspace.need_quotes(), workspace.receipts)
        except QuotetrackError as wrong:
            errors.append(str(wrong))
    return moves


def _receipt(workspace: Workspace, id: str) -> dict[str, Any] | None:
    """The stored verdict; a damaged one is none, and is replaced."""
    from quotetrack.records import read_receipt

    try:
        return read_receipt(workspace.receipts, id)
    except QuotetrackError:
        return None


def _rested(quotes: Sequence[Quote], workspace: Workspace) -> Rested:
    """What the stored verdicts rest on, by address: captures, with those of their further pages."""
    pages: dict[str, set[Pages]] = {}
    for quote in quotes:
        sources = (_receipt(workspace, quote.id) or {}).get("sources")
        for source in sources if isinstance(sources, list) else ():
            if isinstance(source, dict) and isinstance(source.get("capture"), str):
                parts = source.get("parts")
                read = (source["capture"], *(map(str, parts) if isinstance(parts, list) else ()))
                pages.setdefault(str(source.get("address")), set()).add(read)
    return lambda address: pages.get(address, set())


def _happened(founds: Sequence[Rechecked], moves: Sequence[Moved]) -> set[str]:
    """Which of the kinds that ``--fail-on`` names there were."""
    from quotetrack.rechecking.findings import Found

    kinds = {
        Found.TEXT: {"changed"},
        Found.PASSAGE: {"changed", "passage"},
        Found.GONE: {"gone"},
        Found.REFUSED: {"refused"},
    }
    happened = {kind for found in founds if found.news for kind in kinds.get(found.found, ())}
    return happened | ({"status"} if any(moved.changed for moved in moves) else set())


def _columns() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 100


def _echo(line: str) -> None:
    # https://no-color.org; off a terminal click leaves colours out by itself
    click.echo(line, color=False if os.environ.get("NO_COLOR") else None)
