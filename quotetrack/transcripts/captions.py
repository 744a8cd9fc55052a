"""The reader of captions: WebVTT, SubRip, and what speech recognition writes as JSON (``segments``).

Cues become paragraphs: a new one begins where the speaker changes, after a long pause, and at the end of a
sentence once it is long enough. Each cue's time is kept where its words begin, so that a passage has a
time to the second. Speakers are those that the file marks: ``<v Name>``, ``NAME:``, ``>>`` (somebody else,
unnamed) and dashes. What stands in square brackets, and between notes of music, is no speech.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import LocatorKind, Nature
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.composing import Composer
from quotetrack.transcripts.content import Content, Opening
from quotetrack.transcripts.cues import Cue, CueFile, Line, milliseconds_of, read_cues, time_code
from quotetrack.transcripts.label_words import Strength
from quotetrack.transcripts.labels import Closing, find_label
from quotetrack.transcripts.languages import primary
from quotetrack.transcripts.rolling import unrolled

NAME = "captions/2"
"""Raise the number with every change that can change the text or the turns."""

LONG_PAUSE = 3000
"""Milliseconds without a caption that end a paragraph."""
LONG_PARAGRAPH = 600
"""Code points after which a paragraph ends with its sentence."""
LONGEST_PARAGRAPH = 1500
"""Code points after which it ends with its cue: what machines write has no full stops."""
MOST_LINES = 300_000
"""Of captions; a whole day has some 60,000."""
NO_SPEECH = frozenset({"chapters", "metadata", "descriptions"})
"""Kinds of tracks that hold no words said (HTML Standard, the track element)."""
LATEST = 10_000 * 3_600_000
"""Milliseconds; no recording is longer, and its time code could not be written."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CHANGE = re.compile(r"\s*>>+\s*")
_DASH = re.compile(r"\s*[-–]\s*(?=[\w\"“'‘(\[¿¡♪])")
"""At the start of a line, before words; a small letter after it goes on with a sentence."""
_NOISE = re.compile(r"\[[^\[\]]{0,200}\]|[♪♫♬][^♪♫♬]*[♪♫♬]?")


@dataclass(frozen=True, slots=True)
class _Said:
    """One line of a cue, and whether somebody else begins to speak with it."""

    text: str
    voice: str | None
    change: bool


def read(body: bytes, charset: str | None) -> Content:
    """The text of a caption file.

    Raises `UnreadableTranscript` when it has no captions, or holds chapters and the like.
    """
    found = read_cues(decode(body, charset))
    kind = found.headers.get("kind", "").lower()
    if kind in NO_SPEECH:
        raise UnreadableTranscript(f"this track holds {kind}, which nobody says: archive the captions")
    if not found.cues:
        raise UnreadableTranscript("a caption file without captions")
    return _content(found)


def read_recognised(body: bytes) -> Content | None:
    """What a program that recognises speech wrote: ``segments`` with ``start`` (seconds) and ``text``.

    ``None`` where the JSON is of another form.
    """
    try:
        form = json.loads(body)
        cues = [_segment(segment) for segment in form["segments"]]
        language = form.get("language")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    headers = {"language": language} if isinstance(language, str) else {}
    shown = [cue for cue in cues if cue.lines]
    if not shown:
        raise UnreadableTranscript("segments without words")
    return _content(CueFile(tuple(sorted(shown, key=lambda cue: cue.start)), headers))


def _segment(segment: dict[str, object]) -> Cue:
    start, end = milliseconds(segment["start"]), milliseconds(segment.get("end"))
    text, speaker = segment["text"], segment.get("speaker")
    if start is None or not isinstance(text, str) or not isinstance(speaker, str | None):
        raise TypeError
    said = clean_line(text)
    lines = (Line(said, clean_line(speaker or "") or None),) if said else ()
    return Cue(start, max(start, end if end is not None else start), lines)


