"""``quotetrack completion``: the script that teaches a shell our commands, options and ids."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Example:
      quotetrack completion bash > ~/.local/share/bash-completion/completions/quotetrack
    """
    completion = get_completion_class(shell)
    assert completion is not None  # the three names above are click's own
    root = ctx.find_root().command
    click.echo(completion(root, {}, "quotetrack", "_QUOTETRACK_COMPLETE").source())
