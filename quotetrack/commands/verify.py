"""``quotetrack verify``: records, or ad hoc quotes, against the archived transcripts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import click

from quotetrack.archive import Archive
from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.commands.arguments import complete_ids
from quotetrack.commands.options import with_claims, with_fail_on
from quotetrack.errors import ArchiveError, QuotetrackError
from quotetrack.judging import judge, judge_exhaustively, library_of, store
from quotetrack.model import Person, Quote, Status, Verdict
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.records import find_record, load_records
from quotetrack.verification import Library, verify
from quotetrack.verification.ad_hoc import AdHoc, fault, read_ad_hoc
from quotetrack.verification.history import with_history
from quotetrack.verification.shelf import Shelf
from quotetrack.verification.verify import Heard, hear_everywhere
from quotetrack.workspace import Workspace


@click.command(short_help="Check quotes against the saved transcripts.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option("--all", "all_", is_flag=True, help="Every record.")
@click.option("--text", help="An ad hoc quote, looked for in all archived transcripts.")
@with_claims
@click.option("--in", "within", multiple=True, metavar="TRANSCRIPT-ID", help="Look only here; repeatable.")
@click.option(
    "--from",
    "from_",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Ad hoc quotes, a JSON object a line: id, text, speaker, date, occasion, language, in. - is stdin.",
)
@click.option(
    "--exhaustive",
    is_flag=True,
    help="Read every archived transcript whole for quotes that the index does not settle; takes long.",
)
@click.option("--json", "json_", is_flag=True, help="One verdict a line, schema quotetrack/verdict/1.")
@with_fail_on
@click.pass_context
def command(
    ctx: click.Context,
    ids: tuple[str, ...],
    all_: bool,
    text: str | None,
    speaker: str | None,
    date: str | None,
    occasion: str | None,
    language: str | None,
    within: tuple[str, ...],
    from_: Path | None,
    exhaustive: bool,
    json_: bool,
    fail_on: frozenset[Status],
) -> None:
    """Check quotes against the saved transcripts and say how they stand there.

    Records are compared with their own sources; their verdicts are stored in the quotes
    folder. Ad hoc quotes are looked for in every archived transcript. A current review that
    finds a quote accurate clears it.

    The index finds places where three words of a quote stand in a row. With --exhaustive a quote
    that this leaves open is held against all words of every transcript: up to a minute for 100 MB,
    and five to eight seconds more for each further quote. Transcripts named by --in are read whole anyway.

    \b
    Examples:
      quotetrack verify bush-2003-uranium
      quotetrack verify --all --fail-on none
      quotetrack verify --text "a date which will live in infamy" --speaker "Franklin D. Roosevelt"
      quotetrack verify --from quotes.jsonl --json > verdicts.jsonl
      quotetrack verify --exhaustive --text "a day that shall live in memory and in shame"
    """
    asked = [bool(ids), all_, text is not None, from_ is not None]
    if sum(asked) != 1:
        raise click.UsageError("Name one or more IDs, or --all, or --text, or --from.")
    claims = (speaker, date, occasion, language)
    if text is None and (any(claim is not None for claim in claims) or within):
        raise click.UsageError("--speaker, --date, --occasion, --language and --in go with --text.")
    if exhaustive and within:
        raise click.UsageError("--in names transcripts that are read whole anyway; leave out --exhaustive.")
    if text is not None and (wrong := fault(text)):
        raise QuotetrackError(f"--text {wrong}; give the words of the quote")
    workspace: Workspace = ctx.obj
    errors: list[str] = []
    failing = 0
    with Archive.open(workspace.archive) as archive:
        if text is not None:
            person = Person(speaker) if speaker else None
            quote = Quote("ad-hoc", text, speaker=person, date=date, occasion=occasion, language=language)
            verdicts = _ad_hoc([AdHoc(quote, within)], workspace, archive, errors, exhaustive)
        elif from_ is not None:
            verdicts = _ad_hoc(read_ad_hoc(from_, errors), workspace, archive, errors, exhaustive)
        else:
            verdicts = _records(workspace, archive, ids, errors, exhaustive)
        number = -1
        for number, verdict in enumerate(verdicts):
            _show(verdict, json_, number)
            if verdict.status in fail_on:
                if verdict.cleared:
                    click.echo(
                        f"quotetrack: {verdict.quote.id}: {verdict.status}, cleared by review", err=True
                    )
                else:
                    failing += 1
    if number < 0 and not errors:
        click.echo("quotetrack: no quote in it, nothing to verify", err=True)
    for error in dict.fromkeys(errors):  # a folder that cannot be written, a transcript, is named once
        click.echo(f"quotetrack: {error}", err=True)
    if errors:
        ctx.exit(BAD_INPUT)
    if failing:
        ctx.exit(FINDINGS)


def _records(
    workspace: Workspace, archive: Archive, ids: tuple[str, ...], errors: list[str], exhaustive: bool
) -> Iterator[Verdict]:
    """The verdicts on records, each stored as its receipt."""
    folder = workspace.need_quotes()
    if ids:
        quotes: Iterable[Quote] = [find_record(folder, id) for id in dict.fromkeys(ids)]
    else:
        quotes, broken = load_records(folder)
        errors += map(str, broken)
        if not quotes and not broken:
            errors.append(f"{folder}: no record in it, nothing to verify; see 'quotetrack add'")
    library = library_of(archive, _said, _passed_over(errors) if exhaustive else None)
    earlier = earlier_in(archive, workspace.publishers)
    if exhaustive:
        all_judged = judge_exhaustively(quotes, archive, library, earlier, _watched)
    else:
        all_judged = (judge(quote, archive, library, earlier) for quote in quotes)
    for judged in all_judged:
        yield judged.verdict
        try:
            store(judged, folder, workspace.receipts)
        except QuotetrackError as wrong:
            errors.append(str(wrong))


def _said(line: str) -> None:
    click.echo(f"quotetrack: {line}", err=True)


def _passed_over(errors: list[str]) -> Callable[[str, ArchiveError], None]:
    """Notes a transcript that cannot be read; to read all the others takes long, and goes on."""
    return lambda id, wrong: errors.append(f"transcript {id} was not read: {wrong}")


def _ad_hoc(
    quotes: Iterable[AdHoc], workspace: Workspace, archive: Archive, errors: list[str], exhaustive: bool
) -> Iterator[Verdict]:
    """The verdicts on ad hoc quotes, in order."""
    library = library_of(archive, _said, _passed_over(errors) if exhaustive else None)
    earlier = earlier_in(archive, workspace.publishers)
    heard = _heard(quotes, archive, library, errors)
    if exhaustive:
        from quotetrack.verification.exhaustive import verify_exhaustively

        verdicts = verify_exhaustively(heard, library, _watched)
    else:
        verdicts = (each.verdict for each in heard)
    return (with_history(verdict, earlier) for verdict in verdicts)


def _heard(
    quotes: Iterable[AdHoc], archive: Archive, library: Callable[[], Library], errors: list[str]
) -> Iterator[Heard]:
    """What the transcripts that are named, or else the whole archive, say of each."""
    shelf = Shelf(archive.transcript)

    @cache
    def known() -> frozenset[str]:
        return frozenset(archive.transcript_ids())

    for asked in quotes:
        missing = [id for id in asked.within if id not in known()]
        if missing:
            named = ", ".join(missing)
            errors.append(f"{asked.quote.id}: no transcript {named} in the archive; see 'quotetrack archive'")
            continue
        if asked.within:
            yield Heard(verify(asked.quote, shelf.take(asked.within)))
        else:
            yield hear_everywhere(asked.quote, library)


@contextmanager
def _watched(transcripts: int) -> Iterator[Callable[[int], None]]:
    """How far the reading of the archive is, on stderr."""
    from quotetrack.formats.batch import shown

    with shown() as progress:
        progress.stage("transcripts", transcripts)
        yield progress.done


def _show(verdict: Verdict, json_: bool, number: int) -> None:
    if json_:
        from quotetrack.formats.verdict_json import as_line

        line = as_line(verdict).encode()
        if sys.stdout is None:
            return
        # what is printed as text is searched for colours
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
        return
    from quotetrack.formats.verdict_page import as_text

    columns = 100
    if sys.stdout.isatty():
        from shutil import get_terminal_size  # with three libraries of compression

        columns = get_terminal_size().columns
    # https://no-color.org; off a terminal click leaves colours out by itself
    colour = False if os.environ.get("NO_COLOR") else None
    click.echo(("\n" if number else "") + as_text(verdict, columns=columns), color=colour)
