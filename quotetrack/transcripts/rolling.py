"""Captions that roll up: each cue repeats what is still on the screen, and only the rest of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quotetrack.transcripts.cues import Cue, Line

SHARE = 0.2
"""In a file that rolls, more of its cues than this begin with the end of the cue before. In one that does
not, only what is really said twice does ("No." "No."), and that must stay."""
TOUCHING = 400
"""Milliseconds between two cues of which one rolls into the other."""


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues, each with what is new in it; a file that does not roll loses only doubled cues."""
    cues = _without_doubles(cues)
    repeats = [_repeated(before, cue) for before, cue in pairwise(cues)]
    # A cue that repeats and adds nothing may be a chant.
    grown = sum(0 < shown < len(_joined(cue.lines)) for shown, cue in zip(repeats, cues[1:], strict=True))
    rolling = grown >= 2 and grown > SHARE * len(repeats)
    if not (rolling or any(cue.word_times for cue in cues)):
        return cues
    found = cues[:1]
    for cue, repeated in zip(cues[1:], repeats, strict=True):
        if lines := _after(cue.lines, repeated):
            found.append(replace(cue, lines=lines))
        elif found:
            # The last one that showed anything new is shown until this one ends: that is no pause.
            found[-1] = replace(found[-1], end=max(found[-1].end, cue.end))
    return found


def _without_doubles(cues: Sequence[Cue]) -> list[Cue]:
    """Cues that say the same at the same time are one: files are put together from overlapping pieces."""
    kept: list[Cue] = []
    for cue in cues:
        before = kept[-1] if kept else None
        if before and before.start == cue.start and before.lines == cue.lines:
            continue
        kept.append(cue)
    return kept


def _repeated(before: Cue, cue: Cue) -> int:
    """How many code points of the cue, its lines joined by spaces, the cue before it has shown."""
    if cue.start - before.end > TOUCHING:
        return 0
    text = _joined(cue.lines)
    for first in range(len(before.lines)):
        shown = _joined(before.lines[first:])
        if text == shown or text.startswith(shown + " "):
            return len(shown)
    return 0


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _after(lines: Sequence[Line], shown: int) -> tuple[Line, ...]:
    """The lines without their first ``shown`` code points."""
    rest: list[Line] = []
    for line in lines:
        if shown > 0:
            text = line.text[shown:].strip()
            shown -= len(line.text) + 1
        else:
            text = line.text
        if text:
            rest.append(replace(line, text=text))
    return tuple(rest)
