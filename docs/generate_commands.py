"""Writes docs/commands.md from the commands' own help: ``make docs``."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from quotetrack.cli import COMMANDS, cli

PAGE = Path(__file__).with_name("commands.md")
NAMES = cli.context_settings["help_option_names"]
_HEAD = """\
# Commands

<!-- Written by `make docs` from the commands' own help. Edit the help, not this page. -->

Each command prints this with `--help`. What the exit codes mean stands in
[the guide](guide/list-and-gate.md#exit-codes).
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, _section("quotetrack", cli)]
    parts += [
        _section(f"quotetrack {name}", importlib.import_module(module).command)
        for name, module in sorted(COMMANDS.items())
    ]
    return "\n".join(parts)


def _section(name: str, command: click.Command) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=88, max_content_width=88, help_option_names=NAMES
    )
    shown = command.get_help(context).rstrip()
    return f"## {name}\n\n```text\n{shown}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
