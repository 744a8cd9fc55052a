"""Caption files to cues: WebVTT and SubRip, as the specification has them and as they are found.

The parsers on PyPI follow the specification and drop what breaks it (a comma before the milliseconds, a
file without numbers or header, text after a blank line). Here a cue is whatever stands under a line with
two times, so that words are not lost. Sources: W3C WebVTT, sections 4 and 6; files of YouTube and TED.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*(?:{_TIME})?")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_HEADER = re.compile(r"([A-Za-z-]{2,20}):\s*(\S.{0,200})")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<[\d:.,]{5,15}>|</?>|\{\\[^{}]{1,100}\}")
_WORD_TIME = re.compile(r"<[\d:.,]{5,15}>")
_TWICE_WRITTEN = re.compile(r"&(?:#\d{1,5}|quot|apos|amp|lt|gt|nbsp);")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cue, its markup read."""

    text: str
    voice: str | None = None
    """Who speaks it, where the file marks that (``<v Name>``)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at one time."""

    start: int
    """Milliseconds from the start of the recording."""
    end: int
    lines: tuple[Line, ...]
    word_times: bool = False
    """Whether its words have times of their own, as in captions made by a machine."""


@dataclass(frozen=True, slots=True)
class CueFile:
    """The cues of a file in the order of their times, and what stands before the first."""

    cues: tuple[Cue, ...]
    headers: dict[str, str]
    """By their names in lower case: ``kind``, ``language`` …"""
    title: str | None = None


def read_cues(text: str) -> CueFile:
    """All cues of a caption file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timed = [(place, found) for place, line in enumerate(lines) if (found := _timing(line))]
    first = timed[0][0] if timed else len(lines)
    headers: dict[str, str] = {}
    for line in lines[:first]:
        if header := _HEADER.fullmatch(line.strip()):
            headers.setdefault(header.group(1).lower(), header.group(2).strip())
    cues = []
    ends = [*(place for place, _ in timed[1:]), len(lines)][: len(timed)]
    for (place, (start, end)), after in zip(timed, ends, strict=True):
        shown = _text_lines(lines, place + 1, after, last=after == len(lines))
        read = tuple(_read_lines(shown))
        if read:
            cues.append(Cue(start, max(start, end), read, any(_WORD_TIME.search(line) for line in shown)))
    head = re.match(r"\ufeff?WEBVTT[ \t]+(?:-[ \t]*)?(\S.{0,200})", text)
    return CueFile(
        tuple(sorted(cues, key=lambda cue: cue.start)), headers, head.group(1).strip() if head else None
    )


def time_code(milliseconds: int) -> str:
    """``HH:MM:SS.mmm``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def milliseconds_of(time: str) -> int | None:
    """The milliseconds of a time code as caption files write them, or ``None``."""
    found = re.fullmatch(_TIME, time.strip())
    return _milliseconds(found.groups()) if found else None


def _timing(line: str) -> tuple[int, int] | None:
    found = _TIMING.match(line) if "-->" in line else None
    if found is None:
        return None
    start = _milliseconds(found.groups()[:4])
    return start, _milliseconds(found.groups()[4:]) if found.group(6) else start


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    # ".5" is half a second, though it should be written ".500"
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "0").ljust(3, "0"))


def _text_lines(lines: Sequence[str], start: int, end: int, *, last: bool) -> list[str]:
    """The lines of a cue, without the next one's name, and without notes and styles between the two."""
    if not last:
        end = _before_name(lines, start, end)
    kept: list[str] = []
    inside = False
    for place in range(start, end):
        line = lines[place]
        if not line.strip():
            inside = False
            continue
        inside = inside or (_BLOCK.match(line) is not None and not lines[place - 1].strip())
        if not inside:
            kept.append(line)
    return kept


def _before_name(lines: Sequence[str], start: int, end: int) -> int:
    """Where a cue's lines end: before the number or name that stands above the next cue's times."""
    at = end - 1
    while at > start and not lines[at].strip():
        at -= 1
    if at < start:
        return end
    apart = at > start and not lines[at - 1].strip()
    next_to = at == end - 1
    number = lines[at].strip().isdigit()
    return at if (apart and (next_to or number)) or (number and next_to and at > start) else end


def _read_lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines with their markup read; a voice goes on until its end, another, or the cue's end."""
    voice: str | None = None
    for line in lines:
        at = 0
        for found in _VOICE.finditer(line):
            if text := _plain(line[at : found.start()]):
                yield Line(text, voice)
            voice = " ".join(unescape(found.group(1)).split()) or None
            at = found.end()
        closed = line.rfind("</v>")
        if closed >= at:
            if text := _plain(line[at:closed]):
                yield Line(text, voice)
            voice, at = None, closed
        if text := _plain(line[at:]):
            yield Line(text, voice)


def _plain(text: str) -> str:
    """What a line shows, with its entities read and its markup gone."""
    text = unescape(_TAG.sub("", text))
    if "&" in text:
        text = _TWICE_WRITTEN.sub(lambda found: unescape(found.group()), text)
    return re.sub(r"[ \t\f\v]+", " ", text.replace("\u200b", "")).strip()
