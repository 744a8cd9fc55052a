"""``quotetrack timestamp``: have an authority sign when the manifest existed, and verify what it signed."""

from __future__ import annotations

from pathlib import Path

import click

from quotetrack.boundary import FINDINGS
from quotetrack.errors import QuotetrackError
from quotetrack.workspace import Workspace


@click.command(short_help="Have the manifest stamped with the time, or verify it.")
@click.option("--tsa", metavar="URL", help="The time-stamping authority to ask (RFC 3161).")
@click.option("--verify", is_flag=True, help="Compare every stamp with the manifest. It needs no network.")
@click.option(
    "--roots",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Certificates (PEM) of the authorities you trust; repeatable. Without one, no signature is checked.",
)
@click.pass_context
def command(ctx: click.Context, tsa: str | None, verify: bool, roots: tuple[Path, ...]) -> None:
    """Have the manifest stamped with the time, or verify the stamps.

    Only a digest of the manifest goes to the authority. Its answer is kept in the archive's folder
    timestamps; files that are saved later do not change what it proves. With --verify the exit code
    is 1 when a stamp is not of this manifest, or leads to none of the roots.

    \b
    Example:
      quotetrack timestamp --tsa https://freetsa.org/tsr
      quotetrack timestamp --verify --roots freetsa-cacert.pem
    """
    from quotetrack.archive.timestamps import stamp, stamps
    from quotetrack.formats import timestamps as formats

    if (tsa is None) == (not verify):
        raise click.UsageError("Name an authority with --tsa, or say --verify.")
    workspace: Workspace = ctx.obj
    if not workspace.archive.is_dir():
        raise QuotetrackError(f"{workspace.archive}: no archive here; name its folder with --archive DIR")
    if tsa is not None:
        click.echo(formats.as_text(stamp(workspace.archive, tsa)))
        return
    found = stamps(workspace.archive, [_bytes(path) for path in roots])
    for one in found:
        click.echo(formats.as_text(one))
    click.echo(formats.PROVES)
    if any(one.fault is not None for one in found):
        ctx.exit(FINDINGS)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise QuotetrackError(f"{path}: cannot be read ({wrong.strerror})") from wrong
