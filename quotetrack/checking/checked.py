"""A quotation of an article with its verdict, and whether it stops a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from quotetrack.bounds import long_quote
from quotetrack.model import Status, Verdict
from quotetrack.quotations.document import Place
from quotetrack.quotations.quotation import Quotation


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation, and what the archive says of it."""

    article: str
    """The file or address, or ``-``."""
    quotation: Quotation
    place: Place
    """Of its first word."""
    end: Place
    """Just after its last."""
    verdict: Verdict | None = None
    """``None`` for what nobody is claimed to have said: titles, words at a distance, words inside others."""
    record: str | None = None
    """The id of the record of these words; the verdict is then the record's, with its reviews."""
    heard: bool = False
    """Whether the archive has words of the claimed speaker at all."""


class Level(StrEnum):
    """What a quotation is to a pipeline."""

    STOP = "stop"
    """Somebody is said to have said it, and its status is among those that stop."""
    CLEARED = "cleared"
    """It would stop, and a person's current review finds it accurate."""
    NOTE = "note"
    """Its status is among those that stop, and something is missing that a stop needs."""
    PASS = "pass"
    """Its status stops nothing, or says nothing: words that are not found, of nobody the archive knows."""
    ASIDE = "aside"
    """Nothing was checked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a quotation is to a pipeline, and why it does not stop where its status would."""

    level: Level
    because: str | None = None


def overlong(checked: Iterable[Checked]) -> Iterator[str]:
    """A line for each quotation that was not looked for because it is longer than a quote may be."""
    for each in checked:
        if each.verdict is not None and (wrong := long_quote(each.quotation.text)) and each.record is None:
            yield f"{each.article}:{each.place.line}:{each.place.column}: the quotation {wrong}; not checked"


UNCLAIMED = "the text does not say whose words they are"
UNNAMED = "the text does not name the speaker"
UNHEARD = "the archive has nothing this speaker said"
PRONOUN = "the speaker is inferred from a pronoun or an office"
_OF_SPEAKER = frozenset({Status.OTHER_SPEAKER, Status.SECOND_HAND})
"""They rest on who is claimed to have spoken."""


def standing(checked: Checked, fail_on: Set[Status]) -> Standing:
    """Whether a quotation stops, given the statuses that do."""
    verdict, quotation = checked.verdict, checked.quotation
    if verdict is None:
        return Standing(Level.ASIDE)
    if verdict.status not in fail_on:
        return Standing(Level.PASS)
    if verdict.cleared:
        return Standing(Level.CLEARED)
    # that no transcript has what nobody we know said tells nothing
    missing = Level.PASS if verdict.status is Status.NOT_IN_TRANSCRIPTS else Level.NOTE
    if not quotation.kind.claimed:
        return Standing(missing, UNCLAIMED)
    if quotation.speaker is None:
        return Standing(missing, UNNAMED)
    if verdict.status is Status.NOT_IN_TRANSCRIPTS and not checked.heard:
        return Standing(Level.PASS, UNHEARD)
    if verdict.status in _OF_SPEAKER and quotation.inferred:
        return Standing(Level.NOTE, PRONOUN)
    return Standing(Level.STOP)
