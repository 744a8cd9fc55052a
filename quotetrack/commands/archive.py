"""``quotetrack archive``: save sources, so that quotes can be checked against what they said then."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.errors import QuotetrackError
from quotetrack.model import Completeness, Nature, Stated
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.gathering import Route, Wanted
    from quotetrack.transcripts.profiles import Profile

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from quotetrack.records.dates import check_date

    if not value:
        return value  # an empty one takes back what was stated
    try:
        return check_date(value)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), ctx, param) from None


def _at(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A date with a first and a last day: copies are before and after it."""
    from quotetrack.archive.days import days_of

    if value is not None and days_of(value) is None:
        raise click.BadParameter(f"{value!r} is no day, month or year; write 2003-04-02", ctx, param)
    return value


def _id(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from quotetrack.transcripts.ids import fault

    wrong = fault(value) if value is not None else None
    if wrong:
        raise click.BadParameter(f"{value!r} {wrong}", ctx, param)
    return value


def _labels(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str | None], ...] | None:
    """``LABEL=NAME`` as pairs, nobody for an empty name; one empty value takes back what was stated."""
    if not values or values == ("",):
        return () if values else None
    pairs = {}
    for value in values:
        label, sign, name = (part.strip() for part in value.partition("="))
        if not label or not sign:
            raise click.BadParameter(f"{value!r} is not LABEL=NAME", ctx, param)
        pairs[label] = name or None
    return tuple(pairs.items())


@click.command(short_help="Save transcripts: web addresses, files, or --all.")
@click.argument("sources", nargs=-1, metavar="URL|FILE...")
@click.option("--all", "all_", is_flag=True, help="Every source and publication of every record.")
@click.option("--id", callback=_id, help="The transcript's id; left out, one is made from what it says.")
@click.option("--title", help="What the transcript is called.")
@click.option("--publisher", help="Who published it.")
@click.option("--speaker", help="Whose words it holds, where it prints no labels.")
@click.option(
    "--date", callback=_date, help="Of the occasion, in ISO 8601 or EDTF: 2003-03-20, 2003-03, 2003~."
)
@click.option("--occasion", help="On what occasion the words were said.")
@click.option("--language", help="BCP 47: en, ru, pt-BR.")
@click.option("--nature", type=click.Choice([n.value for n in Nature]), help="What kind of witness it is.")
@click.option(
    "--complete",
    type=click.Choice([c.value for c in Completeness]),
    help="Whether it holds the whole occasion.",
)
@click.option(
    "--via",
    type=click.Choice(["live", "wayback", "auto"]),
    help="Where to ask: the page itself (live), web archives for copies of it (wayback), or these when the "
    "page is gone or blocks us (auto). Left out: live, or wayback with --at.",
)
@click.option(
    "--at",
    callback=_at,
    help="Take the copies nearest to this date, not to that of the occasion: 2003-04-02.",
)
@click.option("--save", is_flag=True, help="Ask the Wayback Machine to save the page too.")
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="LABEL=NAME",
    callback=_labels,
    help="Whom a speaker label names, or nobody known where NAME is empty; repeatable.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch from private and loopback hosts: those named, not those redirected to.",
)
@click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt disallows: your own decision.")
@click.option(
    "--preview",
    is_flag=True,
    help="Show what would be kept, with its turns and speakers, and keep nothing.",
)
@click.option("--json", "json_", is_flag=True, help="One line of JSON for each source.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    all_: bool,
    allow_private: bool,
    ignore_robots: bool,
    via: str | None,
    at: str | None,
    save: bool,
    preview: bool,
    json_: bool,
    nature: str | None,
    complete: str | None,
    labels: tuple[tuple[str, str | None], ...] | None,
    **stated: str | None,
) -> None:
    """Save transcripts: web addresses, files, or with --all everything that the records name.

    What is saved is kept for good, with the time and a digest; saving again keeps what has changed.
    The options that describe a transcript win over what it says of itself, and stay as they are when
    it is saved again without them; an empty one takes the statement back. Profiles of publishers in
    publishers/*.toml beside the records are used too. The exit code is 1 when a source was refused; each
    is named with the reason.

    \b
    Example:
      quotetrack archive https://www.kommersant.ru/doc/439138
      quotetrack archive speech.txt --speaker "Colin Powell" --date 2003-02-05
      quotetrack archive --preview https://www.kommersant.ru/doc/439138
      quotetrack archive --via auto --at 2003-02-05 http://www.un.org/speech
      quotetrack archive briefing.txt --label "THE PRESIDENT=George W. Bush" --label "Q="
      quotetrack archive --all
    """
    from quotetrack.transcripts.profile_files import own_profiles

    workspace: Workspace = ctx.obj
    said = Stated(
        **stated,
        nature=Nature(nature) if nature else None,
        complete=Completeness(complete) if complete else None,
        labels=labels,
    )
    if all_ == bool(sources):
        raise click.UsageError("Name addresses or files, or say --all.")
    if all_ and said != Stated():
        raise click.UsageError(
            "With --all the records describe their sources; leave the describing options out."
        )
    if said.id and len(sources) > 1:
        raise click.UsageError("--id names one transcript; give one source.")
    if preview and (all_ or save):
        raise click.UsageError("--preview keeps nothing, and shows what you name: addresses or files.")
    if at and via == "live":
        raise click.UsageError("--at chooses among the copies in web archives; say --via wayback or auto.")
    errors: tuple[QuotetrackError, ...] = ()
    route = _route(via or ("wayback" if at else "live"), at, save, workspace)
    if all_:
        wanted, errors = _of_records(workspace)
    else:
        wanted = _named(sources, said, workspace)
    profiles, faults = own_profiles(workspace.publishers)
    errors = (*faults, *errors)
    fetcher = _fetcher(route, allow_private, ignore_robots)
    if preview:
        refused = _preview(wanted, route, profiles, fetcher, json_)
    else:
        refused = _archive(wanted, workspace, route, profiles, fetcher, json_) if wanted else 0
    if not wanted and not errors:
        click.echo("quotetrack: no record names a source or an address; nothing to archive", err=True)
    for line in (line for error in errors for line in str(error).splitlines()):
        click.echo(f"quotetrack: {line}", err=True)
    if errors:
        ctx.exit(BAD_INPUT)
    if refused:
        ctx.exit(FINDINGS)


