"""``quotetrack check``: the quotations of articles against the archived transcripts."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from quotetrack.boundary import BAD_INPUT, FINDINGS
from quotetrack.commands.options import with_fail_on
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace

if TYPE_CHECKING:
    from quotetrack.checking import Checked, Standing
    from quotetrack.model import Quote, Status

FORMATS = ("text", "json", "sarif", "github")
FORMS = ("markdown", "html", "text", "docx")


@click.command(short_help="Check the quotations of articles.")
@click.argument("articles", nargs=-1, required=True, metavar="FILE|URL|-...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people; json: a line for each quotation; SARIF 2.1.0; GitHub's annotations.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    help="How to read an article. Left out: by its first bytes, media type and name; else as text.",
)
@click.option("--add", is_flag=True, help="Write a draft record for each quotation that has a speaker.")
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help="In text, list also what is not checked, and what is nobody's and found nowhere.",
)
@with_fail_on
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch from private and loopback hosts: those named, not those redirected to.",
)
@click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt disallows: your own decision.")
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    format_: str,
    form: str | None,
    add: bool,
    all_: bool,
    fail_on: frozenset[Status],
    allow_private: bool,
    ignore_robots: bool,
) -> None:
    """Check the quotations of articles: Markdown, HTML, plain text, DOCX; - is standard input.

    Each is printed with file, line and column, and with whom the sentence gives it to. Whoever has a
    record in the quotes folder is checked as that record, and a current review that finds it accurate
    clears it; all else is looked for in every archived transcript. The exit code is 1 when a quotation
    has one of the statuses of --fail-on. Words that are given to nobody, titles and words at a distance
    never stop, nor does what the archive lacks of somebody of whom it has nothing.

    \b
    Example:
      quotetrack check article.md
      quotetrack check --format sarif article.md column.html > quotes.sarif
      quotetrack check --as markdown --fail-on differs,joined -
      quotetrack check --add https://example.org/column
    """
    from quotetrack.archive import Archive
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.archive.limits import Limits
    from quotetrack.checking import Checker, overlong, standing
    from quotetrack.checking.articles import read_article
    from quotetrack.quotations import Form

    workspace: Workspace = ctx.obj
    if add:
        workspace.make_quotes()  # before anything is fetched
    fetcher = Fetcher(Limits(), allow_private=allow_private, ignore_robots=ignore_robots)
    errors: list[str] = []
    results: list[tuple[Checked, Standing]] = []
    with Archive.open(workspace.archive) as archive:
        if not archive.holds_transcripts():
            _say(f"{workspace.archive}: holds no transcripts, nothing to compare with")
        checker = Checker(archive, _records(workspace, errors), _say, workspace.publishers)
        for name in dict.fromkeys(articles):
            try:
                document = read_article(name, fetcher, form=Form(form) if form else None)
                checks = checker.check(document)
            except QuotetrackError as wrong:
                errors.append(str(wrong))
                continue
            of_article = [(checked, standing(checked, fail_on)) for checked in checks]
            results += of_article
            errors += overlong(checked for checked, _ in of_article)
            _show(name, of_article, format_, all_)
    if format_ == "sarif":
        from quotetrack.formats.checks.sarif import as_json

        click.echo(as_json(results), nl=False)
    if add:
        _add((checked for checked, _ in results), workspace, errors)
    for error in dict.fromkeys(errors):
        _say(error)
    if errors:
        ctx.exit(BAD_INPUT)
    if any(each.level == "stop" for _, each in results):
        ctx.exit(FINDINGS)


def _say(line: str) -> None:
    click.echo(f"quotetrack: {line}", err=True)


def _records(workspace: Workspace, errors: list[str]) -> Iterable[Quote]:
    """The records of the folder, where there is one."""
    if workspace.quotes is None:
        return ()
    from quotetrack.records import load_records

    quotes, broken = load_records(workspace.need_quotes())
    errors += map(str, broken)
    return quotes


def _show(article: str, results: list[tuple[Checked, Standing]], format_: str, all_: bool) -> None:
    """Print the results of one article; SARIF is printed at the end."""
    from quotetrack.formats.checks import github, jsonl, text

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    # https://no-color.org; off a terminal click leaves colours out by itself
    colour = False if os.environ.get("NO_COLOR") else None
    levels = Counter(each.level for _, each in results)
    for checked, each in results:
        if format_ == "json":
            click.echo(jsonl.as_line(checked, each))
        elif format_ == "github":
            if (line := github.as_command(checked, each)) is not None:
                click.echo(line)
        elif format_ == "text" and (all_ or text.is_telling(checked)):
            click.echo(text.as_text(checked, each, columns=columns), color=colour)
    if format_ != "json":
        _say(
            text.summary(article, levels, Counter(map(text.aside, (c for c, _ in results if not c.verdict))))
        )


def _add(checked: Iterable[Checked], workspace: Workspace, errors: list[str]) -> None:
    """Write draft records for what has none, and say which."""
    from quotetrack.checking.drafts import drafts
    from quotetrack.importing_quotes import Done, Known, import_quotes, note_records
    from quotetrack.records import write_schema

    folder = workspace.need_quotes()
    added = 0
    with Known() as known:
        note_records(folder, known)
        for outcome in import_quotes(drafts(checked), folder, known):
            if outcome.done is Done.ADDED:
                added += 1
                _say(f"added {folder / f'{outcome.id}.yaml'}")
            elif outcome.done is Done.REFUSED:
                errors.append(f"{outcome.place}: {outcome.reason}; not added")
    if added:
        write_schema(folder)
