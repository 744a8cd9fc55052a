"""The command line: global options and the table of commands, each loaded only when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from quotetrack.version import __version__
from quotetrack.workspace import Workspace

COMMANDS = {
    "add": "quotetrack.commands.add",
    "archive": "quotetrack.commands.archive",
    "audit": "quotetrack.commands.audit",
    "batch": "quotetrack.commands.batch",
    "case": "quotetrack.commands.case",
    "check": "quotetrack.commands.check",
    "collate": "quotetrack.commands.collate",
    "completion": "quotetrack.commands.completion",
    "export": "quotetrack.commands.export",
    "find": "quotetrack.commands.find",
    "index": "quotetrack.commands.index",
    "import": "quotetrack.commands.import_",
    "import-quotes": "quotetrack.commands.import_quotes",
    "list": "quotetrack.commands.list",
    "rebuild": "quotetrack.commands.rebuild",
    "recheck": "quotetrack.commands.recheck",
    "report": "quotetrack.commands.report",
    "review": "quotetrack.commands.review",
    "schema": "quotetrack.commands.schema",
    "show": "quotetrack.commands.show",
    "text": "quotetrack.commands.text",
    "timestamp": "quotetrack.commands.timestamp",
    "verify": "quotetrack.commands.verify",
    "wacz": "quotetrack.commands.wacz",
}
"""Command name to the module whose ``command`` it is."""


class LazyGroup(click.Group):
    """A group that imports a command's module when that command is asked for.

    Measured: importing every command's libraries costs 0.4 s, which ``list`` and shell
    completion should not pay.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = import_module(module).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--quotes",
    type=click.Path(path_type=Path),
    envvar="QUOTETRACK_QUOTES",
    help="The folder of quote records. Left out: the nearest quotes/ upward from here.",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    envvar="QUOTETRACK_ARCHIVE",
    help="The folder of saved transcripts. Left out: archive/ beside the quotes folder.",
)
@click.version_option(__version__, prog_name="quotetrack")
@click.pass_context
def cli(ctx: click.Context, quotes: Path | None, archive: Path | None) -> None:
    """Did this person say these words, then and there, and what did they say around them?

    \b
    Example:
      quotetrack verify --all
    """
    ctx.obj = Workspace.locate(Path.cwd(), quotes=quotes, archive=archive)