def _named(sources: tuple[str, ...], stated: Stated, workspace: Workspace) -> tuple[Wanted, ...]:
    """What was typed, each once: what has a scheme is an address, all else a file."""
    from quotetrack.gathering import wanted_file, wanted_url

    wanted = [
        wanted_url(source, stated)
        if _ADDRESS.match(source)
        else wanted_file(Path(source), stated, project=workspace.project)
        for source in sources
    ]
    return tuple({want.address: want for want in wanted}.values())


def _of_records(workspace: Workspace) -> tuple[tuple[Wanted, ...], tuple[QuotetrackError, ...]]:
    from quotetrack.gathering import wanted_by_records
    from quotetrack.records import load_records

    folder = workspace.need_quotes()
    quotes, errors = load_records(folder)
    if not quotes and not errors:
        raise QuotetrackError(f"{folder}: no record in it, nothing to archive; see 'quotetrack add'")
    return wanted_by_records(quotes, project=folder.absolute().parent), errors


def _route(via: str, at: str | None, save: bool, workspace: Workspace) -> Route:
    """How web addresses are asked for. The table of web archives matters to every run: who asks one of
    them, also by an address that was typed, keeps to its pace."""
    from quotetrack.archive.memento_archives import memento_archives
    from quotetrack.gathering import Route, Via

    folder = workspace.project or workspace.archive.absolute().parent
    return Route(Via(via), at=at, save=save, archives=memento_archives(folder))


def _fetcher(route: Route, allow_private: bool, ignore_robots: bool) -> Fetcher:
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.archive.limits import Limits
    from quotetrack.archive.memento_archives import paces

    return Fetcher(
        Limits(), allow_private=allow_private, ignore_robots=ignore_robots, paces=paces(route.archives)
    )


def _preview(
    wanted: tuple[Wanted, ...], route: Route, profiles: tuple[Profile, ...], fetcher: Fetcher, json_: bool
) -> int:
    """Print what would be kept; how many sources would be refused."""
    from quotetrack.errors import Refused, UnreadableTranscript
    from quotetrack.formats import outcomes
    from quotetrack.formats import preview as shown
    from quotetrack.gathering import Done, Outcome, preview

    refused = 0
    for want in wanted:
        try:
            transcript = preview(want, fetcher, route, profiles)
        except (Refused, UnreadableTranscript) as wrong:
            outcome = Outcome(want.address, Done.REFUSED, reason=" ".join(str(wrong).split()))
            click.echo(outcomes.as_json(outcome, web=True) if json_ else outcomes.as_text(outcome))
            refused += 1
            continue
        click.echo((shown.as_json if json_ else shown.as_text)(want.address, transcript))
    return refused


def _archive(
    wanted: tuple[Wanted, ...],
    workspace: Workspace,
    route: Route,
    profiles: tuple[Profile, ...],
    fetcher: Fetcher,
    json_: bool,
) -> int:
    """Archive and print; how many were refused."""
    from quotetrack.archive import Archive
    from quotetrack.formats import outcomes
    from quotetrack.gathering import Done, gather

    shown = len(wanted) > 1 and sys.stderr.isatty()
    refused = 0
    with Archive.open(workspace.archive) as archive:
        _progress(shown, 0, len(wanted))
        for number, outcome in enumerate(gather(wanted, archive, fetcher, route, profiles), start=1):
            _progress(shown, None, len(wanted))
            click.echo(outcomes.as_json(outcome, web=True) if json_ else outcomes.as_text(outcome))
            if line := outcomes.not_saved(outcome):
                click.echo(f"quotetrack: {line}", err=True)
            _progress(shown and number < len(wanted), number, len(wanted))
            refused += outcome.done is Done.REFUSED
    return refused


def _progress(shown: bool, number: int | None, total: int) -> None:
    """How far it is, on a terminal's last line; ``None`` clears the line for what is printed next.

    Written by hand: the lines go to stdout and the progress to stderr, which may be one terminal or two.
    """
    if shown:
        click.echo(
            "\r\x1b[K" + ("" if number is None else f"{number} of {total} sources"), nl=False, err=True
        )
