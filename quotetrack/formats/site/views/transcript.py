"""A transcript's page: the turns that are quoted and what surrounds them, and where in the whole they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotetrack.exporting.checked import Checked
from quotetrack.formats.cells import counted
from quotetrack.formats.exports.addresses import link
from quotetrack.formats.exports.days import in_english
from quotetrack.formats.site.places import UP, passage_anchor, quote_page
from quotetrack.formats.site.views.index import shortened
from quotetrack.formats.site.views.turns import TurnView, turn_views, window
from quotetrack.formats.site.words import said
from quotetrack.model import Transcript
from quotetrack.reporting.material import Cited, TranscriptMaterial

STRIP = 1000
"""Units of the strip's length."""
NARROWEST = 4


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that a quote answers to."""

    anchor: str
    quote: str
    """The quote's words, shortened."""
    url: str
    status: str
    percent: int
    """How far into the text it begins."""
    x: int
    """On the strip."""
    width: int


@dataclass(frozen=True, slots=True)
class StretchView:
    """A stretch of the text without a gap."""

    skipped: int
    """Words that are not shown before it."""
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """Everything that the page of a transcript shows."""

    id: str
    title: str
    language: str | None
    facts: tuple[tuple[str, str], ...]
    url: str | None
    passages: tuple[PassageView, ...]
    """By place; the turns' marks count them from 0."""
    stretches: tuple[StretchView, ...]
    skipped: int
    """Words after the last stretch."""
    whole: bool
    why_not: str
    """Why it is not whole; empty where it is."""


def transcript_view(
    material: TranscriptMaterial, records: Mapping[str, Checked], *, full: bool
) -> TranscriptView:
    """The page of a transcript. ``records`` is by id; ``full`` asks for the whole, whatever the licence."""
    transcript = material.transcript
    whole = full or material.free
    marks = [(each.start, each.end) for each in material.cited]
    stretches = [(0, len(transcript.text))] if whole else _windows(transcript.text, marks)
    return TranscriptView(
        id=transcript.id,
        title=transcript.title or transcript.id,
        language=transcript.language,
        facts=tuple(_facts(transcript, material)),
        url=link(transcript.url),
        passages=tuple(_passages(transcript, material.cited, records)),
        stretches=tuple(_stretches(transcript, stretches, marks)),
        skipped=len(transcript.text[stretches[-1][1] :].split()) if stretches else 0,
        whole=whole,
        why_not="" if whole else _why_not(material.licence),
    )


def _why_not(licence: str | None) -> str:
    named = (
        f"its licence, “{licence}”, is not known to let it be published"
        if licence
        else ("no licence that lets it be published was kept with it")
    )
    return f"Only the quoted turns and what surrounds them are shown: {named}."


def _facts(transcript: Transcript, material: TranscriptMaterial) -> Iterator[tuple[str, str]]:
    pairs = (
        ("Transcript", transcript.id),
        ("Speaker", transcript.speaker),
        ("Date", in_english(transcript.date)),
        ("Occasion", transcript.occasion),
        ("Place", transcript.place),
        ("Publisher", transcript.publisher),
        ("Kind", f"{said('nature', transcript.nature.value)}, {said('complete', transcript.complete.value)}"),
        ("Language", transcript.language),
        ("Licence", material.licence),
        ("Address", material.address),
        ("Saved", f"{transcript.archived_at:%Y-%m-%d %H:%M} UTC" if transcript.archived_at else None),
        ("Capture", transcript.capture),
        ("Length", ", ".join(_length(transcript))),
        ("Read by", transcript.reader),
    )
    yield from ((name, value) for name, value in pairs if value)
    for note in transcript.notes:
        yield "Known of it", note


def _length(transcript: Transcript) -> Iterator[str]:
    yield counted(len(transcript.text), "character")
    if transcript.turns:
        yield counted(len(transcript.turns), "turn")


def _windows(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is shown around the passages; stretches that meet are one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(window(text, start, end) for start, end in marks):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _stretches(
    transcript: Transcript, stretches: Sequence[tuple[int, int]], marks: Sequence[tuple[int, int]]
) -> Iterator[StretchView]:
    at = 0
    for first, last in stretches:
        skipped = len(transcript.text[at:first].split())
        yield StretchView(skipped, tuple(turn_views(transcript, first, last, marks)))
        at = last


def _passages(
    transcript: Transcript, cited: Sequence[Cited], records: Mapping[str, Checked]
) -> Iterator[PassageView]:
    times: Counter[str] = Counter()
    length = max(1, len(transcript.text))
    for each in cited:
        times[each.quote] += 1
        checked = records[each.quote]
        width = max(NARROWEST, round((each.end - each.start) * STRIP / length))
        yield PassageView(
            anchor=passage_anchor(each.quote, times[each.quote]),
            quote=shortened(checked.quote.text),
            url=UP + quote_page(each.quote),
            status=checked.status,
            percent=each.start * 100 // length,
            x=min(round(each.start * STRIP / length), STRIP - width),
            width=width,
        )
