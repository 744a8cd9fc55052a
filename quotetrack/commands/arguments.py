"""Arguments that several commands take, and what the shell completes them with."""

from __future__ import annotations

from pathlib import Path

import click

from quotetrack.errors import QuotetrackError
from quotetrack.records import record_files
from quotetrack.workspace import Workspace


def complete_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The ids that begin so, from the names in the quotes folder alone; nothing where there is none."""
    named = ctx.find_root().params.get("quotes")
    workspace = Workspace.locate(Path.cwd(), quotes=named, archive=None)
    try:
        stems = [path.stem for path in record_files(workspace.need_quotes())]
    except QuotetrackError:
        return []
    return [stem for stem in stems if stem.startswith(incomplete)]


def status_names(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names themselves; raises BadParameter for one that no verdict has.

    A callback and not click's Choice, which would import the model for every listing (20 ms).
    """
    known = _statuses() if names else []
    for name in names:
        if name not in known:
            raise click.BadParameter(f"{name!r} is no status; it is one of {', '.join(known)}.", ctx, param)
    return names


def complete_statuses(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The statuses that begin so."""
    return [name for name in _statuses() if name.startswith(incomplete)]


def _statuses() -> list[str]:
    from quotetrack.model import Status

    return [status.value for status in Status]