def milliseconds(time: object) -> int | None:
    """Seconds as a number, or a time code, as milliseconds; ``None`` for anything else."""
    if isinstance(time, str):
        return milliseconds_of(time)
    if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time * 1000 < LATEST:
        return None
    return round(time * 1000)


def _content(found: CueFile) -> Content:
    cues = unrolled(found.cues)
    composer = Composer()
    said = list(_said(cues))
    if sum(map(len, said)) > MOST_LINES:
        raise UnreadableTranscript(f"it has more than {MOST_LINES} lines of captions: split it")
    voices = any(line.voice for lines in said for line in lines)
    marked = voices or any(line.change for lines in said for line in lines)
    labels = _labels(said, marked=marked)
    voice: str | None = None
    ended = 0
    for cue, lines in zip(cues, said, strict=True):
        if cue.start - ended >= LONG_PAUSE:
            composer.end()
        composer.words(" ")
        composer.place(time_code(cue.start))
        for line in lines:
            label = labels.get(line.text)
            if line.change or label or (voices and line.voice != voice):
                if marked:
                    name = line.voice or label
                    composer.open(Opening(name, unnamed=name is None))
                else:
                    composer.end()
            voice = line.voice
            _add(composer, line.text)
        ended = max(ended, cue.end)
        if composer.length >= LONGEST_PARAGRAPH or (
            composer.length >= LONG_PARAGRAPH and _SENTENCE_END.search(lines[-1].text if lines else "")
        ):
            composer.end()
    composer.end()
    return Content(
        reader=NAME,
        paragraphs=tuple(composer.paragraphs),
        locators=LocatorKind.TIME,
        title=found.title or found.headers.get("title"),
        language=primary(found.headers.get("language")),
        nature=Nature.CAPTIONS,
    )


def _said(cues: Sequence[Cue]) -> Iterator[list[_Said]]:
    """The lines of each cue without the marks of a change of speaker."""
    dashes = sum(_dash(line.text) is not None for cue in cues for line in cue.lines) >= 2
    for cue in cues:
        lines: list[_Said] = []
        for place, line in enumerate(cue.lines):
            mark = _CHANGE.match(line.text)
            if mark is None and dashes and (place == 0 or _dash(cue.lines[0].text)):
                mark = _dash(line.text)
            # ">>" can stand in a line as well
            first, *others = re.split(r"(?<=\S)\s+>>+\s*", line.text[mark.end() :] if mark else line.text)
            lines.append(_Said(first, line.voice, mark is not None))
            lines += [_Said(other, line.voice, True) for other in others]
        # a mark that stands alone is for the line after it
        for place in range(len(lines) - 1, -1, -1):
            if not lines[place].text:
                mark_waits = lines[place].change and place + 1 < len(lines)
                if mark_waits:
                    after = lines[place + 1]
                    lines[place + 1] = _Said(after.text, after.voice, True)
                del lines[place]
        yield lines


def _dash(text: str) -> re.Match[str] | None:
    found = _DASH.match(text)
    return None if found is None or text[found.end()].islower() else found


def _labels(said: Sequence[Sequence[_Said]], *, marked: bool) -> dict[str, str]:
    """The labels that lines begin with, by the line.

    Where the file marks changes of speaker, a weak label counts only beside such a mark; where it does not,
    each begins a paragraph, and the text as a whole decides which are labels (`labelling`).
    """
    found = {}
    for lines in said:
        for line in lines:
            label = find_label(line.text)
            if label and (label.number or label.closing is Closing.DASH):
                continue  # no captions have these, and their lines begin with words of sentences
            if label and (not marked or line.change or label.strength >= Strength.LIKELY):
                found[line.text] = label.text
    return found


def _add(composer: Composer, text: str) -> None:
    """Adds a line, what is no speech in it marked."""
    composer.words(" ")
    start = composer.length
    composer.words(text)
    for noise in _NOISE.finditer(text):
        composer.mark_aside(start + noise.start(), start + noise.end())
