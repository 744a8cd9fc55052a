"""A phrase through an archive: every occurrence that it holds, the earliest first, with its variants.

The full-text index names the places: where the phrase stands, and where all of it but one word does. Each
place is then compared like a quote, on the real characters, so that an occurrence says how it is worded. What
the archive does not hold is not in it: the earliest occurrence *here* is no proof of who said it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quotetrack.archive import Archive
from quotetrack.archive.full_text import Only, is_voice, tokens
from quotetrack.errors import QuotetrackError
from quotetrack.matching import Text, compare
from quotetrack.model import Difference, Passage, Span, Transcript, Turn, Wording
from quotetrack.verification import readable

MOST_WORDS = 40
LEAST_WITHOUT_AN_END = 5
"""Words. Of a shorter phrase the first or last word is not done without: the rest is another phrase."""
BETWEEN = 2
"""Words that may stand where one of the phrase is missing."""
MARGIN = 40
"""Code points looked at on either side of a place that has not the whole phrase."""
CONTEXT = 160
"""Code points shown on either side of an occurrence, at most."""

EVERYWHERE = Only()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the phrase, or a variant of it, stands."""

    transcript: Transcript
    wording: Wording
    passage: Passage
    differences: tuple[Difference, ...]
    """Their spans are of the phrase and of the transcript."""
    label: str | None
    name: str | None
    """Who says it, as far as the transcript says."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which the phrase is worded."""

    words: str
    """As it stands where it stands first; white space is one space."""
    occurrences: int
    first: str | None
    """The date of the first transcript that has it, as that has it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The occurrences in this archive, by date; those in transcripts without a date come last."""

    phrase: str
    occurrences: tuple[Occurrence, ...]
    variants: tuple[Variant, ...]
    """In the order in which they come up."""
    more: bool
    """Whether there are later ones that are not among these."""


def timeline(archive: Archive, phrase: str, only: Only = EVERYWHERE, *, most: int = 200) -> Timeline:
    """The first occurrences, at most so many. Raises QuotetrackError for what is no phrase."""
    found = list(islice(occurrences(archive, phrase, only), most + 1))
    shown = tuple(found[:most])
    return Timeline(phrase, shown, tuple(_variants(shown)), len(found) > most)


def occurrences(archive: Archive, phrase: str, only: Only = EVERYWHERE) -> Iterator[Occurrence]:
    """Every occurrence, the earliest first. Raises QuotetrackError for what is no phrase."""
    words = tokens(phrase)
    if not words:
        raise QuotetrackError("no word to look for; give a phrase")
    if len(words) > MOST_WORDS:
        raise QuotetrackError(
            f"{len(words)} words are no phrase; give at most {MOST_WORDS}, or check a quote"
        )
    for having in archive.having(_expression(words), only, earliest_first=True):
        yield from _in_transcript(having.transcript, having.places, phrase, words, only.speaker)


def _expression(words: Sequence[str]) -> str:
    """In the language of FTS5: the phrase, or what is left of it without one of its words."""
    whole = f'"{" ".join(words)}"'
    parts = [whole]
    for missing in range(1, len(words) - 1):
        left, right = " ".join(words[:missing]), " ".join(words[missing + 1 :])
        parts.append(f'NEAR("{left}" "{right}", {BETWEEN})')
    for missing in range(1, len(words)):
        # Something put in between.
        left, right = " ".join(words[:missing]), " ".join(words[missing:])
        parts.append(f'NEAR("{left}" "{right}", {BETWEEN})')
    if len(words) >= LEAST_WITHOUT_AN_END:
        parts += [f'"{" ".join(words[1:])}"', f'"{" ".join(words[:-1])}"']
    return " OR ".join(parts)


def _in_transcript(
    transcript: Transcript, places: Sequence[Span], phrase: str, words: list[str], speaker: str | None
) -> Iterator[Occurrence]:
    text = readable(transcript)
    wanted = tokens(speaker or "")
    last = 0
    for window in _windows(transcript.text, places, words):
        found = _occurrence(transcript, text, window, phrase)
        if found is None or found.passage.start < last:
            continue
        last = found.passage.end
        if not wanted or is_voice(found.name, wanted) or is_voice(found.label, wanted):
            yield found


def _windows(text: str, places: Sequence[Span], words: list[str]) -> Iterator[Span]:
    """The stretches to look at: each whole phrase by itself, parts of it that stand together as one.

    A stretch with parts is widened, but not into the next one, which may have the phrase better.
    """
    stretches: list[tuple[Span, bool]] = []
    for place in places:
        whole = tokens(text[place.start : place.end]) == words
        last, last_whole = stretches[-1] if stretches else (None, True)
        if last is not None and not whole and not last_whole and _near(text[last.end : place.start]):
            stretches[-1] = Span(last.start, place.end), False
        else:
            stretches.append((place, whole))
    for number, (span, whole) in enumerate(stretches):
        first = stretches[number - 1][0].end if number else 0
        end = stretches[number + 1][0].start if number + 1 < len(stretches) else len(text)
        yield span if whole else Span(max(first, span.start - MARGIN), min(end, span.end + MARGIN))


def _near(between: str) -> bool:
    return len(between) <= MARGIN and len(tokens(between)) <= BETWEEN


def _occurrence(transcript: Transcript, text: Text, window: Span, phrase: str) -> Occurrence | None:
    """How the phrase stands in one stretch; ``None`` where only some of its words do."""
    best = compare(phrase, text.through((window,)), transcript.language, most=1)[0]
    span = best.span
    if span is None or best.wording in (Wording.ABSENT, Wording.PARTIAL):
        return None
    turn = _turn_at(transcript, span.start)
    before, after = _around(transcript.text, span, turn)
    return Occurrence(
        transcript=transcript,
        wording=best.wording,
        passage=Passage.of(transcript, span, turn.index if turn else None),
        differences=best.differences,
        label=turn.label if turn else None,
        name=(turn.speaker if turn else None) if transcript.turns else transcript.speaker,
        before=before,
        after=after,
    )


def _turn_at(transcript: Transcript, at: int) -> Turn | None:
    return next((turn for turn in transcript.turns if turn.start <= at < turn.end), None)


def _around(text: str, span: Span, turn: Turn | None) -> tuple[str, str]:
    """What stands before and after in the same turn, cut between words."""
    first, last = (turn.start, turn.end) if turn else (0, len(text))
    start, end = max(first, span.start - CONTEXT), max(span.end, min(last, span.end + CONTEXT))
    before, after = text[start : span.start], text[span.end : end]
    if start > first and " " in before:
        before = before[before.index(" ") + 1 :]
    if end < last and " " in after:
        after = after[: after.rindex(" ")]
    return before, after


def _variants(found: Sequence[Occurrence]) -> Iterator[Variant]:
    """The wordings, each once: those that differ in case, spacing or punctuation alone are one."""
    groups: dict[tuple[str, ...], list[Occurrence]] = {}
    for each in found:
        groups.setdefault(tuple(tokens(each.passage.text)), []).append(each)
    for group in groups.values():
        words = " ".join(group[0].passage.text.split())
        yield Variant(words, len(group), next((o.transcript.date for o in group if o.transcript.date), None))
