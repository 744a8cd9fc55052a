"""A check for people: a line for each quotation as compilers print them, and under it what was found."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

import click

from quotetrack.checking import Checked, Level, Standing
from quotetrack.formats.cells import counted, plain
from quotetrack.formats.checks.finding import headline, remarks
from quotetrack.model import SpeakerFinding, Status

_COLOURS = {Level.STOP: "red", Level.NOTE: "yellow", Level.CLEARED: "yellow", Level.PASS: "green"}
_SHORT = frozenset({Level.PASS, Level.ASIDE})
"""A line is enough for these."""


def as_text(checked: Checked, standing: Standing, *, columns: int = 100) -> str:
    """``file:line:column: status: who: “words”``, and what was found, indented."""
    return "\n".join(_lines(checked, standing, max(40, columns)))


def _lines(checked: Checked, standing: Standing, columns: int) -> Iterator[str]:
    place = f"{plain(checked.article)}:{checked.place.line}:{checked.place.column}"
    if checked.verdict is None:
        yield f"{place}: not checked ({aside(checked)}): “{plain(checked.quotation.text)}”"
        return
    said = checked.verdict.status.value
    if standing.level is Level.CLEARED:
        said += ", cleared by review"
    colour = _COLOURS[standing.level]
    yield f"{place}: {click.style(said, fg=colour, bold=standing.level is Level.STOP)}: {headline(checked)}"
    plainly = checked.verdict.status.value in ("matches", "as-marked", "reported")
    # the same words under nobody's name agree with whoever is claimed: that is said
    if standing.level in _SHORT and plainly and checked.verdict.speaker is not SpeakerFinding.UNLABELLED:
        return
    for remark in remarks(checked, standing):
        yield from textwrap.wrap(
            remark, columns, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
        )


def aside(checked: Checked) -> str:
    """Why a quotation is not checked, in a word."""
    return "nested" if checked.quotation.nested else checked.quotation.kind.value


def is_telling(checked: Checked) -> bool:
    """Whether there is anything to say of a quotation: not of words given to nobody and found nowhere."""
    if checked.verdict is None:
        return False
    found = checked.verdict.status not in (Status.NOT_IN_TRANSCRIPTS, Status.UNCHECKED)
    return found or checked.quotation.kind.claimed


def summary(article: str, levels: Counter[Level], kinds: Counter[str]) -> str:
    """One line for an article: how many quotations, what they are to a pipeline."""
    told = {
        Level.STOP: "stopping",
        Level.CLEARED: "cleared by review",
        Level.NOTE: "noted",
        Level.PASS: "passing",
    }
    parts = [f"{levels[level]} {words}" for level, words in told.items() if levels[level]]
    if levels[Level.ASIDE]:
        aside = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        parts.append(f"{levels[Level.ASIDE]} not checked ({aside})")
    number = counted(levels.total(), "quotation")
    return f"{plain(article)}: {number}" + (f": {'; '.join(parts)}" if parts else "")
