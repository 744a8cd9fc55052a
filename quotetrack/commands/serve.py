"""``quotetrack serve``: a local web page for people who will never open a terminal."""

from __future__ import annotations

import sys

import click

from quotetrack.workspace import Workspace

HOST = "127.0.0.1"
PORT = 8750


@click.command(short_help="Show the page for people who use no terminal.")
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0 is any that is free.",
)
@click.option(
    "--name", "names", multiple=True, help="A name by which browsers may ask for the server; repeatable."
)
@click.option(
    "--allow-private", is_flag=True, help="Also archive pages from private and loopback hosts when asked to."
)
@click.pass_obj
def command(workspace: Workspace, host: str, port: int, names: tuple[str, ...], allow_private: bool) -> None:
    """Show the page: check quotes and articles, browse, archive, write records, sign reviews.

    Its address is printed; open it in a browser. Newsroom systems find a JSON API under /api/, described
    at /api/openapi.json. Only programs on this machine can reach it, unless --host says otherwise: it asks
    nobody for a password, so whoever reaches it can read and write what it shows. ^C ends it, as does
    being told to (SIGTERM); the exit code is then 0.

    \b
    Example:
      quotetrack serve
      quotetrack serve --port 9000
    """
    from quotetrack.boundary import keep_log
    from quotetrack.serving.application import create_app
    from quotetrack.serving.configuration import Configuration
    from quotetrack.serving.server import run, until_told_to_end
    from quotetrack.serving.shelves import Shelves

    configuration = Configuration(
        workspace, host, port, frozenset(name.lower() for name in names), allow_private
    )
    shelves = Shelves(workspace.archive, workspace.publishers, _said)
    with until_told_to_end():
        _said(f"opening {workspace.archive}")
        shelves.refresh()
        app = create_app(configuration, shelves, lambda bug: keep_log(bug, sys.argv[1:]))
        if not configuration.only_here:
            _said(f"others can reach {host}, and read and write what the page shows; it asks for no password")
        run(app, configuration, _started)


def _said(line: str) -> None:
    click.echo(f"quotetrack: {line}", err=True)


def _started(address: str) -> None:
    click.echo(address)
    sys.stdout.flush()
    _said("open this address in a browser; ^C ends the server")
