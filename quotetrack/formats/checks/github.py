"""A check as GitHub's workflow commands, which it shows as annotations at the line.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from quotetrack.checking import Checked, Level, Standing
from quotetrack.formats.checks.finding import headline, remarks

_COMMANDS = {Level.STOP: "error", Level.NOTE: "notice", Level.CLEARED: "notice"}


def as_command(checked: Checked, standing: Standing) -> str | None:
    """The annotation, or ``None`` for what there is nothing to say of."""
    command = _COMMANDS.get(standing.level)
    if command is None or checked.verdict is None:
        return None
    place, end = checked.place, checked.end
    at = {"file": checked.article, "line": str(place.line), "endLine": str(end.line)}
    if place.line == end.line:  # columns of several lines are refused
        at |= {"col": str(place.column), "endColumn": str(end.column)}
    cleared = ", cleared by review" if standing.level is Level.CLEARED else ""
    at["title"] = f"Quote: {checked.verdict.status.value}{cleared}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in at.items())
    message = "\n".join([headline(checked), *remarks(checked, standing)])
    return f"::{command} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
