"""Options that several commands have: what is claimed of an ad hoc quote, and which statuses fail."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from quotetrack.model import Status

Command = TypeVar("Command", bound=Callable[..., Any])

FAIL_ON = ("differs", "joined", "other-speaker", "second-hand", "other-occasion", "not-in-transcripts")
"""The statuses that make the exit code 1 where nothing else is asked for."""

_CLAIMS = (
    click.option("--speaker", help="With --text: who is said to have spoken."),
    click.option("--date", help="With --text: when, in any way people write dates."),
    click.option("--occasion", help="With --text: on what occasion."),
    click.option("--language", help="With --text: the quote's language, as en or ru."),
)


def with_claims(command: Command) -> Command:
    """``--speaker``, ``--date``, ``--occasion`` and ``--language`` of the quote in ``--text``."""
    return reduce(lambda done, option: option(done), reversed(_CLAIMS), command)


def with_fail_on(command: Command) -> Command:
    """``--fail-on``: statuses, given to the command as a frozenset of them."""
    return click.option(
        "--fail-on",
        default=",".join(FAIL_ON),
        show_default=True,
        callback=_statuses,
        help="Statuses that make the exit code 1, comma-separated, or none.",
    )(command)


def _statuses(ctx: click.Context, param: click.Parameter, written: str) -> frozenset[Status]:
    """The statuses named, none for ``none``; raises BadParameter for one that no verdict has."""
    from quotetrack.model import Status  # not needed for a command's help

    names = [name.strip() for name in written.split(",") if name.strip()]
    if names == ["none"]:
        return frozenset()
    try:
        return frozenset(Status(name) for name in names)
    except ValueError:
        known = ", ".join(status.value for status in Status)
        raise click.BadParameter(f"statuses are: {known}; or none.", ctx, param) from None
